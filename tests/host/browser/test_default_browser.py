from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from readiness.host.browser.chrome_macos import Roots, default_browser
from readiness.host.browser.default_browser import ANOTHER, from_launch_services, from_mimeapps, from_prog_id


@pytest.mark.parametrize(
    ("prog_id", "product"),
    [
        ("ChromeHTML", "Google Chrome"),
        ("ChromeHTML.VNK7VCSEXAMPLE", "Google Chrome"),
        ("ChromeBHTML", "Google Chrome Beta"),
        ("ChromeSSHTM.X", "Google Chrome Canary"),
        ("ChromiumHTM.ABC", "Chromium"),
        ("MSEdgeHTM", "Microsoft Edge"),
        ("FirefoxURL-308046B0AF4A39CB", "Firefox"),
        ("VivaldiHTM.X", "Vivaldi"),
        ("ChromeHTMLX", ANOTHER),
        ("AnnasHTML", ANOTHER),
        ("", None),
        (None, None),
    ],
)
def test_windows_prog_id_names_the_browser(prog_id: str | None, product: str | None) -> None:
    assert from_prog_id(prog_id) == product


@pytest.mark.parametrize(
    ("handlers", "product"),
    [
        ([{"LSHandlerURLScheme": "https", "LSHandlerRoleAll": "com.google.chrome"}], "Google Chrome"),
        ([{"LSHandlerURLScheme": "https", "LSHandlerRoleAll": "com.microsoft.edgemac"}], "Microsoft Edge"),
        ([{"LSHandlerURLScheme": "mailto", "LSHandlerRoleAll": "com.google.chrome"}], "Safari"),
        ([{"LSHandlerURLScheme": "https", "LSHandlerRoleViewer": "se.anna.webb"}], ANOTHER),
        ([{"LSHandlerURLScheme": "https", "LSHandlerRoleAll": 7}, "no table"], "Safari"),
        ("no list", "Safari"),
    ],
)
def test_macos_launch_services_name_the_browser(tmp_path: Path, handlers: object, product: str) -> None:
    roots = Roots(root=tmp_path, home=tmp_path, user="anna")
    assert default_browser(roots) is None
    roots.launch_services.parent.mkdir(parents=True)
    roots.launch_services.write_bytes(plistlib.dumps({"LSHandlers": handlers}, fmt=plistlib.FMT_BINARY))
    assert default_browser(roots) == product


def test_macos_without_an_answer() -> None:
    assert from_launch_services({}) is None


@pytest.mark.parametrize(
    ("lists", "product"),
    [
        (["[Default Applications]\nx-scheme-handler/https=google-chrome.desktop;firefox.desktop\n"], "Google Chrome"),
        (["[Default Applications]\ntext/html=firefox-esr.desktop\n"], "Firefox"),
        (["[Added Associations]\nx-scheme-handler/https=a.desktop\n",
          "[Default Applications]\nx-scheme-handler/https=org.chromium.Chromium.desktop"], "Chromium"),
        (["[Default Applications]\nx-scheme-handler/https=annas.desktop"], ANOTHER),
        (["half [", "\x00", "[Default Applications]\nx-scheme-handler/https=%(a)s;"], ANOTHER),
        ([], None),
        (["[Default Applications]\nx-scheme-handler/https="], None),
    ],
)  # fmt: skip
def test_linux_mimeapps_lists_name_the_browser(lists: list[str], product: str | None) -> None:
    assert from_mimeapps(lists) == product


@pytest.mark.linux
@pytest.mark.parametrize(
    ("file", "product"),
    [
        ("usr/share/applications/gnome-mimeapps.list", "Firefox"),
        ("usr/share/applications/kde-mimeapps.list", None),
        ("config/gnome-mimeapps.list", "Firefox"),
    ],
)
def test_linux_desktop_has_a_default_of_its_own(tmp_path: Path, file: str, product: str | None) -> None:
    """As `gio mime x-scheme-handler/https` says."""
    from readiness.host.browser.chrome_linux import Roots, default_browser

    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text("[Default Applications]\nx-scheme-handler/https=firefox.desktop\n")
    roots = Roots(root=tmp_path, home=tmp_path / "home", config=tmp_path / "config", desktops=("ubuntu", "GNOME"))
    assert default_browser(roots) == product
