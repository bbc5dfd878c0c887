"""`studybot bank new`: a first bank that can be used as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from running import Inside

from studybot.bank.json_schema import json_schema
from studybot.bank.library import bank_files


@pytest.fixture
def studybot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inside:
    monkeypatch.chdir(tmp_path)
    return Inside(tmp_path / "home")


def test_the_new_bank_is_without_findings_and_has_the_name_of_its_file(studybot: Inside) -> None:
    assert studybot("bank", "new", "thermo-1.yaml").code == 0
    checked = studybot("bank", "check", "thermo-1.yaml")
    assert (checked.code, checked.err) == (0, "")
    assert "0 errors, 0 warnings, 0 notes" in checked.out
    assert "thermo-1/download" in checked.out


def test_its_two_numbers_and_its_choice_are_asked_and_marked(studybot: Inside) -> None:
    studybot("bank", "new", "mine.yaml")
    variant = ("mine.yaml:download", "--example", "by-hand", "--json")
    marked = {
        part: [studybot("mark", *variant, "--part", part, "--", answer).data for answer in answers]
        for part, answers in {
            "time": ["33.3 min", "2000 s", "2 min"],  # 100 GB at 50 MB/s
            "saved": ["$7", "$3"],  # 70 GB at $0.10
        }.items()
    }
    verdicts = {part: [mark["verdict"] for mark in marks] for part, marks in marked.items()}
    assert verdicts == {"time": ["correct", "correct", "wrong"], "saved": ["correct", "wrong"]}
    assert marked["saved"][1]["slip"] == "that is what the compression saves"
    assert "Which of these makes the download take less time?" in studybot("explain", "mine.yaml:download").out


def test_its_comments_name_the_commands_and_an_editor_finds_it_valid(studybot: Inside) -> None:
    studybot("bank", "new", "mine.yaml")
    text = Path("mine.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=studybot.schema.json\n")
    for told in (
        "studybot bank schema > studybot.schema.json",
        "studybot bank watch mine.yaml",
        "studybot quiz mine.yaml",
    ):
        assert told in text
    assert "starter" not in text
    assert list(Draft202012Validator(json_schema()).iter_errors(yaml.safe_load(text))) == []


def test_what_to_do_next_is_said(studybot: Inside) -> None:
    Path("my banks").mkdir()
    said = studybot("bank", "new", "my banks/mine.yaml").text
    assert "studybot bank watch 'my banks/mine.yaml'" in said
    assert "studybot bank schema > 'my banks/studybot.schema.json'" in said


def test_nothing_is_written_over(studybot: Inside) -> None:
    Path("mine.yaml").write_text("my own", encoding="utf-8")
    ran = studybot("bank", "new", "mine.yaml")
    assert ran.code == 2
    assert ran.err == "studybot: mine.yaml is there already (take another name)\n"
    assert Path("mine.yaml").read_text(encoding="utf-8") == "my own"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("below/mine.yaml", "there is no folder below (make it first)"),
        ("mine", "mine is not the name of a bank (a bank is a .yaml file)"),
        ("mine.yml", "mine.yml is not the name of a bank (a bank is a .yaml file)"),
        ("My Bank.yaml", "My Bank cannot be the name of a bank (the name has small letters, digits and hyphens)"),
        ("fermi.yaml", "there is a bank fermi already (take another name)"),
    ],
)
def test_a_path_that_can_be_no_bank_is_refused_and_nothing_made(studybot: Inside, path: str, told: str) -> None:
    ran = studybot("bank", "new", path)
    assert (ran.code, ran.out, ran.err) == (2, "", f"studybot: {told}\n")
    assert list(Path().iterdir()) in ([], [Path("home")])


def test_the_file_that_new_banks_begin_as_is_no_shipped_bank() -> None:
    shipped = Path(__file__).parents[1] / "questions"
    assert "starter" not in {file.stem for file in bank_files(shipped)}
