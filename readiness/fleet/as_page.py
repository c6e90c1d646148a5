"""The answers as a page: one file, no scripts, nothing fetched, light or dark as the reader's system is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from readiness.fleet.plot import Drawing, bar, line_plot
from readiness.fleet.questions import Answers
from readiness.fleet.wording import HEADLINES, overall_by_week, percent, printable, summary, unusable
from readiness.i18n import N_, Words

STYLE = """
:root{color-scheme:light dark;--text:#1b1e23;--muted:#59616e;--line:#d3d7de;--ground:#fff;--surface:#f4f5f7;--accent:#0b5cad;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--text:#eceef1;--muted:#a9b1bd;--line:#3c424c;--ground:#16181c;--surface:#20242a;--accent:#7db7f0;--bad:#f2a19b}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--ground);margin:0 auto;max-width:64rem;padding:2rem}
h1{font-size:1.75rem;margin:0}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}p{margin:.25rem 0;color:var(--muted)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:1rem;margin:1.5rem 0}
.tile{background:var(--surface);border-radius:8px;padding:1rem}.tile b{display:block;font-size:1.75rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--muted)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
svg{width:100%;height:auto}svg text{fill:var(--muted);font-size:12px}.rule{stroke:var(--line)}.curve{fill:none;stroke:var(--accent);stroke-width:2.5}
.dot{fill:var(--accent)}.bar{fill:var(--accent)}.bar.bad{fill:var(--bad)}td svg{width:8rem;display:block}
"""  # noqa: E501  (a style a line)

LISTED = 100
"""So many stations a table; a longer page helps nobody, and the CSV tables have them all."""

_NUMBER = ' class="n"'


def as_page(answers: Answers, words: Words) -> str:
    """The whole document. Everything that comes out of a report is escaped."""
    title = words(N_("Ready for digital care meetings"))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return "\n".join(
        (
            f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
            f"<h1>{escape(title)}</h1><p>{answers.as_of.isoformat()}. {escape(summary(answers, words))}</p>",
            f"<p>{escape(unusable(answers, words))}</p>",
            _tiles(answers, words),
            *_sections(answers, words),
            "</body></html>\n",
        )
    )


def _tiles(answers: Answers, words: Words) -> str:
    ready = percent(answers.ready / answers.stations) if answers.stations else "–"
    tiles = (
        (ready, words(N_("stations ready"))),
        (str(answers.stations), words(N_("stations"))),
        (str(len(answers.turned)), words(N_("turned from go to no-go"))),
        (str(len(answers.silent)), words(N_("silent for more than {days} days"), {"days": answers.silent_days})),
    )
    shown = "".join(f'<div class="tile"><b>{number}</b>{escape(told)}</div>' for number, told in tiles)
    return f'<div class="tiles">{shown}</div>'


def _sections(answers: Answers, words: Words) -> Iterable[str]:
    weeks = overall_by_week(answers)
    if weeks:
        yield f"<h2>{escape(words(N_('Ready at the end of the week')))}</h2>"
        yield line_plot(weeks, words(N_("Share of stations that ended the week ready")))
    most = max((one.stations for one in answers.blocking), default=1)
    yield _table(
        words(N_("Commonest obstacles")),
        (words(N_("Code")), words(N_("What the person sees")), words(N_("Stations")), words(N_("Reports")), ""),
        (
            (one.code, words(HEADLINES.get(one.code, "")), one.stations, one.reports, bar(one.stations / most))
            for one in answers.blocking
        ),
    )
    yield _table(
        words(N_("Products")),
        (words(N_("Check")), words(N_("Product")), words(N_("Stations")), words(N_("Not passed")), ""),
        (
            (one.check, one.product, one.stations, percent(one.failure_rate), bar(one.failure_rate, bad=True))
            for one in answers.products
        ),
    )
    station, unit = words(N_("Station")), words(N_("Unit"))
    yield _table(
        words(N_("Turned from go to no-go")),
        (station, unit, words(N_("Last go")), words(N_("No-go")), words(N_("Why"))),
        ((one.station, one.unit, one.last_go[:10], one.no_go[:10], " ".join(one.codes)) for one in answers.turned),
    )
    yield _table(
        words(N_("Silent for more than {days} days"), {"days": answers.silent_days}),
        (station, unit, words(N_("Last heard")), words(N_("Days"))),
        ((one.station, one.unit, one.last_heard[:10], one.days) for one in answers.silent),
    )
    yield _table(
        words(N_("Units, week by week")),
        (unit, words(N_("Week from")), words(N_("Stations")), words(N_("Ready")), ""),
        (
            (one.unit, one.week.isoformat(), one.stations, percent(one.go_share), bar(one.go_share))
            for one in answers.weeks
        ),
    )


def _table(heading: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    shown = [row for _, row in zip(range(LISTED), rows, strict=False)]
    if not shown:
        return ""
    numeric = [not isinstance(cell, str) or cell.endswith(" %") for cell in shown[0]]
    head = _row("th", map(escape, columns), numeric)
    body = "".join(_row("td", map(_cell, row), numeric) for row in shown)
    return f"<h2>{escape(heading)}</h2><table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(tag: str, cells: Iterable[str], numeric: Sequence[bool]) -> str:
    marks = (_NUMBER * number for number in numeric)
    return f"<tr>{''.join(f'<{tag}{mark}>{cell}</{tag}>' for cell, mark in zip(cells, marks, strict=True))}</tr>"


def _cell(cell: object) -> str:
    return str(cell) if isinstance(cell, Drawing) else escape(printable(str(cell)))
