"""A bank of one's own, which an index or a recipe names, is found beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from graded import HEADER, Room, columns, room_in
from running import Inside, Ran

SHEET = "studybot-sheet: 1\nseed: 2\nbanks: [fixed.yaml]\nproblems:\n- {question: fixed/price}\n"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    (tmp_path / "work").mkdir()
    (tmp_path / "exam").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return room_in(tmp_path / "exam")


def index(room: Room, file: str = "fixed.yaml") -> str:
    codes = f"{file}:{room.code('price', 3)}"
    return room.file("index.csv", "student,code,1", f"anna,S7Q-M2X-P9T,{codes}", f"ben,S7Q-M2Y-P9U,{codes}")


def grade(room: Room, *arguments: str, stdin: str = "") -> Ran:
    """`studybot grade` without the bank."""
    return Inside(room.folder)("grade", *arguments, stdin=stdin)


def graded(room: Room, answers: str, *options: str) -> list[dict[str, str]]:
    ran = grade(room, answers, "-o", str(room.folder / "r.csv"), *options)
    assert (ran.code, ran.err) == (0, "")
    return room.rows("r.csv")


@pytest.mark.parametrize("place", ["exam", "work"])
def test_a_bank_lies_beside_the_index_or_in_the_working_folder(room: Room, place: str, tmp_path: Path) -> None:
    codes = index(room)
    room.bank.rename(tmp_path / place / "fixed.yaml")
    # 2 * 5.4e11 * 2e8 = 2.16e20 FLOP.
    rows = graded(room, room.answers("anna,S7Q-M2X-P9T,1,a,2.16e20", "ben,S7Q-M2Y-P9U,1,a,2"), "--codes", codes)
    assert columns(rows, "question", "verdict") == [("fixed/price", "correct"), ("fixed/price", "wrong")]


def test_the_bank_beside_the_index_goes_before_that_of_the_working_folder(room: Room) -> None:
    Path("fixed.yaml").write_text("bank: {", encoding="utf-8")
    rows = graded(room, room.answers("anna,S7Q-M2X-P9T,1,a,2.16e20"), "--codes", index(room))
    assert columns(rows, "verdict") == [("correct",)]


def test_a_bank_that_is_named_goes_before_both(room: Room, tmp_path: Path) -> None:
    codes = index(room)
    (tmp_path / "mended").mkdir()
    room.bank.rename(tmp_path / "mended" / "fixed.yaml")
    room.bank.write_text("bank: {", encoding="utf-8")
    answers = room.answers("anna,S7Q-M2X-P9T,1,a,2.16e20")
    for named in ("mended/fixed.yaml", "mended"):
        rows = graded(room, answers, "--codes", codes, "--bank", str(tmp_path / named))
        assert columns(rows, "verdict") == [("correct",)]


def test_a_bank_that_is_in_neither_place_is_told_once(room: Room) -> None:
    codes = index(room)
    room.bank.unlink()
    ran = grade(room, room.answers("anna,S7Q-M2X-P9T,1,a,1", "ben,S7Q-M2Y-P9U,1,a,2"), "--codes", codes)
    assert ran.code == 3
    assert ran.err.splitlines() == [
        f"studybot: {codes} needs the bank fixed.yaml, which is neither beside it nor in the working folder"
        " (name it with --bank)"
    ]


@pytest.mark.parametrize("file", ["../exam/fixed.yaml", "/etc/fixed.yaml", "fixed.csv", "sub\\fixed.yaml"])
def test_an_index_reads_nothing_by_a_path(room: Room, file: str) -> None:
    ran = grade(room, room.answers("anna,S7Q-M2X-P9T,1,a,1"), "--codes", index(room, file))
    assert ran.code == 3
    assert "no question of the banks has the code" in ran.err


def test_the_form_of_the_index_is_a_code(room: Room) -> None:
    code = room.code("price", 3)
    (row,) = room.marked(room.answers(f"anna,fixed.yaml:{code},,a,2.16e20"))
    assert (row["code"], row["verdict"]) == (code, "correct")
    ran = room.grade("--interactive", f"fixed.yaml:{code}", stdin="2.16e20\n")
    assert "Total: 1 of 3 points." in ran.text


def test_a_paper_is_marked_by_hand_with_the_bank_beside_its_index(room: Room) -> None:
    ran = grade(room, "--interactive", "S7Q-M2X-P9T", "--codes", index(room), stdin="2.16e20\n")
    assert (ran.code, ran.err) == (0, "")
    assert "Total: 1 of 3 points." in ran.text


@pytest.mark.parametrize("place", ["exam", "work"])
def test_a_bank_lies_beside_the_recipe_or_in_the_working_folder(room: Room, place: str, tmp_path: Path) -> None:
    room.file("s.yaml", SHEET)
    made = Inside(room.folder)("sheet", str(room.folder / "s.yaml"), "-o", str(room.folder / "s.txt"))
    code = made.out.split("code ")[1].split(maxsplit=1)[0]
    recipe = str(room.folder / "s.recipe.yaml")
    answers = f"{HEADER}\nann,{code},1,a,2.16e20\n"
    room.bank.rename(tmp_path / place / "fixed.yaml")
    ran = grade(room, "-", "--codes", recipe, "-o", "-", stdin=answers)
    assert ran.code == 0
    assert ",correct,1,1,1," in ran.out
    (tmp_path / place / "fixed.yaml").unlink()
    ran = grade(room, "-", "--codes", recipe, stdin=answers)
    assert (ran.code, len(ran.err.splitlines())) == (3, 1)
    assert f"{recipe} needs the bank fixed.yaml" in ran.err
    assert "--bank" in ran.err
