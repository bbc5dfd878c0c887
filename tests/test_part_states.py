"""What answers, hints and commands do to a part, and what a right answer is then worth."""

from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark, invalid
from studybot.study.part import PartState, answered, gave_up, hinted, skipped, taken_back

RIGHT = Mark("correct", 1.0)
WRONG = Mark("wrong", 0.0)
UNREADABLE = invalid(FormulaError("formula.syntax", "no", "?", 0, 1))


def test_a_right_answer_at_once_earns_all() -> None:
    state = answered(PartState(), RIGHT)
    assert (state.outcome, state.credit, state.tries) == ("right", 1.0, 1)


def test_a_second_try_earns_half_and_a_third_a_quarter() -> None:
    once_wrong = answered(PartState(), WRONG)
    assert answered(once_wrong, RIGHT).credit == 0.5
    assert answered(answered(once_wrong, WRONG), RIGHT).credit == 0.25


def test_a_hint_costs_a_quarter_of_what_is_left() -> None:
    assert answered(hinted(PartState()), RIGHT).credit == 0.75
    assert answered(hinted(answered(PartState(), WRONG)), RIGHT).credit == 0.375


def test_what_cannot_be_read_costs_nothing() -> None:
    assert answered(PartState(), UNREADABLE) == PartState()


def test_steps_are_offered_after_the_second_wrong_try() -> None:
    once = answered(PartState(), WRONG)
    assert not once.offers_steps
    assert answered(once, WRONG).offers_steps


def test_a_try_is_taken_back_once_and_stays_counted() -> None:
    wrong = answered(PartState(), WRONG)
    assert wrong.may_take_back
    undone = taken_back(wrong)
    assert (undone.tries, undone.worth) == (1, 1.0)
    assert answered(undone, RIGHT).credit == 1.0
    again = answered(undone, WRONG)
    assert not again.may_take_back
    assert again.offers_steps


def test_nothing_is_taken_back_before_an_answer_or_after_the_end() -> None:
    assert not PartState().may_take_back
    assert not answered(PartState(), RIGHT).may_take_back
    assert not gave_up(answered(PartState(), WRONG)).may_take_back


def test_giving_up_and_skipping_close_a_part_without_credit() -> None:
    for state in (gave_up(hinted(PartState())), skipped(PartState())):
        assert not state.is_open
        assert state.credit == 0
