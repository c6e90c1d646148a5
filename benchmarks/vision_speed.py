"""Speed and cost of the vision checks: `python benchmarks/vision_speed.py`.

Measures one picture by size, a face that is followed for 24 seconds, and the camera's process while a stream of 30
frames a second is shown live (Linux). Times are this thread's processor time, so that a busy machine affects them
little; ratios are to a plain YuNet pass at 640 × 360 in the same run.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.extend(str(Path(__file__).parents[1] / "tests" / each) for each in ("inputs", "virtual"))

import portrait
import psutil
from films import MOVEMENTS, PERIOD_S, Film, person_film, plain_pass
from network_camera import network_camera

from readiness.checks import camera, framing, lighting
from readiness.checks.camera_probe.camera_session import CameraSession
from readiness.checks.camera_probe.probe import follow
from readiness.checks.registry import AT_ONCE
from readiness.engine import runner
from readiness.host.camera.source import Source
from readiness.host.camera.stream import CameraStream  # noqa: F401  (first: it sets OpenCV up)
from readiness.measures.video.background import measure_background
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.face_tracker import FaceTracker
from readiness.measures.video.frame_analysis import analyse_frame
from readiness.measures.video.head_outline import crown_y_px
from readiness.measures.video.image_quality import Picture, picture_quality, sharpness
from readiness.measures.video.lens import measure_lens
from readiness.measures.video.light import measure_light
from readiness.measures.video.upright_face import upright_face
from readiness.model import Measured, Policy, Preview, Request

import cv2  # isort: skip  (after camera_stream)

import numpy as np  # isort: skip

SIZES = (480, 720, 1080, 2160)
ASKED_FOR_PX = 360
"""Height of the picture that a plugged-in camera is asked for."""
TURNS = 15
ANALYSE_EVERY_S = 0.2
FOLLOWED_S = 24.0
SHOWN_PER_S = 15
LIVE_S = 10.0

Step = Callable[[], object]


def main() -> int:
    """Print everything."""
    finder, mesh = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
    one_picture(finder, mesh)
    followed((finder, mesh))
    if sys.platform == "linux":
        for height_px in (360, 720):
            live(height_px)
    return 0


def sized(picture: Picture, height_px: int) -> Picture:
    """Return the picture at the given height, 16:9."""
    size = (round(height_px * 16 / 9), height_px)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))


def first_analysis(picture: Picture, finder: FaceFinder, mesh: FaceMesh) -> object:
    """Measure everything that is measured on a stream's first picture or a still one."""
    return analyse_frame(picture, FaceTracker(finder, mesh))


def cpu_ms(step: Step) -> float:
    """Return the processor time, ms, of one call."""
    started_s = time.thread_time()
    step()
    return 1000 * (time.thread_time() - started_s)


def one_picture(finder: FaceFinder, mesh: FaceMesh) -> None:
    """Print the time of a picture's first analysis, and of its parts."""
    picture = portrait.noisy(portrait.scene(), 0)
    face = finder.find(picture)[0]
    points = mesh.measure(picture, face).points
    box = (face.left, face.top, face.width, face.height)
    steps: dict[str, Step] = {
        "plain YuNet 640": plain_pass,
        "search": lambda: finder.search(picture),
        "faces cut by the edge": lambda: finder.cut_by_edge(picture),
        "refine": lambda: finder.refine(picture, face),
        "follow": lambda: finder.follow(picture, face),
        "mesh": lambda: mesh.measure(picture, face),
        "light": lambda: measure_light(picture, face, upright_face(picture, points)),
        "crown": lambda: crown_y_px(picture, points),
        "lens": lambda: measure_lens(picture),
        "background": lambda: measure_background(picture, face),
        "picture quality": lambda: picture_quality(picture),
        "sharpness": lambda: sharpness(picture, *box),
    }
    for height_px in SIZES:
        other = sized(picture, height_px)
        steps[f"first analysis, {height_px}p"] = partial(first_analysis, other, finder, mesh)
    took: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(TURNS):  # in turn, so that a busy machine slows all alike
        for name, step in steps.items():
            took[name].append(cpu_ms(step))
    base_ms = statistics.median(took["plain YuNet 640"])
    print("one picture, median ms (ratio to plain):")
    for name, times_ms in took.items():
        print(f"  {name:22} {statistics.median(times_ms):5.1f}  ({statistics.median(times_ms) / base_ms:.2f})")


