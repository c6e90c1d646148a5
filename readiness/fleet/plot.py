"""Two small drawings for the page, as SVG inside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 960, 260, 44, 12, 28
LABELS = 12


class Drawing(str):
    """Markup that is ours and needs no escaping."""

    __slots__ = ()


def bar(share: float, *, bad: bool = False) -> Drawing:
    """A bar, `share` of 1 long."""
    filled = f'<rect class="bar{" bad" * bad}" y="1" width="{share * 100:.1f}" height="8" rx="1.5"/>'
    return Drawing(f'<svg viewBox="0 0 100 10" aria-hidden="true">{filled}</svg>')


def line_plot(points: Sequence[tuple[str, float]], title: str) -> Drawing:
    """A curve of shares from 0 to 100 % over labels in their order.

    Args:
        points: label and share of 1; at least one.
        title: what a screen reader says of it.
    """
    across, down = WIDTH - LEFT - 24, HEIGHT - TOP - BOTTOM
    step = across / max(1, len(points) - 1)
    placed = [(LEFT + nth * step, TOP + (1 - share) * down) for nth, (_, share) in enumerate(points)]
    rules = "".join(
        f'<line class="rule" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{percentage}</text>'
        for percentage, y in ((mark, TOP + (100 - mark) / 100 * down) for mark in (0, 25, 50, 75, 100))
    )
    every = -(-len(points) // LABELS)
    labels = "".join(
        f'<text x="{x:.1f}" y="{HEIGHT - 6}" text-anchor="middle">{escape(label[5:])}</text>'
        for (label, _), (x, _) in list(zip(points, placed, strict=True))[::every]
    )
    curve = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    dots = "".join(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in placed)
    return Drawing(
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f'{rules}<polyline class="curve" points="{curve}"/>{dots}{labels}</svg>'
    )
