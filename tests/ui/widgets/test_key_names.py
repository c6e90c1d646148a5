from __future__ import annotations

from readiness.ui.widgets.key_names import on_keyboard


def test_a_mac_has_a_command_key() -> None:
    assert on_keyboard("Skriv ut skylten (Ctrl+P)", "darwin") == "Skriv ut skylten (⌘P)"
    assert on_keyboard("Ctrl+P · Ctrl+S · F11", "linux") == "Ctrl+P · Ctrl+S · F11"
