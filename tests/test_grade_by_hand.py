"""`studybot grade --interactive`: what stands on a paper is typed part by part, and marked at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from every_kind import kinds_bank
from graded import Room, columns, room_in
from running import Inside
from terminal import Terminal


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_in(tmp_path)


def by_hand(room: Room, *lines: str) -> str:
    ran = room.grade("--interactive", room.code("price", 3), stdin="".join(f"{line}\n" for line in lines))
    assert (ran.code, ran.err) == (0, "")
    return ran.text


def test_each_line_of_a_pipe_is_marked_with_what_follows_from_a_mistake(room: Room) -> None:
    text = by_hand(room, "1.08e20", "", "$55.30")
    assert "1 problem, 3 parts, 3 points." in text
    assert "reads as 1.08e20 FLOP wrong, credit 0 %, 0 of 1 too small slip: only one FLOP was counted" in text
    assert "reads as $55.30 correct, credit 100 %, 1 of 1 right, given your own answer to flop" in text
    assert "1a 1.08e20 FLOP wrong 0/1 1b nothing - 0/1 1c $55.30 correct 1/1 Total: 1 of 3 points." in text


def test_a_correction_marks_the_later_parts_anew(room: Room) -> None:
    text = by_hand(room, "1.08e20", "54545 s", ":back", ":back", "2.16e20", "", "")
    assert "(a) How many FLOP does that take? So far: 1.08e20. Enter keeps it." in text
    assert "(1b) is now worth 0." in text
    assert text.endswith("1a 2.16e20 FLOP correct 1/1 1b 54,545 s wrong 0/1 1c nothing - 0/1 Total: 1 of 3 points.")


def test_an_answer_can_be_cleared(room: Room) -> None:
    assert "1a nothing - 0/1" in by_hand(room, "2.16e20", ":back", ":clear", "", "")


def test_what_cannot_be_read_earns_nothing_in_a_pipe(room: Room) -> None:
    text = by_hand(room, "(((", "", "")
    assert "Cannot be read: something is missing at the end." in text
    assert "1a ((( invalid 0/1" in text


def test_a_pipe_that_ends_early_leaves_the_rest_unwritten(room: Room) -> None:
    assert by_hand(room, "2.16e20").endswith("1b nothing - 0/1 1c nothing - 0/1 Total: 1 of 3 points.")


def test_what_cannot_be_read_is_cut_in_the_table(room: Room) -> None:
    text = by_hand(room, "x" * 6000)
    assert f"1a {'x' * 30}... invalid 0/1" in text


def test_commands_that_are_none_are_told(room: Room) -> None:
    text = by_hand(room, ":back", ":nothing", "?", ":quit")
    assert "This is the first part." in text
    assert "There is no command :nothing here. :help lists them all." in text
    assert ":clear ^X nothing is written here after all" in text


def test_a_sheet_has_all_its_problems(room: Room) -> None:
    line = f"anna,S7Q-M2X-P9T,{room.code('price', 3)},{room.code('ride', 5)},2 2 2"
    index = room.file("index.csv", "student,code,1,2,1 points", line)
    ran = room.grade("--interactive", "s7q-m2x-p9t", "--codes", index, stdin="2.16e20\n\n\n((\n")
    assert "2 problems, 4 parts, 7 points." in ran.text
    assert "A ride by train · fixed/ride · problem 2" in ran.text
    assert "1a 2.16e20 FLOP correct 2/2" in ran.text
    assert ran.text.endswith("2a (( invalid 0/1 Total: 2 of 7 points.")


def test_an_answer_in_words_is_marked_by_the_points_that_it_makes(tmp_path: Path) -> None:
    bank = kinds_bank(tmp_path)
    studybot = Inside(tmp_path)
    code = studybot("explain", f"{bank}:words", "--seed", "3", "--json").data["code"]
    ran = studybot("grade", "--interactive", code, "--bank", str(bank), stdin="\n\n\n\n\n\n")
    assert "Give the numbers of the points that the paper makes" in ran.text


def test_other_files_are_not_for_one_paper(room: Room) -> None:
    assert room.grade("--interactive", "x", "--totals", "y.csv").code == 2
    assert "--student goes with --interactive" in room.grade("answers.csv", "--student", "anna").err


def test_in_a_terminal_what_cannot_be_read_is_typed_again(room: Room) -> None:
    code = room.code("price", 3)
    with Terminal("grade", "--interactive", code, "--bank", "fixed.yaml", home=room.folder, height=60) as screen:
        screen.see("1 problem, 3 parts, 3 points.", "(a) How many", "^Y back")
        screen.enter("2.16e2O")
        screen.see("Cannot be read", "Type it again, or press Enter to leave it so.", "› 2.16e2O")
        screen.press("backspace")
        screen.enter("0")
        screen.see("correct, credit 100 %, 1 of 1", "(b) How long")
        screen.press("enter")
        screen.see("(c) What does")
        screen.press("c-y")
        screen.see("(b) How long")
        screen.enter("109091 s")
        screen.see("(c) What does")
        screen.press("enter")
        screen.see("Total: 2 of 3 points.", "Enter end")
        screen.press("enter")
        assert screen.end() == 0


def test_what_is_typed_is_added_to_a_file_of_answers_that_is_marked_like_others(room: Room) -> None:
    price, ride = room.code("price", 3), room.code("ride", 5)
    index = room.file(
        "index.csv", "student,code,1,2", f"anna,S7Q-M2X-P9T,{price},{ride}", f"ben,S7Q-M2Y-P9U,{ride},{price}"
    )
    answers = str(room.folder / "typed.csv")
    for code, typed in (("S7Q-M2X-P9T", "2.16e20\n=1+1\n\n42\n"), ("S7Q-M2Y-P9U", "30.3 h\n2.16e20\n:quit\n")):
        ran = room.grade("--interactive", code, "--codes", index, "-o", answers, stdin=typed)
        assert ran.code == 0, ran.err
    assert "S7Q-M2Y-P9U of ben: 2 problems" in ran.text
    assert f"2 answers added to {answers}." in ran.text
    assert (room.folder / "typed.csv").read_text(encoding="utf-8").splitlines() == [
        "student,code,question,part,answer",
        "anna,S7Q-M2X-P9T,1,a,2.16e20",
        "anna,S7Q-M2X-P9T,1,b,'=1+1",
        "anna,S7Q-M2X-P9T,2,a,42",
        "ben,S7Q-M2Y-P9U,1,a,30.3 h",
        "ben,S7Q-M2Y-P9U,2,a,2.16e20",
    ]
    rows = room.marked(answers, "--codes", index)
    assert columns(rows, "student", "part", "verdict")[-1] == ("ben", "flop", "correct")


def test_whose_paper_it_is_has_to_be_known_before_anything_is_typed(room: Room) -> None:
    price, answers = room.code("price", 3), str(room.folder / "typed.csv")
    ran = room.grade("--interactive", price, "-o", answers, stdin="2.16e20\n")
    assert (ran.code, ran.out) == (2, "")
    assert "whose paper is it? (--student and the id)" in ran.err
    assert room.grade("--interactive", price, "-o", answers, "--student", "zoe", stdin="2.16e20\n").code == 0
    other = room.file("other.csv", "name,id", "Anna,1")
    ran = room.grade("--interactive", price, "-o", other, "--student", "zoe", stdin="2.16e20\n")
    assert (ran.code, ran.out) == (2, "")
    assert "other.csv is no file of answers" in ran.err
    assert (room.folder / "other.csv").read_text(encoding="utf-8") == "name,id\nAnna,1\n"


def test_ticks_for_an_answer_in_words_are_read_back_from_the_file(tmp_path: Path) -> None:
    bank = kinds_bank(tmp_path)
    studybot = Inside(tmp_path)
    code = studybot("explain", f"{bank}:words", "--seed", "3", "--json").data["code"]
    answers, totals = tmp_path / "typed.csv", tmp_path / "totals.csv"
    options = ("--bank", str(bank), "-o", str(answers), "--student", "zoe")
    ran = studybot("grade", "--interactive", code, *options, stdin="\n1\n\n\n")
    assert ran.code == 0, ran.err
    earned = float(re.findall(r"Total: ([0-9.]+) of", ran.out)[0])
    assert earned > 0
    assert studybot("grade", str(answers), "--bank", str(bank), "--totals", str(totals)).code == 0
    assert float(totals.read_text(encoding="utf-8").splitlines()[1].split(",")[1]) == pytest.approx(earned, abs=0.005)
