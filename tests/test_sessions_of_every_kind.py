"""Sessions in which every kind of part is asked: through a pipe, in plain lines, on a terminal."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from every_kind import RIGHT, WRONG, kinds_bank, variant
from running import Inside, events
from sessions import dialogue
from terminal import Terminal
from test_algebra_worker import PATIENCE, is_running

from studybot.problem.options import offers_of
from studybot.problem.variant import Variant
from studybot.show.options import answer_in_letters
from studybot.show.plain import to_text
from studybot.study.quiz import Quiz

KEYS = "^T hint ^G steps ^X skip ^O undo F1 help ^D quit"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    kinds_bank(tmp_path)
    return tmp_path


def drawn_with(seed: int, question: str) -> Variant:
    """The variant that a session of one question begins with."""
    from studybot.problem.generator import seed_of

    return variant(question, seed_of(seed, 0))


def right(question: str, seed: int) -> list[str]:
    """The right answer to each part, as it is typed."""
    found = drawn_with(seed, question)
    fixed = {**RIGHT.get(question, {}), "why": "It shrinks | all"}
    return [fixed.get(part.id) or answer_in_letters(found, part) for part in found.question.parts]


def wrong(question: str, seed: int) -> list[str]:
    found = drawn_with(seed, question)
    answers = {**WRONG.get(question, {}), "name": "bubble sort", "why": "It shrinks | none"}
    for part in found.question.parts:
        offers = offers_of(found, part)
        if part.id in ("which", "unsorted"):
            answers[part.id] = next(offer.letter for offer in offers if not offer.holds)
        elif part.id in ("judge", "again"):
            answers[part.id] = " ".join("F" if offer.holds else "T" for offer in offers)
        elif offers:
            answers[part.id] = "all" if part.id == "faster" else "".join(offer.letter for offer in offers)
    return [answers[part.id] for part in found.question.parts]


QUESTIONS = ("wheel", "spring", "layers", "search", "words")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_line_of_a_pipe_answers_each_part_rightly(home: Path, question: str) -> None:
    answers = right(question, 5)
    ran = Inside(home)("quiz", f"{home}/kinds.yaml:{question}", "--seed", "5", stdin="\n".join(answers) + "\n")
    assert ran.code == 0
    assert [event["verdict"] for event in events(home)] == ["correct"] * len(answers)
    assert "(100 %)" in ran.out
    assert "Wrong" not in ran.out
    assert [event["raw"] for event in events(home)] == answers


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_wrong_line_closes_its_part_with_the_way(home: Path, question: str) -> None:
    answers = wrong(question, 5)
    ran = Inside(home)("quiz", f"{home}/kinds.yaml:{question}", "--seed", "5", stdin="\n".join(answers) + "\n")
    assert ran.code == 0
    told = [event["verdict"] for event in events(home)]
    # None of the points ticked is a mark that its writer has given.
    assert told == ["correct" if answer.endswith("| none") else "wrong" for answer in answers]
    assert "(0 %)" in ran.out
    assert ran.out.count("The answer: ") == told.count("wrong")


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(("line", "kind"), [("( ]", "answer"), (":skip", "skip"), ("", "skip"), (":hint", "skip")])
def test_a_line_that_is_no_answer_leaves_its_part_out(home: Path, question: str, line: str, kind: str) -> None:
    parts = variant(question).question.parts
    ran = Inside(home)("quiz", f"{home}/kinds.yaml:{question}", stdin=f"{line}\n" * len(parts))
    assert ran.code == 0
    written = events(home)
    assert [event["part"] for event in written if event["kind"] == kind] == [part.id for part in parts][: len(written)]
    assert {event["verdict"] for event in written} <= {None, "invalid", "wrong"}
    assert "(0 %)" in ran.out


def test_reasons_and_ticks_stand_on_the_same_line(home: Path) -> None:
    ran = Inside(home)("quiz", f"{home}/kinds.yaml:words", stdin="bisection\nIt shrinks | 1 3\n")
    assert "points that it makes: my answer | 1 2" in ran.text
    assert "reads as points 1, 3 Counted. Credit 67 %. 2 of 3 points, as you judged it." in ran.text
    assert [(event["kind"], event["verdict"]) for event in events(home)][-1] == ("self-marked", "correct")
    ran = Inside(home)("quiz", f"{home}/kinds.yaml:search", "--seed", "5", stdin=":skip\n" * 3 + "T F\n")
    (judge,) = (part for part in drawn_with(5, "search").question.parts if part.id == "judge")
    letters = answer_in_letters(drawn_with(5, "search"), judge)
    assert "stand the numbers of the reasons, such as 2 1:" in ran.text
    assert f"The answer: {letters}" in ran.out
    assert re.fullmatch("[TF] [TF] [1-3] [12]", letters)


def test_half_of_an_answer_through_a_pipe_earns_half(home: Path) -> None:
    judge = right("search", 5)[3].split()
    ran = Inside(home)(
        "quiz", f"{home}/kinds.yaml:search", "--seed", "5", stdin=":skip\n" * 3 + f"{judge[0]} {judge[1]}\n:quit\n"
    )
    assert "Right so far; the reasons are missing." in ran.out
    assert "0.5 of 6 points" in ran.out


def test_a_free_answer_without_ticks_is_not_marked(home: Path) -> None:
    ran = Inside(home)("quiz", f"{home}/kinds.yaml:words", stdin=":skip\nIt shrinks\n")
    assert "The points that it makes are not yet ticked, behind a |. A model answer: All items" in ran.text
    assert [(event["kind"], event["verdict"]) for event in events(home)][-1] == ("answer", "invalid")


# -- a dialogue, line by line


def at(question: str, part: str) -> Quiz:
    quiz = dialogue(variant(question).derivation, 1)
    quiz.start()
    while quiz.part is not None and quiz.part.id != part:
        quiz.feed(":skip")
    return quiz


def told(quiz: Quiz, *lines: str) -> list[str]:
    """What is told of the last of these lines."""
    shown = [to_text(quiz.feed(line)) for line in lines]
    return shown[-1].splitlines()


def test_a_wrong_choice_that_leaves_one_other_ends_the_part() -> None:
    assert told(at("wheel", "most"), "true")[:2] == ["reads as true", "Wrong."]
    quiz = at("wheel", "most")
    quiz.feed("true")
    assert quiz.part is not None
    assert quiz.part.id == "gravel"
    assert quiz.asked[-1].states["most"].credit == 0
    # Three options: the second wrong one is the last, and so is the first after a hint.
    for lines in (("b", "c"), (":hint", "c")):
        quiz = at("search", "which")
        quiz.feed(lines[0])
        assert quiz.part is not None
        assert quiz.part.id == "which"
        assert "The answer: a" in told(quiz, lines[1])


def test_reasons_are_asked_for_once_the_judgement_is_right() -> None:
    quiz = at("search", "judge")
    assert told(quiz, "F F") == [
        "reads as false false",
        "Wrong: 1 of the 2 is judged wrongly.",
        "Another try is worth 50 %. :steps shows the way.",
    ]
    assert told(quiz, "T F") == ["reads as true false", "Right so far."]
    assert to_text(quiz.asking()).splitlines()[1:4] == [
        "And why? Give the number of the reason for each, such as 2 1.",
        "  a) Twice as long a list costs one more look.",
        "    1 both halves are searched",
    ]
    assert told(quiz, "3 2")[:2] == ["reads as true false, because of 3 2", "Right. Credit 50 %."]


def test_the_half_is_kept_whatever_follows() -> None:
    for lines, credit in (
        (("T F", ":steps"), 0.5),
        (("T F", ":skip"), 0.5),
        (("T F", "1 1", ":steps"), 0.5),
        (("T F", "1 1", "3 2"), 0.75),
        (("F F", "T F", "1 1", ":steps"), 0.25),
        (("F F", "T F", "1 1", "3 2"), 0.375),
        (("T F 1 1", ":steps"), 0.5),
        (("T F 1 1", "T F 3 2"), 0.75),
        (("T F", "1 1", ":undo", "3 2"), 1.0),
    ):
        quiz = at("search", "judge")
        told(quiz, *lines)
        state = quiz.asked[-1].states["judge"]
        assert (state.is_open, state.credit) == (False, credit), lines


def test_what_another_try_is_worth_counts_the_half_that_is_kept() -> None:
    quiz = at("search", "judge")
    assert "Another try is worth 75 %." in told(quiz, "T F", "1 1")[-1]


def test_a_step_that_is_right_so_far_cannot_be_taken_back() -> None:
    quiz = at("search", "judge")
    assert told(quiz, "F F", "T F", ":undo") == ["There is no try to take back."]


def test_what_has_another_form_is_refused_and_costs_nothing() -> None:
    quiz = at("wheel", "share")
    assert told(quiz, "18/50") == ["Not counted: this is right, but the answer is to be a fraction in lowest terms."]
    assert quiz.refused
    assert told(quiz, "9/25") == ["reads as 9/25 = 0.36", "Right."]
    quiz = at("words", "name")
    assert told(quiz, "bisecton")[0] == "Not counted: this is a letter or two off a right answer."
    assert told(quiz, "bisection") == ["reads as bisection", "Right."]
    assert not quiz.refused


def test_hints_take_wrong_options_away_until_two_are_left() -> None:
    quiz = at("search", "which")
    assert told(quiz, ":hint")[0] == "b) is not it: each look takes one item away."
    assert told(quiz, ":hint") == ["There are no more hints; :steps shows the whole way."]


def test_hints_begin_an_order_and_leave_the_end_of_it() -> None:
    quiz = at("search", "steps")
    hints = [told(quiz, ":hint")[0] for _ in range(4)]
    assert hints == [
        "It begins with Look at the item in the middle.",
        "Next may come Stop if it is the one.",
        "Next may come If it is larger, keep what stands before it.",
        "There are no more hints; :steps shows the whole way.",
    ]


def test_an_estimate_near_its_order_of_magnitude_is_counted_and_told_by_which_factor_it_is_off() -> None:
    assert told(at("wheel", "wheels"), "1e8") == [
        "reads as 1e8",
        "Counted; exactly 1.351e7. Credit 50 %.",
        "The order of magnitude is right.",
        "Yours is 7.4 times the answer.",
    ]
    quiz = at("wheel", "wheels")
    assert told(quiz, "1e12")[:2] == ["reads as 1e12", "Wrong: too large, by about 10^5."]
    assert told(quiz, ":steps")[0] == "Yours is about 10^5 times the answer."


# -- a terminal


def test_a_formula_and_a_matrix_are_shown_as_they_read_while_they_are_typed(home: Path) -> None:
    with Terminal("quiz", "kinds.yaml:spring", home=home) as screen:
        screen.see(KEYS, "Answer with a formula in κ, x.")
        screen.type("\\kappa x/2")
        screen.see("reads as κ · x / 2")
        screen.type("+k")
        screen.see("k is not known here: the names here are kappa, x")
    with Terminal("quiz", "kinds.yaml:layers", home=home) as screen:
        screen.see(KEYS)
        screen.enter(":skip")
        screen.enter(":skip")
        screen.see("(c) What is M M?", KEYS)
        screen.type("[[1,2],[3")
        screen.see("this bracket is never closed: ] is missing")
        screen.type(",4]]")
        screen.see("reads as [[1, 2], [3, 4]]")


def test_the_second_step_of_statements(home: Path) -> None:
    with Terminal("quiz", "kinds.yaml:search", "--seed", "5", home=home, height=60) as screen:
        screen.see(KEYS)
        screen.type(":skip\r:skip\r:skip\r")
        screen.see("(d) Which of these hold?", KEYS)
        *judged, first, second = right("search", 5)[3].split()
        screen.enter(" ".join(judged))
        screen.see("Right so far.", "And why?", KEYS)
        screen.enter(first)
        screen.see("Right so far; 1 of the 2 reasons is missing.", "And why?", KEYS)
        screen.type(first)
        screen.see(f"because of {first}; 1 is missing")
        screen.type(f" {second}")
        screen.see(f"because of {first} {second}")
        screen.press("enter")
        screen.see("Right.", "Reason", "(e) And which")
    assert [event["credit"] for event in events(home)][-2:] == [0.0, 1.0]


def test_a_thought_answer_is_ticked_after_enter(home: Path) -> None:
    with Terminal("quiz", "kinds.yaml:words", home=home) as screen:
        screen.see(KEYS)
        screen.enter("bisection")
        screen.see("think of it and press Enter", KEYS)
        screen.press("enter")
        screen.see("A model answer: All items", "Which of these points does yours make?", KEYS)
        screen.type("9")
        screen.see("9 is none of the points")
        screen.press("backspace")
        screen.type("1 2")
        screen.see("reads as points 1, 2")
        screen.press("enter")
        screen.see("Counted. Credit 67 %.", "2 of 3 points, as you judged it.")
    written = [(event["kind"], event["verdict"], event["raw"]) for event in events(home)]
    assert written[1:] == [("answer", "invalid", ""), ("self-marked", "correct", "\n| 1 2")]


def test_a_written_answer_may_hold_bars(home: Path) -> None:
    with Terminal("quiz", "kinds.yaml:words", home=home) as screen:
        screen.see(KEYS)
        screen.enter(":skip")
        screen.see("(b)", KEYS)
        screen.enter("P(A | B) shrinks")
        screen.see("Which of these points", KEYS)
        screen.enter("all")
        screen.see("Right. 3 of 3 points, as you judged it.")


def test_what_has_another_form_comes_back_to_be_mended(home: Path) -> None:
    with Terminal("quiz", "kinds.yaml:spring", home=home, height=50) as screen:
        screen.see(KEYS)
        screen.type(":skip\r:skip\r:skip\r")
        screen.see("(d) Another spring", KEYS)
        screen.enter("kappa x^2/2 + kappa y^2/2")
        screen.see("Not counted: this is right, but the answer is to be factored.", KEYS)
        assert screen.lines[screen.cursor[0]] == "› kappa x^2/2 + kappa y^2/2"


def test_working_is_read_line_by_line_and_the_first_wrong_line_is_told(home: Path) -> None:
    with Terminal("quiz", "kinds.yaml:spring", home=home, height=50) as screen:
        screen.see(KEYS)
        screen.type(":skip\r:skip\r")
        screen.see("(c) How much", KEYS)
        screen.type("mean = 9; 9*3 = 28")
        screen.see("reads as mean = 9; 9 × 3 = 28")
        screen.press("enter")
        screen.see("the second line is not true: 9*3 is not 28", ":hint helps.")
        screen.enter("mean = 9; 9*3 = 27")
        screen.see("Right. Credit 50 %.")


def words(home: Path, question: str, width: int) -> set[str]:
    """What stood on the screen of a session in which everything is answered wrongly and then given up."""
    with Terminal("quiz", f"kinds.yaml:{question}", "--seed", "5", home=home, width=width, height=200) as screen:
        screen.see("^D quit")
        for answer in wrong(question, 5):
            screen.enter(answer)
            screen.enter(":hint")
            screen.enter(":steps")
        screen.enter(":quit")
        screen.see("Summary")
        assert screen.end() == 0
        return set(screen.everything.partition("Summary")[0].split())


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_word_is_broken_by_the_edge_of_a_narrow_screen(home: Path, question: str) -> None:
    wide = words(home, question, 200)
    for width in (80, 40):
        assert words(home, question, width) == wide


def test_plain_lines_ask_every_kind_too(home: Path) -> None:
    with Terminal("quiz", "kinds.yaml:search", "--seed", "5", "--plain", home=home, height=120) as screen:
        screen.see("Answer with one letter. answer>")
        for answer in right("search", 5):
            screen.enter(answer)
        screen.see("end>")
        screen.enter(":quit")
        screen.see("Summary: 1 question, 6 of 6 points (100 %)")
        assert screen.end() == 0
        assert "\x1b" not in screen.raw


# -- algebra


def children_of(process: int) -> list[Path]:
    """The processes that a process has started and that still run."""
    if not Path("/proc").is_dir():
        pytest.skip("processes are counted in /proc")
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = status.read_text(encoding="utf-8").rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == process and is_running(status):
            found.append(status)
    return found


def test_what_a_wrong_formula_is_to_the_right_one_is_told_once_the_part_is_closed(home: Path) -> None:
    with Terminal("quiz", "kinds.yaml:spring", home=home, height=50) as screen:
        screen.see(KEYS)
        (worker,) = children_of(screen.process)
        screen.enter(":skip")
        screen.see("(b)", KEYS)
        screen.enter("3 κ x^3")
        screen.see("Wrong: this is another formula.", KEYS)
        assert "right answer" not in screen.text
        screen.enter(":steps")
        screen.see("What happened: Yours is the right answer times 6 · x.", "(c) How much")
        assert children_of(screen.process) == [worker]
        screen.press("c-d")
        assert screen.end() == 0
    assert not is_running(worker)


def test_a_session_that_is_killed_leaves_no_process(home: Path) -> None:
    with Terminal("quiz", "kinds.yaml:spring", home=home) as screen:
        screen.see(KEYS)
        (worker,) = children_of(screen.process)
        os.kill(screen.process, 9)
        until = time.monotonic() + PATIENCE
        while is_running(worker):
            assert time.monotonic() < until
            time.sleep(0.01)


def test_a_session_without_formulas_starts_no_process(home: Path) -> None:
    with Terminal("quiz", "kinds.yaml:wheel", home=home) as screen:
        screen.see(KEYS)
        screen.enter("7 pi cm")
        screen.see("Wrong")
        assert children_of(screen.process) == []
