"""Algebra in a process of its own, which can be ended: sympy may take for ever, and a thread cannot be stopped.

The session's end is `Worker`; `python -m studybot.marking.algebra.worker` is the other. Whatever goes wrong with the
process means that there is nothing to say: it changes feedback, never a verdict.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from queue import Empty, Queue
from typing import IO

from studybot.marking.algebra.comparison import Comparison, Request
from studybot.marking.algebra.lines import (
    LONGEST,
    LineError,
    comparison_line,
    read_comparison,
    read_request,
    request_line,
)

# After so many failures in a row (a machine that is too slow, or has no room) the process is not asked again.
_MOST_FAILURES = 3
# How long a process may take to be gone once it has been ended.
_ENDING = 1.0
# The process holds 50 MB with sympy loaded, and addresses 60 MB; a runaway expression is to fail and not to swap.
_MOST_MEMORY = 1 << 30


class Worker:
    """The process as the session sees it. Not to be used from several threads at once."""

    def __init__(self) -> None:
        self._process: _Process | None = None
        self._failures = 0

    def start(self) -> None:
        """Let the process begin to load sympy (0.4 s), where there is none yet. Returns at once; call it early."""
        if self._process is None and self._failures < _MOST_FAILURES:
            self._process = _Process.started()
            self._failures += self._process is None

    def ask(self, request: Request, seconds: float) -> Comparison | None:
        """What `simplified.compared` says, within so many seconds; None where it says nothing, or nothing comes of it.

        A process that has not answered by then is ended; the next request starts another.
        """
        if not request.is_small:
            return None
        with suppress(LineError):
            return self._compare(request_line(request), request.positive, seconds)
        return None

    def _compare(self, line: bytes, names: Mapping[str, object], seconds: float) -> Comparison | None:
        self.start()
        if self._process is None:
            return None
        answered = False
        try:
            comparison = read_comparison(self._process.exchange(line, seconds), names)
            answered = True
            return comparison
        finally:
            # Also where ctrl-C ends the wait: what comes late must not be taken for the answer to the next request.
            self._failures = 0 if answered else self._failures + 1
            if not answered:
                self._end()

    def close(self) -> None:
        """End the process; nothing is started after that."""
        self._failures = _MOST_FAILURES
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


class _Process:
    """A running process, and the thread that reads what it writes: pipes cannot be waited for on every system."""

    def __init__(self, running: subprocess.Popen[bytes]) -> None:
        assert running.stdin is not None
        assert running.stdout is not None
        self._running = running
        self._requests: IO[bytes] = running.stdin
        self._lines: Queue[bytes] = Queue()
        self._reader = threading.Thread(target=_read_lines, args=(running.stdout, self._lines), daemon=True)
        self._reader.start()

    @classmethod
    def started(cls) -> _Process | None:
        """A new process; None where none can be had."""
        if not sys.executable:
            return None
        # -P keeps the folder in which the student happens to be, and a random.py in it, out of the path.
        command = [sys.executable, "-P", "-m", "studybot.marking.algebra.worker"]
        # What this process can import, that one can.
        variables = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        flags = 0
        if sys.platform == "win32":
            # No console window, and no ctrl-C from ours.
            flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        try:
            return cls(
                subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    bufsize=0,
                    env=variables,
                    creationflags=flags,
                    start_new_session=True,  # ctrl-C in the terminal is not for it
                )
            )
        except OSError:
            return None

    def exchange(self, line: bytes, seconds: float) -> bytes:
        """The line that answers a line; an empty one where none came."""
        with suppress(OSError, Empty):
            self._requests.write(line)
            return self._lines.get(timeout=seconds)
        return b""

    def end(self) -> None:
        """Kill it, and leave neither a zombie nor an open pipe."""
        with suppress(OSError):
            self._running.kill()
        with suppress(subprocess.TimeoutExpired):
            self._running.wait(_ENDING)
        with suppress(OSError):
            self._requests.close()
        self._reader.join(_ENDING)


def _read_lines(stream: IO[bytes], lines: Queue[bytes]) -> None:
    """Every line that arrives, then an empty one at the end of the stream, or where a line has no end."""
    with stream, suppress(OSError):
        while (line := stream.readline(LONGEST)).endswith(b"\n"):
            lines.put(line)
    lines.put(b"")


# -- the process


def _main() -> None:
    _limit_memory()
    from studybot.marking.algebra.simplified import compared

    requests: Queue[bytes] = Queue()
    # Started after the imports: on Windows some libraries wait for a stream that another thread is reading.
    threading.Thread(target=_read_requests, args=(requests,), daemon=True).start()
    while True:
        line = requests.get()
        try:
            answer = comparison_line(compared(read_request(line)))
        except Exception:  # whatever sympy stumbles over, room and recursion included, is nothing to say
            answer = comparison_line(None)
        os.write(1, answer)


def _read_requests(requests: Queue[bytes]) -> None:
    """Takes in requests while sympy works; ends the process at once when the session is gone, however it went."""
    with open(0, "rb", buffering=0) as stream:
        _read_lines(stream, requests)
    os._exit(0)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):  # macOS knows the limit and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    _main()
