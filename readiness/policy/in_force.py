"""The policy in force: built in, the person's file, the machine's file, Group Policy, weakest first."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from readiness import toml_reader
from readiness.file_reader import read_file
from readiness.host.system.group_policy import Found, group_policy
from readiness.host.system.write_access import writable_by_everybody
from readiness.i18n import N_
from readiness.model import Policy
from readiness.policy import from_registry, toml_file, validation
from readiness.policy.from_registry import Reading
from readiness.policy.layers import KeyPath, Laid, Origin, paths
from readiness.policy.problem import PolicyError, Problem
from readiness.policy.toml_file import Tables
from readiness.storage.atomic_write import write_atomically
from readiness.storage.paths import as_told, machine_folder, user_folder

FILE = "policy.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where policies come from.

    Attributes:
        user: the person's own file.
        machine: IT's file for everybody who uses the station.
        registry: Group Policy's values.
        last_good: the folder for copies of the policies that were right.
    """

    user: Path
    machine: Path
    registry: Callable[[], Found]
    last_good: Path


def places() -> Places:
    """This station's."""
    return Places(
        user=user_folder() / FILE,
        machine=machine_folder() / FILE,
        registry=group_policy,
        last_good=user_folder() / "last_good_policy",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The policy; what was decided and by whom (what is missing is built in); what is wrong with what they wrote."""

    policy: Policy = field(default_factory=Policy)
    values: Mapping[KeyPath, Any] = field(default_factory=dict)
    origins: Mapping[KeyPath, Origin] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def in_force(where: Places | None = None) -> InForce:
    """The policy in force. A broken one is told, and the last that was right stays in force in its place."""
    here = where or places()
    machine = _used(here.last_good, Origin.MACHINE, lambda: _written_by_it(here.machine))
    group = _used(here.last_good, Origin.GROUP_POLICY, lambda: _registered(here.registry))
    own = _used(here.last_good, Origin.USER, lambda: _of_file(here.user))
    laid = Laid().over(machine.tables, Origin.MACHINE).over(group.tables, Origin.GROUP_POLICY)
    laid, refused = laid.under(own.tables, lambda table, key: _place_in(here.user, table, key))
    of_person = (replace(problem, of_person=True) for problem in (*own.problems, *refused))
    return _settled(laid, (*machine.problems, *group.problems, *of_person))


def _used(folder: Path, origin: Origin, read: Callable[[], Reading]) -> Reading:
    """What a source says, with what was right before in place of what is wrong. A copy is kept for next time."""
    copy = folder / f"{origin.value}.json"
    try:
        found = read()
    except PolicyError as error:
        kept = _kept(copy)
        stays = N_("The policy from before stays in force.") if kept else N_("Built-in limits are used instead.")
        return Reading(kept, (*error.problems, Problem(stays, {})))
    if found.lost:
        before = {path: value for path, value in paths(_kept(copy)) if path in found.lost}
        found = replace(found, tables=Laid(values=before).over(found.tables, origin).tables())
    _keep(copy, found.tables)
    return found


def _registered(registry: Callable[[], Found]) -> Reading:
    try:
        found = from_registry.read(registry())
    except OSError as error:
        facts = {"reason": error.strerror or type(error).__name__}
        raise PolicyError((Problem(N_("Group Policy cannot be read: {reason}"), facts),)) from None
    if not found.problems:
        return found
    return replace(found, problems=(*found.problems, Problem(N_("The rest of Group Policy is in force."), {})))


def _written_by_it(path: Path) -> Reading:
    """The machine's file, when only administrators can have written it."""
    found = _of_file(path)
    if not found.tables:
        return found
    try:
        open_to_all = [place for place in (path.parent, path) if writable_by_everybody(place)]
    except OSError as error:
        facts = {"file": as_told(path), "reason": error.strerror or type(error).__name__}
        raise PolicyError((Problem(N_("{file} cannot be read: {reason}"), facts),)) from None
    if open_to_all:
        says = N_("{file} is not used: everybody can write to {place}. Let only administrators write there.")
        raise PolicyError((Problem(says, {"file": as_told(path), "place": as_told(open_to_all[0])}),))
    return found


def given(path: Path) -> InForce:
    """A file alone, over the built-in limits.

    Raises:
        PolicyError: the file cannot be used.
    """
    return _settled(Laid().over(_read(path), Origin.GIVEN), ())


def _settled(laid: Laid, problems: tuple[Problem, ...]) -> InForce:
    policy = toml_file.as_policy(laid.tables())
    return InForce(policy=policy, values=laid.values, origins=laid.origins, problems=problems)


def _read(path: Path) -> Tables:
    return toml_file.tables(as_told(path), toml_file.text(path))


def _of_file(path: Path) -> Reading:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return Reading({})
    except OSError:  # behind a locked door; reading it says so
        pass
    return Reading(_read(path))


def _place_in(path: Path, table: str, key: str) -> Problem:
    try:
        return toml_file.place(as_told(path), toml_file.text(path), table, key)
    except PolicyError:  # what is in force is a copy from before
        return Problem("{file}", {"file": as_told(path)})


def _keep(copy: Path, tables: Tables) -> None:
    """Keep a policy that is right, for the day it is broken; a copy that cannot be kept costs no check."""
    content = msgspec.json.encode(tables)
    with contextlib.suppress(OSError):
        if not tables:
            copy.unlink(missing_ok=True)
        elif not copy.exists() or read_file(copy, toml_reader.LARGEST_BYTES) != content:
            write_atomically(copy, content)


def _kept(copy: Path) -> Tables:
    """The last that was right; nothing when there is none, or when it no longer fits this version."""
    with contextlib.suppress(Exception):  # whatever the copy holds, it is none that was right
        tables = json.loads(read_file(copy, toml_reader.LARGEST_BYTES))
        if isinstance(tables, dict) and not any(validation.problems(tables, lambda *_: Problem("", {}))):
            return tables
    return {}