def followed(models: tuple[FaceFinder, FaceMesh]) -> None:
    """Print the time of following a face, by movement and by size."""
    print(
        f"\na face followed live, mean ms per {ANALYSE_EVERY_S} s of film (ratio to plain; analyses a second), and of"
    )
    print("it the second half, when the findings have settled:")
    cases = [(moves, 720) for moves in MOVEMENTS]
    cases += [("now and then", height_px) for height_px in SIZES if height_px != 720]
    cases += [("camera sways", ASKED_FOR_PX)]
    for moves, height_px in cases:
        loop = [sized(picture, height_px) for _, picture in person_film(moves, PERIOD_S, SHOWN_PER_S)]
        frames = round(FOLLOWED_S * SHOWN_PER_S)
        film = Film((number / SHOWN_PER_S, loop[number % len(loop)]) for number in range(frames))
        session = CameraSession.of(Source(kind="physical", name=""), Policy(), models)
        plain_ms = [plain_pass() for _ in range(TURNS)]
        at_s = {0.0: time.thread_time()}
        analyses: Counter[bool] = Counter()
        for message in follow(film, session, Request(live=True)):
            is_later = session.flow.last_at_s >= FOLLOWED_S / 2
            if is_later:
                at_s.setdefault(FOLLOWED_S / 2, time.thread_time())
            if isinstance(message, Measured) and isinstance(message.measurement, camera.Measurement):
                analyses[is_later] += 1
        ended_s = time.thread_time()
        plain_ms += [plain_pass() for _ in range(TURNS)]
        print(f"  {moves + ',':14} {height_px:4}p", end="")
        for since_s, count in ((0.0, analyses.total()), (FOLLOWED_S / 2, analyses[True])):
            mean_ms = 1000 * (ended_s - at_s[since_s]) * ANALYSE_EVERY_S / (FOLLOWED_S - since_s)
            ratio = mean_ms / statistics.median(plain_ms)
            print(f" {mean_ms:5.1f}  ({ratio:.2f}; {count / (FOLLOWED_S - since_s):.1f})", end="")
        print()


def live(height_px: int) -> None:
    """Print the processor share of the camera's process while its picture is shown live."""
    probe = next(each for each in AT_ONCE.probes if each.name == "picture")
    with network_camera(height_px) as address:
        events = runner.run(
            [probe], (camera.CHECK, lighting.CHECK, framing.CHECK), Request(camera=str(address), live=True)
        )
        previews = [0]
        shown = (event for event in events if isinstance(event.what, Preview))
        for _ in range(30):
            next(shown)
        # the other child is the probe's guard, a shell
        (child,) = (each for each in psutil.Process().children() if each.name().startswith("python"))
        before_s, started_s = sum(child.cpu_times()[:2]), time.monotonic()
        while time.monotonic() - started_s < LIVE_S:
            next(shown)
            previews[0] += 1
        seconds = time.monotonic() - started_s
        core = (sum(child.cpu_times()[:2]) - before_s) / seconds
        rate = previews[0] / seconds
        print(f"\nlive, {height_px}p: {core:.2f} of a core, {rate:.1f} pictures shown a second, {_resident(child.pid)}")
        events.close()  # type: ignore[attr-defined]


def _resident(pid: int) -> str:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kibibytes = {line.partition(":")[0]: line.split()[1] for line in lines if line.startswith("Vm")}
    return f"{int(kibibytes['VmRSS']) / 1024:.0f} MiB (at most {int(kibibytes['VmHWM']) / 1024:.0f})"


if __name__ == "__main__":
    sys.exit(main())
