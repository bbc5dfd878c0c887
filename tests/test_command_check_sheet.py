"""`studybot bank check` on the files of sheets."""

from __future__ import annotations

from pathlib import Path

import pytest
from banks import fixed_bank
from running import Inside


@pytest.fixture
def studybot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inside:
    monkeypatch.chdir(tmp_path)
    return Inside(tmp_path / "home")


def write(text: str, name: str = "x.yaml") -> None:
    Path(name).write_text(f"studybot-sheet: 1\n{text}", encoding="utf-8")


def test_a_sheet_that_can_be_made_is_told_with_its_points(studybot: Inside) -> None:
    write("problems: [fermi/landauer, {draw: 2, from: fermi, points: 20}]\n")
    ran = studybot("bank", "check", "x.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split("\n")[-3:] == ["x.yaml: 3 problems, 43 points", "0 errors, 0 warnings, 0 notes", ""]
    assert studybot("bank", "check", "x.yaml", "--json").data == {
        "questions": [],
        "findings": [],
        "sheets": [{"file": "x.yaml", "problems": 3, "points": 43}],
    }


def test_a_file_with_a_byte_order_mark_is_a_sheet_all_the_same(studybot: Inside) -> None:
    Path("x.yaml").write_text("studybot-sheet: 1\nproblems: [fermi/landauer]\n", encoding="utf-8-sig")
    assert "x.yaml: 1 problem, 3 points" in studybot("bank", "check", "x.yaml").out
    assert "x.yaml is a sheet, not a bank" in studybot("quiz", "x.yaml").err


@pytest.mark.parametrize("name", ["~nobody-has-this-name/x.yaml", f"{'a' * 300}.yaml", "a" * 300])
def test_a_name_that_can_be_no_file_is_told(studybot: Inside, name: str) -> None:
    for command in (("bank", "check", name), ("sheet", name, "-o", "s.txt"), ("exam", name), ("quiz", name)):
        ran = studybot(*command)
        assert name in ran.err
        assert ran.code != 1


def test_what_has_more_parts_than_points_is_not_drawn(studybot: Inside) -> None:
    # Of fermi only chinchilla-symbolic has 18 parts.
    write("problems: [{draw: 14, from: fermi, points: 18}]\n")
    assert "x.yaml: 14 problems, 252 points" in studybot("bank", "check", "x.yaml").out
    write("problems: [{draw: 14, from: fermi, points: 17}]\n")
    ran = studybot("bank", "check", "x.yaml")
    assert ran.code == 3
    told = "of 14 questions to draw from, 13 can share 17 points (each part has one at least: give more points"
    assert f"error x.yaml:2:44: {told}" in ran.out
    assert "x.yaml: cannot be made" in ran.out


def test_all_mistakes_of_a_file_and_of_all_files_are_told(studybot: Inside) -> None:
    Path("sheets").mkdir()
    write("title: [a]\nlayout: {paper: a3}\nproblems: [fermi/landauer]\n", "sheets/a.yaml")
    write("problems: [fermi/landaur]\n", "sheets/b.yaml")
    write("problems: [fermi/landauer]\n", "sheets/c.yaml")
    ran = studybot("bank", "check", "sheets")
    assert ran.code == 3
    for told in (
        "sheets/a.yaml:2:8: title of the sheet is one value",
        "sheets/a.yaml:3:17: paper of layout is a4 or letter",
        "sheets/b.yaml:2:12: there is no bank or question fermi/landaur",
        "sheets/c.yaml: 1 problem, 3 points",
        "3 errors",
    ):
        assert told in ran.out


def test_more_versions_than_there_are_is_told(studybot: Inside, tmp_path: Path) -> None:
    fixed_bank(tmp_path)
    write("banks: [fixed.yaml]\nversions: 3\nproblems: [fixed/price]\n")
    ran = studybot("bank", "check", "x.yaml")
    assert ran.code == 3
    assert "error x.yaml:1:1: these questions do not have 3 different versions" in ran.out
