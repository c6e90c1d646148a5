"""The system's default browser. It only gives a remark, since this program starts Google Chrome itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from readiness.host.browser.browser import BUNDLES, GOOGLE_CHROME

ANOTHER = "another"
"""A browser that is not in the tables."""

_PROG_IDS = {
    "ChromeHTML": GOOGLE_CHROME,
    "ChromeBHTML": "Google Chrome Beta",
    "ChromeDHTML": "Google Chrome Dev",
    "ChromeSSHTM": "Google Chrome Canary",
    "ChromiumHTM": "Chromium",
    "MSEdgeHTM": "Microsoft Edge",
    "MSEdgeBHTML": "Microsoft Edge",
    "BraveHTML": "Brave",
    "VivaldiHTM": "Vivaldi",
    "OperaStable": "Opera",
    "FirefoxURL": "Firefox",
    "FirefoxHTML": "Firefox",
    "IE.HTTP": "Internet Explorer",
}
"""By Windows ProgID. A per-user installation appends a dot or dash and a suffix of its own
(chromium: chrome/install_static/google_chrome_install_modes.h)."""

_BUNDLES = {identifier.casefold(): product for identifier, product in BUNDLES.items()} | {"com.apple.safari": "Safari"}
"""By macOS bundle identifier, in lower case as in LaunchServices' file."""

_DESKTOP_FILES = {
    "google-chrome": GOOGLE_CHROME,
    "com.google.chrome": GOOGLE_CHROME,
    "google-chrome-beta": "Google Chrome Beta",
    "google-chrome-unstable": "Google Chrome Dev",
    "chromium": "Chromium",
    "chromium-browser": "Chromium",
    "chromium_chromium": "Chromium",
    "org.chromium.chromium": "Chromium",
    "microsoft-edge": "Microsoft Edge",
    "brave-browser": "Brave",
    "vivaldi-stable": "Vivaldi",
    "opera": "Opera",
    "firefox": "Firefox",
    "firefox-esr": "Firefox",
    "firefox_firefox": "Firefox",
    "org.mozilla.firefox": "Firefox",
}


def from_prog_id(prog_id: str | None) -> str | None:
    """Return the browser of a Windows ProgID; None if there is no ProgID."""
    if not prog_id:
        return None
    plain = next((name for name in _PROG_IDS if _is_or_extends(prog_id, name)), None)
    return _PROG_IDS[plain] if plain else ANOTHER


def _is_or_extends(prog_id: str, name: str) -> bool:
    rest = prog_id.casefold().removeprefix(name.casefold())
    return rest != prog_id.casefold() and (not rest or rest[0] in ".-")


def from_launch_services(preferences: Mapping[str, object]) -> str | None:
    """Return the browser set in macOS' `com.apple.launchservices.secure.plist`; Safari unless another was chosen."""
    handlers = preferences.get("LSHandlers")
    for each in handlers if isinstance(handlers, list) else ():
        if isinstance(each, dict) and each.get("LSHandlerURLScheme") == "https":
            bundle = each.get("LSHandlerRoleAll") or each.get("LSHandlerRoleViewer")
            if isinstance(bundle, str) and bundle != "-":
                return _BUNDLES.get(bundle.casefold(), ANOTHER)
    return "Safari" if preferences else None


def from_mimeapps(lists: Iterable[str]) -> str | None:
    """Return the browser set in `mimeapps.list` files, highest precedence first (freedesktop.org, MIME apps)."""
    for text in lists:
        chosen = _default_applications(text)
        for scheme in ("x-scheme-handler/https", "text/html"):
            if file := chosen.get(scheme, "").split(";")[0].strip():
                return _DESKTOP_FILES.get(file.removesuffix(".desktop").casefold(), ANOTHER)
    return None


def _default_applications(text: str) -> dict[str, str]:
    """Return the section `[Default Applications]`. configparser takes seconds for a line of a million characters."""
    found, inside = {}, False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == "[Default Applications]"
        elif inside:
            key, _, value = line.partition("=")
            found[key.strip()] = value
    return found
