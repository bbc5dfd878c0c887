"""`studybot mark`: one answer marked for a script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from banks import fixed_bank
from running import Inside, process

HOMEWORK = ("mark", "fermi/petaflop-day", "--example", "homework", "--part")


@pytest.fixture
def studybot(tmp_path: Path) -> Inside:
    return Inside(tmp_path)


@pytest.fixture
def bank(tmp_path: Path) -> str:
    return str(fixed_bank(tmp_path))


def test_json_has_these_fields(studybot: Inside, bank: str) -> None:
    ran = studybot("mark", f"{bank}:price", "--seed", "3", "--part", "flop", "--json", "--", "1.08e20")
    assert ran.code == 0
    code = ran.data["code"]
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", code)
    assert ran.data == {
        "question": "fixed/price",
        "code": code,
        "part": "flop",
        "verdict": "wrong",
        "credit": 0.0,
        "reading": "1.08e20 FLOP",
        "feedback": ["too small"],
        "slip": "only one FLOP was counted for each parameter and token",
    }


def test_a_code_names_the_numbers(studybot: Inside) -> None:
    code = studybot("mark", "fermi/recoup", "--seed", "5", "--part", "tokens", "--json", "--", "1").data["code"]
    value = studybot("explain", code, "--json").data["parts"][0]["answer"]["value"]
    marked = studybot("mark", code, "--part", "tokens", "--json", "--", repr(value)).data
    assert (marked["question"], marked["code"], marked["verdict"]) == ("fermi/recoup", code, "correct")


def test_pinned_numbers_have_no_code(studybot: Inside) -> None:
    assert studybot(*HOMEWORK, "cost", "--json", "--", "$18.18").data["code"] is None


@pytest.mark.parametrize(
    ("answer", "verdict", "code", "strict"),
    [("$18.18", "correct", 0, 0), ("$19", "wrong", 0, 1), ("18,18 EUR (", "invalid", 0, 1), ("", "invalid", 0, 1)],
)
def test_any_verdict_is_a_success_unless_strict(
    studybot: Inside, answer: str, verdict: str, code: int, strict: int
) -> None:
    ran = studybot(*HOMEWORK, "cost", "--json", "--", answer)
    assert (ran.data["verdict"], ran.code) == (verdict, code)
    assert studybot(*HOMEWORK, "cost", "--strict", "--", answer).code == strict


def test_what_a_person_sees(studybot: Inside) -> None:
    assert studybot(*HOMEWORK, "cost", "--", "18.18").out == "reads as $18.18\ncorrect, credit 100 %\n"
    wrong = studybot(*HOMEWORK, "cost", "--", "$18,180").out
    assert wrong == (
        "reads as $18,180\nwrong, credit 0 %\ntoo large, by about 10^3\n"
        "slip: this is what comes out if a prefix is off by 10^3 in the price of the computation\n"
    )
    unreadable = studybot(*HOMEWORK, "cost", "--", "18.18 dolars").out
    assert unreadable.startswith("Cannot be read: dolars is neither")
    assert "  18.18 dolars\n        ^\n" in unreadable


def test_a_dash_reads_standard_input(studybot: Inside, tmp_path: Path) -> None:
    for stdin in ("$18.18", "$18.18\n", "$18.18\r\n", "  $18.18  \n"):
        assert studybot(*HOMEWORK, "cost", "--json", "--", "-", stdin=stdin).data["verdict"] == "correct"
    ran = process(*HOMEWORK, "cost", "--json", "-", home=tmp_path, stdin=b"$18.18\n")
    assert ran.data["verdict"] == "correct"
    long = studybot(*HOMEWORK, "cost", "--json", "-", stdin="1" * 10_000_000)
    assert long.data["feedback"] == ["an answer has at most 500 characters"]


def test_a_negative_answer_stands_after_two_dashes(studybot: Inside) -> None:
    ran = studybot("mark", "fermi/chinchilla", "--example", "homework", "--part", "L_exponent", "--", "-0.1535")
    assert ran.out.startswith("reads as -0.1535\ncorrect")


def test_an_error_is_paid_for_once(studybot: Inside) -> None:
    essays = ("mark", "fermi/recoup", "--example", "homework", "--part", "essays", "--json")
    alone = studybot(*essays, "--", "5.95e12").data
    assert alone["verdict"] == "wrong"
    followed = studybot(*essays, "--earlier", "tokens=8.33e15", "--", "5.95e12").data
    assert (followed["verdict"], followed["credit"]) == ("correct", 1.0)
    assert followed["feedback"] == ["right, given your own answer to tokens"]
    # Whoever had the first part right, if rounded, is held to the reference.
    assert studybot(*essays, "--earlier", "tokens=8.33e12", "--", "5.95e9").data["feedback"] == []
    assert studybot(*essays, "--earlier", "tokens=8.33e15", "--", "5.95e9").data["verdict"] == "correct"


def test_a_given_can_be_set(studybot: Inside) -> None:
    ran = studybot(*HOMEWORK, "cost", "--set", "rent=$3/hour", "--json", "--", "$36.36")
    assert ran.data["verdict"] == "correct"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("fermi/recoup", "--part", "tokens", "--", "1"), 2, "which numbers were asked? (give a code, --seed or"),
        (("fermi/recoup", "--seed", "1", "--example", "homework", "--part", "tokens", "1"), 2, "give one"),
        (("fermi/recoup", "--seed", "28629151", "--part", "tokens", "1"), 2, "from 0 to 28629150, not 28629151"),
        (("fermi/recoup", "--seed", "9" * 40, "--part", "tokens", "1"), 2, "from 0 to 28629150"),
        (("fermi/recoup", "--seed", "1", "--part", "token", "1"), 2, "no part token (its parts: tokens, essays)"),
        (("fermi/recoop", "--seed", "1", "--part", "tokens", "1"), 2, "did you mean fermi/recoup?"),
        (("recoup", "--seed", "1", "--part", "tokens", "1"), 2, "did you mean fermi/recoup?"),
        (("fermi/recoup", "--example", "home", "--part", "tokens", "1"), 2, "no example home (it has: homework)"),
        (("fermi/recoup", "--seed", "1", "--part", "essays", "--earlier", "tokens", "1"), 2, "--earlier PART=ANSWER"),
        (("fermi/recoup", "--seed", "1", "--part", "essays", "--earlier", "a=1", "1"), 2, "no part a"),
        (("fermi/recoup", "--seed", "1", "--part", "tokens", "--earlier", "essays=1", "1"), 2, "come before"),
        (("fermi/recoup", "--seed", "1", "--part", "essays", "--earlier", "tokens=1+", "1"), 3, "missing at the end"),
        (("fermi/recoup", "--seed", "1", "--set", "price=1+", "--part", "tokens", "1"), 3, "missing at the end"),
        (("fermi/recoup", "--seed", "1", "--set", "pric=1", "--part", "tokens", "1"), 3, "did you mean price?"),
        (("fermi/recoup", "--seed", "1", "--set", "price", "--part", "tokens", "1"), 2, "--set NAME=VALUE"),
        (("3C83-57DV-H65T", "--part", "flop", "1"), 2, "is mistyped"),
        (("nowhere.yaml:x", "--seed", "1", "--part", "flop", "1"), 3, "there is no file nowhere.yaml"),
        (("fermi/recoup", "--seed", "1", "1"), 2, "--part"),
        (("fermi/recoup", "--seed", "x", "--part", "tokens", "1"), 2, "--seed"),
        (("fermi/recoup", "--seed", "-1", "--part", "tokens", "1"), 2, "--seed"),
    ],
)
def test_mistakes_in_the_command_are_told_in_a_sentence(
    studybot: Inside, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ran = studybot("mark", *arguments)
    assert ran.code == code
    assert told in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err


def test_hostile_bytes_never_reach_the_screen(tmp_path: Path) -> None:
    hostile = b"\x1b]0;owned\x07\x1b[2J\xff\xfe\r\n\xc2\x9b31m\xe2\x80\xae"
    for arguments in (
        [*HOMEWORK, "cost", "--", hostile],
        [*HOMEWORK, "cost", "--json", "--", hostile],
        [*HOMEWORK, hostile, "--", "1"],
        [*HOMEWORK, "cost", "--set", hostile + b"=1", "--", "1"],
        [*HOMEWORK, "cost", "--set", b"rent=" + hostile, "--", "1"],
        [*HOMEWORK, "cost", "--earlier", b"flop=" + hostile, "--", "1"],
        ["mark", hostile, "--seed", "1", "--part", "cost", "--", "1"],
        ["mark", hostile + b".yaml", "--seed", "1", "--part", "cost", "--", "1"],
        [hostile],
        # This is told by the option parser, which lets the last character of the hostile ones pass.
        ["mark", b"--" + hostile[:-3]],
    ):
        ran = process(*arguments, home=tmp_path)
        assert ran.code in (0, 2, 3), ran.err
        shown = ran.out + ran.err
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown), repr(shown)
        assert "Traceback" not in shown
        assert "foreseen" not in shown
