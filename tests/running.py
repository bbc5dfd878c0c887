"""Running `studybot` without a terminal: inside this process on streams of its own, or as a process through pipes."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

from terminal import STUDYBOT, variables

from studybot.cli.environment import Environment
from studybot.cli.main import main

NOON = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON that it printed."""
        return json.loads(self.out)

    @property
    def text(self) -> str:
        """What it printed, in one line."""
        return " ".join(self.out.split())


@dataclass
class Clock:
    """A second later every time it is looked at."""

    seconds: float = 0.0

    def __call__(self) -> float:
        self.seconds += 1.0
        return self.seconds


@dataclass(frozen=True)
class Inside:
    """Runs command lines inside this process; nothing of it is left to chance."""

    home: Path
    clock: Callable[[], float] = field(default_factory=Clock)

    def __call__(self, *arguments: str, stdin: str = "") -> Ran:
        out, err = io.StringIO(), io.StringIO()
        environment = self.environment(io.StringIO(stdin), out, err)
        # What the option parser itself prints goes to the process's own streams.
        with redirect_stdout(out), redirect_stderr(err):
            code = main(list(arguments), environment)
        return Ran(code, out.getvalue(), err.getvalue())

    def environment(self, stdin: io.StringIO, out: io.StringIO, err: io.StringIO) -> Environment:
        """Streams in memory, the home of a test, a clock that runs evenly, always the same first seed."""
        return Environment(
            stdin=stdin,
            stdout=out,
            stderr=err,
            variables={"STUDYBOT_HOME": str(self.home), "PATH": str(Path(sys.executable).parent)},
            now=lambda: NOON,
            seconds=self.clock,
            random_number=lambda: 7,
            new_uuid=uuid4,
        )


def process(
    *arguments: str | bytes,
    home: Path,
    stdin: bytes = b"",
    extra: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Ran:
    """Run the installed command through pipes."""
    done = subprocess.run(
        [STUDYBOT, *arguments],
        input=stdin,
        capture_output=True,
        env=variables(home, **(extra or {})),
        cwd=cwd or home,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def events(home: Path) -> list[dict[str, Any]]:
    """The events in a home, as SQLite tells them, in the order in which they were written."""
    database = sqlite3.connect(home / "history.sqlite3")
    database.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in database.execute("SELECT * FROM event ORDER BY rowid")]
    finally:
        database.close()
