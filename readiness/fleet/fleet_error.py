"""The error of collecting reports or asking about them, with a message for a person."""

from __future__ import annotations


class FleetError(Exception):
    """Reports cannot be collected or asked. `message` is a message id with placeholders for `facts`."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts
