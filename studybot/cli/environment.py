"""Everything that a command takes from the world outside, in one object, so that every command can be tested."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO
from uuid import UUID

from studybot.cli.standins import STANDINS
from studybot.formula.safely import shown_safely


@dataclass(frozen=True)
class Environment:
    """Streams, variables, clocks and the source of seeds."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    variables: Mapping[str, str]
    now: Callable[[], datetime]
    seconds: Callable[[], float]
    random_number: Callable[[], int]
    new_uuid: Callable[[], UUID]
    program: str = "studybot"
    warned: set[str] = field(default_factory=set)  # what `warn` has told

    @classmethod
    def of_process(cls) -> Environment:
        """The environment of this process."""
        from uuid import uuid4

        return cls(
            stdin=_stream(sys.stdin, "surrogateescape"),
            # A terminal that cannot show a character gets what stands for it instead of ending the session.
            stdout=_stream(sys.stdout, STANDINS),
            stderr=_stream(sys.stderr, STANDINS),
            variables=os.environ,
            now=lambda: datetime.now().astimezone(),
            seconds=time.monotonic,
            random_number=lambda: int.from_bytes(os.urandom(8), "big"),
            new_uuid=uuid4,
            program=sys.argv[0],
        )

    @property
    def command(self) -> str:
        """What to type to run studybot: its name where that is found, else the path by which it was started."""
        from shlex import quote
        from shutil import which

        return "studybot" if which("studybot", path=self.variables.get("PATH")) else quote(self.program)

    def warn(self, sentence: str) -> None:
        """Tell on standard error what does not keep a command from going on; each sentence once."""
        if sentence not in self.warned:
            self.warned.add(sentence)
            self.stderr.write(shown_safely(f"studybot: {sentence}") + "\n")

    @property
    def is_terminal(self) -> bool:
        """Whether a person types and reads."""
        return self.stdin.isatty() and self.stdout.isatty()

    @property
    def is_dumb(self) -> bool:
        """Whether the terminal can only print lines."""
        return self.variables.get("TERM") == "dumb"


def _stream(stream: TextIO | None, errors: str) -> TextIO:
    """A stream of the process that no character is a fault for; one that was closed before the start is empty."""
    if stream is None:
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        # A pipe is UTF-8 on every machine; a terminal knows its own encoding.
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors=errors)
    return stream
