"""What the probes of the inventory list reaches the program as it was sent."""

from __future__ import annotations

import pytest

from readiness.engine.messages import LENGTH, Decoder, WireMessage, encode
from readiness.model import Measured, Probe, Request
from readiness.support.device_inventory import DUMP_PROBES, PROBES


@pytest.mark.parametrize("probe", [*PROBES, *DUMP_PROBES], ids=lambda probe: probe.name)
def test_what_is_listed_survives_the_way_to_the_program(probe: Probe) -> None:
    decode = Decoder(probe.yields)

    def over(message: Measured) -> WireMessage:
        return decode(bytes(encode(message, probe.yields))[LENGTH.size :])

    sent = [each for each in probe.run(Request()) if isinstance(each, Measured)]
    received = [each for each in map(over, sent) if isinstance(each, Measured)]
    assert len(received) == len(sent) > 0
    assert [over(each) for each in received] == received
