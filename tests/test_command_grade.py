"""`studybot grade`: answers of many students, in any order, marked by the codes of their variants."""

from __future__ import annotations

from pathlib import Path

import pytest
from graded import HEADER, Room, columns, room_in
from running import Inside


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_in(tmp_path)


def test_a_row_has_its_mark_with_reading_slip_and_feedback(room: Room) -> None:
    code = room.code("price", 3)
    assert room.marked(room.answers(f"anna,{code},,flop,1.08e20")) == [
        {
            "student": "anna",
            "code": code,
            "problem": "a",
            "question": "fixed/price",
            "part": "flop",
            "answer": "1.08e20",
            "verdict": "wrong",
            "credit": "0",
            "points": "0",
            "of": "1",
            "reading": "1.08e20 FLOP",
            "slip": "only one FLOP was counted for each parameter and token",
            "feedback": "too small",
            "variant": code,
        }
    ]


def test_what_follows_from_an_own_mistake_counts_wherever_its_rows_stand(room: Room) -> None:
    code = room.code("price", 3)
    # 1.08e20 FLOP / 1.98e15 FLOP/s = 54,545 s = 15.1515 hours, which cost 15.1515 * $3.65 = $55.30.
    rows = room.marked(
        room.answers(
            f"anna,{code},,c,$55.30",
            f"ben,{code},,c,$55.30",
            f"anna,{code},,time,54545 s",
            f"ben,{code},,a,2.16e20",
            f"anna,{code},,(a),1.08e20",
        )
    )
    assert columns(rows, "student", "part", "verdict", "feedback") == [
        ("anna", "cost", "correct", "right, given your own answer to flop"),
        ("ben", "cost", "wrong", "too small"),
        ("anna", "time", "correct", "right, given your own answer to flop"),
        ("ben", "flop", "correct", ""),
        ("anna", "flop", "wrong", "too small"),
    ]


def test_a_part_that_was_answered_twice_counts_as_it_was_answered_last(room: Room) -> None:
    code = room.code("price", 3)
    ran = room.grade(room.answers(f"anna,{code},,a,2.16e20", f"anna,{code},,a,1"), "-o", str(room.folder / "r.csv"))
    assert columns(room.rows("r.csv"), "answer", "verdict", "points") == [("2.16e20", "", "0"), ("1", "wrong", "0")]
    assert room.rows("r.csv")[0]["feedback"].endswith("answers.csv:3")
    assert "1 answer was given once more further on, where the last counts" in ran.text


def test_an_empty_cell_takes_back_no_answer(room: Room) -> None:
    code = room.code("price", 3)
    answers = room.answers(f"anna,{code},,a,2.16e20", f"anna,{code},,a,", f"anna,{code},,b,", f"anna,{code},,b, ")
    ran = room.grade(answers, "-o", str(room.folder / "r.csv"), "--totals", str(room.folder / "t.csv"))
    assert columns(room.rows("r.csv"), "verdict", "points", "feedback") == [
        ("correct", "1", ""),
        ("", "0", f"nothing is written; the answer stands in {answers}:2"),
        ("", "0", f"nothing is written; the answer stands in {answers}:5"),
        ("", "0", "nothing is written"),
    ]
    # Part b is blank once, however often nothing was written.
    assert columns(room.rows("t.csv"), "points", "correct", "blank") == [("1", "1", "1")]
    assert "once more" not in ran.text
    assert "fixed/price flop 1 100 %" in ran.text
    again = room.grade(answers, "--before", str(room.folder / "r.csv"))
    assert "No mark is another one than before." in again.text
    assert "former mark " not in again.text


def test_an_answer_behind_an_empty_cell_counts(room: Room) -> None:
    code = room.code("price", 3)
    rows = room.marked(room.answers(f"anna,{code},,a,1", f"anna,{code},,a,", f"anna,{code},,a,2.16e20"))
    assert columns(rows, "verdict", "points") == [("", "0"), ("", "0"), ("correct", "1")]


def test_what_cannot_be_read_is_listed_in_the_order_of_the_file(room: Room) -> None:
    code = room.code("price", 3)
    lines = [f"s{place},{code},,{'ba'[place % 2]},{'(' * (place + 1)}" for place in range(7)]
    answers = room.answers(f"anna,{code},,a,2.16e20", f"ben,{code},,b,30 hh{' x' * 30}", *lines)
    ran = room.grade(answers)
    (listed,) = ran.text.split("Unreadable ")[1:]
    assert listed.startswith(f"{answers}:3: ben, fixed/price time: 30 hh{' x' * 17}...: hh is neither")
    told = [
        f"{answers}:{place + 4}: s{place}, fixed/price {'time' if place % 2 == 0 else 'flop'}" for place in range(4)
    ]
    assert [listed.count(one) for one in told] == [1] * 4
    assert [listed.index(one) for one in told] == sorted(listed.index(one) for one in told)
    assert f"{answers}:8" not in listed
    assert "and 3 more; -o results.csv has them all" in ran.text
    assert "and 3 more; the results have them all" in room.grade(answers, "-o", str(room.folder / "r.csv")).text
    assert "Unreadable" not in room.grade(room.answers(f"anna,{code},,a,2.16e20")).text


