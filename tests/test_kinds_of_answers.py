"""Every kind of part that has a formula for an answer: right, wrong, in another form, and what follows from it."""

from __future__ import annotations

import pytest
from every_kind import RIGHT, WRONG, mark, variant

from studybot.formula.matrix import Matrix
from studybot.formula.parser import Grammar, parse
from studybot.marking.mark import Mark, Own
from studybot.marking.part import mark_part, own_answer
from studybot.notation.plain import to_plain
from studybot.problem.steps import steps_of
from studybot.show.answers import answer_node
from studybot.show.feedback import closed_right
from studybot.show.plain import inline, to_text
from studybot.show.slips import said as sentence
from studybot.show.wanted import how_to_answer

ASKED = [(question, part) for question, answers in RIGHT.items() for part in answers]


def own(text: str) -> Own:
    return parse(text, Grammar(names={"kappa", "x", "y"}, units=None, grouping=False))


def said(marked: Mark) -> list[str]:
    return [remark.text for remark in marked.remarks]


@pytest.mark.parametrize(("question", "part"), ASKED)
def test_the_right_answer_is_right_and_a_wrong_one_wrong(question: str, part: str) -> None:
    assert mark(question, part, RIGHT[question][part]).verdict == "correct"
    assert mark(question, part, WRONG[question][part]).verdict == "wrong"


@pytest.mark.parametrize(("question", "part"), ASKED)
def test_the_answer_as_it_is_shown_is_right_when_typed(question: str, part: str) -> None:
    found = variant(question)
    assert mark(question, part, to_plain(answer_node(found, found.part(part)))).verdict == "correct"


@pytest.mark.parametrize(
    ("part", "shown"),
    [("around", "12 * pi cm"), ("way", "18.8 m"), ("share", "9/25"), ("percent", "36.0"), ("inside", "[0, 9)")],
)
def test_the_answer_is_shown_in_the_form_that_is_asked_for(part: str, shown: str) -> None:
    found = variant("wheel")
    assert to_plain(answer_node(found, found.part(part))) == shown


@pytest.mark.parametrize(
    ("question", "part", "told"),
    [
        ("wheel", "around", "Give it as a multiple of π."),
        ("wheel", "way", "Give it with 3 significant figures."),
        ("wheel", "time", ""),
        ("wheel", "percent", "Give it with 1 decimal."),
        ("wheel", "wheels", "An estimate will do: its order of magnitude counts."),
        ("wheel", "most", "Answer true or false."),
        ("wheel", "inside", "Answer with an interval, such as [0, 1)."),
        ("spring", "both", "Answer with a formula in kappa, x, y, factored."),
        ("layers", "image", "Answer with a vector, such as [1, 2]."),
        ("layers", "square", "Answer with a matrix, such as [[1, 2], [3, 4]]."),
        ("search", "which", "Answer with one letter."),
        ("search", "faster", "Answer with the letters of all that are right, such as a c, or with none."),
        ("search", "judge", "Answer T or F for each, such as T F; then come the reasons."),
        ("search", "again", "Answer T or F for each, such as T F T."),
        ("search", "steps", "Answer with the letters in order, such as c a b, without what does not belong."),
        ("words", "name", ""),
        ("words", "why", "Write your answer, or think of it and press Enter; then you mark it yourself."),
    ],
)
def test_each_kind_says_how_it_is_answered(question: str, part: str, told: str) -> None:
    found = variant(question)
    assert inline(how_to_answer(found, found.part(part))) == told


@pytest.mark.parametrize(
    ("question", "part", "answer"),
    [
        ("wheel", "around", "37.699111843 cm"),
        ("wheel", "share", "18/50"),
        ("wheel", "share", "0.36"),
        ("spring", "both", "kappa x^2/2 + kappa y^2/2"),
    ],
)
def test_a_right_value_in_another_form_is_asked_for_again_and_costs_nothing(
    question: str, part: str, answer: str
) -> None:
    marked = mark(question, part, answer)
    assert marked.verdict == "invalid"
    assert said(marked)[0].startswith("this is right, but the answer is to be ")


def test_figures_and_decimals_are_counted() -> None:
    assert said(mark("wheel", "way", "18.85 m")) == ["the answer is to have exactly 3 significant figures"]
    assert said(mark("wheel", "percent", "36")) == ["the answer is to have exactly 1 decimal"]


# A turn covers 0.377 m, and 5093 km are 1.351e7 turns.
@pytest.mark.parametrize(
    ("answer", "credit", "told"),
    [
        ("1.351e7", 1.0, None),
        ("2.7e7", 1.0, "yours is 2.0 times the answer"),
        ("7e6", 1.0, "yours is the answer divided by 1.9"),
        ("1e8", 0.5, "yours is 7.4 times the answer"),
        ("1.4e6", 0.5, "yours is the answer divided by 9.6"),
        ("2e8", 0.0, "yours is 15 times the answer"),
        ("1e12", 0.0, "yours is about 10^5 times the answer"),
    ],
)
def test_an_estimate_earns_by_its_order_of_magnitude(answer: str, credit: float, told: str | None) -> None:
    marked = mark("wheel", "wheels", answer)
    assert marked.credit == credit
    assert [remark.text for remark in marked.closing] == ([told] if told else [])
    # While the part is open the factor is not told.
    assert not any(told and told in remark.text for remark in marked.remarks)


