"""Which variants stand on which version: nothing but recipe, version and secret decides it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from banks import fixed_bank
from sheets import derivations, recipe

from studybot.formula.errors import StudybotError
from studybot.problem.variant import drawn
from studybot.sheets.files.recipe import Recipe
from studybot.sheets.matching import Band, band_of, spans_of, spans_of_all
from studybot.sheets.versions import Version, choose, different, versions_of

FERMI = ("fermi/inference-cost", "fermi/landauer", "fermi/carbon", "fermi/recoup")


def told(version: Version) -> list[tuple[str, int]]:
    """The questions of a version and what draws them."""
    return [(slot.question.id, seed) for slot, seed in version]


def test_a_version_is_the_same_whichever_others_are_drawn_with_it() -> None:
    questions = derivations(*FERMI)
    made = recipe(questions, versions=40, bands={name: band_of(found) for name, found in questions.items()})
    together = versions_of(made, questions, range(1, 41))
    alone = [versions_of(made, questions, [number])[0] for number in (1, 17, 40)]
    assert list(map(told, alone)) == [told(together[number - 1]) for number in (1, 17, 40)]


def test_with_the_same_questions_only_the_numbers_differ() -> None:
    questions = derivations(*FERMI)
    one, other = versions_of(recipe(questions, versions=2), questions, [1, 2])
    assert [asked for asked, _ in told(one)] == [asked for asked, _ in told(other)] == list(questions)
    assert all(seed != another for (_, seed), (_, another) in zip(told(one), told(other), strict=True))


def test_each_has_its_own_choice_in_its_own_order_and_all_have_as_many_points() -> None:
    questions = derivations()
    made = recipe(questions, versions=30, wanted=5, same_questions=False)
    versions = versions_of(made, questions, range(1, 31))
    chosen = [tuple(asked for asked, _ in told(version)) for version in versions]
    assert all(len(set(names)) == 5 for names in chosen)
    assert len(set(chosen)) > 25
    points = {sum(part.points for name in names for part in questions[name].question.parts) for names in chosen}
    assert len(points) == 1


def test_more_problems_than_questions_are_asked_again_with_other_numbers() -> None:
    questions = derivations("fermi/landauer", "fermi/carbon")
    (version,) = versions_of(recipe(questions, wanted=5), questions, [1])
    assert [asked for asked, _ in told(version)] == [*questions, *questions, next(iter(questions))]
    assert len(set(told(version))) == 5


@pytest.mark.parametrize("name", FERMI)
def test_matched_versions_are_nearer_to_each_other_than_others(name: str) -> None:
    questions = derivations(name)
    made = recipe(questions, versions=60, bands={name: band_of(questions[name])})
    seeds = [version[0].seed for version in versions_of(made, questions, range(1, 61))]
    matched, everywhere = spans_of(questions[name], seeds), spans_of_all(questions[name])
    assert matched.decades < everywhere.decades / 2
    assert matched.digits[1] - matched.digits[0] <= everywhere.digits[1] - everywhere.digits[0]
    band = made.questions[0].band
    assert band is not None
    assert band.digits[0] <= matched.digits[0] <= matched.digits[1] <= band.digits[1]
    assert band.operations[0] <= matched.operations[0] <= matched.operations[1] <= band.operations[1]


def values(made: Recipe, number: int) -> tuple[object, ...]:
    """All that is given on a version of questions without options."""
    questions = derivations(*{asked.id for asked in made.questions})
    (version,) = versions_of(made, questions, [number])
    return tuple(sorted(drawn(questions[name], seed).data.items()) for name, seed in told(version))


def test_no_two_versions_are_the_same() -> None:
    # The price of landauer's question has few variants.
    questions = derivations("fermi/landauer")
    made, known = different(recipe(questions, versions=40), questions)
    assert known == versions_of(made, questions, range(1, 41))
    found = [str(values(made, number)) for number in range(1, 41)]
    assert len(set(found)) == 40
    assert all(one != other for one, other in pairwise(found))


def test_more_versions_than_there_are_is_told(tmp_path: Path) -> None:
    fixed_bank(tmp_path)
    questions = derivations("fixed/price", folder=tmp_path)
    with pytest.raises(StudybotError, match="do not have 3 different versions") as caught:
        different(recipe(questions, versions=3), questions)
    assert caught.value.code == "draw.versions"
    assert caught.value.hint == "1 were found: ask for fewer, or add a question"


def test_a_secret_keys_the_draw() -> None:
    questions = derivations(*FERMI)
    made = recipe(questions, versions=3)
    open_, keyed, again, other = (
        [told(version) for version in versions_of(made, questions, [1, 2, 3], secret)]
        for secret in (b"", b"a secret of ours", b"a secret of ours", b"another one, too")
    )
    assert keyed == again
    assert len({str(found) for found in (open_, keyed, other)}) == 3


def test_what_one_section_draws_says_nothing_of_another() -> None:
    pairs = {(*choose("abcdefg", 1, seed, 0), *choose("tuvwxyz", 1, seed, 1)) for seed in range(1000)}
    assert len(pairs) == 49


def test_the_draw_stays_as_it_is() -> None:
    # Sheets that were printed must be drawn again by every later studybot: what stands here never changes.
    questions = derivations("fermi/landauer", "fermi/carbon")
    made = recipe(questions, versions=2)
    assert [seed for version in versions_of(made, questions, [1, 2]) for _, seed in version] == [
        25458718,
        1860172,
        3141024,
        11489487,
    ]
    band = Band(
        digits=(8, 10),
        operations=(2, 4),
        sizes=(("flop_energy", -19.465, -18.955), ("least_power", -4.175, -3.665), ("factor", 6.515, 7.025)),
    )
    made = recipe(questions, versions=2, bands={"fermi/landauer": band})
    assert [seed for version in versions_of(made, questions, [1, 2]) for _, seed in version] == [
        8156106,
        1860172,
        25351621,
        11489487,
    ]
    questions = derivations("fermi/landauer", "fermi/carbon", "fermi/recoup")
    made = recipe(questions, versions=2, wanted=2, same_questions=False)
    assert [told(version) for version in versions_of(made, questions, [1, 2])] == [
        [("fermi/landauer", 25458718), ("fermi/carbon", 1860172)],
        [("fermi/carbon", 11489487), ("fermi/landauer", 3141024)],
    ]
    assert ["".join(choose("abcdefg", 2, seed, place)) for place in (0, 1) for seed in (1, 2, 3)] == [
        *("af", "eg", "de", "ag", "bc", "ef"),
    ]
