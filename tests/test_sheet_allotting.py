"""Draws of one sheet share the questions that there are, so that none stands on it twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studybot.sheets.allotting import allotted


def test_a_question_that_two_draws_may_have_goes_to_the_one_that_needs_it() -> None:
    # The first draw has others; the second has only a and b.
    assert allotted([["a", "b", "c", "d"], ["a", "b"]], [2, 2]) == [["c", "d"], ["a", "b"]]


def test_what_is_left_over_goes_where_there_is_least() -> None:
    assert allotted([["a", "b", "c", "d", "e"], ["c", "d", "e"]], [1, 1]) == [["a", "b", "e"], ["c", "d"]]


def test_who_wants_more_gets_more_of_what_is_left_over() -> None:
    names = [*"abcdefgh"]
    each = allotted([names, names], [1, 3])
    assert not isinstance(each, int)
    assert [len(pool) for pool in each] == [2, 6]


def test_the_first_draw_that_is_left_short_is_told() -> None:
    assert allotted([["a"], ["a", "b"], ["b"]], [1, 1, 1]) == 2
    assert allotted([["a", "b"]], [3]) == 0
    assert allotted([[]], [1]) == 0


def test_many_draws_share_many_questions() -> None:
    names = [f"q{place}" for place in range(2_000)]
    each = allotted([names] * 12, [100] * 12)
    assert not isinstance(each, int)
    assert min(map(len, each)) >= 100


POOLS = st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True), min_size=1, max_size=4)


@given(POOLS, st.data())
def test_every_draw_has_enough_or_there_are_not_enough(pools: list[list[str]], data: st.DataObject) -> None:
    wanted = [data.draw(st.integers(1, 3)) for _ in pools]
    each = allotted(pools, wanted)
    # Hall's theorem: it can be done if any draws together may have as many as they want.
    possible = all(
        len({name for place, pool in enumerate(pools) if chosen >> place & 1 for name in pool})
        >= sum(count for place, count in enumerate(wanted) if chosen >> place & 1)
        for chosen in range(2 ** len(pools))
    )
    assert isinstance(each, list) == possible
    if isinstance(each, list):
        names = [name for pool in each for name in pool]
        assert sorted(names) == sorted({name for pool in pools for name in pool})
        assert all(len(own) >= count for own, count in zip(each, wanted, strict=True))
        assert all(set(own) <= set(pool) for own, pool in zip(each, pools, strict=True))
