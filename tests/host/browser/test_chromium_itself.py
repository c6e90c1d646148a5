"""Profiles and policies: our interpretation compared with a real Chromium, whose code is Chrome's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import chromium_profile
import pytest
from chromium_profile import SAMPLES, SITE, Chromium, chromium, set_site
from served_pages import served

from readiness.host.browser.chrome_policy import judge_policies, read_json_policies
from readiness.host.browser.chrome_profile import SitePermission, site_permission
from readiness.host.browser.chrome_update import runs

pytestmark = pytest.mark.slow

SAVED = Path(__file__).parents[2] / "samples/chromium"
EXPECTED = {
    "camera_blocked": SitePermission(camera_blocked=True),
    "microphone_blocked": SitePermission(microphone_blocked=True),
    "both_allowed": SitePermission(camera_blocked=False, microphone_blocked=False),
    "never_asked": SitePermission(),
}
ASK = "navigator.permissions.query({name: '%s'}).then(answer => answer.state)"


SCRIPT = b"<body><script>document.title = 'runs'</script><noscript><title>is off</title></noscript>"


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Pages with nothing on them, and one whose title says whether scripts run."""
    with served(b"<title>rum</title>", {"/script": SCRIPT}) as address:
        yield address


def chromiums_answer(browser: Chromium, url: str) -> tuple[str, str]:
    page = browser.open_page(url)
    return str(browser.run(page, ASK % "camera")), str(browser.run(page, ASK % "microphone"))


@pytest.mark.parametrize("name", SAMPLES)
def test_saved_profiles(name: str) -> None:
    assert site_permission(SAVED / name, f"{SITE}/rum") == EXPECTED[name]
    assert site_permission(SAVED / name, "https://annan.example.se/rum") == SitePermission()


@pytest.mark.parametrize(
    ("settings", "answer"),
    [
        ({"camera": "block"}, ("denied", "prompt")),
        ({"camera": "allow", "microphone": "block"}, ("granted", "denied")),
        ({}, ("prompt", "prompt")),
    ],
)
def test_profile_is_read_while_chromium_runs_and_afterwards(
    tmp_path: Path, site: str, settings: Mapping[str, str], answer: tuple[str, str]
) -> None:
    data = tmp_path / "data"
    with chromium(data) as browser:
        set_site(browser, site, settings)
        assert chromiums_answer(browser, site) == answer
    permission = site_permission(data, f"{site}/rum")
    assert (bool(permission.camera_blocked), bool(permission.microphone_blocked)) == tuple(
        each == "denied" for each in answer
    )
    assert not runs(data)


@pytest.mark.parametrize(
    "policies",
    [
        {"VideoCaptureAllowed": False},
        {"AudioCaptureAllowed": False, "AudioCaptureAllowedUrls": ["SITE"]},
        {"VideoCaptureAllowed": False, "VideoCaptureAllowedUrls": ["https://[*.]example.se", "http://127.0.0.1"]},
        {"VideoCaptureAllowed": False, "VideoCaptureAllowedUrls": ["https://127.0.0.1", "*"]},
        {"DefaultMediaStreamSetting": 2},
        {"DefaultMediaStreamSetting": 2, "VideoCaptureAllowedUrls": ["SITE"]},
        {"VideoCaptureAllowed": "nej", "AudioCaptureAllowedUrls": "SITE"},
        {"VideoCaptureAllowed": 0, "AudioCaptureAllowed": "0"},
        {"VideoCaptureAllowed": "False", "DefaultMediaStreamSetting": 2.0},
        {"DefaultMediaStreamSetting": True},
        {"VideoCaptureAllowed": False, "VideoCaptureAllowedUrls": '["SITE"]', "DefaultMediaStreamSetting": "1"},
    ],
)
def test_policies_are_interpreted_as_chromium_does(tmp_path: Path, site: str, policies: Mapping[str, object]) -> None:
    here = json.loads(json.dumps(policies).replace("SITE", site))
    with chromium(tmp_path / "data", policies=here) as browser:
        camera, microphone = chromiums_answer(browser, site)
    judgement = judge_policies(here, site)
    assert (judgement.camera_blocked, judgement.microphone_blocked) == (camera == "denied", microphone == "denied")
    assert (judgement.camera_granted, judgement.microphone_granted) == (camera == "granted", microphone == "granted")


@pytest.mark.parametrize(
    ("policies", "is_off"),
    [
        ({"DefaultJavaScriptSetting": 2}, True),
        ({"DefaultJavaScriptSetting": "2"}, False),
        ({"DefaultJavaScriptSetting": 2, "JavaScriptAllowedForUrls": ["a.se"]}, False),
        ({"JavaScriptBlockedForUrls": ["*"]}, True),
        ({"JavaScriptBlockedForUrls": ["https://*", "b.se"]}, False),
        ({"JavaScriptBlockedForUrls": ["[*.]se"], "JavaScriptAllowedForUrls": ["a.se"]}, False),
        ({"JavaScriptBlockedForUrls": ["a.se"], "JavaScriptAllowedForUrls": ["[*.]a.se"]}, True),
        ({"JavaScriptBlockedForUrls": ["a.se"], "JavaScriptAllowedForUrls": ["a.se"]}, True),
    ],
)
def test_scripts_are_off_where_chromium_has_them_off(
    tmp_path: Path, site: str, policies: Mapping[str, object], *, is_off: bool
) -> None:
    url = f"http://a.se:{site.rpartition(':')[2]}/script"
    here = ("--host-resolver-rules=MAP * 127.0.0.1", "--disable-features=HttpsUpgrades")
    with chromium(tmp_path / "data", *here, policies=policies) as browser:
        title = browser.title_of(url, "runs", "is off")
    assert (title == "is off", judge_policies(policies, url).scripts_blocked) == (is_off, is_off)


