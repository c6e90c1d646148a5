"""Sessions that are shown on another computer, by the variables their servers set."""

from __future__ import annotations

import pytest

from readiness.host.system.remote_session import environment_is_remote


@pytest.mark.parametrize(
    ("environment", "remote"),
    [
        ({"SESSIONNAME": "Console"}, False),
        ({"SESSIONNAME": "RDP-Tcp#3"}, False),  # since yesterday: Windows itself says what shows the session now
        ({"SESSIONNAME": "ICA-CGP 1"}, True),
        ({"ViewClient_Machine_Name": "TUNNKLIENT"}, True),
        ({"XRDP_SESSION": "1"}, True),
        ({"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, False),
        ({}, False),
    ],
)
def test_display_protocol_of_the_session(environment: dict[str, str], *, remote: bool) -> None:
    assert environment_is_remote(environment) is remote
