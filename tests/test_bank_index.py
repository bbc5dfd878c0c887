"""What the banks of a folder hold is kept, so that none of them is read to ask one question of another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from checking import HEAD, RIDE

from studybot.bank.library import Library

LONG_AGO = 1_700_000_000


def bank(folder: Path, name: str, title: str = "A ride by train") -> Path:
    file = folder / "banks" / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    text = (HEAD + RIDE).replace("bank: own", f"bank: {name}").replace("A ride by train", title)
    file.write_text(text, encoding="utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def titles(folder: Path) -> list[str]:
    return [entry.title for entry in Library([folder / "banks"], cache=folder / "cache").entries()]


def test_a_bank_that_is_known_is_not_opened(tmp_path: Path) -> None:
    file = bank(tmp_path, "one", "A ride")
    assert titles(tmp_path) == ["A ride"]
    # Of the same size and time, which no bank that somebody edits keeps.
    file.write_text(file.read_text(encoding="utf-8").replace("A ride\n", "A walk\n"), encoding="utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))
    assert titles(tmp_path) == ["A ride"]


def test_a_bank_of_another_time_is_looked_at(tmp_path: Path) -> None:
    file = bank(tmp_path, "one", "A ride")
    assert titles(tmp_path) == ["A ride"]
    file.write_text(file.read_text(encoding="utf-8").replace("A ride\n", "A walk\n"), encoding="utf-8")
    os.utime(file, (LONG_AGO + 1, LONG_AGO + 1))
    assert titles(tmp_path) == ["A walk"]


def test_a_bank_that_was_only_touched_is_still_known(tmp_path: Path) -> None:
    file = bank(tmp_path, "one")
    assert titles(tmp_path) == ["A ride by train"]
    os.utime(file, (LONG_AGO + 9, LONG_AGO + 9))
    assert titles(tmp_path) == ["A ride by train"]


def test_a_bank_that_was_written_just_now_is_not_trusted_to_keep_its_time(tmp_path: Path) -> None:
    file = bank(tmp_path, "one", "A ride")
    os.utime(file)
    status = file.stat()
    assert titles(tmp_path) == ["A ride"]
    file.write_text(file.read_text(encoding="utf-8").replace("A ride\n", "A walk\n"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert titles(tmp_path) == ["A walk"]


def test_banks_come_and_go(tmp_path: Path) -> None:
    first = bank(tmp_path, "one", "First")
    assert titles(tmp_path) == ["First"]
    bank(tmp_path, "two", "Second")
    assert titles(tmp_path) == ["First", "Second"]
    first.unlink()
    assert titles(tmp_path) == ["Second"]


@pytest.mark.parametrize("damage", ["", "{}", "x\n{}", "cut"])
def test_a_damaged_index_is_made_again(tmp_path: Path, damage: str) -> None:
    bank(tmp_path, "one")
    assert titles(tmp_path) == ["A ride by train"]
    (index,) = (tmp_path / "cache").glob("index-*")
    good = index.read_text(encoding="utf-8")
    index.write_text(good[:-9] if damage == "cut" else damage, encoding="utf-8")
    assert titles(tmp_path) == ["A ride by train"]
    assert index.read_text(encoding="utf-8") == good


def test_progress_is_told_bank_by_bank(tmp_path: Path) -> None:
    for name in ("one", "two"):
        bank(tmp_path, name)
    told: list[tuple[int, int]] = []
    Library([tmp_path / "banks"], progress=lambda done, total: told.append((done, total))).entries()
    assert told == [(0, 2), (1, 2), (2, 2)]
