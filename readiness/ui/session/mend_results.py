"""What became of the faults that the program mended at the person's request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness import __version__
from readiness.checks import headset
from readiness.checks.mends import mend_word
from readiness.host.audio.mend_types import Undo
from readiness.report.product_name import product_name
from readiness.storage.mend_log import MadeMend
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.mend_state import has_helped
from readiness.ui.state.state import State, row_of


@dataclass(slots=True)
class MendResults:
    """The mends of a meeting whose check has been tested again since."""

    _made: dict[int, tuple[Undo, MadeMend]] = field(default_factory=dict)
    _taken: dict[int, Undo] = field(default_factory=dict)

    def update(self, state: State) -> None:
        """Look at the checks whose fault was mended; a mend that was undone does not count."""
        present = {id(undo): (check, undo) for check, undos in state.undos.items() for undo in undos}
        self._made = {key: each for key, each in self._made.items() if key in present}
        for key, (check, undo) in present.items():
            row = row_of(state, check)
            if key not in self._taken and row.shown and not row.finding.waits_for:
                earlier = self._made.get(key)
                self._made[key] = undo, _made(state, row, undo, helped=bool(earlier and earlier[1].helped))

    def take(self) -> tuple[MadeMend, ...]:
        """Return those that have not been returned before."""
        made, self._made = self._made, {}
        self._taken |= {key: undo for key, (undo, _) in made.items()}
        return tuple(each for _, each in made.values())


def _made(state: State, row: RowState, undo: Undo, *, helped: bool) -> MadeMend:
    facts = _headset_facts(state)
    values = (facts.get(name) for name in ("family", "vid_pid", "device_class", "source_kind"))
    named = (each if isinstance(each, str) else None for each in values)
    return MadeMend(
        check=row.check.id,
        kind=mend_word(undo.mend),
        helped=helped or has_helped(state, row, undo.mend),
        product=product_name(*named) or "",
        version=__version__,
    )


def _headset_facts(state: State) -> Mapping[str, object]:
    shown = next((row.shown for row in state.rows if row.check.id == headset.CHECK.id and row.shown), None)
    return shown.finding.measured if shown else {}
