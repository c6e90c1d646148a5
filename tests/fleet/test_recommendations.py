"""What is to be done first: the commonest obstacles of now with their remedies, what got worse, who was never ready."""

from __future__ import annotations

from dataclasses import replace

from asking import NO_ANSWERS

from readiness.fleet.answers import Blocking, Change, NeverReady
from readiness.fleet.html_page import html_page
from readiness.fleet.recommendations import recommendations
from readiness.fleet.text import text
from readiness.i18n import Words

ENGLISH = Words("en")
WORSE = Change("unit", "Reception", None, 9, 0.4, 0.2, False, "Visby")  # noqa: FBT003
NEVER = NeverReady("a", "Reception", 3, "2026-11-01", "2026-11-20", ["camera.absent"])
ANSWERS = replace(
    NO_ANSWERS,
    stations=9,
    blocking=(
        Blocking("power.nearly_empty", 5, 9, 3),
        Blocking("later.<b>\x1b", 2, 2, 2),
        Blocking("camera.absent", 1, 1, 1),
        Blocking("camera.black", 1, 1, 1),
    ),
    changes=(WORSE,),
    never_ready=(NEVER,),
)


def test_most_urgent_comes_first_with_its_remedy() -> None:
    assert list(recommendations(ANSWERS, ENGLISH)) == [
        ("blocking", "The battery is nearly empty. Plug in the charger. Stations now: 3."),
        ("blocking", "later.<b>\N{REPLACEMENT CHARACTER} Stations now: 2."),
        ("blocking", "No camera is connected. Plug in a camera. Stations now: 1."),
        ("changes", "Unit Reception, Visby: no-go has gone from 20 % to 40 % in a week."),
        ("never_ready", "Stations that have never been ready: 1."),
    ]


def test_what_is_over_or_better_is_not_urgent() -> None:
    over = replace(
        NO_ANSWERS, blocking=(Blocking("camera.absent", 1, 1),), changes=(replace_share(WORSE, 0.1),), stations=1
    )
    assert list(recommendations(over, ENGLISH)) == []
    assert "Start here" not in html_page(over, ENGLISH)


def test_an_obstacle_is_named_as_where_it_is_one() -> None:
    """The same code is a no-go with one rule and a remark with another, or comes from no rule."""
    codes = ("microphone.dropouts", "lighting.timed_out", "camera.not_assessed")
    stopped = replace(NO_ANSWERS, blocking=tuple(Blocking(code, 1, 1, 1) for code in codes), stations=1)
    assert [sentence for _, sentence in recommendations(stopped, ENGLISH)] == [
        "Your voice keeps breaking up. Use a headset with a cable. Stations now: 1.",
        "The test took too long. Unplug the device, plug it in and test again. Stations now: 1.",
        "Not tested yet. Test again. Stations now: 1.",
    ]


def replace_share(change: Change, share: float) -> Change:
    return Change(change.kind, change.value, None, change.stations, share, change.share_before, False)  # noqa: FBT003


def test_text_and_page_say_the_same_and_every_link_leads_somewhere() -> None:
    page, shown = html_page(ANSWERS, ENGLISH), text(ANSWERS, ENGLISH)
    assert "1. The battery is nearly empty. Plug in the charger. Stations now: 3." in shown
    assert "The battery is nearly empty. Plug in the charger. Stations now: 3.</a>" in page
    assert "later.&lt;b&gt;" in page
    for target in {part.partition('"')[0] for part in page.split('href="#')[1:]}:
        assert f'id="{target}"' in page
