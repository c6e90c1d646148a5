"""Light that flickers near a limit, and light that changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readiness.measures.video.light import Light
from readiness.measures.video.steady_light import SteadyLight

EVERY_S = 0.4


def legibility(codes: Callable[[float], float], lasts_s: float = 12.0) -> list[float]:
    """What is judged of light with that legibility, every 0.4 s."""
    steady = SteadyLight()
    times_s = [number * EVERY_S for number in range(round(lasts_s / EVERY_S))]
    measured = [(at_s, codes(at_s)) for at_s in times_s]
    judged = [steady.steadied(light(each), at_s) for at_s, each in measured]
    return [each.legibility_codes for each in judged if each]


def light(legibility_codes: float, over_exposed_share: float = 0.0) -> Light:
    return Light(
        legibility_codes=legibility_codes,
        better_half_codes=legibility_codes,
        darker_half_code=100.0,
        seen_share=1.0,
        highlight_code=10 * legibility_codes,
        over_exposed_share=over_exposed_share,
        from_left_stops=None,
        background_over_face_stops=None,
    )


def test_flicker_changes_nothing_after_three_seconds() -> None:
    assert len(set(legibility(lambda at_s: 9.5 + 0.5 * (at_s % 2 < 1))[8:])) == 1


def test_change_is_seen_at_once_even_while_it_flickers() -> None:
    judged = legibility(lambda at_s: (9.5 if at_s < 6 else 7.0) + 0.5 * (at_s % 2 < 1))
    assert judged[15] == 7.5


def test_change_is_followed_to_its_end_while_the_person_sways() -> None:
    """Light that fades would else be kept as it was a little before it had faded."""
    judged = legibility(lambda at_s: max(8.0, min(12.0, 12 - (at_s - 5))) + 0.3 * (at_s % 2 < 1))
    assert judged[-1] <= 8.3


@pytest.mark.parametrize("codes_per_s", [0.05, -0.05])
def test_dusk_and_dawn_are_followed(codes_per_s: float) -> None:
    """They change the light by less in three seconds than flicker does."""
    judged = legibility(lambda at_s: 10 + codes_per_s * at_s)
    assert judged[-1] == pytest.approx(10 + codes_per_s * 11.6, abs=0.01)


def test_small_change_is_seen_when_the_light_has_stood_still_again() -> None:
    assert legibility(lambda at_s: 10.0 if at_s < 6 else 9.4)[-1] == 9.4


def test_glare_is_seen_at_once() -> None:
    steady = SteadyLight()
    for number in range(9):
        steady.steadied(light(20 + number % 2), EVERY_S * number)
    glare = light(20, over_exposed_share=0.3)
    assert steady.steadied(glare, 4.0) == glare


def test_somebody_who_leaves_and_returns_is_measured_anew() -> None:
    steady = SteadyLight()
    for number in range(9):
        steady.steadied(light(20 + number % 2), EVERY_S * number)
    assert steady.steadied(None, 4.0) is None
    assert steady.steadied(light(20.5), 4.4) == light(20.5)
