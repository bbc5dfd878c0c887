"""Which variants stand on which version of a sheet: a pure function of its recipe, the version and the secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from studybot.formula.errors import StudybotError
from studybot.problem.codes import read_code
from studybot.problem.derivation import Derivation
from studybot.problem.generator import SEED_LIMIT, bits, bits_many, key, mixed_many, shuffled
from studybot.problem.options import offers_of
from studybot.problem.variant import Variant, drawn
from studybot.sheets.building import Drawn, DrawnSection
from studybot.sheets.files.recipe import Recipe, RecipeQuestion, RecipeSection
from studybot.sheets.files.secrets import keyed
from studybot.sheets.matching import CANDIDATES, inside, nearness
from studybot.sheets.prose import prose

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Q = TypeVar("Q")

# So often a version is drawn anew that came out like another one; after that there are not so many different ones.
_MOST_REDRAWN = 25
# Versions that are measured at once: 16 candidates of each make arrays of 10,000.
_AT_ONCE = 625


class Slot(NamedTuple):
    """A place on a version. `copy` counts how often its question stands before it."""

    question: RecipeQuestion
    copy: int
    section: int


class Choice(NamedTuple):
    """A problem of a version, chosen but not yet drawn."""

    slot: Slot
    seed: int


Version = tuple[Choice, ...]


def choose(questions: Sequence[Q], count: int, seed: int) -> tuple[Q, ...]:
    """So many of the questions, drawn by a seed and in their own order; all and again where there are fewer."""
    if count >= len(questions):
        return tuple(questions[place % len(questions)] for place in range(count))
    places = shuffled(len(questions), key("sheet", "choice"), seed)[:count]
    return tuple(questions[place] for place in sorted(places))


def versions_of(
    recipe: Recipe, derivations: Mapping[str, Derivation], numbers: Sequence[int], secret: bytes = b""
) -> list[Version]:
    """What stands on the versions with these numbers. `derivations` has all questions of the recipe by their ids."""
    found: list[Version] = []
    for start in range(0, len(numbers), _AT_ONCE):
        found += _versions(recipe, derivations, numbers[start : start + _AT_ONCE], secret)
    return found


def _versions(
    recipe: Recipe, derivations: Mapping[str, Derivation], numbers: Sequence[int], secret: bytes
) -> list[Version]:
    keys = [_key_of(recipe, number, secret) for number in numbers]
    slots = [tuple(_slots(recipe, drawn_by, secret)) for drawn_by in keys]
    seeds: list[dict[Slot, int]] = [{} for _ in keys]
    where: dict[Slot, list[int]] = {}
    for place, on_version in enumerate(slots):
        for slot in on_version:
            where.setdefault(slot, []).append(place)
    for slot, places in where.items():
        found = _seeds(slot, derivations[slot.question.id], [keys[place] for place in places])
        for place, seed in zip(places, found, strict=True):
            seeds[place][slot] = seed
    return [tuple(Choice(slot, seeds[place][slot]) for slot in on_version) for place, on_version in enumerate(slots)]


def _key_of(recipe: Recipe, number: int, secret: bytes) -> int:
    return keyed(secret, "studybot sheet", str(recipe.seed), str(number), str(recipe.redrawn.get(number, 0)))


def _slots(recipe: Recipe, drawn_by: int, secret: bytes) -> Iterator[Slot]:
    copies: dict[str, int] = {}
    for number, section in enumerate(recipe.sections):
        if recipe.same_questions:
            questions: Sequence[RecipeQuestion] = choose(section.questions, section.wanted, recipe.seed)
        else:
            questions = _own_choice(section, keyed(secret, "studybot sheet", str(recipe.seed)), drawn_by, number)
        for question in questions:
            copy = copies.get(question.id, 0)
            copies[question.id] = copy + 1
            yield Slot(question, copy, number)


def _own_choice(section: RecipeSection, common: int, drawn_by: int, number: int) -> list[RecipeQuestion]:
    """A version's own questions, in an order of its own, with as many points as every other version's.

    One choice is drawn for all; each version has for each question of it one with the same points.
    """
    pattern = choose(section.questions, section.wanted, common)
    waiting: dict[int, list[RecipeQuestion]] = {}
    order = shuffled(len(section.questions), key("sheet", "own", str(number)), drawn_by)
    for place in order:
        question = section.questions[place]
        waiting.setdefault(sum(question.points), []).append(question)
    taken = dict.fromkeys(waiting, 0)
    own: list[RecipeQuestion] = []
    for asked in pattern:
        points = sum(asked.points)
        like = waiting[points]
        own.append(like[taken[points] % len(like)])
        taken[points] += 1
    return [own[place] for place in shuffled(len(own), key("sheet", "order", str(number)), drawn_by)]


def _seeds(slot: Slot, derivation: Derivation, keys: Sequence[int]) -> list[int]:
    """The seed of the variant on each version, by the keys of the versions."""
    question = slot.question
    if question.code:
        return [read_code(question.code).seed] * len(keys)
    stream = key("sheet", question.id, str(slot.copy))
    if question.band is None:
        return [bits(stream, drawn_by, 0) % SEED_LIMIT for drawn_by in keys]
    import numpy as np

    from studybot.problem.draw import draw_many
    from studybot.vetting.fairness import work_of
    from studybot.vetting.sample import Sample

    mixed = mixed_many(np.array(keys, dtype=np.uint64))
    limit = np.uint64(SEED_LIMIT)
    candidates = np.stack([bits_many(stream, mixed, attempt) % limit for attempt in range(CANDIDATES)], axis=1)
    flat = candidates.reshape(-1)
    work = work_of(Sample(derivation, draw_many(derivation, flat), len(flat)))
    within = inside(question.band, work).reshape(candidates.shape)
    # The first that is in the band; where none is, the nearest.
    nearest = nearness(question.band, work).reshape(candidates.shape).argmin(axis=1)
    chosen = np.where(within.any(axis=1), within.argmax(axis=1), nearest)
    return [int(seed) for seed in candidates[np.arange(len(keys)), chosen]]


def different(recipe: Recipe, derivations: Mapping[str, Derivation], secret: bytes = b"") -> Recipe:
    """The recipe with `redrawn` so that no two of its versions are the same.

    Raises `StudybotError` `draw.versions` where there are not so many different ones.
    """
    numbers = range(1, recipe.versions + 1)
    versions = dict(zip(numbers, versions_of(recipe, derivations, numbers, secret), strict=True))
    redrawn = dict(recipe.redrawn)
    for _ in range(_MOST_REDRAWN):
        again = _repeated(versions, derivations)
        if not again:
            return recipe._replace(redrawn=dict(sorted(redrawn.items())))
        for number in again:
            redrawn[number] = redrawn.get(number, 0) + 1
        recipe = recipe._replace(redrawn=redrawn)
        versions.update(zip(again, versions_of(recipe, derivations, again, secret), strict=True))
    message = f"these questions do not have {recipe.versions:,} different versions"
    found = recipe.versions - len(again)
    raise StudybotError("draw.versions", message, hint=f"{found:,} were found: ask for fewer, or add a question")


def _repeated(versions: Mapping[int, Version], derivations: Mapping[str, Derivation]) -> list[int]:
    """The numbers of versions that are the same as one before them."""
    alike: dict[Slot, dict[int, int]] = {}
    seeds: dict[Slot, set[int]] = {}
    for version in versions.values():
        for slot, seed in version:
            seeds.setdefault(slot, set()).add(seed)
    for slot, drawn_by in seeds.items():
        alike[slot] = _alike(derivations[slot.question.id], sorted(drawn_by))
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, version in versions.items():
        # In whatever order the problems stand.
        same = tuple(sorted((slot.question.id, slot.copy, alike[slot][seed]) for slot, seed in version))
        groups.setdefault(same, []).append(number)
    again: list[int] = []
    for numbers in groups.values():
        if len(numbers) > 1:
            again += _with_same_options([(number, versions[number]) for number in numbers], derivations)
    return sorted(again)


def _alike(derivation: Derivation, seeds: Sequence[int]) -> dict[int, int]:
    """For each seed a number, the same for those that draw the same givens."""
    import numpy as np

    from studybot.problem.draw import draw_many
    from studybot.vetting.sample import Sample

    sample = Sample(derivation, draw_many(derivation, np.array(seeds, dtype=np.uint64)), len(seeds))
    numbers: NDArray[np.int64] = sample.drawn_alike(sample.drawn_names)
    return {seed: int(number) for seed, number in zip(seeds, numbers, strict=True)}


def _with_same_options(versions: Sequence[tuple[int, Version]], derivations: Mapping[str, Derivation]) -> Iterator[int]:
    """Those of versions with the same givens that offer the same options, too, as one before them."""
    known: set[tuple[object, ...]] = set()
    for number, version in versions:
        told = []
        for slot, seed in sorted(version, key=lambda choice: (choice.slot.question.id, choice.slot.copy)):
            derivation = derivations[slot.question.id]
            if any(part.task is not None for part in derivation.question.parts):
                told.append(_options(drawn(derivation, seed)))
        offered = tuple(told)
        if offered in known:
            yield number
        known.add(offered)


def _options(variant: Variant) -> tuple[tuple[str, bool], ...]:
    return tuple((offer.key, offer.holds) for part in variant.question.parts for offer in offers_of(variant, part))


def drawn_version(recipe: Recipe, derivations: Mapping[str, Derivation], version: Version) -> tuple[DrawnSection, ...]:
    """The sections of a version with their variants drawn. Raises `StudybotError` `draw.*`."""
    sections = []
    for number, section in enumerate(recipe.sections):
        problems = tuple(
            _drawn(choice, derivations[choice.slot.question.id]) for choice in version if choice.slot.section == number
        )
        sections.append(DrawnSection(section.title, prose(section.text), problems))
    return tuple(sections)


def _drawn(choice: Choice, derivation: Derivation) -> Drawn:
    return Drawn(drawn(derivation, choice.seed), points_on(choice.slot.question, derivation))


def points_on(asked: RecipeQuestion, derivation: Derivation) -> tuple[int, ...]:
    """The points of the parts of a question: a recipe's, or its own where it has other parts by now."""
    own = tuple(part.points for part in derivation.question.parts)
    return asked.points if len(asked.points) == len(own) else own
