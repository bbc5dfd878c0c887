"""Classes of values behave as frozen dataclasses do."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, replace
from functools import cached_property

from studybot.formula.values import value


@value
class Base:
    """What others add fields to."""

    start: int = field(default=0, compare=False, kw_only=True)


@value
class Pair(Base):
    first: str
    second: tuple[int, ...] = ()


@value
class Single(Base):
    first: str


@value
class Nothing:
    """No fields at all."""


@value
class Keeping:
    number: int

    @cached_property
    def doubled(self) -> int:
        return 2 * self.number


@dataclass(frozen=True, slots=True)
class Frozen:
    first: str
    second: tuple[int, ...] = ()


def test_values_are_equal_where_their_fields_are() -> None:
    assert Pair("a", (1,)) == Pair("a", (1,), start=7)
    assert hash(Pair("a", (1,))) == hash(Pair("a", (1,), start=7))
    assert Pair("a", (1,)) != Pair("a", (2,))
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing(), Single("a"), Single("a"), Single("b")}) == 3


def test_a_value_of_another_class_is_another() -> None:
    one: object = Single("a")
    assert one not in (Pair("a"), "a", ("a",))
    assert one == Single("a")


def test_a_value_is_shown_as_a_dataclass_is() -> None:
    assert repr(Pair("a", (1,))) == "Pair(start=0, first='a', second=(1,))"
    assert repr(Frozen("a", (1,))) == "Frozen(first='a', second=(1,))"
    assert repr(Nothing()) == "Nothing()"


def test_what_dataclasses_offer_is_there() -> None:
    assert replace(Pair("a", start=3), second=(1,)) == Pair("a", (1,))
    match Pair("a", (1,)):
        case Pair(first, second):
            assert (first, second) == ("a", (1,))


def test_values_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Pair("a", (1,), start=4))).start == 4
    assert pickle.loads(pickle.dumps(Keeping(3))) == Keeping(3)


def test_a_value_has_slots_unless_it_keeps_what_it_computed() -> None:
    assert not hasattr(Pair("a"), "__dict__")
    kept = Keeping(3)
    assert kept.doubled == 6
    assert vars(kept)["doubled"] == 6
