"""Faults in stored data: damaged, of another kind, locked or not writable."""

from __future__ import annotations

from faults.commands import CHECK, CommandFault
from faults.preparations import database, each, file, folder, in_read_only, in_small_disk, link, pipe, row, runs, sparse
from faults.windows import WindowFault
from readiness.model import Device
from readiness.ui.state.events import DeviceChosen

REMEMBERED, HISTORY, STATION = "data/remembered.json", "data/history.sqlite", "data/station.id"
WAS_DAMAGED = "What was answered before was damaged. It is set aside as"
UNREADABLE = "What was answered before cannot be read:"
HISTORY_DAMAGED = "The history was damaged. It is set aside as"
HISTORY_NOT_SAVED = "The history cannot be kept:"
NOT_REMEMBERED = "cannot be remembered on this computer"
LIST_HISTORY = ("history", "--lang", "en")

ENDLESS = """CREATE VIEW run AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
    SELECT x AS started_at, x AS content FROM n"""
FORGETFUL = """CREATE TABLE run (started_at TEXT NOT NULL, content BLOB NOT NULL);
    CREATE TRIGGER forget AFTER INSERT ON run BEGIN DELETE FROM run; END"""

DAMAGED = {
    "empty": b"",
    "torn": b'{"camera": "usb',
    "not UTF-8": b'{"camera": "\xff"}',
    "of null characters": bytes(4096),
    "nested 100,000 deep": b"[" * 100_000,
    "of wrong types": b'{"camera": 7, "checklist": []}',
    "of 2 MB": b'{"camera": "' + b"x" * 2_000_000 + b'"}',
    "a number of 5,000 digits": b'{"camera": ' + b"9" * 5000 + b"}",
}

