"""The Group Policy templates (ADMX and ADML), generated from the policy's types.

Install `readiness.admx`, `sv-SE` and `en-US` in Windows' folder PolicyDefinitions or the domain's central store.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from readiness.assets import asset
from readiness.checks.registry import EVERY
from readiness.host.system.group_policy import KEY
from readiness.i18n import Words
from readiness.policy.from_registry import Form, form_of
from readiness.policy.sections import OUTCOMES, SECTIONS, Key, codes, keys, words_of
from readiness.policy.validation import bounds, describe_expected, unit

SWEDISH = tomllib.loads((asset("admx") / "sv.toml").read_text(encoding="utf-8"))
"""Swedish explanations of each key, by table. The English templates show the key's source instead."""

NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
VERSION = {"revision": "1.0", "schemaVersion": "1.0"}
LANGUAGES: Mapping[str, str] = {"sv-SE": "sv", "en-US": "en"}
LARGEST_DECIMAL = 4294967295
"""The largest value of a REG_DWORD."""

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "product": "Readiness",
        "supported": "Any version of Readiness",
        "allowed": "Allowed: {}",
        "built_in": "Built in: {}",
        "why": "Source: {}",
        "toml": "Written as in the policy file.",
        "outcomes": "Another weight for findings. Name: the finding ({}). Value: pass, warn, fail, not_assessed.",
    },
    "sv": {
        "product": "Readiness",
        "supported": "Alla versioner av Readiness",
        "allowed": "Tillåtet: {}",
        "built_in": "Inbyggt: {}",
        "why": "Källa: {}",
        "toml": "Skrivs som i policyfilen.",
        "outcomes": "En annan vikt för kontrollens utfall. Namn: utfallet ({}). Värde: pass, warn, fail, not_assessed.",
    },
}
"""The templates' fixed texts, by language."""

CATEGORIES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "service": "Meeting service",
        "override": "Starting all the same",
        "guideline": "The room's checklist",
        "station": "The station in reports",
        "telemetry": "Reports to OpenTelemetry",
        "history": "History",
        "mend": "What the window may set right",
        "tray": "While the window is closed",
    },
    "sv": {
        "service": "Mötestjänst",
        "override": "Starta ändå",
        "guideline": "Rummets checklista",
        "station": "Stationen i rapporter",
        "telemetry": "Rapporter till OpenTelemetry",
        "history": "Historik",
        "mend": "Det som fönstret får rätta",
        "tray": "Medan fönstret är stängt",
    },
}
"""Titles of the tables that belong to no check; a check's table has the check's title."""


def files() -> dict[str, str]:
    """Return the text of every file by its path below `assets/admx`."""
    admx = {"readiness.admx": _text(_definitions())}
    return admx | {f"{folder}/readiness.adml": _text(_resources(language)) for folder, language in LANGUAGES.items()}


def every_key() -> Iterator[Key]:
    """Return all keys of all tables."""
    return (key for table in SECTIONS for key in keys(table))


def _definitions() -> ET.Element:
    root = ET.Element("policyDefinitions", {"xmlns": NAMESPACE, **VERSION})
    names = ET.SubElement(root, "policyNamespaces")
    ET.SubElement(names, "target", prefix="readiness", namespace="Readiness.Policies")
    ET.SubElement(root, "resources", minRequiredRevision="1.0")
    supported = ET.SubElement(ET.SubElement(root, "supportedOn"), "definitions")
    ET.SubElement(supported, "definition", name="SUPPORTED", displayName="$(string.SUPPORTED)")
    categories = ET.SubElement(root, "categories")
    ET.SubElement(categories, "category", name="Readiness", displayName="$(string.Readiness)")
    for table in SECTIONS:
        category = ET.SubElement(categories, "category", name=table, displayName=f"$(string.{table})")
        ET.SubElement(category, "parentCategory", ref="Readiness")
    policies = ET.SubElement(root, "policies")
    for key in every_key():
        _add_policy(policies, key)
    return root


def _add_policy(policies: ET.Element, key: Key) -> None:
    name, place = _name(key), rf"{KEY}\{key.table}"
    texts = {"displayName": f"$(string.{name})", "explainText": f"$(string.{name}_why)"}
    where = {"class": "Machine", "key": place}
    form = form_of(key.kind)
    if form is Form.SWITCH:
        policy = ET.SubElement(policies, "policy", {"name": name, **where, **texts, "valueName": key.name})
    else:
        shown = {"presentation": f"$(presentation.{name})"}
        policy = ET.SubElement(policies, "policy", {"name": name, **where, **texts, **shown})
    ET.SubElement(policy, "parentCategory", ref=key.table)
    ET.SubElement(policy, "supportedOn", ref="SUPPORTED")
    if form is Form.SWITCH:
        for state, value in (("enabledValue", "1"), ("disabledValue", "0")):
            ET.SubElement(ET.SubElement(policy, state), "decimal", value=value)
    else:
        _add_element(ET.SubElement(policy, "elements"), key, form)


