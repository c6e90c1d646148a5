"""A system whose pages and meeting open without an error, and without anything happening."""

from __future__ import annotations

from readiness.model import Place
from readiness.ui.session.system_actions import SystemActions

NO_EFFECT = SystemActions(places=frozenset(Place), open_place=lambda _: "", open_meeting=lambda _: "")
