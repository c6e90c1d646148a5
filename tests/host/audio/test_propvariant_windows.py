"""PROPVARIANTs laid out in memory as Windows lays them out."""

from __future__ import annotations

import ctypes
import uuid

import pytest

from readiness.host.audio.propvariant_windows import plain_value


class Variant(ctypes.Structure):
    """16 bytes: the type, three reserved words, the value or its address."""

    _fields_ = (("vt", ctypes.c_ushort), ("reserved", ctypes.c_ushort * 3), ("value", ctypes.c_uint64))


HEADSET = uuid.UUID("6f1d7b2e-9f5a-4c1b-8e2d-0a1b2c3d4e5f")
GUID = ctypes.create_string_buffer(HEADSET.bytes_le, 16)
TEXT = ctypes.create_string_buffer("Hörlurar (Jabra)".encode("utf-16-le") + b"\0\0")


@pytest.mark.parametrize(  # by name: an address differs from process to process
    ("kind", "value", "plain"),
    [
        (72, ctypes.addressof(GUID), "{6F1D7B2E-9F5A-4C1B-8E2D-0A1B2C3D4E5F}"),
        (31, ctypes.addressof(TEXT), "Hörlurar (Jabra)"),
        (8, ctypes.addressof(TEXT), "Hörlurar (Jabra)"),
        (19, 5, 5),
        (3, 0xFFFF_FFFF, -1),
        (21, 2**40, 2**40),
        (11, 0xFFFF, True),
        (11, 0, False),
        (0, 7, None),
        (72, 0, None),
        (31, 0, None),
        (65, ctypes.addressof(GUID), None),
    ],
    ids=[
        "guid",
        "text",
        "basic string",
        "unsigned",
        "negative",
        "long",
        "true",
        "false",
        "empty",
        "no guid",
        "no text",
        "blob",
    ],
)
def test_every_variant_type_of_an_endpoint_is_read(kind: int, value: int, plain: object) -> None:
    assert plain_value(Variant(kind, (0, 0, 0), value)) == plain
