"""Marking that ends in the middle: no half file is left, and no process."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from graded import Room, room_in
from terminal import STUDYBOT, variables

from studybot.bank.reading import load_bank
from studybot.problem.codes import code_in, revision_of

_SECONDS = 30.0

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found in /proc")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_in(tmp_path)


def many(room: Room) -> str:
    """Answers whose marking takes two processes some seconds."""
    question = next(one for one in load_bank(room.bank).questions if one.id == "fixed/price")
    revision = revision_of(question)
    codes = (code_in(question.id, revision, seed).text for seed in range(10_000))
    return room.answers(*(f"s,{code},,{part},7e3" for code in codes for part in "abc"))


def begun(room: Room, answers: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [STUDYBOT, "grade", answers, "--bank", room.bank, "-o", room.folder / "results.csv"],
        env=variables(room.folder),
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def others(process: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in map(int, (thread / "children").read_text().split()):
                found += [child, *others(child)]
    return found


def until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + _SECONDS
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def lives(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


@pytest.fixture
def marking(room: Room) -> Iterator[subprocess.Popen[bytes]]:
    """A run that is marking on several processes."""
    process = begun(room, many(room))
    try:
        assert until(lambda: len(others(process.pid)) >= 2)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@needs_proc
def test_who_kills_the_first_process_kills_them_all(room: Room, marking: subprocess.Popen[bytes]) -> None:
    started = others(marking.pid)
    marking.kill()
    assert until(lambda: not any(map(lives, started)))
    assert not (room.folder / "results.csv").exists()


@needs_proc
def test_ctrl_c_ends_it(room: Room, marking: subprocess.Popen[bytes]) -> None:
    started = others(marking.pid)
    os.killpg(marking.pid, signal.SIGINT)
    marking.communicate(timeout=_SECONDS)
    assert marking.returncode == 130
    assert until(lambda: not any(map(lives, started)))
    assert not list(room.folder.glob("*results*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_disk_without_room_is_told(room: Room) -> None:
    answers = room.answers(f"anna,{room.code('price', 3)},,a,2.16e20")
    command = [str(STUDYBOT), "grade", answers, "--bank", str(room.bank), "-o", "-"]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command, env=variables(room.folder), stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith(b"studybot: what is printed finds no room: ")
