"""The policy in force: built in, the person's file, the machine's file, Group Policy, weakest first."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from readiness.host.system.group_policy import Found, group_policy
from readiness.i18n import N_
from readiness.model import Policy
from readiness.policy import from_registry, toml_file, validation
from readiness.policy.layers import KeyPath, Laid, Origin
from readiness.policy.problem import PolicyError, Problem
from readiness.policy.toml_file import Tables
from readiness.storage.atomic_write import write_atomically
from readiness.storage.paths import machine_folder, user_folder

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
    problems: list[Problem] = []

    def layer(origin: Origin, read: Callable[[], Tables]) -> Tables:
        copy = here.last_good / f"{origin.value}.json"
        try:
            tables = read()
        except PolicyError as error:
            kept = _kept(copy)
            stays = N_("The policy from before stays in force.") if kept else N_("Built-in limits are used instead.")
            problems.extend((*error.problems, Problem(stays, {})))
            return kept
        _keep(copy, tables)
        return tables

    laid = Laid().over(layer(Origin.MACHINE, lambda: _of_file(here.machine)), Origin.MACHINE)
    laid = laid.over(layer(Origin.GROUP_POLICY, lambda: from_registry.tables(here.registry())), Origin.GROUP_POLICY)
    own = layer(Origin.USER, lambda: _of_file(here.user))
    laid, refused = laid.under(own, lambda table, key: _place_in(here.user, table, key))
    return _settled(laid, (*problems, *refused))


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
    return toml_file.tables(path.name, toml_file.text(path))


def _of_file(path: Path) -> Tables:
    try:
        is_there = path.exists()
    except OSError:  # behind a locked door; reading it says so
        is_there = True
    return _read(path) if is_there else {}


def _place_in(path: Path, table: str, key: str) -> Problem:
    try:
        return toml_file.place(path.name, toml_file.text(path), table, key)
    except PolicyError:  # what is in force is a copy from before
        return Problem("{file}", {"file": path.name})


def _keep(copy: Path, tables: Tables) -> None:
    """Keep a policy that is right, for the day it is broken; a copy that cannot be kept costs no check."""
    content = msgspec.json.encode(tables)
    with contextlib.suppress(OSError):
        if not tables:
            copy.unlink(missing_ok=True)
        elif not copy.exists() or copy.read_bytes() != content:
            write_atomically(copy, content)


def _kept(copy: Path) -> Tables:
    """The last that was right; nothing when there is none, or when it no longer fits this version."""
    with contextlib.suppress(OSError, ValueError):
        tables = json.loads(copy.read_bytes())
        if isinstance(tables, dict) and not any(validation.problems(tables, lambda *_: Problem("", {}))):
            return tables
    return {}
