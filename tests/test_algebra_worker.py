"""Algebra in a process of its own: it answers, or is ended; it never keeps anybody waiting, and never stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studybot.formula.parser import Grammar, parse
from studybot.formula.tree import Node, Number
from studybot.marking.algebra.comparison import Comparison, Request
from studybot.marking.algebra.worker import Worker

# Enough for sympy to be imported on a busy machine.
PATIENCE = 60.0
SIGNS = {"x": True, "y": True, "beta": True}


def formula(text: str) -> Node:
    return parse(text, Grammar(names=SIGNS.keys(), units=None, grouping=False))


def request(answer: str, reference: str) -> Request:
    return Request(formula(answer), formula(reference), SIGNS)


SIX_TO_BETA = request("x*(6*y)^beta", "x*y^beta")
# Cancelling this takes sympy minutes.
ENDLESS = request(f"({' + '.join(f'sqrt(x + {n}*y)' for n in range(1, 13))})^9", "x^3 + y")


@pytest.fixture
def worker() -> Iterator[Worker]:
    with closing(Worker()) as made:
        yield made


def children() -> set[int]:
    """The processes that this one has started and not yet been rid of, zombies included."""
    if not Path("/proc").is_dir():
        pytest.skip("processes are counted in /proc")
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            found.add(int(status.parent.name))
    return found


Started = Callable[[], set[int]]


@pytest.fixture
def started() -> Started:
    """Which processes there are that were not there before the test."""
    before = children()
    return lambda: children() - before


def test_two_requests_one_after_the_other(worker: Worker, started: Started) -> None:
    worker.start()
    assert worker.ask(SIX_TO_BETA, PATIENCE) == Comparison("ratio", formula("6^beta"))
    assert worker.ask(request("x", "x + y"), PATIENCE) == Comparison("difference", formula("-y"))
    assert worker.ask(request("x", "beta"), PATIENCE) is None
    assert worker.ask(request("2*x", "x"), PATIENCE) == Comparison("ratio", Number(2.0, "2"))
    assert len(started()) == 1


def test_a_request_that_takes_too_long_is_given_up_and_the_next_is_answered(worker: Worker, started: Started) -> None:
    assert worker.ask(SIX_TO_BETA, PATIENCE) is not None
    (first,) = started()
    assert worker.ask(ENDLESS, 0.2) is None
    assert started() == set()
    assert worker.ask(SIX_TO_BETA, PATIENCE) is not None
    assert first not in started()


def test_a_process_that_is_killed_while_it_works_is_replaced(worker: Worker, started: Started) -> None:
    assert worker.ask(SIX_TO_BETA, PATIENCE) is not None
    (first,) = started()
    threading.Timer(0.1, os.kill, (first, signal.SIGKILL)).start()
    assert worker.ask(ENDLESS, PATIENCE) is None
    assert started() == set()
    assert worker.ask(SIX_TO_BETA, PATIENCE) is not None


def test_one_that_died_meanwhile_is_replaced(worker: Worker, started: Started) -> None:
    worker.start()
    (first,) = started()
    os.kill(first, signal.SIGKILL)
    assert worker.ask(SIX_TO_BETA, PATIENCE) is None
    assert worker.ask(SIX_TO_BETA, PATIENCE) is not None


def test_ctrl_c_ends_the_wait_and_not_the_answers_after_it(worker: Worker, started: Started) -> None:
    assert worker.ask(SIX_TO_BETA, PATIENCE) is not None
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        worker.ask(ENDLESS, PATIENCE)
    assert started() == set()
    assert worker.ask(SIX_TO_BETA, PATIENCE) is not None


def test_ctrl_c_in_the_terminal_does_not_reach_it(worker: Worker, started: Started) -> None:
    worker.start()
    (child,) = started()
    assert os.getpgid(child) != os.getpgid(0)


def test_nothing_is_left_after_the_end_and_nothing_is_started_again(worker: Worker, started: Started) -> None:
    worker.start()
    worker.close()
    worker.close()
    assert started() == set()
    assert worker.ask(SIX_TO_BETA, PATIENCE) is None
    assert started() == set()


def test_without_an_interpreter_there_is_nothing_to_say(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert worker.ask(SIX_TO_BETA, PATIENCE) is None


@pytest.mark.parametrize(
    "script",
    [
        "",
        "import time; time.sleep(600)",
        "print('{')",
        "print('[]')",
        'print(\'{"kind": "ratio", "tree": "unknown^("}\')',
        'print(\'{"kind": "other", "tree": "x"}\')',
        "print('x' * 10**6)",
    ],
)
def test_a_process_that_talks_nonsense_is_not_listened_to(
    worker: Worker, started: Started, script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    impostor = tmp_path / "python"
    impostor.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    impostor.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(impostor))
    for _ in range(4):  # the last time it is not even started
        assert worker.ask(SIX_TO_BETA, 2.0 if "sleep" not in script else 0.1) is None
    assert started() == set()


# Crashes while the process is at something endless.
CRASHING = """
import os, sys, threading
from test_algebra_worker import ENDLESS, PATIENCE, SIX_TO_BETA, Worker, children
worker = Worker()
assert worker.ask(SIX_TO_BETA, PATIENCE) is not None
threading.Thread(target=worker.ask, args=(ENDLESS, PATIENCE)).start()
print(*children(), flush=True)
os._exit(1)
"""


def test_it_ends_when_the_session_crashes() -> None:
    crashed = subprocess.run(
        [sys.executable, "-c", CRASHING], cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    assert (crashed.returncode, crashed.stderr) == (1, "")
    orphan = Path("/proc", crashed.stdout.strip(), "stat")
    until = time.monotonic() + PATIENCE
    while is_running(orphan):
        assert time.monotonic() < until
        time.sleep(0.01)


def is_running(status: Path) -> bool:
    """Whether a process is neither gone nor a zombie that its new parent has yet to be rid of."""
    try:
        return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_does_not_import_what_lies_where_the_student_is(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sympy.py").write_text("import os; os._exit(3)", encoding="utf-8")
    (tmp_path / "random.py").write_text("import os; os._exit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert worker.ask(SIX_TO_BETA, PATIENCE) is not None
