"""Check `connection`: which connection carries the meeting: a cable, Wi-Fi, a mobile network, or none?

According to the guideline a wired connection is preferred and wireless acceptable. The route to the meeting's host is
examined; a tunnel (VPN) is judged by the link beneath it. Nothing is sent except the query for the host's name.
"""

from __future__ import annotations

from readiness.checks.connection.measurement import LINK_KINDS, Measurement, Policy, measurement_of
from readiness.checks.connection.rules import RULES
from readiness.i18n import N_
from readiness.model import Check, LateImport, Probe

__all__ = ["CHECK", "LINK_KINDS", "PROBE", "Measurement", "Policy", "measurement_of"]

MEASURED_WITHIN_S = 8.0

CHECK = Check(
    id="connection",
    title=N_("Connection"),
    question=N_("Is the computer connected by cable?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.connection",),
    subject=lambda m: m.adapter_label or "",
)

PROBE = Probe(
    name="connection",
    run=LateImport("readiness.checks.connection.probe", "run"),
    yields=(Measurement,),
    deadline_s=lambda _: MEASURED_WITHIN_S,
)