REFUSED = '"VideoCaptureAllowed": false'


@pytest.mark.parametrize(
    "content",
    [
        f"{{{REFUSED},}}",
        f"{{// IT\n{REFUSED}}} // end",
        f'{{/* "VideoCaptureAllowed": true, */ {REFUSED}, "URLBlocklist": ["x.se", /**/ ], }}',
        f'{{"HomepageLocation": "https://x.se/*a*/", {REFUSED}}}',
        f'{{"a": "x\ny, }}", {REFUSED}}}',
        f'{{"a": "x\ty", {REFUSED}}}',
        f"\ufeff{{{REFUSED}}}",
        f"{{{REFUSED},,}}",
        f'{{"a": NaN, {REFUSED}}}',
        f"{{# IT\n{REFUSED}}}",
        f"{{/* {REFUSED}}}",
    ],
)
def test_policy_files_are_read_as_chromium_reads_them(tmp_path: Path, site: str, content: str) -> None:
    with chromium(tmp_path / "data", policies=content) as browser:
        camera, _ = chromiums_answer(browser, site)
    read = read_json_policies(tmp_path / "etc/policies/managed")
    assert judge_policies(read, site).camera_blocked == (camera == "denied")


def test_policy_grant_overrides_the_persons_answer(tmp_path: Path, site: str) -> None:
    with chromium(tmp_path / "data") as browser:
        set_site(browser, site, {"camera": "block"})
    with chromium(tmp_path / "data", policies={"VideoCaptureAllowedUrls": [site]}) as browser:
        assert chromiums_answer(browser, site)[0] == "granted"


def test_addresses_are_blocked_as_chromium_blocks_them(tmp_path: Path, site: str) -> None:
    """Every name leads to this computer, so that only the policies decide what opens."""
    port = site.rpartition(":")[2]
    blocked = f"""a.se .b.se c.se/rum https://d.se e.se:1 f.se:{port} http://g.se h.se/annat x.i.se j.se k.se/rum å.se
        l.* xn--4ca.se N.se [ :: http:// /rum ?a=b :80 anna@o.se p.se?a=b q.se?a=b r.se?a=* s.se/rum?c
        .t.se .u.se/ u.se v.se/rum HTTP://w.se aa.se. ab.se ac.se: http:///ad.se ae.se/rum#x"""
    policies = {
        "URLBlocklist": [*blocked.split(), ""],
        "URLAllowlist": ["vård.a.se", "i.se", "j.se/rum", "k.se", "s.se/rum?c", "t.se/rum", "u.se/rum", ".v.se"],
    }
    hosts = """a.se b.a.se vård.a.se b.se c.b.se c.se d.se e.se f.se g.se h.se i.se x.i.se y.x.i.se j.se k.se å.se
        ö.å.se ä.se l.se m.se n.se o.se p.se r.se s.se t.se x.t.se u.se x.u.se v.se x.v.se w.se aa.se ab.se. ac.se
        ad.se ae.se"""
    urls = [f"http://{host}:{port}/rum" for host in hosts.split()]
    urls += [
        f"http://{host}:{port}/rum?{query}" for host in ("q.se", "r.se", "s.se") for query in ("c&a=b", "a=c", "d")
    ]
    here = ("--host-resolver-rules=MAP * 127.0.0.1", "--disable-features=HttpsUpgrades")
    with chromium(tmp_path / "data", *here, policies=policies) as browser:
        opened = {url: browser.run(browser.open_page(url), "document.title") == "rum" for url in urls}
    assert {url: not judge_policies(policies, url).address_blocked for url in urls} == opened
    assert set(opened.values()) == {True, False}


HANDED_OVER = (
    """a.se b.se x.b.se bb.se c.se d.se e.se f.se g.se x.g.se h.se i.se j.se k.se l.se å.se ä.se Ä.se ö.se é.se"""
)


@pytest.mark.parametrize("mode", [0, 1])
def test_addresses_are_handed_to_another_browser_as_chromium_does(tmp_path: Path, site: str, mode: int) -> None:
    port = site.rpartition(":")[2]
    sites = f"""a.se b.se C.SE d.se/rum e.se/annat http://f.se https://g.se //h.se !i.se i. j.se:{port} k.se:1 /rum
        longest.example l.se/rum å.se xn--4ca.se http://ö.se/ //xn--9ca.se/"""
    policies = {
        "BrowserSwitcherEnabled": True,
        "BrowserSwitcherParsingMode": mode,
        "BrowserSwitcherUrlList": sites.split(),
        "BrowserSwitcherUrlGreylist": ["x.b.se", "a", "!c.se", "l.se/r", "d.se/rum/annat"],
        "AlternativeBrowserPath": "/bin/true",
        "BrowserSwitcherDelay": 60_000,
    }
    urls = [f"http://{host}:{port}/rum" for host in HANDED_OVER.split()]
    opened = opened_here(tmp_path / "data", policies, urls)
    assert {url: not judge_policies(policies, url).address_blocked for url in urls} == opened
    assert set(opened.values()) == {True, False}


