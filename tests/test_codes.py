"""A variant's code: short, typable, sure to show a slip of the finger; it knows the revision of its question."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from checking import RIDE, bank_of, spoilt
from hypothesis import given, settings
from hypothesis import strategies as st

from studybot.bank.library import Library
from studybot.bank.schema import Question
from studybot.formula.errors import StudybotError
from studybot.problem.codes import ALPHABET, Code, code_of, looks_like_code, question_hash, read_code, revision_of
from studybot.problem.generator import SEED_LIMIT

QUESTIONS = {entry.id: entry.question for entry in Library([Path(__file__).parents[1] / "questions"]).entries("fermi")}

CODES = st.builds(
    Code,
    st.integers(0, len(ALPHABET) ** 4 - 1),
    st.integers(0, SEED_LIMIT - 1),
    st.integers(0, len(ALPHABET) - 1),
)


@settings(deadline=None)
@given(CODES)
def test_every_code_is_read_back(code: Code) -> None:
    for written in (code.text, code.text.lower(), code.text.replace("-", ""), f"  {code.text}\n"):
        assert looks_like_code(written)
        assert read_code(written) == code


@pytest.mark.parametrize("seed", [0, 1, 4711, SEED_LIMIT - 1])
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_question_and_seed_is_read_back(question: Question, seed: int) -> None:
    code = read_code(code_of(question, seed).text)
    assert (code.question, code.seed) == (question_hash(question.id), seed)
    assert code == code_of(question, seed)


def test_no_two_characters_are_easily_taken_for_one_another() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set(ALPHABET) & set("01IOL")
    assert ALPHABET.upper() == ALPHABET


def test_a_code_is_three_groups_of_four() -> None:
    text = code_of(QUESTIONS["fermi/carbon"], 0).text
    assert [len(group) for group in text.split("-")] == [4, 4, 4]
    assert text[0] == "3"  # the version, 1, in the alphabet that begins with 2


def test_every_single_wrong_character_is_found() -> None:
    for seed in (0, 4711, SEED_LIMIT - 1):
        text = code_of(QUESTIONS["fermi/inference-cost"], seed).text.replace("-", "")
        for place, right in enumerate(text):
            for char in ALPHABET:
                if char != right:
                    with pytest.raises(StudybotError) as caught:
                        read_code(text[:place] + char + text[place + 1 :])
                    assert caught.value.code == "code.check"


@settings(deadline=None)
@given(CODES)
def test_every_swap_of_neighbours_is_found(code: Code) -> None:
    text = code.text.replace("-", "")
    for place, (left, right) in enumerate(pairwise(text)):
        if left != right:
            with pytest.raises(StudybotError) as caught:
                read_code(text[:place] + right + left + text[place + 2 :])
            assert caught.value.code == "code.check"


@pytest.mark.parametrize("text", ["", "3K7Q", "3K7Q-M2XP-A9TRX", "0000-0000-0000", "3K7Q-M2XP-A9Tß", "fermi/carbon"])
def test_what_is_no_code_is_told_as_that(text: str) -> None:
    with pytest.raises(StudybotError) as caught:
        read_code(text)
    assert caught.value.code == "code.form"


def test_a_code_of_a_later_version_is_told_as_that() -> None:
    text = code_of(QUESTIONS["fermi/carbon"], 5).text.replace("-", "")
    digits = [ALPHABET.index(char) for char in "4" + text[1:-1]]
    check = sum(weight * digit for weight, digit in enumerate(digits, start=1)) % 31
    with pytest.raises(StudybotError) as caught:
        read_code("4" + text[1:-1] + ALPHABET[check])
    assert caught.value.code == "code.version"


def test_two_questions_of_the_shipped_banks_never_share_their_place_in_a_code() -> None:
    assert len({question_hash(question_id) for question_id in QUESTIONS}) == len(QUESTIONS)


def test_golden_codes_never_change(tmp_path: Path) -> None:
    # A change here makes every printed code mean something else. The question is not a shipped one, whose revision
    # may change.
    (ride,) = bank_of(tmp_path, RIDE).questions
    assert [code_of(ride, seed).text for seed in (0, 1, 4711, SEED_LIMIT - 1)] == [
        "3CTZ-2222-22FH",
        "3CTZ-2222-23FU",
        "3CTZ-2226-WZF3",
        "3CTZ-2ZZZ-ZZF8",
    ]
    assert [question_hash(name) for name in ("fermi/inference-cost", "fermi/carbon")] == [303710, 542120]


# -- revisions


def revision(folder: Path, *changes: tuple[str, str]) -> str:
    (question,) = bank_of(folder, spoilt(*changes)).questions
    return revision_of(question)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A ride by train", "On rails"),
        ("says: length of the ride", "says: way"),
        ("A train runs {way} at {speed}.", "At {speed}, a train runs {way}."),
        ("How long does it take?", "How long is the ride?"),
        ("because: every kilometre is paid", "because: that is the fare"),
        ("says: minutes were taken for hours", "says: an hour was taken for a minute"),
        ("gives: way / speed / 60", "gives: way / speed * 60"),
        ("right: {time: [0.5 h]}", "right: {time: [0.5 hours]}"),
        ("answer: way / speed\n", "answer: way/speed\n"),
        ("range: [10, 500], step: 1,", "range: [10,   500],  step: 1,"),
        ("says: what an hour earns", "shown: E\n      says: what an hour earns"),
        ("says: duration of the ride", "hints: [Look at the units.]\n      says: duration of the ride"),
    ],
)
def test_a_revision_stays_with_texts(tmp_path: Path, before: str, after: str) -> None:
    assert revision(tmp_path, (before, after)) == revision(tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[10, 500]", "[10, 501]"),
        ("[10, 500], step: 1", "[10, 500], step: 2"),
        ("[10, 500], step: 1", "[10, 500], digits: 2"),
        ("range: [10, 500], step: 1", "pick: [10, 500]"),
        ("range: [10, 500], step: 1", "value: 10"),
        ("range: [10, 500], step: 1", "is: 10"),
        ("unit: km,", "unit: m,"),
        ("answer: way / speed\n", "answer: 2 * way / speed\n"),
        ("is: way * fare", "is: fare * way"),
        ("unit: hour\n", "unit: min\n"),
        ("  text: A", "  where: way > 20\n  text: A"),
        ("answer: price / time", "answer: price / time\n      accept: {within: 2%}"),
        ("answer: price / time", "answer: price / time\n      at: {speed: 100}"),
    ],
)
def test_a_revision_changes_with_what_answers_depend_on(tmp_path: Path, before: str, after: str) -> None:
    assert revision(tmp_path, (before, after)) != revision(tmp_path)


def test_saying_the_default_changes_no_revision(tmp_path: Path) -> None:
    said = ("answer: price / time", "answer: price / time\n      accept: {within: 1%}")
    assert revision(tmp_path, said) == revision(tmp_path)


def test_a_row_of_a_table_counts_too(tmp_path: Path) -> None:
    rows = "    train: {case: {ICE: {says: ICE, v: 300}, IC: {says: IC, v: 200}}, says: a train}\n"
    changes = [("v: 200", "v: 200"), ("v: 200", "v: 210"), ("IC: {s", "RE: {s"), ("a train", "train")]
    trains = [revision(tmp_path, ("    fare:", f"{rows.replace(*change)}    fare:")) for change in changes]
    assert len(set(trains)) == 3
    assert trains[0] == trains[3]
