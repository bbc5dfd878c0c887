"""Questions of one skill are kept apart wherever that can be done."""

import itertools
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from studybot.study.order import interleaved


@dataclass(frozen=True)
class Asked:
    name: int
    skill: str


@given(st.lists(st.sampled_from("abcd"), max_size=20), st.integers(0, 2**63))
def test_no_two_of_one_skill_in_a_row_where_it_can_be_helped(skills: list[str], seed: int) -> None:
    questions = [Asked(number, skill) for number, skill in enumerate(skills)]
    order = list(interleaved(questions, seed))
    assert sorted(one.name for one in order) == [one.name for one in questions]
    most = max((skills.count(skill) for skill in skills), default=0)
    repeats = sum(before.skill == after.skill for before, after in itertools.pairwise(order))
    # With m of the commonest skill among n, at least m - (n - m) - 1 neighbours must be alike.
    assert repeats == max(0, 2 * most - len(skills) - 1)


def test_another_seed_gives_another_order() -> None:
    questions = [Asked(number, str(number)) for number in range(10)]
    assert list(interleaved(questions, 1)) != list(interleaved(questions, 2))
    assert list(interleaved(questions, 1)) == list(interleaved(questions, 1))
