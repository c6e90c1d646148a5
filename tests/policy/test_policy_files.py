"""Policy files: their effect, and the messages for broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.checks import browser, camera, lighting
from readiness.i18n import Words
from readiness.meeting_policy import Service
from readiness.model import Policy
from readiness.policy import toml_file
from readiness.policy.in_force import from_file
from readiness.policy.problem import PolicyError
from readiness.policy.sections import SECTIONS, values


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "policy.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_file_changes_what_it_names(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        [service]
        url = "https://möte.example.se/rum"
        [lighting]
        side_fail_stops = 2
        outcomes = {dark = "warn"}
        [browser]
        minimum_version = "150"
        """,
    )
    read = from_file(path).policy
    assert read.of(Service).host == "möte.example.se"
    assert read.of(lighting.Policy).side_fail_stops == 2
    assert read.of(lighting.Policy).outcomes == {"dark": "warn"}
    assert read.of(lighting.Policy).legible_min_codes == lighting.Policy().legible_min_codes
    assert read.of(browser.Policy).minimum_version == "150"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[camra]\nx = 1", "policy.toml, line 1: “camra” is not known. Did you mean “camera”?"),
        (
            "\n[lighting]\nside_fail_stop = 2",
            "policy.toml, line 3: “lighting.side_fail_stop” is not known. Did you mean “lighting.side_fail_stops”?",
        ),
        (
            '[lighting]\n# sida\nside_fail_stops = "2"',
            (
                "policy.toml, line 3: “lighting.side_fail_stops” should be a number from 0 to 10 without quotes "
                'and unit, in exposure stops, not "2".'
            ),
        ),
        (
            "[lighting]\nside_fail_stops = 99.0",
            "policy.toml, line 2: “lighting.side_fail_stops” should be a number from 0 to 10, not 99.0.",
        ),
        (
            "[camera]\nstalled_after_ms = 2000",
            (
                "policy.toml, line 2: “camera.stalled_after_ms” is not known. "
                "Write “camera.stalled_after_s”, whose unit is seconds."
            ),
        ),
        (
            '[camera]\nstalled_after_s = "2 s"',
            (
                "policy.toml, line 2: “camera.stalled_after_s” should be a number over 0 and at most 30 without quotes "
                'and unit, in seconds, not "2 s".'
            ),
        ),
        (
            '[microphone]\nsilent_dbfs = "−75 dBFS"',
            (
                "policy.toml, line 2: “microphone.silent_dbfs” should be a number from -120 to 0 without quotes "
                'and unit, in dBFS, not "−75 dBFS".'
            ),
        ),
        (
            '[station]\nid = "hostname"',
            'policy.toml, line 2: “station.id” should be one of random, machine_name, asset_tag, not "hostname".',
        ),
        (
            '[service]\nurl = "http://example.se"',
            (
                "policy.toml, line 2: “service.url” should be text of the right form such as "
                '"https://video.example.se/", not ….'
            ),
        ),
        (
            '[path]\nhosts = ["a.example.se", "b.example.se:x"]',
            "policy.toml, line 2: Value 2 of “path.hosts” should be text of the right form, not ….",
        ),
        (
            f"[path]\nhosts = {['a.example.se'] * 9}",
            "policy.toml, line 2: “path.hosts” should be at most 8 values, not ….",
        ),
        (
            '[headset]\naccepted = ["0d8c:0014", 7]',
            "policy.toml, line 2: Value 2 of “headset.accepted” should be text of the right form, not 7.",
        ),
        (
            '[lighting]\noutcomes = ["dark"]',
            "policy.toml, line 2: “lighting.outcomes” should be a table: [lighting.outcomes].",
        ),
        (
            '[lighting]\noutcomes = {drak = "warn"}',
            "policy.toml, line 2: “lighting.outcomes.drak” is not known. Did you mean “dark”?",
        ),
        (
            '[connection.outcomes]\nok_wired = "warn"',
            "policy.toml, line 1: “connection.outcomes.ok_wired” is good news and stays a pass.",
        ),
        (
            '[lighting.outcomes]\ndark = "maybe"',
            "policy.toml, line 1: “lighting.outcomes.dark” should be pass, warn, fail or not_assessed.",
        ),
        (
            "[browser]\n\nblack_code = 3\n",
            "policy.toml, line 3: “browser.black_code” is not known. Did you mean “camera.black_code”?",
        ),
        (
            '[override]\nreasons = ["because"]',
            (
                "policy.toml, line 2: Value 1 of “override.reasons” should be one of tried_another_way, "
                'other_equipment, cannot_wait, it_has_agreed, not "because".'
            ),
        ),
        (
            f'[station]\nunit = "{"x" * 81}"',
            (f'policy.toml, line 2: “station.unit” should be text of at most 80 characters, not "{"x" * 39}….'),
        ),
        ("lighting = 3", "policy.toml, line 1: “lighting” should be a table: [lighting]."),
        ('[service]\nurl = "\xe5"'.encode("latin-1"), "policy.toml is not saved as UTF-8 text."),
        (b"#" * 1_000_001, "policy.toml is too large to be a policy."),
    ],
)
def test_problem_names_file_line_and_key(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        toml_file.read(written(tmp_path, text))
    assert [problem.localized(Words("en")) for problem in caught.value.problems] == [f"{tmp_path}/{message}"]


def test_all_problems_are_reported_together(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        toml_file.read(written(tmp_path, "[camra]\n[lighting]\nx = 1\nside_fail_stops = true\n"))
    assert [problem.localized(Words("en")).split(":")[0] for problem in caught.value.problems] == [
        f"{tmp_path}/policy.toml, line {number}" for number in (1, 3, 4)
    ]


def test_of_a_hundred_thousand_problems_the_first_are_reported() -> None:
    with pytest.raises(PolicyError) as caught:
        toml_file.tables("policy.toml", "\n".join(f"[t{number}]" for number in range(100_000)))
    assert len(caught.value.problems) == toml_file.MAX_PROBLEMS


@pytest.mark.parametrize("text", ["[lighting", "a = = 1", "[a]\n[a]"])
def test_invalid_toml_is_reported_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(PolicyError) as caught:
        toml_file.read(written(tmp_path, text))
    assert "line" in caught.value.problems[0].localized(Words("en")) or "end of document" in str(caught.value.problems)


def test_missing_explicit_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(PolicyError):
        toml_file.read(tmp_path / "none.toml")


def test_problems_are_translated_to_swedish(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        toml_file.read(written(tmp_path, "[lighting]\nside_fail_stops = 99.0"))
    sentence = caught.value.problems[0].localized(Words("sv"))
    assert (
        sentence
        == f"{tmp_path}/policy.toml, rad 2: ”lighting.side_fail_stops” ska vara ett tal från 0 till 10, inte 99.0."
    )


def test_every_value_in_force_is_shown() -> None:
    assert values(Policy())["lighting"]["side_fail_stops"] == lighting.Policy().side_fail_stops
    assert set(values(Policy())) == set(SECTIONS)


def test_a_report_names_no_host() -> None:
    assert "example" not in str(values(Policy((Service(url="https://example.se"),))))


def test_obsolete_keys_are_accepted_and_ignored(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        [camera]
        drawing_flat_share = 0.5
        [lighting]
        side_warn_stops = 0.5
        side_fail_stops = 2
        [framing]
        chest_min_heads = 0.6
        outcomes = {several_people = "fail", no_headroom = "pass"}
        """,
    )
    read = from_file(path).policy
    assert read.of(camera.Policy) == camera.Policy()
    assert read.of(lighting.Policy) == lighting.Policy(side_fail_stops=2)
