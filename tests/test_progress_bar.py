"""The bar for what takes longer: after a second, on a terminal, and gone at the end."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from checking import HEAD, RIDE
from rich.console import Console

from studybot.bank.findings import BankError
from studybot.bank.library import Library
from studybot.cli.progress import Bar


class Watched:
    """A bar on a terminal in memory, with a clock that is set by hand."""

    def __init__(self) -> None:
        self.out = io.StringIO()
        self.now = 0.0
        console = Console(file=self.out, force_terminal=True, width=60, color_system=None)
        self.bar = Bar("reading banks", lambda: console, lambda: self.now)

    def at(self, seconds: float, done: int, total: int) -> str:
        """What is written when so much is done at this time."""
        self.now = seconds
        before = len(self.out.getvalue())
        self.bar(done, total)
        return self.out.getvalue()[before:]


def test_what_is_done_within_a_second_shows_no_bar() -> None:
    watched = Watched()
    for step in range(100):
        assert watched.at(step / 100, step, 100) == ""
    assert watched.at(1.5, 100, 100) == ""


def test_what_takes_longer_shows_how_far_it_is_and_then_goes() -> None:
    watched = Watched()
    assert watched.at(0, 0, 100) == ""
    assert "reading banks" in watched.at(1.1, 30, 100)
    watched.at(2, 60, 100)
    assert "\x1b[?25l" in watched.out.getvalue()  # no cursor while it is there
    last = watched.at(3, 100, 100)
    assert "60/100" in watched.out.getvalue()
    assert last.endswith("\x1b[2K")  # its line is empty again
    assert "\x1b[?25h" in last


def test_a_bar_goes_when_a_bank_cannot_be_read(tmp_path: Path) -> None:
    for name in ("one", "two"):
        text = HEAD.replace("bank: own", f"bank: {name}") + RIDE
        (tmp_path / f"{name}.yaml").write_text(text if name == "one" else text.replace("title:", "titel:", 1))
    told: list[tuple[int, int]] = []
    with pytest.raises(BankError):
        Library([tmp_path], progress=lambda done, total: told.append((done, total))).entries()
    assert told == [(0, 2), (1, 2), (2, 2)]