def test_nothing_written_and_nothing_readable_earn_nothing(room: Room) -> None:
    code = room.code("price", 3)
    rows = room.marked(room.answers(f"anna,{code},,a, ", f"anna,{code},,b,((("))
    assert columns(rows, "verdict", "credit", "feedback")[0] == ("", "0", "nothing is written")
    assert columns(rows, "verdict", "credit")[1] == ("invalid", "0")


def test_totals_are_of_all_parts_that_were_asked(room: Room) -> None:
    price, ride = room.code("price", 3), room.code("ride", 5)
    answers = room.answers(
        f"ben,{ride},,,1 mm", f"anna,{price},,a,2.16e20", f"anna,{price},,b,7 s", f"anna,{ride},,time,(("
    )
    assert room.grade(answers, "--totals", str(room.folder / "totals.csv")).code == 0
    assert [tuple(row.values()) for row in room.rows("totals.csv")] == [
        ("anna", "1", "4", "1", "1", "1", "0"),
        ("ben", "0", "1", "0", "1", "0", "0"),
    ]


def test_the_summary_is_by_question_with_the_commonest_slips(room: Room) -> None:
    code = room.code("price", 3)
    given = ["1.08e20", "1.08e20", "2.16e20", "(("]
    ran = room.grade(room.answers(*(f"s{place},{code},,a,{text}" for place, text in enumerate(given))))
    assert "fixed/price flop 4 25 % 50 % 1 25 %" in ran.text
    assert "2 times in fixed/price flop: only one FLOP was counted for each parameter and token" in ran.text
    assert ran.text.endswith("4 answers marked.")


def test_pipes_have_the_results_and_nothing_else(room: Room) -> None:
    code = room.code("price", 3)
    ran = room.grade("-", "-o", "-", stdin=f'{{"student": "anna", "code": "{code}", "part": "a", "answer": 2.16e20}}\n')
    assert ran.code == 0
    assert ran.out.splitlines()[1] == f"anna,{code},a,fixed/price,flop,2.16e20,correct,1,1,1,2.16e20 FLOP,,,{code}"
    assert len(ran.out.splitlines()) == 2
    assert "1 answer marked." in ran.err


def test_json_lines_are_written_where_the_file_is_called_so(room: Room) -> None:
    code = room.code("price", 3)
    ran = room.grade(room.answers(f"anna,{code},,a,2.16e20"), "-o", str(room.folder / "r.jsonl"))
    assert ran.code == 0
    assert '"verdict": "correct", "credit": 1.0, "points": 1.0' in (room.folder / "r.jsonl").read_text()


def test_a_formula_of_a_student_is_none_for_a_spreadsheet(room: Room) -> None:
    code = room.code("price", 3)
    rows = room.marked(room.answers(f'=1+1,{code},,a,"=HYPERLINK(""x"")"', f"b,{code},,a,-3"))
    assert columns(rows, "student", "answer") == [("'=1+1", '\'=HYPERLINK("x")'), ("b", "-3")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("anna,{code},,d,1", "fixed/price has no part d"),
        ("anna,{code},,,1", "fixed/price has several parts: which is answered?"),
        ("anna,{code},ride,a,1", "is a variant of fixed/price, not of ride"),
        (",{code},,a,1", "no student is named"),
        ("anna,nothing,,a,1", "nothing is not a code"),
        ("anna,222222222223,,a,1", "a character of the code 222222222223 is mistyped"),
    ],
)
def test_rows_that_name_nothing_are_all_told_and_nothing_is_written(room: Room, row: str, told: str) -> None:
    answers = room.answers(*[row.format(code=room.code("price", 3))] * 2)
    ran = room.grade(answers, "-o", str(room.folder / "results.csv"))
    assert ran.code == 3
    first, second = ran.err.splitlines()
    assert first.startswith(f"{answers}:2:1: ")
    assert second.startswith(f"{answers}:3:1: ")
    assert told in first
    assert not (room.folder / "results.csv").exists()


def test_what_cannot_be_written_is_told_before_anything_is_read(room: Room) -> None:
    ran = room.grade("no such file", "-o", str(room.folder / "none" / "results.csv"))
    assert (ran.code, ran.err) == (2, f"studybot: there is no folder {room.folder / 'none'} (make it first)\n")


def test_answers_that_are_not_there_are_a_mistake_of_usage(room: Room) -> None:
    assert room.grade("no.csv").code == 2
    assert "which answers?" in room.grade().err


def test_a_question_may_be_named_beside_the_code(room: Room) -> None:
    code = room.code("price", 3)
    rows = room.marked(room.answers(f"a,{code},price,a,1", f"a,{code},fixed/price,b,1", f"a,{code},4,c,1"))
    assert columns(rows, "question") == [("fixed/price",)] * 3


def test_a_shipped_question_needs_no_bank(tmp_path: Path) -> None:
    studybot = Inside(tmp_path)
    code = studybot("explain", "fermi/inference-cost", "--seed", "7", "--json").data["code"]
    ran = studybot("grade", "-", "-o", "-", stdin=f"{HEADER}\nanna,{code},,flop,1.44e21 FLOP\n")
    assert ",correct,1,1,1," in ran.out
