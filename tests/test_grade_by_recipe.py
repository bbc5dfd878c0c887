"""Answers by the code of a sheet whose recipe is there, and no index."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from banks import fixed_bank
from running import Inside

SHEET = "studybot-sheet: 1\nseed: 2\nbanks: [fixed.yaml]\nproblems:\n- {question: fixed/price, points: [5, 1, 2]}\n"


@pytest.fixture
def studybot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inside:
    monkeypatch.chdir(tmp_path)
    fixed_bank(tmp_path)
    Path("s.yaml").write_text(SHEET, encoding="utf-8")
    return Inside(tmp_path / "home")


def code_of(out: str) -> str:
    return out.split("code ")[1].split(maxsplit=1)[0]


def marked(studybot: Inside, answers: str, *options: str) -> list[dict[str, str]]:
    ran = studybot("grade", "-", "--bank", "fixed.yaml", "-o", "-", *options, stdin=answers)
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_one_sheet_is_marked_by_its_recipe_with_the_points_of_the_sheet(studybot: Inside) -> None:
    code = code_of(studybot("sheet", "s.yaml", "-o", "s.txt").out)
    answers = f"student,code,question,part,answer\nann,{code.lower()},1,a,2.16e20\nann,{code},1,b,30.3 h\n"
    rows = marked(studybot, answers, "--codes", "s.recipe.yaml")
    # 2 · 5.4e11 · 2e8 = 2.16e20 FLOP; at 1.98e15 FLOP/s that is 109,091 s, or 30.3 h.
    assert [(row["part"], row["verdict"], row["points"], row["of"]) for row in rows] == [
        ("flop", "correct", "5", "5"),
        ("time", "correct", "1", "1"),
    ]


def test_a_question_that_has_other_parts_by_now_has_the_points_that_are_printed(studybot: Inside) -> None:
    studybot("sheet", "s.yaml", "-o", "s.txt")
    bank = Path("fixed.yaml").read_text(encoding="utf-8")
    begin, end = bank.index("    - id: cost\n"), bank.index("  examples:\n")
    Path("fixed.yaml").write_text(bank[:begin] + bank[end:].replace(", cost: $110.61", "", 1), encoding="utf-8")
    again = studybot("sheet", "s.recipe.yaml", "-o", "again.txt")
    assert "1 problem, 2 points" in again.out
    answers = f"student,code,question,part,answer\nann,{code_of(again.out)},1,a,2.16e20\n"
    (row,) = marked(studybot, answers, "--codes", "s.recipe.yaml")
    assert (row["verdict"], row["points"], row["of"]) == ("correct", "1", "1")


def test_a_paper_is_marked_by_hand_by_its_recipe(studybot: Inside) -> None:
    code = code_of(studybot("sheet", "s.yaml", "-o", "s.txt").out)
    ran = studybot(
        *("grade", "--interactive", code, "--codes", "s.recipe.yaml", "--bank", "fixed.yaml"),
        stdin="2.16e20\n30.3 h\n$1\n",
    )
    assert ran.code == 0
    assert ran.out.rstrip().endswith("Total: 6 of 8 points.")


def test_versions_that_a_secret_keys_need_it(studybot: Inside) -> None:
    Path("secret").write_text("a secret of thirty characters.\n", encoding="utf-8")
    made = ("sheet", "fermi/landauer", "--versions", "3", "-o", "out", "--format", "txt", "--secret", "secret")
    assert studybot(*made).code == 0
    with Path("out/index.csv").open(encoding="utf-8-sig", newline="") as file:
        row = list(csv.DictReader(file))[2]
    answers = f"student,code,question,part,answer\nann,{row['code']},1,a,1 J\n"
    (one,) = marked(studybot, answers, "--codes", "out/recipe.yaml", "--secret", "secret")
    (other,) = marked(studybot, answers, "--codes", "out/index.csv")
    assert one == other
    assert one["variant"] == row["1"]
    ran = studybot("grade", "-", "--codes", "out/recipe.yaml", stdin=answers)
    assert ran.code == 2
    assert "a secret keys these sheets (name its file with --secret)" in ran.err
    ran = studybot("grade", "-", "--codes", "out/index.csv", "--secret", "secret", stdin=answers)
    assert ran.code == 2
    assert "--secret goes with the recipe of sheets" in ran.err


def test_another_yaml_file_has_no_codes(studybot: Inside) -> None:
    for name in ("s.yaml", "fixed.yaml", "gone.yaml"):
        ran = studybot("grade", "-", "--codes", name, stdin="student,code,part,answer\n")
        assert ran.code == 2
        assert f"{name} has no codes of sheets" in ran.err
