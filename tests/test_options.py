"""What a part offers to choose from: drawn from the seed, never by accident a gift."""

from __future__ import annotations

from pathlib import Path

import pytest
from every_kind import KINDS, derivation, variant

from studybot.bank.reading import load_bank
from studybot.problem.codes import revision_of
from studybot.problem.derivation import Derivation
from studybot.problem.options import Offer, offers_of, possible_answers, stands_right
from studybot.problem.variant import drawn

SEEDS = range(1, 41)


def offers(part: str, seed: int) -> tuple[Offer, ...]:
    found = variant("search", seed)
    return offers_of(found, found.part(part))


@pytest.mark.parametrize("part", ["which", "unsorted", "faster", "judge", "again", "steps"])
def test_what_is_offered_depends_on_the_seed_alone(part: str) -> None:
    other = Derivation.of(derivation("search").question)
    for seed in SEEDS:
        again = drawn(other, seed)
        assert offers_of(again, again.part(part)) == offers(part, seed)
    assert len({tuple(offer.key for offer in offers(part, seed)) for seed in SEEDS}) > 1
    assert [offer.letter for offer in offers(part, 1)] == list("abcdef"[: len(offers(part, 1))])


@pytest.mark.parametrize("part", ["which", "unsorted"])
def test_one_of_three_is_right_and_every_place_has_its_turn(part: str) -> None:
    right = []
    for seed in SEEDS:
        shown = offers(part, seed)
        assert len(shown) == 3
        (only,) = (offer.letter for offer in shown if offer.holds)
        right.append(only)
    assert set(right) == {"a", "b", "c"}


def test_the_drawn_row_is_the_right_one() -> None:
    for seed in SEEDS:
        (right,) = (offer for offer in offers("which", seed) if offer.holds)
        assert right.key == variant("search", seed).rows["habit"].key


def test_of_several_neither_none_nor_all_are_right() -> None:
    counts = {sum(offer.holds for offer in offers("faster", seed)) for seed in SEEDS}
    assert counts <= {1, 2, 3}
    assert len(counts) > 1
    assert all(len(offers("faster", seed)) == 4 for seed in SEEDS)


@pytest.mark.parametrize(("part", "key"), [("judge", "growth"), ("again", "one"), ("faster", "cache")])
def test_an_option_with_two_wordings_is_drawn_in_either(part: str, key: str) -> None:
    found = {(offer.holds, offer.text.source) for seed in SEEDS for offer in offers(part, seed) if offer.key == key}
    assert {holds for holds, _ in found} == {True, False}
    assert len(found) == 2


def test_the_right_reason_stands_among_the_tempting_ones_in_every_place() -> None:
    places = set()
    for seed in SEEDS:
        (growth,) = (offer for offer in offers("judge", seed) if offer.key == "growth")
        assert growth.reason is not None
        assert growth.because == growth.reasons[growth.reason]
        assert len(growth.reasons) == 3
        places.add(growth.reason)
    assert places == {0, 1, 2}
    assert all(offer.reasons == () for offer in offers("again", 1))


def test_an_order_is_never_offered_as_it_is_right() -> None:
    for seed in SEEDS:
        shown = offers("steps", seed)
        assert {offer.key for offer in shown if not offer.holds} == {"swap"}
        assert not stands_right([offer for offer in shown if offer.holds])


@pytest.mark.parametrize(
    ("order", "right"),
    [
        ("middle found left right again", True),
        ("middle found right left again", True),
        ("middle found left again right", False),
        ("found middle left right again", False),
        ("middle found left right again swap", False),
    ],
)
def test_an_order_is_right_where_each_step_comes_after_what_it_needs(order: str, right: bool) -> None:
    by_key = {offer.key: offer for offer in offers("steps", 1)}
    assert stands_right([by_key[key] for key in order.split()]) == right


def test_how_many_answers_there_are_to_pick_from() -> None:
    search, wheel = variant("search"), variant("wheel")
    counted = {part.id: possible_answers(search, part) for part in search.question.parts}
    assert counted == {"which": 3, "unsorted": 3, "faster": None, "judge": 4, "again": 8, "steps": None}
    assert possible_answers(wheel, wheel.part("most")) == 2
    assert possible_answers(wheel, wheel.part("way")) is None


def revision(folder: Path, *changes: tuple[str, str]) -> str:
    text = KINDS
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path = folder / "kinds.yaml"
    path.write_text(text, encoding="utf-8")
    (question,) = (one for one in load_bank(path).questions if one.id == "kinds/search")
    return revision_of(question)


def test_other_words_leave_the_revision_and_other_options_change_it(tmp_path: Path) -> None:
    before = revision(tmp_path)
    assert revision(tmp_path, ("sorting the list once", "sorting it first")) == before
    assert revision(tmp_path, ("because: a search moves nothing", "because: nothing is moved")) == before
    added = "        upper: {wrong: writing items in capitals"
    assert revision(tmp_path, (added, f"        lower: {{wrong: in small letters, because: no}}\n{added}")) != before
    assert revision(tmp_path, ("after: [found]", "after: [left]")) != before
