"""The policy in force. Precedence, lowest first: built in, the person's file, the machine's file, Group Policy."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from readiness import toml_reader
from readiness.file_reader import may_exist, read_file
from readiness.host.system.group_policy import RegistryValues, group_policy
from readiness.host.system.write_access import writable_by_others
from readiness.i18n import N_
from readiness.model import Policy
from readiness.policy import from_registry, toml_file, validation
from readiness.policy.from_registry import Reading
from readiness.policy.layers import Origin, PolicyLayers
from readiness.policy.problem import Phrase, PolicyError, Problem
from readiness.policy.tables import KeyPath, Tables, paths
from readiness.storage.atomic_write import write_atomically
from readiness.storage.paths import display_path, machine_folder, user_folder
from readiness.system_error import reason_of

FILE = "policy.toml"


class PolicySources(msgspec.Struct, frozen=True, kw_only=True):
    """Where policies are read from.

    Attributes:
        user: the person's own file.
        machine: IT's file for all users of the station.
        registry: reads Group Policy's values.
        last_good: the folder for copies of the last valid policies.
    """

    user: Path
    machine: Path
    registry: Callable[[], RegistryValues]
    last_good: Path


def default_sources() -> PolicySources:
    """Return this station's policy sources."""
    return PolicySources(
        user=user_folder() / FILE,
        machine=machine_folder() / FILE,
        registry=group_policy,
        last_good=user_folder() / "last_good_policy",
    )


class InForce(msgspec.Struct, frozen=True, kw_only=True):
    """The policy in force.

    Attributes:
        policy: the sections.
        values: the configured values, by path; any other value is built in.
        origins: the source of each configured value, by path.
        problems: what is wrong in the sources.
    """

    policy: Policy = msgspec.field(default_factory=Policy)
    values: Mapping[KeyPath, object] = msgspec.field(default_factory=dict)
    origins: Mapping[KeyPath, Origin] = msgspec.field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def in_force(sources: PolicySources | None = None) -> InForce:
    """Read and merge all sources; an invalid one is reported and replaced by its last valid copy."""
    sources = sources or default_sources()
    machine = _read_with_fallback(sources.last_good, Origin.MACHINE, lambda: _read_machine_file(sources.machine))
    group = _read_with_fallback(sources.last_good, Origin.GROUP_POLICY, lambda: _read_group_policy(sources.registry))
    own = _read_with_fallback(sources.last_good, Origin.USER, lambda: _read_optional_file(sources.user))
    layers = PolicyLayers().over(machine.tables, Origin.MACHINE).over(group.tables, Origin.GROUP_POLICY)
    layers, refused = layers.under(own.tables, lambda table, key: _location_in(sources.user, table, key))
    of_person = (replace(problem, of_person=True) for problem in (*own.problems, *refused))
    return _effective(layers, (*machine.problems, *group.problems, *of_person))


def _read_with_fallback(folder: Path, origin: Origin, read: Callable[[], Reading]) -> Reading:
    """Read one source, replacing invalid values by the last valid ones, and save the result as a fallback."""
    copy = folder / f"{origin.value}.json"
    try:
        found = read()
    except PolicyError as error:
        last_good = _read_last_good(copy)
        fallback = (
            N_("The policy from before stays in force.") if last_good else N_("Built-in limits are used instead.")
        )
        return Reading(last_good, (*error.problems, Problem(fallback)))
    if found.lost:
        before = {path: value for path, value in paths(_read_last_good(copy)) if path in found.lost}
        found = replace(found, tables=PolicyLayers(values=before).over(found.tables, origin).tables())
    _save_last_good(copy, found.tables)
    return found


def _read_group_policy(registry: Callable[[], RegistryValues]) -> Reading:
    try:
        found = from_registry.read(registry())
    except OSError as error:
        facts = {"reason": reason_of(error)}
        raise PolicyError((Problem(N_("Group Policy cannot be read: {reason}"), facts),)) from None
    if not found.problems:
        return found
    return replace(found, problems=(*found.problems, Problem(N_("The rest of Group Policy is in force."))))


def _read_machine_file(path: Path) -> Reading:
    """Read the machine's file; reject it if others than administrators can write to it or its folder.

    Raises:
        PolicyError: it cannot be read, is invalid or is writable by them.
    """
    found = _read_optional_file(path)
    if not found.tables:
        return found
    try:
        writable = [place for place in (path.parent, path) if writable_by_others(place)]
    except OSError as error:
        facts = {"file": display_path(path), "reason": reason_of(error)}
        raise PolicyError((Problem(N_("{file} cannot be read: {reason}"), facts),)) from None
    if writable:
        message = N_("{file} is not used: others own {place} or can write there. Let only administrators do so.")
        raise PolicyError((Problem(message, {"file": display_path(path), "place": display_path(writable[0])}),))
    return found


def from_file(path: Path) -> InForce:
    """Return the policy from one file over the built-in limits, ignoring the station's sources.

    Raises:
        PolicyError: the file cannot be used.
    """
    return _effective(PolicyLayers().over(toml_file.read(path), Origin.GIVEN), ())


def _effective(layers: PolicyLayers, problems: tuple[Problem, ...]) -> InForce:
    policy = toml_file.as_policy(layers.tables())
    return InForce(policy=policy, values=layers.values, origins=layers.origins, problems=problems)


def _read_optional_file(path: Path) -> Reading:
    return Reading(toml_file.read(path) if may_exist(path) else {})


def _location_in(path: Path, table: str, key: str) -> Phrase:
    try:
        return toml_file.place(display_path(path), toml_file.text(path), table, key)
    except PolicyError:  # the values come from the fallback copy, which has no line numbers
        return Phrase("{file}", {"file": display_path(path)})


def _save_last_good(copy: Path, tables: Tables) -> None:
    """Save valid tables as the fallback; failing to write it is not an error."""
    content = msgspec.json.encode(tables)
    with contextlib.suppress(OSError):
        if not tables:
            copy.unlink(missing_ok=True)
        elif not copy.exists() or read_file(copy, toml_reader.MAX_BYTES) != content:
            write_atomically(copy, content)


def _read_last_good(copy: Path) -> Tables:
    """Return the last valid tables; empty if there are none or they do not fit this version."""
    with contextlib.suppress(Exception):  # an unreadable copy, whatever the reason, counts as none
        tables = json.loads(read_file(copy, toml_reader.MAX_BYTES))
        if isinstance(tables, dict) and not any(validation.problems(tables, lambda *_: Phrase(""))):
            return tables
    return {}
