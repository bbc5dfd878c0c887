"""What the process tells its caller when it ends."""

from __future__ import annotations

from enum import IntEnum

from studybot.formula.errors import FormulaError, StudybotError


class ExitStatus(IntEnum):
    """Exit codes. 2 is also what the option parser uses."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    INVALID = 3
    INTERRUPTED = 130


# The first word of an error's code says whose fault it is; what is not listed is a failure of ours or the machine's.
_STATUS = {
    "usage": ExitStatus.USAGE,
    "selection": ExitStatus.USAGE,
    "code": ExitStatus.USAGE,
    "part": ExitStatus.USAGE,
    "set": ExitStatus.INVALID,
    "expression": ExitStatus.INVALID,
    "variant": ExitStatus.INVALID,
    "draw": ExitStatus.INVALID,
    "bank": ExitStatus.INVALID,
    "prose": ExitStatus.INVALID,
    "notation": ExitStatus.INVALID,
    "events": ExitStatus.INVALID,
    "answers": ExitStatus.INVALID,
    "sheet": ExitStatus.INVALID,
}


def status_of(fault: StudybotError) -> ExitStatus:
    """The exit code for a foreseen fault. One that points into a text is a fault of that text."""
    if isinstance(fault, FormulaError):
        return ExitStatus.INVALID
    return _STATUS.get(fault.code.partition(".")[0], ExitStatus.FAILED)
