"""`studybot sheet` with the file of a sheet: what it says is made, options take its place, mistakes have places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from banks import fixed_bank
from running import Inside

SHEET = """\
studybot-sheet: 1
title: Week 3
date: 11 December
text: Give units; $d$ is the width.
seed: 5
banks: [banks/fixed.yaml]
sections:
- title: Money
  text: Prices first.
  problems:
  - {question: fixed/price, points: [2, 1, 4]}
- title: Estimates
  problems:
  - {draw: 2, from: fermi, points: 9}
  - text: The last one is about heat.
  - fermi/landauer
  - text: That is all.
"""


@pytest.fixture
def studybot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inside:
    """In a folder of its own, with a sheet and a bank that it names."""
    monkeypatch.chdir(tmp_path)
    Path("banks").mkdir()
    fixed_bank(Path("banks"))
    Path("week3.yaml").write_text(SHEET, encoding="utf-8")
    return Inside(tmp_path / "home")


def read(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def test_a_sheet_is_made_as_its_file_says(studybot: Inside) -> None:
    ran = studybot("sheet", "week3.yaml", "-o", "s.md", "--key", "k.md")
    assert (ran.code, ran.err) == (0, "")
    assert "4 problems, 28 points, code S" in ran.out
    sheet = read("s.md")
    order = ["# Week 3", "Date: 11 December", "Give units; $`d`$ is the width", "## Money", "Prices first"]
    order += ["### 1. The price of words", "4 points", "## Estimates", "### 2. ", "### 3. "]
    order += ["The last one is about heat", "### 4. The least energy that physics allows", "That is all"]
    places = [sheet.find(piece) for piece in order]
    assert -1 not in places
    assert places == sorted(places)
    # Texts are for who works on it; the key has titles and answers.
    key = read("k.md")
    assert "## Money" in key
    assert "Prices first" not in key


def test_what_is_drawn_does_not_stand_on_the_sheet_already(studybot: Inside) -> None:
    text = "studybot-sheet: 1\nproblems: [fermi/landauer, {draw: 13, from: fermi}]\n"
    Path("all.yaml").write_text(text, encoding="utf-8")
    assert studybot("sheet", "all.yaml", "-o", "s.txt").code == 0
    ids = re.findall(r"id: (\S+)", read("s.recipe.yaml"))
    assert len(ids) == len(set(ids)) == 14
    Path("all.yaml").write_text(text.replace("13", "14"), encoding="utf-8")
    ran = studybot("sheet", "all.yaml", "-o", "s.txt")
    assert ran.code == 3
    told = "14 questions to be drawn, and 13 there that do not stand on the sheet already"
    assert ran.err.startswith(f"all.yaml:2:28: {told} (draw fewer, or name more)")


def test_the_file_decides_by_its_seed_and_options_take_its_place(studybot: Inside) -> None:
    for name, options in (("a", ()), ("b", ()), ("c", ("--seed", "6")), ("d", ("--title", "Other", "--date", ""))):
        assert studybot("sheet", "week3.yaml", "-o", f"{name}.txt", *options).code == 0
    assert read("a.txt") == read("b.txt") != read("c.txt")
    assert read("d.txt").startswith("Other\n")
    assert "December" not in read("d.txt")


def test_its_recipe_makes_the_same_bytes_again(studybot: Inside) -> None:
    assert studybot("sheet", "week3.yaml", "-o", "a.pdf", "--key", "k.pdf").code == 0
    again = ("sheet", "a.recipe.yaml", "banks/fixed.yaml", "-o", "b.pdf", "--key", "l.pdf")
    assert (studybot(*again).code, studybot(*again).err) == (0, "")
    assert Path("a.pdf").read_bytes() == Path("b.pdf").read_bytes()
    assert Path("k.pdf").read_bytes() == Path("l.pdf").read_bytes()


def test_versions_have_the_same_points_in_the_order_of_the_file(studybot: Inside) -> None:
    ran = studybot("sheet", "week3.yaml", "--versions", "3", "-o", "out", "--format", "md")
    assert (ran.code, ran.err) == (0, "")
    drawn = set()
    for number in (1, 2, 3):
        text = read(f"out/00{number}.md")
        assert "Points: 28" in text
        assert "### 1. The price of words" in text
        assert "### 4. The least energy that physics allows" in text
        drawn.add(tuple(re.findall(r"### [23]\. (.*)", text)))
    assert len(drawn) == 3
    index = read("out/index.csv").splitlines()[0]
    # The last question has the points of its bank.
    assert index.endswith(",1,2,3,4,1 points,2 points,3 points")


def test_a_code_stands_beside_its_question_with_new_numbers(studybot: Inside) -> None:
    text = "studybot-sheet: 1\nseed: 5\nversions: 3\nproblems: [fermi/landauer, 3DTG-EW9J-ZN2M]\n"
    Path("x.yaml").write_text(text, encoding="utf-8")
    assert studybot("sheet", "x.yaml", "-o", "out", "--format", "txt").code == 0
    # Only those with new numbers are kept alike.
    new, same = read("out/recipe.yaml").split("- count: 1")[1:]
    assert ("band:" in new, "code:" in new) == (True, False)
    assert ("band:" in same, "code:" in same) == (False, True)
    rows = [row.split(",") for row in read("out/index.csv").splitlines()[1:]]
    assert [row[6] for row in rows] == ["3DTG-EW9J-ZN2M"] * 3
    assert len({row[5] for row in rows}) == 3


def test_the_file_can_say_that_there_are_versions(studybot: Inside) -> None:
    text = SHEET.replace("seed: 5", "versions: 2\nsame-questions: true")
    Path("two.yaml").write_text(text, encoding="utf-8")
    assert "versions go into a folder, and s.txt is a file" in studybot("sheet", "two.yaml", "-o", "s.txt").err
    assert studybot("sheet", "two.yaml", "-o", "out", "--format", "txt").code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["001.txt", "002.txt", "index.csv", "recipe.yaml"]
    assert "same-questions: true" in read("out/recipe.yaml")


def test_one_version_is_for_nobody_or_for_one_student(studybot: Inside) -> None:
    Path("one.yaml").write_text(SHEET.replace("seed: 5", "seed: 5\nversions: 1"), encoding="utf-8")
    assert studybot("sheet", "one.yaml", "-o", "s.txt").code == 0
    for students, code in (("Ada,1\n", 0), ("Ada,1\nBob,2\n", 2)):
        Path("r.csv").write_text(f"name,id\n{students}", encoding="utf-8")
        ran = studybot("sheet", "one.yaml", "--roster", "r.csv", "-o", f"out{code}", "--format", "txt")
        assert ran.code == code
    assert "one version for all students" in ran.err


def test_what_is_drawn_trains_one_of_the_skills(studybot: Inside) -> None:
    for seed in range(5):
        text = f"studybot-sheet: 1\nseed: {seed}\nproblems: [{{draw: 1, from: fermi, skill: carbon}}]\n"
        Path("x.yaml").write_text(text, encoding="utf-8")
        assert studybot("sheet", "x.yaml", "-o", "x.txt").code == 0
    assert {re.findall(r"id: (\S+)", path.read_text(encoding="utf-8"))[0] for path in Path().glob("x.recipe*")} == {
        "fermi/carbon"
    }


def test_another_paper_leaves_the_rest_of_the_layout(studybot: Inside) -> None:
    text = SHEET.replace("seed: 5", "seed: 5\nlayout: {paper: letter, room: 1.5, new-page: section}")
    Path("x.yaml").write_text(text, encoding="utf-8")
    assert studybot("sheet", "x.yaml", "-o", "x.txt", "--paper", "a4").code == 0
    assert "layout: {paper: a4, room: 1.5, new-page: section}" in read("x.recipe.yaml")


def test_room_and_pages_are_as_the_layout_says(studybot: Inside) -> None:
    def lines(layout: str) -> int:
        text = SHEET.replace("seed: 5", f"seed: 5\nlayout: {{{layout}}}")
        Path("x.yaml").write_text(text, encoding="utf-8")
        assert studybot("sheet", "x.yaml", "-o", "x.html", "--key", "k.html").code == 0
        return read("x.html").count("<i></i>")

    usual = lines("room: 1")
    assert lines("room: 0") == 0
    assert lines("room: 2") == 2 * usual
    lines("new-page: problem")
    # The section with its title and the text before the last problem; the second drawn one. Not the text behind it.
    assert read("x.html").count('class="section new-page"') == 2
    assert read("x.html").count('class="problem new-page"') == 1
    # Who marks has it on few.
    assert read("k.html").count(' new-page"') == 0


@pytest.mark.parametrize(
    ("problems", "place", "told"),
    [
        ("[fermi/landauer, fermi/landaur]", "3:28", "there is no bank or question fermi/landaur"),
        ("[{draw: 1, from: fermi, skill: carbo}]", "3:12", "none of the questions to draw from trains carbo (did you"),
        ("[{question: fermi/landauer, points: [1, 2]}]", "3:48", "fermi/landauer has 3 parts, and these are points"),
        ("[{question: fermi/landauer, points: []}]", "3:39", "fermi/landauer has 3 parts, and these are points for 0"),
        ("[{question: fermi/landauer, points: 2}]", "3:47", "fermi/landauer has 3 parts, which cannot share 2"),
        ("[./banks/fixed.yaml]", "3:12", "./banks/fixed.yaml is a file, and no question"),
        ("[{draw: 60, from: fermi}, {draw: 60, from: lora}]", "3:37", "a sheet has at most 100 problems"),
    ],
)  # fmt: skip
def test_what_is_not_here_is_told_with_its_place(studybot: Inside, problems: str, place: str, told: str) -> None:
    Path("x.yaml").write_text(f"studybot-sheet: 1\ntitle: X\nproblems: {problems}\n", encoding="utf-8")
    for command in (("sheet", "x.yaml", "-o", "s.txt"), ("bank", "check", "x.yaml")):
        ran = studybot(*command)
        assert ran.code == 3
        assert f"x.yaml:{place}: {told}" in ran.err + ran.out
    assert not Path("s.txt").exists()


@pytest.mark.parametrize("versions", [1, 2])
def test_a_sheet_of_texts_alone_is_none(studybot: Inside, versions: int) -> None:
    Path("x.yaml").write_text(f"studybot-sheet: 1\nversions: {versions}\nproblems:\n- text: Hello\n", encoding="utf-8")
    for command in (("sheet", "x.yaml", "-o", "out" if versions > 1 else "s.txt"), ("bank", "check", "x.yaml")):
        ran = studybot(*command)
        assert ran.code != 0
        assert "the sheet has no problem" in ran.err + ran.out


def test_only_banks_that_a_recipe_needs_are_named_beside_it(studybot: Inside) -> None:
    assert studybot("sheet", "week3.yaml", "-o", "a.txt").code == 0
    ran = studybot("sheet", "a.recipe.yaml", "banks/fixed.yaml", "fermi", "-o", "b.txt")
    assert ran.code == 2
    assert "the recipe has no question of fermi" in ran.err


def test_a_bank_that_is_not_there_is_told(studybot: Inside) -> None:
    Path("x.yaml").write_text(SHEET.replace("banks/fixed", "banks/gone"), encoding="utf-8")
    ran = studybot("sheet", "x.yaml", "-o", "s.txt")
    assert ran.code == 3
    assert ran.err == "x.yaml:6:9: there is no file banks/gone.yaml (it is looked for beside the sheet)\n"
    Path("x.yaml").write_text(SHEET.replace("banks/fixed", "b" * 480), encoding="utf-8")
    ran = studybot("sheet", "x.yaml", "-o", "s.txt")
    assert ran.code == 3
    assert ran.err.startswith("x.yaml:6:9: there is no file bbb")


def test_the_number_of_problems_is_said_in_the_file(studybot: Inside) -> None:
    ran = studybot("sheet", "week3.yaml", "-n", "3", "-o", "s.txt")
    assert ran.code == 2
    assert "the file says itself how many problems there are" in ran.err


def test_a_sheet_is_told_from_a_bank(studybot: Inside) -> None:
    assert studybot("sheet", "week3.yaml", "-o", "s.txt").code == 0
    for name, called, does in (
        ("week3.yaml", "a sheet", "makes it"),
        ("s.recipe.yaml", "the recipe of a sheet", "makes it again"),
    ):
        ran = studybot("quiz", name)
        assert ran.code == 2
        assert ran.err == f"studybot: {name} is {called}, not a bank (`studybot sheet {name}` {does})\n"


def test_sheets_lie_beside_banks(studybot: Inside) -> None:
    Path("banks/week3.yaml").write_text(SHEET.replace("banks/fixed", "fixed"), encoding="utf-8")
    listed = studybot("list", "banks/", "--json").data
    assert {question["id"].partition("/")[0] for question in listed} == {"fixed"}
    ran = studybot("bank", "check", "banks/", "--variants", "50", "--json")
    assert [sheet["file"] for sheet in ran.data["sheets"]] == ["banks/week3.yaml"]
    assert {question["question"].partition("/")[0] for question in ran.data["questions"]} == {"fixed"}


def test_a_sheet_with_a_byte_order_mark_is_none_of_the_banks(studybot: Inside) -> None:
    text = SHEET.replace("banks/fixed", "fixed")
    Path("banks/week3.yaml").write_text(text, encoding="utf-8-sig", newline="\r\n")
    assert studybot("list", "banks/").code == 0
    ran = studybot("bank", "check", "banks/week3.yaml")
    assert (ran.code, ran.err) == (0, "")


def test_the_recipe_of_the_longest_sheet_is_read_again(studybot: Inside) -> None:
    text = "x" * 7_000
    sections = [f"- title: T\n  problems: [fermi/landauer, {{text: {text}}}]\n" for _ in range(100)]
    sections += [f"- title: T\n  problems: [{{text: {text}}}]\n" for _ in range(100)]
    Path("x.yaml").write_text(f"studybot-sheet: 1\nsections:\n{''.join(sections)}", encoding="utf-8")
    assert studybot("sheet", "x.yaml", "-o", "a.md").code == 0
    ran = studybot("sheet", "a.recipe.yaml", "-o", "b.md")
    assert (ran.code, ran.err) == (0, "")
    assert read("a.md") == read("b.md")
