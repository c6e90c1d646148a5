"""Runtime hook of both programs: answer in place of Windows' management service, which some computers never do.

Python 3.12 and later ask it for Windows' version (Lib/platform.py, `_wmi`), and `truststore`, `sounddevice` and
`cv2_enumerate_cameras` ask Python as they are imported (cpython issues 112278 and 125315). Without an answer Python
starts a command prompt, which IT may have turned off.
"""

import sys

_AMD64 = 9
"""Win32_Processor's number for what the package is built for."""


def answer(query: str, version: tuple[int, int, int], product_type: int) -> str:
    """Return the properties that a query selects, as the service does: `name=value`, separated by zeros.

    Args:
        query: `SELECT Version,ProductType FROM Win32_OperatingSystem`, for example.
        version: Windows' version.
        product_type: 1 is a workstation.

    Raises:
        OSError: it is not known here.
    """
    known = {
        "Version": ".".join(map(str, version)),
        "ProductType": str(product_type),
        "BuildType": "Multiprocessor Free",
        "ServicePackMajorVersion": "0",
        "ServicePackMinorVersion": "0",
        "Architecture": str(_AMD64),
    }
    wanted = query.partition("SELECT ")[2].partition(" FROM ")[0].split(",")
    if not known.keys() >= set(wanted):
        raise OSError(f"not known: {query}")
    return "\0".join(f"{name}={known[name]}" for name in wanted)


if sys.platform == "win32":
    _windows = sys.getwindowsversion()
    # The first is what Windows lets this program know, the second that of a library, which an update may leave behind.
    _version = max(_windows[:3], _windows.platform_version)
    _stand_in = type(sys)("_wmi")
    _stand_in.exec_query = lambda query: answer(query, _version, _windows.product_type)  # type: ignore[attr-defined]
    sys.modules["_wmi"] = _stand_in
