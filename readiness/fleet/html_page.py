"""The answers as an HTML page: one file without scripts or external resources, in light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from readiness.fleet.answers import Answers
from readiness.fleet.display_table import Table
from readiness.fleet.page_plots import LEGENDS, LISTED, plot
from readiness.fleet.recommendations import recommendations
from readiness.fleet.tables import tables
from readiness.fleet.wording import compared, meaning, number, percent, summary, unusable, unusable_places
from readiness.i18n import N_, Words
from readiness.untrusted_text import html_text

STYLE = """
:root{color-scheme:light dark;--text:#1b1e23;--muted:#59616e;--line:#d3d7de;--ground:#fff;--surface:#f4f5f7;--accent:#0b5cad;--bad:#b3261e;--good:#1b6e3c}
@media(prefers-color-scheme:dark){:root{--text:#eceef1;--muted:#a9b1bd;--line:#3c424c;--ground:#16181c;--surface:#20242a;--accent:#7db7f0;--bad:#f2a19b;--good:#83d3a3}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--ground);margin:0 auto;max-width:64rem;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}h2{font-size:1.15rem;margin:3rem 0 .5rem}p{margin:.25rem 0;color:var(--muted)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:1rem;margin:1.5rem 0}
.tile{background:var(--surface);border-radius:8px;padding:1rem;color:inherit;text-decoration:none}.tile b{display:block;font-size:1.75rem;line-height:1.3}
a.tile span{color:var(--accent);text-decoration:underline}a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
ol{margin:.5rem 0;padding-left:1.5rem}li{margin:.25rem 0}li a,nav a{color:var(--accent)}nav{margin:1.5rem 0;display:flex;flex-wrap:wrap;gap:.35rem 1.25rem}details ul{color:var(--muted)}
.wide{overflow-x:auto}.wide svg{min-width:38rem;direction:ltr}.latest{direction:rtl}
table{border-collapse:collapse}th,td{text-align:left;padding:.35rem 2rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word;max-width:24rem}
@media(max-width:40rem){th,td{padding-right:1rem}}
th:last-child,td:last-child{padding-right:0}td div{min-width:14rem}
th{font-weight:600;color:var(--muted)}td.n,.s{white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td small{color:var(--muted);display:block}
details{margin:.5rem 0}summary{color:var(--accent);cursor:pointer;padding:.35rem 0}
svg{width:100%;height:auto}svg text{fill:var(--muted);font-size:13px}svg .name{fill:var(--text)}.rule{stroke:var(--line)}.curve{fill:none;stroke:var(--accent);stroke-width:2.5}
.dot,.bar{fill:var(--accent)}.step{stroke-width:3}.step.bad{stroke:var(--bad)}.step.good{stroke:var(--good)}.is.bad{fill:var(--bad)}.is.good{fill:var(--good)}.was{fill:var(--ground);stroke:var(--muted);stroke-width:2}
@media print{nav{display:none}li a{color:inherit;text-decoration:none}:root{--text:#000;--muted:#333;--line:#999;--ground:#fff;--surface:#fff;--accent:#0b5cad;--bad:#b3261e;--good:#1b6e3c}body{max-width:none;padding:0;font-size:10pt;print-color-adjust:exact}.wide{overflow:visible}.wide svg{min-width:0}th,td{padding-right:.75rem;max-width:14rem}.l{overflow-wrap:anywhere}td div{min-width:0}tr,svg,.tile{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}.tile{border:1px solid var(--line)}a.tile span{color:inherit;text-decoration:none}.tiles{grid-template-columns:repeat(4,1fr)}}
"""  # noqa: E501  (a style a line)

SHOWN = 10
"""Number of rows of a table shown initially; the others can be unfolded."""

SHORT = 20
"""Texts up to this number of characters are not wrapped: dates and most names."""

LONGEST_WORD = 30
"""Longer ones are broken anywhere rather than make a printed table wider than the paper."""


def html_page(answers: Answers, words: Words) -> str:
    """Return the document. Everything from reports is escaped."""
    title = words(N_("Ready for digital care meetings"))
    found = _in_order(tables(answers, words, LISTED))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    sentences = [f"{answers.as_of.isoformat()}. {summary(answers, words)}", unusable(answers.unusable, words)]
    if answers.policy_compare:
        sentences.append(compared(answers.policy_compare, words))
    return "\n".join(
        (
            f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>",
            f"<h1>{escape(title)}</h1>",
            *(f"<p>{escape(each)}</p>" for each in sentences if each),
            _tiles(answers, words),
            _first(answers, words),
            _contents(found),
            *(_section(table, answers, words) for table in found),
            _left_out(answers, words),
            "</main></body></html>\n",
        )
    )


def _in_order(found: Iterable[Table]) -> Sequence[Table]:
    """Sort the tables, the development over time first."""
    return sorted(found, key=lambda table: table.key != "overall")


def _tiles(answers: Answers, words: Words) -> str:
    ready = percent(answers.ready / answers.stations) if answers.stations else "–"
    not_ready = number(answers.stations - answers.ready)
    tiles = (
        ("overall" if answers.weeks else "", ready, words(N_("stations ready"))),
        (
            "blocking" if answers.blocking else "",
            not_ready,
            words(N_("stations not ready")),
        ),
        ("turned" if answers.turned else "", number(len(answers.turned)), words(N_("turned from go to no-go"))),
        (
            "silent" if answers.silent else "",
            number(len(answers.silent)),
            words(N_("silent for more than {days} days"), {"days": answers.silent_days}),
        ),
    )
    return f'<div class="tiles">{"".join(_tile(*each) for each in tiles)}</div>'


def _tile(leads_to: str, number: str, label: str) -> str:
    said = f"<b>{number}</b><span>{escape(label)}</span>"
    return f'<a class="tile" href="#{leads_to}">{said}</a>' if leads_to else f'<div class="tile">{said}</div>'


def _first(answers: Answers, words: Words) -> str:
    """Return what to do first, each linked to the table that has more about it."""
    steps = [f'<li><a href="#{key}">{escape(sentence)}</a></li>' for key, sentence in recommendations(answers, words)]
    heading = escape(words(N_("Start here")))
    listed = f'<h2 id="first">{heading}</h2><ol>{"".join(steps)}</ol>'
    return f'<section aria-labelledby="first">{listed}</section>' if steps else ""


def _contents(found: Sequence[Table]) -> str:
    links = (f'<a href="#{table.key}">{escape(table.heading)}</a>' for table in found)
    return f"<nav>{' '.join(links)}</nav>"


def _left_out(answers: Answers, words: Words) -> str:
    """Return the first reports that were left out, with the reason of each."""
    if not answers.unusable_examples:
        return ""
    places = (f"<li>{escape(each)}</li>" for each in unusable_places(answers.unusable_examples, words))
    heading = escape(unusable(answers.unusable, words))
    return f"<details><summary>{heading}</summary><ul>{''.join(places)}</ul></details>"


def _section(table: Table, answers: Answers, words: Words) -> str:
    heading = f"{escape(table.heading)}: {number(table.total)}" if table.total > SHOWN else escape(table.heading)
    parts = [f'<h2 id="{table.key}">{heading}</h2>']
    if drawing := plot(table.key, answers, words, table.heading):
        parts.append(f'<div class="wide{" latest" * (table.key == "overall")}">{drawing}</div>')
    if table.key in LEGENDS:
        parts.append(f"<p>{escape(words(LEGENDS[table.key]))}</p>")
    parts.append(_table(table, table.rows[:SHOWN], words))
    if table.rows[SHOWN:]:
        more = words(N_("{count} more"), {"count": number(len(table.rows) - SHOWN)})
        parts.append(f"<details><summary>{escape(more)}</summary>{_table(table, table.rows[SHOWN:], words)}</details>")
    if table.left_out_count:
        rest = words(N_("{count} more are in the tables that --csv saves."), {"count": number(table.left_out_count)})
        parts.append(f"<p>{escape(rest)}</p>")
    return f'<section aria-labelledby="{table.key}">{"".join(parts)}</section>'


def _table(table: Table, rows: Sequence[Sequence[str | int | float | None]], words: Words) -> str:
    numeric = [isinstance(cell, int | float) or cell is None for cell in table.rows[0]]
    head = _row("th", (_heading(name) for name in table.columns), numeric)
    body = "".join(
        _row("td", (_cell(table, nth, cell, words) for nth, cell in enumerate(row)), numeric) for row in rows
    )
    drawn = f'<table aria-labelledby="{table.key}"><thead>{head}</thead><tbody>{body}</tbody></table>'
    return f'<div class="wide">{drawn}</div>'


def _heading(name: str) -> str:
    """Return a column's name; one word, as a date, is not broken at its hyphens."""
    return escape(name) if " " in name else f'<span class="s">{escape(name)}</span>'


def _row(tag: str, cells: Iterable[str], numeric: Sequence[bool]) -> str:
    scope = ' scope="col"' * (tag == "th")
    marks = (' class="n"' * number for number in numeric)
    return f"<tr>{''.join(f'<{tag}{scope}{mark}>{cell}</{tag}>' for cell, mark in zip(cells, marks, strict=True))}</tr>"


def _cell(table: Table, column: int, cell: str | float | None, words: Words) -> str:
    if cell is None:
        return "–"
    if column in table.shares:
        return percent(float(cell))
    if column in table.codes:
        return "".join(_code(each, words) for each in str(cell).split())
    text = html_text(number(cell) if isinstance(cell, int) else str(cell))
    if len(text) <= SHORT:
        return f'<span class="s">{text}</span>'
    return f'<span class="l">{text}</span>' if max(map(len, text.split())) > LONGEST_WORD else text


def _code(code: str, words: Words) -> str:
    """Return the finding's headline with the code below it."""
    says = meaning(code, words)
    return f"<div>{escape(says)}<small>{html_text(code)}</small></div>" if says else f"<div>{html_text(code)}</div>"
