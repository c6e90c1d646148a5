"""The page's plots as inline SVG. They use the page's colours, and so follow its light, dark and print styles."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.untrusted_text import html_text

WIDTH, LEFT, RIGHT, TOP = 960, 52, 24, 12
LINE_HEIGHT, BOTTOM = 260, 28
ROW, NAMES = 26, 400
LABELS = 12
LONGEST_NAME = 56


class Drawing(str):
    """Trusted markup that needs no escaping."""

    __slots__ = ()


def line_plot(points: Sequence[tuple[str, float]], title: str) -> Drawing:
    """Return a line plot of shares from 0 to 100 %, with labels in the given order.

    Args:
        points: label and share of 1; at least one.
        title: the accessible name.
    """
    across, down = WIDTH - LEFT - RIGHT, LINE_HEIGHT - TOP - BOTTOM
    step = across / max(1, len(points) - 1)
    placed = [(LEFT + nth * step, TOP + (1 - share) * down) for nth, (_, share) in enumerate(points)]
    rules = "".join(
        f'<line class="rule" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{percentage} %</text>'
        for percentage, y in ((mark, TOP + (100 - mark) / 100 * down) for mark in (0, 25, 50, 75, 100))
    )
    every = -(-len(points) // LABELS)
    labels = "".join(
        f'<text x="{x:.1f}" y="{LINE_HEIGHT - 6}" text-anchor="middle">{html_text(label[5:])}</text>'
        for (label, _), (x, _) in list(zip(points, placed, strict=True))[::every]
    )
    curve = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    dots = "".join(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in placed)
    return _drawing(LINE_HEIGHT, title, f'{rules}<polyline class="curve" points="{curve}"/>{dots}{labels}')


def bar_plot(bars: Sequence[tuple[str, float, str]], title: str) -> Drawing:
    """Return a horizontal bar plot; the longest bar has full width.

    Args:
        bars: name, length (0 or more) and the label at the end.
        title: the accessible name.
    """
    most = max((length for _, length, _ in bars), default=0) or 1
    across = WIDTH - NAMES - 70
    body = "".join(
        f'{_name(name, nth)}<rect class="bar" x="{NAMES}" y="{_y(nth) - 13}" width="{length / most * across:.1f}" '
        f'height="16" rx="2"/><text x="{NAMES + length / most * across + 6:.1f}" y="{_y(nth)}">'
        f"{html_text(value)}</text>"
        for nth, (name, length, value) in enumerate(bars)
    )
    return _drawing(TOP + ROW * len(bars), title, body)


def change_plot(changes: Sequence[tuple[str, float, float]], title: str) -> Drawing:
    """Return a plot of shares before (open dot) and after (filled dot), from 0 to 100 %, connected by lines.

    Args:
        changes: name, share before and share after.
        title: the accessible name.
    """
    across = WIDTH - NAMES - RIGHT
    height = TOP + ROW * len(changes) + BOTTOM
    marks = "".join(
        f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{height - BOTTOM}"/>'
        f'<text x="{x:.1f}" y="{height - 8}" text-anchor="middle">{mark} %</text>'
        for mark, x in ((mark, NAMES + mark / 100 * across) for mark in (0, 25, 50, 75, 100))
    )
    body = "".join(
        _change(name, NAMES + before * across, NAMES + after * across, nth)
        for nth, (name, before, after) in enumerate(changes)
    )
    return _drawing(height, title, marks + body)


def _change(name: str, before: float, after: float, nth: int) -> str:
    y, kind = _y(nth) - 5, "bad" if after > before else "good"
    return (
        f'{_name(name, nth)}<line class="step {kind}" x1="{before:.1f}" x2="{after:.1f}" y1="{y}" y2="{y}"/>'
        f'<circle class="was" cx="{before:.1f}" cy="{y}" r="5"/>'
        f'<circle class="is {kind}" cx="{after:.1f}" cy="{y}" r="6"/>'
    )


def _name(name: str, nth: int) -> str:
    shown = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    return f'<text class="name" x="{NAMES - 10}" y="{_y(nth)}" text-anchor="end">{html_text(shown)}</text>'


def _y(nth: int) -> int:
    return TOP + ROW * nth + 17


def _drawing(height: int, title: str, body: str) -> Drawing:
    said = html_text(title)
    return Drawing(
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{said}"><title>{said}</title>{body}</svg>'
    )
