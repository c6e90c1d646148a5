"""A network camera on this machine: MJPEG over HTTP, well-behaved or not."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import cv2
import numpy as np
import portrait

FRAMES_PER_S, SLOW_FRAMES_PER_S = 30, 5
STOPS_AFTER = 3
"""How many pictures `stall` and `end` give."""


class _Server(http.server.ThreadingHTTPServer):
    """Serves `/MODE`: live, slow, frozen, torn, lying, words, black, covered, huge, huge_grey,
    stall, end, hang, resizing."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, films: dict[str, Sequence[bytes]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.films = films
        self.closing = threading.Event()
        self.viewers = 0
        self.nobody_watches = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that disconnect: the tests do that on purpose."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the name in the standard library)
        pass

    def do_GET(self) -> None:
        self.server.viewers += 1
        self.server.nobody_watches.clear()
        try:
            self._show()
        finally:
            self.server.viewers -= 1
            if self.server.viewers == 0:
                self.server.nobody_watches.set()

    def _show(self) -> None:
        mode = urlsplit(self.path).path.strip("/")
        if mode == "hang":
            self.server.closing.wait(30)
            return
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        film = self.server.films.get(mode, self.server.films["live"])
        number = 0
        every_s = 1 / (SLOW_FRAMES_PER_S if mode == "slow" else FRAMES_PER_S)
        due_s = time.monotonic() + every_s
        while not self.server.closing.wait(max(0.0, due_s - time.monotonic())):
            due_s = max(due_s + every_s, time.monotonic())  # a camera keeps time, and drops pictures when it is late
            if mode in {"stall", "end"} and number == STOPS_AFTER:
                if mode == "stall":
                    self.server.closing.wait(30)
                return
            picture = film[number % len(film)]
            self.wfile.write(
                b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%b\r\n" % (len(picture), picture)
            )
            number += 1


class _Huge(Sequence[bytes]):
    """Pictures of 4K, made on first access."""

    def __init__(self, scene: portrait.Picture) -> None:
        self._scene = scene
        self._made: dict[int, bytes] = {}

    def __len__(self) -> int:
        return 4

    def __getitem__(self, number: Any) -> Any:
        if not self._made:
            large = cv2.resize(self._scene, (3840, 2160))
            self._made = {each: _jpeg(portrait.noisy(large, each, 1.0)) for each in range(len(self))}
        return self._made[number]


class Address(str):
    """The address, to which a test appends a mode; what each mode shows; an event set while no client is connected."""

    __slots__ = ("films", "nobody_watches")
    films: dict[str, Sequence[bytes]]
    nobody_watches: threading.Event


@contextmanager
def network_camera(height_px: int = 360, film: Iterable[portrait.Picture] = ()) -> Iterator[Address]:
    """Run a network camera with pictures of this height, 16:9. `film`: what it shows live, in a loop."""
    scene = cv2.resize(portrait.scene(), (height_px * 16 // 9, height_px), interpolation=cv2.INTER_AREA)
    live = [_jpeg(portrait.noisy(scene, seed)) for seed in range(8)]
    films = {
        "live": [_jpeg(picture) for picture in film] or live,
        "frozen": live[:1],
        "resizing": [*live, *(_jpeg(cv2.resize(portrait.noisy(scene, seed), (480, 270))) for seed in range(8))],
        "torn": [picture[: len(picture) // 2] for picture in live],
        "seldom_torn": [*live[:-1], *live[:-1], live[-1][: len(live[-1]) * 19 // 20]],
        "lying": [_jpeg(cv2.rotate(portrait.noisy(scene, seed), cv2.ROTATE_90_CLOCKWISE)) for seed in range(8)],
        "words": [b"no picture at all"],
        "black": [_jpeg(portrait.noisy(np.zeros_like(scene), seed, 1.0)) for seed in range(4)],
        "covered": [_jpeg(portrait.noisy(np.full_like(scene, 70), seed, 1.0)) for seed in range(4)],
    }
    server = _Server({**films, "huge": _Huge(scene), "huge_grey": _Huge(np.full_like(scene, 70))})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        address = Address(f"http://127.0.0.1:{server.server_address[1]}/")
        address.films, address.nobody_watches = server.films, server.nobody_watches
        yield address
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _jpeg(picture: portrait.Picture) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