def test_everything_is_handed_to_another_browser_but_for_exceptions(tmp_path: Path, site: str) -> None:
    port = site.rpartition(":")[2]
    policies = {
        "BrowserSwitcherEnabled": True,
        "BrowserSwitcherUrlList": ["*"],
        "BrowserSwitcherUrlGreylist": ["video.example.se"],
        "AlternativeBrowserPath": "/bin/true",
        "BrowserSwitcherDelay": 60_000,
    }
    kept, handed = f"http://video.example.se:{port}/rum", f"http://other.se:{port}/rum"
    assert opened_here(tmp_path / "data", policies, [kept, handed]) == {kept: True, handed: False}
    assert [judge_policies(policies, each).address_blocked for each in (kept, handed)] == [False, True]


def opened_here(data: Path, policies: Mapping[str, object], urls: list[str]) -> dict[str, bool]:
    """Whether a real Chromium shows each page itself; every name leads to this computer."""
    here = ("--host-resolver-rules=MAP * 127.0.0.1", "--disable-features=HttpsUpgrades")
    with chromium(data, *here, policies=policies) as browser:
        return {url: browser.run(browser.open_page(url), "document.title") == "rum" for url in urls}


def test_url_patterns_match_as_in_chromium(tmp_path: Path, site: str) -> None:
    """An address may use the camera if one of the patterns matches it, and not otherwise."""
    port = site.rpartition(":")[2]
    patterns = f"""http://a.se http://[*.]b.se http://c.se:{port} http://d.se:1 https://e.se [*.]f.se g.se *://h.se
        http://å.se http://[*.]xn--4ca.se http://J.se http://k.se/rum http://*.l.se *://*:{port}x http://m.se:*
        *://* *:* HTTP://o.se http://p.se. http://q.se,* http://r.se,http://r.se http://[*.]s.se. http://t.se:0{port}
        http://u.se: http://v%2Ese *://*.w.se:*"""
    hosts = """a.se x.a.se b.se x.b.se c.se d.se e.se f.se x.f.se g.se x.g.se h.se å.se x.ä.se j.se k.se x.l.se m.se
        n.se o.se p.se q.se r.se x.s.se t.se u.se v.se x.w.se"""
    urls = [f"http://{host}:{port}/rum" for host in hosts.split()]
    policies = {"VideoCaptureAllowed": False, "VideoCaptureAllowedUrls": patterns.split()}
    safe = ",".join(f"http://{host.encode('idna').decode()}:{port}" for host in hosts.split())
    here = (
        "--host-resolver-rules=MAP * 127.0.0.1",
        "--disable-features=HttpsUpgrades",
        f"--unsafely-treat-insecure-origin-as-secure={safe}",
    )
    with chromium(tmp_path / "data", *here, policies=policies) as browser:
        granted = {url: chromiums_answer(browser, url)[0] == "granted" for url in urls}
    assert {url: judge_policies(policies, url).camera_granted for url in urls} == granted
    assert set(granted.values()) == {True, False}


def test_chromes_own_pages_are_not_opened_from_the_command_line(tmp_path: Path) -> None:
    """Why no button leads to them."""
    address = f"chrome://settings/content/siteDetails?site={SITE}"
    with chromium(tmp_path / "data", address) as browser:
        assert not any(page.startswith("chrome://settings") for page in browser.pages())


def test_saved_profile_can_be_regenerated(tmp_path: Path) -> None:
    chromium_profile.make(tmp_path, SAMPLES["microphone_blocked"])
    assert site_permission(tmp_path, f"{SITE}/rum") == EXPECTED["microphone_blocked"]


def test_letters_in_a_path_are_filtered_as_chromium_filters_them(tmp_path: Path, site: str) -> None:
    """Chromium encodes the address's letters and not a filter's."""
    port = site.rpartition(":")[2]
    policies = {"URLBlocklist": ["a.se/möte", "b.se/m%C3%B6te", "c.se/m%c3%b6te", "d.se/%20x"]}
    urls = [f"http://{host}:{port}/möte" for host in ("a.se", "b.se", "c.se")] + [f"http://d.se:{port}/ x"]
    here = ("--host-resolver-rules=MAP * 127.0.0.1", "--disable-features=HttpsUpgrades")
    with chromium(tmp_path / "data", *here, policies=policies) as browser:
        opened = {url: browser.run(browser.open_page(url), "document.title") == "rum" for url in urls}
    assert {url: not judge_policies(policies, url).address_blocked for url in urls} == opened
    assert set(opened.values()) == {True, False}