FAULTS: tuple[CommandFault | WindowFault, ...] = (
    *(
        CommandFault(name=f"remembered answers: {what}", arrange=file(REMEMBERED, content), sentence=WAS_DAMAGED)
        for what, content in DAMAGED.items()
    ),
    CommandFault(quick=True, name="remembered answers: a folder", arrange=folder(REMEMBERED), sentence=WAS_DAMAGED),
    CommandFault(name="remembered answers: a named pipe", arrange=pipe(REMEMBERED), sentence=WAS_DAMAGED),
    CommandFault(
        name="remembered answers: a link to itself", arrange=link(REMEMBERED, "remembered.json"), sentence=UNREADABLE
    ),
    CommandFault(
        name="remembered answers: a link to a device", arrange=link(REMEMBERED, "/dev/zero"), sentence=WAS_DAMAGED
    ),
    CommandFault(name="remembered answers: a link to nothing", arrange=link(REMEMBERED, "/nowhere/at/all")),
    CommandFault(name="remembered answers: of a later version", arrange=file(REMEMBERED, b'{"future": {"a": [1]}}')),
    CommandFault(
        name="remembered answers torn, and earlier ones set aside",
        arrange=each(file("data/remembered.damaged", b"before"), file(REMEMBERED, b"{")),
        sentence="remembered.damaged-2",
    ),
    CommandFault(
        quick=True,
        name="history: not a database",
        arrange=file(HISTORY, b"no database " * 500),
        sentence=HISTORY_DAMAGED,
    ),
    CommandFault(name="history: empty", arrange=file(HISTORY)),
    CommandFault(
        name="history: cut in half",
        arrange=runs(HISTORY, *range(40), spoil=lambda content: content[: len(content) // 2]),
        sentence=HISTORY_DAMAGED,
    ),
    CommandFault(
        name="history: a page overwritten",
        arrange=runs(HISTORY, *range(40), spoil=lambda content: content[:4096] + b"\xa5" * 4096 + content[8192:]),
        sentence=HISTORY_DAMAGED,
    ),
    CommandFault(name="history: a row that is not UTF-8", arrange=each(runs(HISTORY, 1, 2), row(HISTORY, b"\xff"))),
    CommandFault(name="history: a row of text", arrange=each(runs(HISTORY, 1, 2), row(HISTORY, "text"))),
    CommandFault(
        name="history: a row nested without end", arrange=each(runs(HISTORY, 1), row(HISTORY, b"[" * 200_000))
    ),
    CommandFault(
        name="history: rows without end",
        arguments=LIST_HISTORY,
        arrange=database(HISTORY, ENDLESS),
        promised="exit 0",
        sentence=HISTORY_DAMAGED,
    ),
    CommandFault(
        name="history: a trigger that deletes every run",
        arrange=database(HISTORY, FORGETFUL),
        sentence=HISTORY_DAMAGED,
    ),
    CommandFault(name="history: a folder", arrange=folder(HISTORY), sentence=HISTORY_DAMAGED),
    CommandFault(name="history: a named pipe", arrange=pipe(HISTORY), sentence=HISTORY_DAMAGED),
    CommandFault(name="history: 300 MB", arrange=sparse(HISTORY, 300_000_000), sentence=HISTORY_DAMAGED),
    CommandFault(name="history: somebody else's link", arrange=link(HISTORY, "/etc/passwd"), sentence=HISTORY_DAMAGED),
    CommandFault(
        name="history: half a transaction beside it",
        arrange=each(runs(HISTORY, 1, 2), file("data/history.sqlite-journal", bytes(600))),
    ),
    CommandFault(
        name="history: locked by another program all the while",
        arrange=runs(HISTORY, 1),
        start=(
            "python3 -c 'import os, sqlite3, time; mine = os.getppid()\n"
            'it = sqlite3.connect("data/history.sqlite", isolation_level=None)\n'
            'it.execute("BEGIN EXCLUSIVE"); open("locked", "w")\n'
            "while os.getppid() == mine: time.sleep(0.1)' >/dev/null 2>&1 & "
            'until [ -e locked ]; do sleep 0.05; done; exec "$@"'
        ),
        sentence=HISTORY_NOT_SAVED,
    ),
    CommandFault(
        name="history asked for: torn", arguments=LIST_HISTORY, arrange=file(HISTORY, b"torn" * 99), promised="exit 0"
    ),
    CommandFault(name="station's number: noise", arrange=file(STATION, b"\xff\x00\x1b[2J")),
    CommandFault(name="station's number: a named pipe", arrange=pipe(STATION)),
    CommandFault(name="station's number: a folder", arrange=folder(STATION)),
    CommandFault(name="last good policy: torn", arrange=file("data/last_good_policy/machine.toml", b"\xff[")),
    CommandFault(
        name="the whole folder: a name that is too long",
        environment={"READINESS_DATA": "{here}/" + "x" * 300},
        sentence=HISTORY_NOT_SAVED,
    ),
    CommandFault(
        name="the whole folder: a file",
        environment={"READINESS_DATA": "{here}/file"},
        arrange=file("file"),
        sentence=HISTORY_NOT_SAVED,
    ),
    CommandFault(
        name="the whole folder: a device", environment={"READINESS_DATA": "/dev/null"}, sentence=HISTORY_NOT_SAVED
    ),
    CommandFault(
        name="the whole folder: on a full disk",
        start=in_small_disk("64k", "data").replace("&& exec", "&& head -c 65536 /dev/zero >data/full; exec", 1),
        sentence=HISTORY_NOT_SAVED,
    ),
    CommandFault(name="the whole folder: on a disk of 64 KiB", start=in_small_disk("64k", "data")),
    CommandFault(
        quick=True, name="the whole folder: read-only", start=in_read_only("data"), sentence=HISTORY_NOT_SAVED
    ),
    CommandFault(
        name="the whole folder: under å, an emoji and a space", environment={"READINESS_DATA": "{here}/Håkans 📁 data"}
    ),
    CommandFault(
        name="the whole folder: under a name with a line break", environment={"READINESS_DATA": "{here}/a\nb"}
    ),
    CommandFault(
        name="no home folder", environment={"READINESS_DATA": None, "HOME": "/dev/null/nobody", "XDG_DATA_HOME": None}
    ),
    CommandFault(
        name="a home folder that may not be written",
        environment={"READINESS_DATA": None, "HOME": "{here}/home", "XDG_DATA_HOME": None},
        arrange=folder("home"),
        start=in_read_only("home"),
        sentence=HISTORY_NOT_SAVED,
    ),
    CommandFault(
        quick=True,
        name="the report's folder: a file",
        arguments=(*CHECK, "--out", "{here}/file"),
        arrange=file("file"),
        sentence="The report waits here and is delivered next time.",
    ),
    CommandFault(
        name="the report's folder: full",
        arguments=(*CHECK, "--out", "share"),
        start=in_small_disk("4k", "share").replace("&& exec", "&& head -c 4096 /dev/zero >share/full; exec", 1),
        sentence="The report waits here and is delivered next time.",
    ),
    CommandFault(
        name="the report's folder: read-only",
        arguments=(*CHECK, "--out", "share"),
        arrange=folder("share"),
        start=in_read_only("share"),
        sentence="The report waits here and is delivered next time.",
    ),
    CommandFault(
        name="the report's folder away, and a file in the place where it would wait",
        arguments=("check", "--only", "connection", "--json", "--lang", "en", "--out", "{here}/away"),
        arrange=each(file("away", "a file"), file("data/spool", "a file")),
        sentence="The report waits here and is delivered next time.",
    ),
    CommandFault(
        name="the report can be kept nowhere",
        arguments=("check", "--only", "connection", "--lang", "en", "--out", "{here}/file/x"),
        arrange=file("file"),
        environment={"READINESS_DATA": "{here}/file"},
        promised="exit 3",
        sentence="The report can be saved neither in",
    ),
    *(
        WindowFault(
            quick=what in ("torn", "nested 100,000 deep"),
            name=f"window: remembered answers {what}",
            promised="count.ok",
            sentence=WAS_DAMAGED,
            arrange=file("remembered.json", content),
        )
        for what, content in DAMAGED.items()
    ),
    WindowFault(
        name="window: remembered answers in a named pipe",
        promised="count.ok",
        sentence=WAS_DAMAGED,
        arrange=pipe("remembered.json"),
    ),
    WindowFault(
        name="window: history cut in half",
        promised="count.ok",
        sentence=HISTORY_DAMAGED,
        arrange=runs("history.sqlite", *range(40), spoil=lambda content: content[: len(content) // 2]),
    ),
    WindowFault(
        name="window: history in a folder's place",
        promised="count.ok",
        sentence=HISTORY_DAMAGED,
        arrange=folder("history.sqlite"),
    ),
    WindowFault(
        name="window: a choice that cannot be kept",
        promised="count.ok",
        sentence=NOT_REMEMBERED,
        arrange=link("remembered.json", "remembered.json"),
        act=lambda window: window.store.dispatch(DeviceChosen(Device.CAMERA, "usb-1")),
    ),
)
