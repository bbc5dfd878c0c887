"""Answers that pick, judge or order what is offered, and answers in words: how they are read, and what they earn."""

from __future__ import annotations

import pytest
from every_kind import mark, variant

from studybot.bank.schema import Text
from studybot.formula.errors import Place
from studybot.marking.mark import Mark
from studybot.marking.picks import read_picks
from studybot.marking.spelling import mark_words
from studybot.problem.options import Offer, offers_of

# With seed 1 `faster` offers a) upper, b) index, c) sort, d) twice: b and c are right. `judge` offers a) growth, true
# for its reason 3, and b) empty, false for its reason 2. `steps` offers a) found, b) swap, c) middle, d) again,
# e) left, f) right.


def offer(part: str, key: str) -> Offer:
    found = variant("search")
    return next(one for one in offers_of(found, found.part(part)) if one.key == key)


def answer(part: str, text: str) -> Mark:
    return mark("search", part, text)


def reading(marked: Mark) -> str | None:
    return marked.reading.node.text if marked.reading is not None else None  # type: ignore[attr-defined]


def said(marked: Mark) -> list[str]:
    return [remark.text for remark in marked.remarks]


@pytest.mark.parametrize(
    "text", ["b c", "bc", "cb", "c, b", "(b) and (c)", "B C", "b & c", "b) c)", "b/c", "index sort"]
)
def test_letters_stand_together_or_apart_and_keys_will_do(text: str) -> None:
    marked = answer("faster", text)
    assert (marked.verdict, marked.credit, reading(marked)) == ("correct", 1.0, "b c")


@pytest.mark.parametrize(
    ("text", "shown", "remarks"),
    [
        ("b", "b", ["1 is missing"]),
        ("b c d", "b c d", ["1 of yours is wrong"]),
        ("a d", "a d", ["2 of yours are wrong", "2 are missing"]),
        ("none", "none of them", ["2 are missing"]),
        ("All.", "a b c d", ["2 of yours are wrong"]),
    ],
)
def test_what_is_wrong_with_a_choice_of_several_is_counted(text: str, shown: str, remarks: list[str]) -> None:
    marked = answer("faster", text)
    assert (marked.verdict, reading(marked), said(marked)) == ("wrong", shown, remarks)


@pytest.mark.parametrize(
    ("part", "text", "told"),
    [
        ("faster", "b e", "e names no option here (they have the letters a to d)"),
        ("faster", "b c b", "b is named twice"),
        ("faster", "indexes", "indexes names no option here (they have the letters a to d)"),
        ("faster", "", "this names no option (they have the letters a to d)"),
        ("unsorted", "a b", "one option is asked for (give one letter)"),
        ("steps", "none", "none names no option here (they have the letters a to f)"),
        ("judge", "T", "there are 2 statements to judge, and this judges 1 (answer T F, for example)"),
        ("judge", "T maybe", "maybe is neither true nor false (answer T F, for example)"),
        ("judge", "T F 1 2 3", "2 reasons are to be picked, and this picks 3 (give one number for each)"),
        ("judge", "T 1 2 F 3", "one reason is to be picked for statement a, and this picks two"),
        ("judge", "T 4 F 1", "statement a has the reasons 1 to 3"),
        ("judge", "T F 4 1", "statement a has the reasons 1 to 3"),
        ("judge", "1 T 2 F", "a reason stands behind what is true or false"),
        ("again", "T T T 1", "no reasons are to be picked, and this picks 1"),
        ("again", "T 1 T T", "no reason is to be picked for statement a"),
    ],
)
def test_what_cannot_be_read_is_told_and_costs_nothing(part: str, text: str, told: str) -> None:
    marked = answer(part, text)
    assert (marked.verdict, said(marked)) == ("invalid", [told])


def test_one_choice_is_right_or_not_it() -> None:
    right = offer("unsorted", "each").letter
    wrong = offer("unsorted", "middle").letter
    assert answer("unsorted", f"({right.upper()})").verdict == "correct"
    assert answer("unsorted", "each").verdict == "correct"
    marked = answer("unsorted", wrong)
    assert (marked.verdict, said(marked)) == ("wrong", [f"{wrong} is not it"])