@pytest.mark.parametrize(
    ("answer", "own_force"), [("kappa x^2", "2 kappa x"), ("kappa/2", "kappa/x"), ("x^3/2", "x^2")]
)
def test_a_formula_that_follows_from_a_wrong_one_is_right(answer: str, own_force: str) -> None:
    marked = mark("spring", "energy", answer, force=own(own_force))
    assert (marked.verdict, marked.credit, marked.followed) == ("correct", 1.0, True)
    assert said(marked) == ["right, given your own answer to force"]
    assert mark("spring", "energy", "3*x", force=own(own_force)).verdict == "wrong"


@pytest.mark.parametrize(("answer", "own_force"), [("0", "0"), ("1/2", "1/x")])
def test_a_formula_that_an_earlier_answer_makes_trivial_earns_nothing(answer: str, own_force: str) -> None:
    assert mark("spring", "energy", answer, force=own(own_force)).verdict == "wrong"


def test_a_truth_follows_from_a_wrong_number() -> None:
    """Of 50 turns 18 are not most, but of 50 with 30 taken for 18 they would be."""
    assert not mark("wheel", "most", "true").followed
    assert mark("wheel", "most", "true", bad=30.0).followed


def test_a_number_follows_from_a_wrong_formula() -> None:
    # 2 * 6 * 3 = 36 is the force then, its mean 18, and the energy 18 * 3.
    marked = mark("spring", "joule", "54", force=own("2 kappa x"))
    assert marked.followed
    assert mark("spring", "joule", "55", force=own("2 kappa x")).verdict == "wrong"
    assert mark("spring", "joule", "13.5", energy=own("kappa x^2/4")).followed


def test_what_follows_from_a_wrong_formula_need_not_have_the_form() -> None:
    """It may have no factors at all."""
    assert mark("spring", "both", "x + kappa y^2/2", energy=own("x")).followed


def test_the_answer_to_be_followed_is_the_formula_that_was_given() -> None:
    assert own_answer(mark("spring", "force", "2*kappa*x")) == own("2*kappa*x")
    assert own_answer(mark("spring", "force", "kappa*x")) is None


@pytest.mark.parametrize("answer", ["[1, 2]", "1..5", "x = 2", "kappa > x"])
def test_nothing_follows_from_what_is_no_formula_for_a_number(answer: str) -> None:
    assert own_answer(mark("spring", "force", answer)) is None


def closing(part: str, answer: str, **earlier: Own) -> list[str]:
    found = variant("spring")
    marked = mark_part(found, found.part(part), answer, earlier)
    return to_text(closed_right(found, found.part(part), marked, 1.0)).splitlines()


def test_the_way_with_an_own_value_is_true_line_by_line() -> None:
    assert closing("joule", "54", force=own("2 kappa x")) == [
        "Right, given your own answer to (a). The answer itself is 27.",
        "With your own value:",
        "The numbers are put into the formula.",
        "  joule = energy = mean * x = 18 * 3 = 54",
    ]
    assert closing("joule", "13.5", energy=own("kappa x^2/4"))[-1] == "  joule = energy = 13.5"
    # Without it the formula is shown in the form that its author gave it last.
    found = variant("spring")
    (step,) = steps_of(found, found.part("joule"))
    assert len(step.forms) == 2


def test_a_right_answer_is_not_told_to_be_otherwise() -> None:
    assert closing("joule", "27") == ["Right."]
    assert closing("force", "x κ") == ["Right; as derived here: kappa * x."]
    found = variant("wheel")
    part = found.part("share")
    assert to_text(closed_right(found, part, mark("wheel", "share", "9/25"), 1.0)) == "Right.\n"


def slip(question: str, part: str, answer: str) -> tuple[str, str] | None:
    found = variant(question)
    marked = mark(question, part, answer)
    if marked.slip is None:
        return None
    return inline(sentence(found, marked.slip.open)) if marked.slip.open else "", inline(
        sentence(found, marked.slip.closed)
    )


def test_a_slip_speaks_of_the_answer_and_of_others_by_their_letters() -> None:
    assert slip("layers", "image", "[1, 1]") == (
        "A sign seems to be wrong in the answer.",
        "This is what comes out if all signs of the answer are the other ones.",
    )
    assert slip("wheel", "percent", "0.4") is None
    early = slip("wheel", "percent", "0.36")
    assert early == (
        "This seems to stop early, at the answer to (d).",
        "This is the answer to (d), from which the answer still has to be made.",
    )


def test_the_slip_of_a_formula_is_told_in_its_authors_words() -> None:
    assert slip("spring", "force", "kappa/x") == ("", "The force grows with the stretch and does not fall.")


def test_shapes_are_told_before_anything_else() -> None:
    assert said(mark("layers", "product", "A B")) == ["k × n times n × k is k × k; the answer needs n × n"]
    assert said(mark("layers", "image", "[[1, 2], [3, 4]]")) == ["that is 2 × 2; 2 × 1 is asked for"]


def test_a_matrix_may_be_worked_out_while_it_is_typed() -> None:
    marked = mark("layers", "square", "[[1, 2], [3, 4]]^2")
    assert marked.verdict == "correct"
    assert marked.value == Matrix(((7.0, 10.0), (15.0, 22.0)))
