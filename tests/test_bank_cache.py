"""What was parsed is kept, never out of date, and made again where it is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import HEAD, RIDE

from studybot.bank.findings import BankError
from studybot.bank.library import Library


def library(folder: Path) -> Library:
    return Library([folder / "banks"], cache=folder / "cache")


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    file = tmp_path / "banks" / "own.yaml"
    file.parent.mkdir()
    file.write_text(HEAD + RIDE, encoding="utf-8")
    return file


def test_what_comes_from_the_cache_is_what_was_parsed(bank: Path, tmp_path: Path) -> None:
    (first,) = library(tmp_path).entries()
    assert len(list((tmp_path / "cache").iterdir())) == 1
    (second,) = library(tmp_path).entries()
    assert second.question == first.question
    assert (second.id, second.skills, second.parts) == (first.id, first.skills, first.parts)


def test_a_changed_bank_is_parsed_again(bank: Path, tmp_path: Path) -> None:
    assert library(tmp_path).entries()[0].title == "A ride by train"
    bank.write_text((HEAD + RIDE).replace("A ride by train", "Another ride by train"), encoding="utf-8")
    assert library(tmp_path).entries()[0].title == "Another ride by train"


@pytest.mark.parametrize("damage", ["", "{}", "[" * 100_000, "cut", "changed"])
def test_a_damaged_cache_is_made_again(bank: Path, tmp_path: Path, damage: str) -> None:
    (expected,) = library(tmp_path).entries()
    (kept,) = (tmp_path / "cache").iterdir()
    good = kept.read_text(encoding="utf-8")
    damaged = {"cut": good[:-50], "changed": good.replace("A ride by train", "B ride by train")}.get(damage, damage)
    kept.write_text(damaged, encoding="utf-8")
    (found,) = library(tmp_path).entries()
    assert found.title == "A ride by train"
    assert found.question == expected.question
    assert kept.read_text(encoding="utf-8") == good


def test_a_cache_that_cannot_be_written_costs_nothing_else(bank: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should be", encoding="utf-8")
    assert library(tmp_path).entries()[0].title == "A ride by train"


def test_a_broken_question_does_not_spoil_the_others(bank: Path, tmp_path: Path) -> None:
    broken = RIDE.replace("- id: ride", "- id: broken").replace("unit: USD", "unit: USB", 1)
    bank.write_text(HEAD + broken + RIDE, encoding="utf-8")
    first, second = library(tmp_path).entries()
    with pytest.raises(BankError, match="USB"):
        _ = first.question
    assert second.question.title == "A ride by train"
