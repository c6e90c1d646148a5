"""The terms that every part of the program shares: outcome, finding, rule, check, probe, event, verdict.

Nothing here touches hardware, the clock, a file or a screen. Everything is frozen plain data, because measurements and
events travel from the process that measures to the process that shows.
"""

from readiness.model.check import (
    CODE_IF_TAKEN,
    COMMON_FINDINGS,
    EVERY_SYSTEM,
    WAITS,
    AnyCheck,
    Check,
    Dependency,
    Device,
    Rule,
    System,
    wait_on_dependencies,
)
from readiness.model.fact import Fact, Visibility, fact
from readiness.model.finding import Finding, Place, verdict
from readiness.model.measurement import CheckMeasurement, facts_of, finite, measured
from readiness.model.outcome import Outcome, OutcomeWord, Verdict
from readiness.model.policy import (
    HIGHER_IS_STRICTER,
    LOWER_IS_STRICTER,
    ONLY_IT,
    PRIVATE_LIMIT,
    CheckSection,
    Policy,
    Section,
)
from readiness.model.probe import (
    Activity,
    Alive,
    Ended,
    Event,
    Heard,
    Judged,
    LateImport,
    Level,
    Measured,
    MeasurementTypes,
    Preview,
    Probe,
    ProbeMessage,
    Request,
    Started,
)

__all__ = [
    "CODE_IF_TAKEN",
    "COMMON_FINDINGS",
    "EVERY_SYSTEM",
    "HIGHER_IS_STRICTER",
    "LOWER_IS_STRICTER",
    "ONLY_IT",
    "PRIVATE_LIMIT",
    "WAITS",
    "Activity",
    "Alive",
    "AnyCheck",
    "Check",
    "CheckMeasurement",
    "CheckSection",
    "Dependency",
    "Device",
    "Ended",
    "Event",
    "Fact",
    "Finding",
    "Heard",
    "Judged",
    "LateImport",
    "Level",
    "Measured",
    "MeasurementTypes",
    "Outcome",
    "OutcomeWord",
    "Place",
    "Policy",
    "Preview",
    "Probe",
    "ProbeMessage",
    "Request",
    "Rule",
    "Section",
    "Started",
    "System",
    "Verdict",
    "Visibility",
    "fact",
    "facts_of",
    "finite",
    "measured",
    "verdict",
    "wait_on_dependencies",
]
