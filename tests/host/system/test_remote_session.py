"""Sessions that are shown on another computer, by the variables their servers set."""

from __future__ import annotations

import pytest

from readiness.host.system.remote_session import citrix_libraries, environment_is_remote


@pytest.mark.parametrize(
    ("environment", "remote"),
    [
        ({"SESSIONNAME": "Console"}, False),
        ({"SESSIONNAME": "RDP-Tcp#3"}, False),  # since yesterday: Windows itself says what shows the session now
        ({"SESSIONNAME": "ICA-CGP 1"}, True),
        ({"ViewClient_Machine_Name": "TUNNKLIENT"}, True),
        ({"XRDP_SESSION": "1"}, True),
        ({"TLSESSIONDATA": "/var/opt/thinlinc/sessions/anna/10"}, True),
        ({"X2GO_SESSION": "anna-50-1764403200_stDMATE_dp24"}, True),
        ({"VNCDESKTOP": "vdi:1 (anna)"}, True),
        ({"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, False),
        ({}, False),
    ],
)
def test_display_protocol_of_the_session(environment: dict[str, str], *, remote: bool) -> None:
    assert environment_is_remote(environment) is remote


def test_citrix_library_is_only_looked_for_where_it_alone_can_write() -> None:
    """As on a desktop with Citrix' agent; a library that somebody put into another folder would be run by us."""
    environment = {
        "ProgramW6432": r"C:\Program Files",
        "ProgramFiles": r"C:\Program Files",
        "PATH": r"C:\Windows\system32;C:\Program Files\Citrix\HDX\bin\;C:\Users\anna\bin;C:\Program Files\..\Temp;;.",
    }
    assert [str(each).replace("/", "\\") for each in citrix_libraries(environment)] == [
        r"C:\Program Files\Citrix\ICAService\wfapi64.dll",
        r"C:\Program Files\Citrix\HDX\bin\wfapi64.dll",
    ]
    assert citrix_libraries({}) == ()