def test_a_drawn_row_is_named_by_its_letter_or_its_key() -> None:
    key = variant("search").rows["habit"].key
    assert answer("which", key).verdict == "correct"
    assert answer("which", offer("which", key).letter).verdict == "correct"


@pytest.mark.parametrize(
    "text",
    ["c a e f d", "CAEFD", "c, a, f, e, d", "c -> a -> e -> f -> d", "c-a-e-f-d", "middle found right left again"],
)
def test_steps_that_may_stand_either_way_both_count(text: str) -> None:
    assert answer("steps", text).verdict == "correct"


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("a c e f d", ["a stands before something that it needs"]),
        ("c a e d f", ["d stands before something that it needs"]),
        ("c a e f d b", ["1 does not belong to it"]),
        ("c a e", ["2 are missing"]),
        ("b c e a", ["1 does not belong to it", "2 are missing", "e stands before something that it needs"]),
    ],
)
def test_what_is_wrong_with_an_order_is_told_without_the_right_one(text: str, remarks: list[str]) -> None:
    marked = answer("steps", text)
    assert (marked.verdict, said(marked)) == ("wrong", remarks)


@pytest.mark.parametrize("text", ["T F", "TF", "t,f", "true false", "Yes. No.", "right wrong"])
def test_statements_are_judged_first_for_half_of_the_credit(text: str) -> None:
    marked = answer("judge", text)
    assert (marked.verdict, marked.credit, marked.further) == ("correct", 0.5, True)
    assert (reading(marked), said(marked)) == ("true false", ["the reasons are missing"])


@pytest.mark.parametrize("text", ["T F 3 2", "TF 32", "true, false; 3, 2"])
def test_reasons_come_after_them(text: str) -> None:
    marked = answer("judge", text)
    assert (marked.verdict, marked.credit, marked.further) == ("correct", 1.0, False)
    assert reading(marked) == "true false, because of 3 2"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a) T 3, b) F 2",
            "T 3 F 2",
            "T3 F2",
            "T3F2",
            "a: T 3; b: F 2",
            "a) T (3), b) F [2]",
            "a. true 3\nb. false 2",
        ),
        *("a) T reason 3 b) F reason 2", "T - 3, F - 2", "T F a) 3 b) 2", "T F b2 a3", "T-F-3-2", "T F - 3 2"),
    ],
)
def test_a_reason_may_stand_behind_its_statement(text: str) -> None:
    marked = answer("judge", text)
    assert (marked.verdict, marked.credit, marked.further) == ("correct", 1.0, False)
    assert reading(marked) == "true false, because of 3 2"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        *(("a) T 3, b) F", "3 -"), ("T3 F-", "3 -"), ("T 3 F _", "3 -"), ("T F 3 -", "3 -"), ("T F b) 2", "- 2")),
        *(("T F - 2", "- 2"), ("a) T -, b) F 2", "- 2"), ("T F 3", "3"), ("T F 2", "2"), ("T F 1", "1")),
    ],
)
def test_a_reason_left_out_keeps_the_half(text: str, shown: str) -> None:
    marked = answer("judge", text)
    assert (marked.verdict, marked.credit, marked.further) == ("correct", 0.5, True)
    assert reading(marked) == f"true false, because of {shown}; 1 is missing"
    assert said(marked) == ["1 of the 2 reasons is missing"]


@pytest.mark.parametrize("text", ["T - F -", "T F - -", "a) T _ b) F _", "T _, F _"])
def test_dashes_alone_give_no_reason(text: str) -> None:
    marked = answer("judge", text)
    assert (marked.verdict, marked.credit, said(marked)) == ("correct", 0.5, ["the reasons are missing"])


def test_a_wrong_reason_beside_one_left_out_keeps_the_half() -> None:
    marked = answer("judge", "T 1, F -")
    assert (marked.verdict, marked.credit) == ("wrong", 0.5)
    assert said(marked) == ["true and false are right, but 1 of the reasons is not, and 1 is missing"]


def test_wrong_reasons_keep_the_half_and_wrong_judgements_keep_nothing() -> None:
    wrong_reason = answer("judge", "T F 1 2")
    assert (wrong_reason.verdict, wrong_reason.credit) == ("wrong", 0.5)
    assert said(wrong_reason) == ["true and false are right, but 1 of the reasons is not"]
    misjudged = answer("judge", "F F 3 2")
    assert (misjudged.verdict, misjudged.credit) == ("wrong", 0.0)
    assert said(misjudged) == ["1 of the 2 is judged wrongly"]


