"""The help page: one heading per finding code, generated from the checks, the guideline and `assets/help`.

It is one self-contained HTML document that a window, a browser and a phone can show. Longer explanations come from
`assets/help/LANGUAGE.toml`; a code without one still has its headline and remedy, so that none can be missing.
"""

from __future__ import annotations

import html
import tomllib
from collections.abc import Mapping, Sequence

import msgspec

from readiness.assets import asset
from readiness.guideline.data import Guideline, Item
from readiness.i18n import N_, Words
from readiness.model import COMMON_FINDINGS, AnyCheck

ICONS: Mapping[str, str] = {
    "camera": "camera",
    "lighting": "lamp",
    "framing": "frame",
    "background": "room",
    "alone": "person",
    "headset": "headset",
    "leak": "loudspeaker",
    "loudspeaker": "loudspeaker",
    "microphone": "microphone",
    "browser": "browser",
    "rehearsal": "browser",
    "connection": "connection",
    "path": "path",
    "power": "battery",
}
"""The icon beside a check's title; other checks have none."""

_ROOM = N_("Room and person")

_HEAD = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width"></head><body>'
)


class Explanations(msgspec.Struct, frozen=True):
    """What `assets/help` adds in one language: how to begin, what each check does, steps by code; paragraphs each."""

    start: tuple[str, ...]
    check: Mapping[str, tuple[str, ...]]
    steps: Mapping[str, tuple[str, ...]]


def codes(check: AnyCheck) -> tuple[str, ...]:
    """Return a check's codes, in the order of its rules."""
    every = (*(rule.what for rule in check.rules), "not_assessed")
    return tuple(dict.fromkeys(f"{check.id}.{what}" for what in every))


def help_page(checks: Sequence[AnyCheck], guideline: Guideline | None, words: Words) -> str:
    """Render the page.

    Args:
        checks: the checks to explain, in this order.
        guideline: its items are explained too; None if there is none.
        words: the language.

    Returns:
        An HTML document with an anchor for each code.
    """
    extra = _read_explanations(words.language)
    title = words(N_("Help for Readiness"))
    parts = [_HEAD.format(language=words.language, title=html.escape(title)), f"<h1>{html.escape(title)}</h1>"]
    parts += [f"<p>{html.escape(each)}</p>" for each in extra.start]
    parts.append(_contents(checks, words))
    parts += [_of_check(check, guideline, extra, words) for check in checks]
    parts.append(_of_every_check(extra, words))
    if guideline:
        parts.append(_of_guideline(guideline, words))
    return "".join(parts) + "</body></html>"


def _read_explanations(language: str) -> Explanations:
    with asset(f"help/{language}.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), Explanations)


def _contents(checks: Sequence[AnyCheck], words: Words) -> str:
    links = [f'<a href="#{check.id}">{html.escape(words(check.title))}</a>' for check in checks]
    links.append(f'<a href="#room">{html.escape(words(_ROOM))}</a>')
    return f"<p>{' · '.join(links)}</p>"


def _of_check(check: AnyCheck, guideline: Guideline | None, extra: Explanations, words: Words) -> str:
    name = ICONS.get(check.id)
    drawing = f'<img src="icon:{name}" alt=""> ' if name else ""
    parts = [f'<h2><a name="{check.id}"></a>{drawing}{html.escape(words(check.title))}</h2>']
    parts.append(f"<p>{html.escape(words(check.question))}</p>")
    parts += [f"<p>{html.escape(each)}</p>" for each in extra.check.get(check.id, ())]
    for code in codes(check):
        parts.append(_of_code(code, _headlines_and_remedies(check, code), extra, words))
    sentences = [each for each in guideline.sentences if each.id in check.guideline] if guideline else []
    if sentences:
        why = words(N_("Why? The guideline says:"))
        parts.append(f"<p><b>{html.escape(why)}</b></p>")
        parts += [_quoted(each.text, each.section) for each in sentences]
    return "".join(parts)


def _headlines_and_remedies(check: AnyCheck, code: str) -> list[tuple[str, str]]:
    what = code.rpartition(".")[2]
    if what == "not_assessed":
        return [check.nothing_to_judge]
    return [(rule.headline, rule.remedy) for rule in check.rules if rule.what == what]


def _of_code(code: str, messages: Sequence[tuple[str, str]], extra: Explanations, words: Words) -> str:
    headlines = " / ".join(dict.fromkeys(words(headline) for headline, _ in messages))
    parts = [f'<h3><a name="{code}"></a>{html.escape(_without_placeholders(headlines))}</h3>']
    remedies = dict.fromkeys(words(remedy) for _, remedy in messages if remedy)
    parts += [f"<p>{html.escape(_without_placeholders(each))}</p>" for each in remedies]
    steps = extra.steps.get(code, ())
    if steps:
        parts.append("<ol>" + "".join(f"<li>{html.escape(each)}</li>" for each in steps) + "</ol>")
    parts.append(f'<p class="muted"><small>{html.escape(code)}</small></p>')
    return "".join(parts)


def _without_placeholders(text: str) -> str:
    """Replace placeholders by their names, since this page knows no measured values."""
    return text.replace("{", "").replace("}", "").replace("_", " ")


def _of_every_check(extra: Explanations, words: Words) -> str:
    title = html.escape(words(N_("Any test")))
    parts = [f'<h2><a name="any"></a>{title}</h2>']
    parts += [_of_code(f"any.{what}", [messages], extra, words) for what, messages in COMMON_FINDINGS.items()]
    return "".join(parts)


def _of_guideline(guideline: Guideline, words: Words) -> str:
    document = guideline.document
    parts = [f'<h2><a name="room"></a><img src="icon:room" alt=""> {html.escape(words(_ROOM))}</h2>']
    parts += [_of_item(item, guideline, words) for item in guideline.items if item.asked]
    title = words(N_("Guideline"))
    about = f"{title}: {document.id} v{document.version} · {document.title}"
    parts.append(f'<p class="muted">{html.escape(about)}</p>')
    return "".join(parts)


def _of_item(item: Item, guideline: Guideline, words: Words) -> str:
    texts = item.words(words.language)
    parts = [f'<h3><a name="room.{item.id}"></a>{html.escape(texts.text)}</h3>']
    parts.append(f"<p>{html.escape(texts.remedy)}</p>")
    parts += [_quoted(each.text, each.section) for each in guideline.why(item)]
    return "".join(parts)


def _quoted(text: str, section: str) -> str:
    return f'<p class="muted">”{html.escape(text)}” ({html.escape(section)})</p>'
