"""A Mac that asks the person whether this program may use a device, with a double for AVFoundation's class."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from readiness.checks.permission import permission_asked
from readiness.host.privacy.authorization_macos import NOT_DETERMINED, macos_access
from readiness.model import Activity, Alive

AUTHORIZED, DENIED = 3, 2


class Mac:
    """Answers on another thread, as macOS does; or never."""

    def __init__(self, status: int, answer: int | None = None) -> None:
        self.status = status
        self._answer = answer
        self.asked: list[str] = []

    def authorizationStatusForMediaType_(self, _media_type: str) -> int:  # noqa: N802
        return self.status

    def requestAccessForMediaType_completionHandler_(self, media_type: str, answered: Callable[[bool], None]) -> None:  # noqa: N802
        self.asked.append(media_type)
        if self._answer is not None:
            threading.Thread(target=self._be_answered, args=(answered, self._answer)).start()

    def _be_answered(self, answered: Callable[[bool], None], answer: int) -> None:
        self.status = answer
        answered(answer == AUTHORIZED)


@pytest.mark.parametrize("answer", [AUTHORIZED, DENIED])
def test_the_first_time_the_person_is_asked_and_waited_for(answer: int) -> None:
    mac = Mac(NOT_DETERMINED, answer)
    began_s = time.monotonic()
    messages = list(permission_asked("video", mac))
    assert messages[0] == Activity("Your Mac asks about the camera. Choose Allow.")
    assert (mac.asked, mac.status) == (["vide"], answer)
    assert time.monotonic() - began_s < 5


@pytest.mark.parametrize("status", [1, DENIED, AUTHORIZED])
def test_who_has_answered_is_not_asked_again(status: int) -> None:
    mac = Mac(status)
    assert (list(permission_asked("audio", mac)), mac.asked) == ([], [])


def test_who_does_not_answer_is_waited_for_with_signs_of_life_and_then_told() -> None:
    mac = Mac(NOT_DETERMINED)
    asked, *rest = permission_asked("audio", mac, within_s=0.6)
    assert isinstance(asked, Activity)
    assert rest
    assert set(rest) == {Alive()}
    assert macos_access(mac.status).denied


@pytest.mark.linux
def test_other_systems_do_not_ask() -> None:
    assert list(permission_asked("video")) == []
