"""What Chrome makes of the registry's values, by chromium's registry_dict.cc."""

from __future__ import annotations

import pytest

from readiness.host.browser.chrome_policy import judge_policies, resolver_hosts
from readiness.host.browser.registry_policies import converted

URL = "https://video.example.se/rum"
WITHOUT_UDP = '{"url": "https://[*.]example.se", "handling": "disable_non_proxied_udp"}'


@pytest.mark.parametrize(
    ("value", "policy"),
    [(0, False), (1, True), (2, True), ("0", False), ("1", True), ("-1", True)]
    + [(each, None) for each in ("False", "", " 0", "0x0", "0.0", "99999999999", b"\0", ["0"])],
)
def test_switches(value: object, policy: object) -> None:
    assert converted({"VideoCaptureAllowed": value}, {}).get("VideoCaptureAllowed") == policy


@pytest.mark.parametrize(("value", "policy"), [(2, 2), ("2", 2), ("två", None), (["2"], None), (b"\2\0\0\0", None)])
def test_numbers(value: object, policy: object) -> None:
    assert converted({"DefaultMediaStreamSetting": value}, {}).get("DefaultMediaStreamSetting") == policy


@pytest.mark.parametrize(
    ("values", "below", "policies"),
    [
        ({}, {"URLBlocklist": {"1": "a.se", "10": "b.se", "2": "c.se"}}, {"URLBlocklist": ["a.se", "b.se", "c.se"]}),
        ({}, {"URLBlocklist": {"1": "a.se", "": "b.se", "x": "c.se"}}, {"URLBlocklist": ["a.se"]}),
        ({}, {"URLBlocklist": {}}, {"URLBlocklist": []}),
        ({"URLBlocklist": '["a.se"]'}, {}, {"URLBlocklist": ["a.se"]}),
        ({"URLBlocklist": ["a.se"]}, {}, {}),
        ({"ProxySettings": '{"ProxyMode": "direct"}'}, {}, {"ProxySettings": {"ProxyMode": "direct"}}),
        ({}, {"ProxySettings": {"ProxyMode": "direct"}}, {"ProxySettings": {"ProxyMode": "direct"}}),
        ({"ProxyServer": "[2001:db8::1]:8080"}, {}, {"ProxyServer": "[2001:db8::1]:8080"}),
        ({"URLBlocklist": "[" * 100_000}, {}, {"URLBlocklist": "[" * 100_000}),
    ],
)
def test_lists_and_dictionaries(
    values: dict[str, object], below: dict[str, dict[str, object]], policies: dict[str, object]
) -> None:
    assert converted(values, below) == policies


def test_a_list_of_dictionaries_in_a_key_of_its_own() -> None:
    policies = converted({}, {"WebRtcIPHandlingUrl": {"1": WITHOUT_UDP}})
    assert judge_policies(policies, URL).udp_blocked


@pytest.mark.parametrize(
    ("templates", "hosts"),
    [
        ("https://dns.example.se/dns-query{?dns} https://[2001:db8::1]/", ("dns.example.se", "2001:db8::1")),
        ('{"servers": [{"template": "https://dns.example.se/dns-query{?dns}"}]}', ("dns.example.se",)),
        ('{"servers": []}', ()),
    ],
)
def test_resolvers_are_a_text_also_where_the_text_is_json(templates: str, hosts: tuple[str, ...]) -> None:
    given = {"DnsOverHttpsTemplates": templates}
    assert resolver_hosts(given) == resolver_hosts(converted(given, {})) == hosts
