"""`mark`, `explain` and `list` where every kind of part is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from every_kind import RIGHT, WRONG, derivation, kinds_bank
from running import Inside, Ran

ASKED = [(question, part) for question, answers in RIGHT.items() for part in answers]


class Marker:
    """`studybot mark` on the variants with seed 1."""

    def __init__(self, home: Path) -> None:
        self.bank = kinds_bank(home)
        self.studybot = Inside(home)

    def __call__(self, question: str, part: str, answer: str, *options: str, stdin: str = "") -> Ran:
        which = (f"{self.bank}:{question}", "--seed", "1", "--part", part)
        return self.studybot("mark", *which, *options, "--", answer, stdin=stdin)

    def data(self, question: str, part: str, answer: str, *options: str, stdin: str = "") -> Any:
        return self(question, part, answer, "--json", *options, stdin=stdin).data


@pytest.fixture
def mark(tmp_path: Path) -> Marker:
    return Marker(tmp_path)


@pytest.mark.parametrize(("question", "part"), ASKED)
def test_verdicts_and_exit_codes(mark: Marker, question: str, part: str) -> None:
    for answer, verdict, strict in (
        (RIGHT[question][part], "correct", 0),
        (WRONG[question][part], "wrong", 1),
        ("( ]", "invalid", 1),
    ):
        ran = mark(question, part, answer, "--json")
        assert (ran.data["verdict"], ran.code) == (verdict, 0)
        assert mark(question, part, answer, "--strict").code == strict


@pytest.mark.parametrize(
    ("question", "part", "answer", "shown"),
    [
        ("search", "judge", "T F", ["reads as true false", "correct, credit 50 %", "the reasons are missing"]),
        ("search", "judge", "T F 3 2", ["reads as true false, because of 3 2", "correct, credit 100 %"]),
        ("search", "steps", "c a", ["reads as c a", "wrong, credit 0 %", "3 are missing"]),
        (
            "words",
            "why",
            "It ends | 1",
            ["reads as point 1", "correct, credit 33 %", "1 of 3 points, as you judged it"],
        ),
        (
            "words",
            "name",
            "bisecton",
            ["Not counted: this is a letter or two off a right answer.", "  Mind the spelling"],
        ),
        (
            "wheel",
            "wheels",
            "1e8",
            [
                "reads as 1e8",
                "correct, credit 50 %",
                "the order of magnitude is right",
                "yours is 7.4 times the answer",
            ],
        ),
        (
            "spring",
            "force",
            "kappa/x",
            [
                "reads as kappa/x",
                "wrong, credit 0 %",
                "this is another formula",
                "slip: the force grows with the stretch and does not fall",
            ],
        ),
    ],
)
def test_what_a_person_sees(mark: Marker, question: str, part: str, answer: str, shown: list[str]) -> None:
    assert mark(question, part, answer).out.splitlines() == shown


def test_half_of_an_answer_is_not_all_of_it(mark: Marker) -> None:
    assert mark("search", "judge", "T F", "--strict").code == 1
    assert mark("words", "why", "It ends", "--strict").code == 1
    assert mark.data("words", "why", "It ends") | {"code": None} == {
        "question": "kinds/words",
        "code": None,
        "part": "why",
        "verdict": "invalid",
        "credit": 0.0,
        "reading": "written",
        "feedback": ["the points that it makes are not yet ticked, behind a |"],
        "slip": None,
    }


def test_a_long_free_answer_is_read_from_standard_input(mark: Marker) -> None:
    data = mark.data("words", "why", "-", stdin="Half of it\nis thrown away.\n" * 100 + "| 1 2\n")
    assert (data["verdict"], data["reading"]) == ("correct", "points 1, 2")
    assert mark.data("words", "why", "-", stdin="x" * 10_000)["feedback"] == ["an answer has at most 5,000 characters"]


def test_earlier_answers_of_every_kind_may_be_given(mark: Marker) -> None:
    followed = mark.data("spring", "joule", "54", "--earlier", "force=2 kappa x")
    assert (followed["verdict"], followed["feedback"]) == ("correct", ["right, given your own answer to force"])
    # From a wrong choice, a set or a truth nothing follows, and none is a fault.
    for part, earlier in (("faster", "which=b"), ("faster", "unsorted=c"), ("again", "judge=F F")):
        assert mark("search", part, "T T F" if part == "again" else "b c", "--earlier", earlier).code == 0
    assert mark("wheel", "inside", "[0, 9)", "--earlier", "roots={3}", "--earlier", "most=true").code == 0


def test_an_earlier_answer_that_cannot_be_read_is_invalid(mark: Marker) -> None:
    ran = mark("search", "faster", "b c", "--earlier", "unsorted=z")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("studybot: z names no option here (they have the letters a to c)\n")
    ran = mark("wheel", "time", "1 min", "--earlier", "way=5 kg")
    assert ran.code == 2
    assert "5 kg cannot be the answer to way" in ran.err


@pytest.mark.parametrize("question", ["wheel", "spring", "layers", "search", "words"])
def test_every_part_is_explained(tmp_path: Path, question: str) -> None:
    studybot, bank = Inside(tmp_path), kinds_bank(tmp_path)
    parts = [part.id for part in derivation(question).question.parts]
    ran = studybot("explain", f"{bank}:{question}", "--seed", "1")
    assert ran.code == 0
    assert ran.out.count("\nAnswer: ") == len([part for part in parts if part != "why"])
    data = studybot("explain", f"{bank}:{question}", "--seed", "1", "--json").data
    assert [part["part"] for part in data["parts"]] == parts
    assert all(part["ask"] and part["steps"] and part["answer"]["shown"] for part in data["parts"])


def test_the_answer_of_each_kind_for_scripts(tmp_path: Path) -> None:
    studybot, bank = Inside(tmp_path), kinds_bank(tmp_path)
    answers = {
        part["part"]: part["answer"]
        for question in ("wheel", "spring", "layers", "search", "words")
        for part in studybot("explain", f"{bank}:{question}", "--seed", "1", "--json").data["parts"]
    }
    assert answers["time"] == {"value": pytest.approx(0.15708, rel=1e-4), "unit": "min", "shown": "0.1571 min"}
    assert answers["most"] == {"value": False, "unit": "", "shown": "false"}
    assert answers["gravel"] == {"value": "12-29", "unit": "", "shown": "12-29"}
    assert answers["square"] == {"value": [[7, 10], [15, 22]], "unit": "", "shown": "[[7, 10], [15, 22]]"}
    assert answers["image"]["value"] == [-1, -1]
    assert answers["inside"]["shown"] == "[0, 9)"
    assert answers["energy"] == {"shown": "kappa * x^2 / 2"}
    assert answers["judge"] == {"shown": "T F 3 2"}
    assert answers["steps"] == {"shown": "c a e f d"}
    assert answers["name"] == {"shown": "binary search"}
    assert answers["why"]["shown"].startswith("All items on one side are too small")


def test_options_are_explained_each(tmp_path: Path) -> None:
    out = Inside(tmp_path)("explain", f"{kinds_bank(tmp_path)}:search", "--seed", "1").out
    for line in (
        "  b) right: looking at one item after the other. It leaves nothing out.",
        "  a) true: Twice as long a list costs one more look. Reason 3: one look halves it.",
        "  c) false: One item needs two looks. It is in the middle.",
        "  b) does not belong: Exchange the item with the first one. A search moves nothing.",
    ):
        assert f"{line}\n" in out


def test_a_pinned_quantity_is_explained_in_forms_that_run_along_it(tmp_path: Path) -> None:
    out = Inside(tmp_path)("explain", f"{kinds_bank(tmp_path)}:spring", "--set", "mean=10", "--part", "joule").out
    assert "joule = energy = mean * x = 10 * 3 = 30\n" in out


def test_the_list_counts_parts(tmp_path: Path) -> None:
    ran = Inside(tmp_path)("list", str(kinds_bank(tmp_path)))
    assert ran.code == 0
    assert "kinds/search Searching a sorted list choices 6" in ran.text
    assert ran.text.endswith("1 bank, 5 questions, 25 parts")
