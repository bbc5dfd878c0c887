"""Everything that a command takes from the world outside, in one object, so that every command can be tested."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO
from uuid import UUID


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

    @classmethod
    def of_process(cls) -> Environment:
        """The environment of this process."""
        from uuid import uuid4

        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show a character gets its number instead of ending the session.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="surrogateescape")
        return cls(
            stdin=sys.stdin,
            stdout=sys.stdout,
            stderr=sys.stderr,
            variables=os.environ,
            now=lambda: datetime.now().astimezone(),
            seconds=time.monotonic,
            random_number=lambda: int.from_bytes(os.urandom(8), "big"),
            new_uuid=uuid4,
        )

    @property
    def is_terminal(self) -> bool:
        """Whether a person types and reads."""
        return self.stdin.isatty() and self.stdout.isatty()

    @property
    def is_dumb(self) -> bool:
        """Whether the terminal can only print lines."""
        return self.variables.get("TERM") == "dumb"
