"""Access lists of Windows: which of them let a person without administrator rights write."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.msi_package import POLICY_ACCESS
from readiness.host.system.write_access import lets_others_write, writable_by_others

ANNA = "S-1-5-21-1004336348-1177238915-682003330-1104"
FULL = "(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"


@pytest.mark.parametrize(
    "descriptor",
    [
        POLICY_ACCESS,
        f"O:BAG:SYD:PAI{FULL}(A;OICI;0x1200a9;;;BU)",
        f"O:SYD:AI{FULL}(A;OICIIO;GA;;;CO)(A;;FRFX;;;WD)",
        f"O:LAG:DUD:{FULL}",
        f"O:S-1-5-21-1004336348-1177238915-682003330-512D:{FULL}",
        f"O:BAD:(D;;FA;;;WD){FULL}",
        f"O:BAD:{FULL}(A;OICIIO;GA;;;BU)",
        f"O:BAD:{FULL}S:(ML;;NW;;;LW)",
        f"O:BAD:{FULL}(A;;FA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)",
        f"O:BAD:{FULL}(A;;FA;;;S-1-5-80-3139157870-2983391045-3678747466-658725712-1809340420)",  # a service
        f"O:BAD:{FULL}(A;;FA;;;OW)(A;;FA;;;NS)(A;;FA;;;DA)",
    ],
)
def test_only_administrators_write(descriptor: str) -> None:
    assert not lets_others_write(descriptor, ANNA)


@pytest.mark.parametrize(
    "descriptor",
    [
        f"O:BAG:SYD:AI{FULL}(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)",  # what a folder in ProgramData inherits
        f"O:BAD:{FULL}(A;;0x1301bf;;;AU)",
        f"O:BAD:{FULL}(A;OICI;FA;;;WD)",
        f"O:BAD:{FULL}(A;;FW;;;S-1-1-0)",
        f"O:BAD:{FULL}(A;;GW;;;S-1-5-21-1004336348-1177238915-682003330-513)",
        f"O:BAD:{FULL}(A;;WO;;;IU)",
        f"O:BAD:{FULL}(A;;FA;;;PU)",
        f"O:BAD:AI{FULL}(A;OICIID;FA;;;{ANNA}1)",  # a colleague made the folder, of which only the owner was set right
        f"O:BAD:{FULL}(A;;GW;;;S-1-15-2-1)",
        "O:BAD:NO_ACCESS_CONTROL",
        "O:BA",
    ],
)
def test_folder_writable_by_others(descriptor: str) -> None:
    assert lets_others_write(descriptor, ANNA)


def test_folder_of_the_person_is_not_managed() -> None:
    assert lets_others_write(f"O:{ANNA}D:{FULL}", ANNA)
    assert lets_others_write(f"O:BAD:{FULL}(A;;FA;;;{ANNA})", ANNA)


def test_folder_of_a_colleague_on_a_shared_computer_is_not_managed() -> None:
    assert lets_others_write(f"O:{ANNA}1G:DUD:PAI{FULL}(A;OICI;FA;;;{ANNA}1)(A;OICI;0x1200a9;;;BU)", ANNA)


def test_administrator_may_own_it() -> None:
    own = f"O:{ANNA}D:{FULL}(A;;FA;;;{ANNA})"
    assert not lets_others_write(own, ANNA, is_administrator=True)
    assert lets_others_write(own, f"{ANNA}1", is_administrator=True)


@pytest.mark.parametrize(("mode", "open_to_all"), [(0o755, False), (0o775, False), (0o757, True), (0o1777, True)])
def test_a_folder_on_linux(tmp_path: Path, mode: int, open_to_all: bool) -> None:  # noqa: FBT001
    folder = tmp_path / "readiness"
    folder.mkdir()
    folder.chmod(mode)
    assert writable_by_others(folder) is open_to_all