def test_statements_without_reasons_are_one_answer() -> None:
    marked = answer("again", "T T F")
    assert (marked.verdict, marked.credit, marked.further) == ("correct", 1.0, False)


@pytest.mark.parametrize(
    "text", ["binary search", "Binary-Search", "BINARYSEARCH", "bisection.", "halbierung fur bucher"]
)
def test_a_short_text_may_be_written_in_any_way(text: str) -> None:
    assert mark("words", "name", text).verdict == "correct"


@pytest.mark.parametrize("text", ["binery search", "binary serach", "bisecton", "Halbirung für Buecher"])
def test_a_letter_off_is_asked_again(text: str) -> None:
    marked = mark("words", "name", text)
    assert (marked.verdict, said(marked)) == (
        "invalid",
        ["this is a letter or two off a right answer (mind the spelling)"],
    )


@pytest.mark.parametrize("text", ["bubble sort", "search", "2 bisection"])
def test_other_words_are_wrong(text: str) -> None:
    assert mark("words", "name", text).verdict == "wrong"


@pytest.mark.parametrize(
    ("text", "shown", "points"),
    [
        ("It shrinks | 1 3", "points 1, 3", 2),
        ("It shrinks | kept, last", "points 1, 3", 2),
        ("P(A | B) shrinks | 2", "point 2", 1),
        ("| all", "all of the points", 3),
        ("| none", "none of the points", 0),
        ("|x| gets smaller | points 1 and 2.", "points 1, 2", 2),
    ],
)
def test_a_free_answer_earns_the_share_of_the_points_that_are_ticked(text: str, shown: str, points: int) -> None:
    marked = mark("words", "why", text)
    assert (marked.verdict, reading(marked)) == ("correct", shown)
    assert marked.credit == pytest.approx(points / 3)
    assert said(marked) == [f"{points} of 3 points, as you judged it"]


@pytest.mark.parametrize(
    "text", ["It shrinks", "", "P(A | B) grows", "|x| < 3", "p(x|1)", "either | or", "It shrinks |"]
)
def test_without_ticks_it_is_not_marked_yet(text: str) -> None:
    marked = mark("words", "why", text)
    assert (marked.verdict, marked.credit, marked.further, marked.fault) == ("invalid", 0.0, True, None)


def test_a_point_that_is_not_there_is_told() -> None:
    marked = mark("words", "why", "It shrinks | 1 4")
    assert said(marked) == ["4 is none of the points (they have the numbers 1 to 3; all and none will do too)"]
    assert marked.fault is not None
    assert not marked.further


def test_a_free_answer_may_be_long_and_not_endless() -> None:
    assert mark("words", "why", "word " * 900 + "| 1").verdict == "correct"
    assert said(mark("words", "why", "word " * 1001)) == ["an answer has at most 5,000 characters"]


def with_keys(*keys: str) -> tuple[Offer, ...]:
    """Options a, b, c, ... with these keys, the first of which is right."""
    return tuple(
        Offer(letter, key, Text(key, Place("", 1, 1)), holds=letter == "a", because=None)
        for letter, key in zip("abcdef", keys, strict=False)
    )


def test_letters_that_spell_a_key_are_letters_where_several_are_asked_for() -> None:
    offers = with_keys("bad", "good", "fair", "dead")
    assert [offer.letter for offer in read_picks("bad", offers)] == ["b", "a", "d"]
    assert [offer.letter for offer in read_picks("bad", offers, single=True)] == ["a"]
    # These name a letter twice, so that they can only be the key.
    assert [offer.letter for offer in read_picks("dead", offers)] == ["d"]


def test_a_number_that_is_off_is_no_misspelling() -> None:
    assert mark_words("Hopper H200", ["Hopper H100"]).verdict == "wrong"
    assert mark_words("Hoper H100", ["Hopper H100"]).verdict == "invalid"
    # In a short word another letter makes another word.
    assert mark_words("BERT", ["BART"]).verdict == "wrong"
