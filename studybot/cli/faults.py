"""What is told of a fault: a sentence for what was foreseen, a report in a file for what was not."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence

from studybot.cli.environment import Environment
from studybot.cli.locations import fault_report_file
from studybot.cli.status import ExitStatus, status_of
from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.safely import shown_safely

# A disk that is full, or a person's part of it: files are written where this is told by name.
_FULL = (errno.ENOSPC, errno.EDQUOT)


def guarded(
    run: Callable[[], object], arguments: Sequence[str], environment: Environment, *, debug: bool = False
) -> int:
    """The exit code of `run`, with every fault told on standard error. With `debug` tracebacks are shown."""
    try:
        run()
    except SystemExit as ending:
        if ending.code == ExitStatus.INTERRUPTED:  # typer has made it of a KeyboardInterrupt, without a word
            environment.stderr.write("interrupted\n")
        return ending.code if isinstance(ending.code, int) else ExitStatus.DONE
    except StudybotError as fault:
        if debug:
            _write_traceback(environment)
        environment.stderr.write(told(fault, _width(environment)))
        return status_of(fault)
    except KeyboardInterrupt:
        environment.stderr.write("interrupted\n")
        return ExitStatus.INTERRUPTED
    except BrokenPipeError:  # who reads the output has seen enough, as `head` has
        _drop_output()
        return ExitStatus.FAILED
    except Exception as fault:  # not foreseen: a sentence and what to report, never a traceback on a user's screen
        if isinstance(fault, OSError) and fault.errno in _FULL:
            environment.stderr.write(f"studybot: what is printed finds no room: {fault.strerror}\n")
            _drop_output()
        elif debug:
            _write_traceback(environment)
        else:
            environment.stderr.write(_reported(fault, arguments, environment))
        return ExitStatus.FAILED
    return ExitStatus.DONE


def unheard(run: Callable[[], object]) -> int:
    """The exit code of `run` for a shell that completes a line: a fault in the middle of typing is not to be told."""
    try:
        run()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else ExitStatus.DONE
    except (Exception, KeyboardInterrupt):  # whatever it is, there is just nothing to complete
        return ExitStatus.FAILED
    return ExitStatus.DONE


def _width(environment: Environment) -> int | None:
    """How wide lines may be on standard error; None where it is no terminal."""
    import os

    try:
        return os.get_terminal_size(environment.stderr.fileno()).columns if environment.stderr.isatty() else None
    except (OSError, ValueError):
        return None


def _wrapped(sentence: str, width: int | None) -> str:
    """A sentence in lines that are broken between words; a path stays in one piece, to be copied."""
    from textwrap import fill

    if not width:
        return sentence
    return fill(sentence, width, break_long_words=False, break_on_hyphens=False)


def told(fault: StudybotError, width: int | None = None) -> str:
    """A foreseen fault in a sentence, with a caret where it points into what was typed.

    Wrapped for a terminal of that `width`; without one a sentence is one line.
    """
    from studybot.bank.findings import BankError

    if isinstance(fault, BankError):
        return "".join(f"{_wrapped(shown_safely(finding.sentence()), width)}\n" for finding in fault.findings)
    lines = [_wrapped(f"studybot: {shown_safely(fault.sentence())}", width)]
    if isinstance(fault, FormulaError) and fault.text.strip():
        from studybot.show.feedback import pointing

        lines += pointing(fault)
    return "\n".join(lines) + "\n"


def _reported(fault: Exception, arguments: Sequence[str], environment: Environment) -> str:
    import traceback

    path = fault_report_file(environment.variables)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as report:
            report.write(f"{environment.now().isoformat()} studybot {' '.join(arguments)}\n")
            report.write("".join(traceback.format_exception(fault)) + "\n")
    except OSError:
        return f"studybot: something went wrong that was not foreseen ({type(fault).__name__}); --debug shows where\n"
    return f"studybot: something went wrong that was not foreseen; what happened stands in {path}\n"


def _drop_output() -> None:
    """Lets the interpreter write what is left of the output to nobody, instead of complaining at its end."""
    import os
    import sys
    from pathlib import Path

    with Path(os.devnull).open("wb") as nobody:
        os.dup2(nobody.fileno(), sys.stdout.fileno())


def _write_traceback(environment: Environment) -> None:
    import traceback

    environment.stderr.write(traceback.format_exc())
