"""Check `path`: does the network path to the meeting work: name, TCP, TLS, proxy, login page, UDP latency and loss?

Only hosts named in the policy are contacted; without any, nothing is sent and the check is omitted. A server that does
not answer is never counted as the person's fault. The limits are published ones, see docs/connection.md.
"""

from __future__ import annotations

from readiness.checks.network_path.measurement import Measurement, Policy, is_configured, stun_servers, web_servers
from readiness.checks.network_path.rules import RULES
from readiness.i18n import N_
from readiness.model import Check, Dependency, LateImport, Probe

__all__ = ["CHECK", "PROBE", "Measurement", "Policy", "stun_servers", "web_servers"]

CHECK = Check(
    id="path",
    title=N_("The way to the meeting"),
    question=N_("Does the network carry sound and picture to the meeting?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.connection",),
    depends_on=(
        Dependency(
            check="connection",
            codes=frozenset({"no_link", "cable_without_network", "none"}),
            headline=N_("Waits for the connection."),
            remedy=N_("Connect the computer to the network first."),
        ),
    ),
    applies=is_configured,
)

PROBE = Probe(
    name="path",
    run=LateImport("readiness.checks.network_path.probe", "run"),
    yields=(Measurement,),
    deadline_s=lambda _: 10.0,
)
