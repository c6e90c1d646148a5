"""STUN's bytes, held against another program's reader and writer."""

from __future__ import annotations

import os

import pytest
from aioice import stun

from readiness.host.network.stun_probe import answered_transaction, binding_request

TRANSACTION = bytes(range(12))


def answer(kind: stun.Class = stun.Class.RESPONSE, transaction: bytes = TRANSACTION) -> bytes:
    message = stun.Message(stun.Method.BINDING, kind, transaction_id=transaction)
    message.attributes["XOR-MAPPED-ADDRESS"] = ("192.0.2.1", 32853)
    return bytes(message)


def test_another_program_reads_the_request() -> None:
    read = stun.parse_message(binding_request(TRANSACTION))
    assert (read.message_method, read.message_class) == (stun.Method.BINDING, stun.Class.REQUEST)
    assert (read.transaction_id, read.attributes) == (TRANSACTION, {})


def test_another_programs_answer_is_read() -> None:
    assert answered_transaction(answer()) == TRANSACTION


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        answer()[:19],
        answer()[:-1],
        answer() + b"more",
        answer(stun.Class.ERROR),
        answer(stun.Class.INDICATION),
        binding_request(TRANSACTION),
        b"\x01\x01\x00\x00" + b"RFC3" + TRANSACTION,
        os.urandom(64),
    ],
    ids=["nothing", "half a header", "cut", "too long", "error", "indication", "our own", "no cookie", "noise"],
)
def test_any_other_packet_is_ignored(packet: bytes) -> None:
    assert answered_transaction(packet) == b""