def _add_element(elements: ET.Element, key: Key, form: Form) -> None:
    named = {"id": key.name, "valueName": key.name}
    if form is Form.WHOLE:
        low, _, high, _ = bounds(key.kind)
        limits = {"minValue": str(int(low or 0)), "maxValue": str(int(high if high is not None else LARGEST_DECIMAL))}
        ET.SubElement(elements, "decimal", {**named, "required": "true", **limits})
    elif form is Form.CHOICE:
        choice = ET.SubElement(elements, "enum", {**named, "required": "true"})
        for word in words_of(key.kind):
            item = ET.SubElement(choice, "item", displayName=f"$(string.{_name(key)}_{word})")
            ET.SubElement(ET.SubElement(item, "value"), "string").text = word
    elif form is Form.LINES:
        ET.SubElement(elements, "multiText", named)
    elif form is Form.TABLE:
        inner = rf"{KEY}\{key.table}\{key.name}"
        ET.SubElement(elements, "list", id=key.name, key=inner, explicitValue="true")
    else:
        ET.SubElement(elements, "text", {**named, "maxLength": "8192"})


def _resources(language: str) -> ET.Element:
    words, texts = Words(language), TEXTS[language]
    root = ET.Element("policyDefinitionResources", {"xmlns": NAMESPACE, **VERSION})
    ET.SubElement(root, "displayName").text = texts["product"]
    ET.SubElement(root, "description").text = texts["product"]
    resources = ET.SubElement(root, "resources")
    strings = ET.SubElement(resources, "stringTable")
    titles = {**CATEGORIES[language], **{check.id: words(check.title) for check in EVERY}}
    listed = {"Readiness": texts["product"], "SUPPORTED": texts["supported"]}
    listed |= {table: titles[table] for table in SECTIONS}
    for key in every_key():
        listed |= {_name(key): key.path, f"{_name(key)}_why": _explanation(key, words)}
        listed |= {f"{_name(key)}_{word}": word for word in words_of(key.kind)}
    for name, text in listed.items():
        ET.SubElement(strings, "string", id=name).text = text
    table = ET.SubElement(resources, "presentationTable")
    for key in every_key():
        if form_of(key.kind) is not Form.SWITCH:
            _add_presentation(ET.SubElement(table, "presentation", id=_name(key)), key, words)
    return root


def _add_presentation(presentation: ET.Element, key: Key, words: Words) -> None:
    form, label = form_of(key.kind), f"{key.name} ({words(unit(key.name))})" if unit(key.name) else key.name
    if form is Form.WHOLE:
        ET.SubElement(presentation, "decimalTextBox", refId=key.name, defaultValue=str(key.default)).text = label
    elif form is Form.CHOICE:
        default = str(words_of(key.kind).index(key.default))
        ET.SubElement(presentation, "dropdownList", refId=key.name, noSort="true", defaultItem=default).text = label
    elif form is Form.LINES:
        ET.SubElement(presentation, "multiTextBox", refId=key.name).text = label
    elif form is Form.TABLE:
        ET.SubElement(presentation, "listBox", refId=key.name).text = label
    else:
        box = ET.SubElement(presentation, "textBox", refId=key.name)
        ET.SubElement(box, "label").text = label
        ET.SubElement(box, "defaultValue").text = str(key.default) if form is Form.TEXT else _shown(key.default)


def _explanation(key: Key, words: Words) -> str:
    texts = TEXTS[words.language]
    if key.name == OUTCOMES:
        return texts["outcomes"].format(", ".join(codes(key.table)))
    form = form_of(key.kind)
    meant = SWEDISH.get(key.table, {}).get(key.name, "") if words.language == "sv" else ""
    lines = [
        meant,
        texts["allowed"].format(describe_expected(key.kind).localized(words)),
        texts["built_in"].format(_shown(key.default) or "–"),
        texts["why"].format(key.why) if key.why else "",
        texts["toml"] if form is Form.TOML else "",
    ]
    return "\n".join(filter(None, lines))


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _name(key: Key) -> str:
    return f"{key.table}_{key.name}"


def _text(root: ET.Element) -> str:
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
