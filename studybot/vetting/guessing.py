"""How often an answer that takes no thought would be right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from studybot.bank.findings import Finding
from studybot.bank.schema import Case, Choices, Part, RowChoice
from studybot.formula.shapes import NUMBER, TRUTH
from studybot.formula.tree import Name
from studybot.problem.derivation import Derivation
from studybot.problem.options import Offer, offers_of
from studybot.problem.variant import Variant
from studybot.vetting.faults import doubtful
from studybot.vetting.nearness import marked_right
from studybot.vetting.sample import MEANINGFUL, Floats, Sample
from studybot.vetting.tables import Table
from studybot.vetting.variety import LOPSIDED
from studybot.vetting.written import texts_of, told_in

# A guess that is right more often than not pays.
_PAYS = 0.5
# How far a guess may be above what chance gives it. True or false, two thirds are seen by nobody, nine of ten by all;
# and in a sample of 200, a share of one half is off by 0.1 once in 200 times.
_MARGIN = 0.17
# Options are drawn one variant at a time.
_DRAWN = 200

# A guess in words, and the share of the variants on which it is right.
Guess = tuple[str, float]


def check_guesses(sample: Sample) -> list[Finding]:
    """Notes on parts for which a fixed guess is right more often than chance would have it.

    Of numbers, a guess is 0, 1, the commonest value, a value that is told or an earlier answer, and pays above 50 %. Of
    what is true or false, of options, rows and statements it is always the same one, and pays 17 points above blind
    chance. Half credit does not count. An answer that is the same on (nearly) every variant is told elsewhere
    (`few-variants`, `lopsided`); where several options are right, in orders, in words, letters and free answers, a
    fixed guess has to be known.
    """
    if sample.count < MEANINGFUL or not sample.sound.any():
        return []
    found = []
    left_out = doubtful(sample.derivation)
    for part in sample.derivation.question.parts:
        guess, chance = (None, 0.0) if part.id in left_out else _best(sample, part)
        if guess is None or guess[1] <= chance:
            continue
        message = f"{guess[0]} is right for {part.id} on {100 * guess[1]:.0f} % of the variants"
        hint = "let it be right less often, unless seeing that is what is asked for"
        found.append(Finding("note", "guessable", message, part.place, hint, sample.derivation.question.id))
    return found


def _best(sample: Sample, part: Part) -> tuple[Guess | None, float]:
    """The best guess for a part, and the share above which it pays."""
    match part.task:
        case Choices(manner="statements"):
            return _statements(sample, part), 0.5 + _MARGIN
        case Choices(manner="one"):
            return _option(sample, part)
        case RowChoice(case=name):
            return _row(sample, name)
    if part.answer is None or part.names or part.id not in sample.values:
        return None, 0.0
    if sample.derivation.shapes.of.get(part.id) == TRUTH:
        holds = float(sample.array(part.id)[sample.sound].mean())
        if not 1 - LOPSIDED <= holds <= LOPSIDED:
            return None, 0.0
        return ("true", holds) if holds > 0.5 else ("false", 1 - holds), 0.5 + _MARGIN
    answers = sample.table(part.id)
    if not np.ptp(answers[sample.sound], axis=0).any():
        return None, 0.0
    return max(_values(sample, part, answers), key=lambda guess: guess[1]), _PAYS


def _values(sample: Sample, part: Part, answers: Table) -> Iterator[Guess]:
    """What the answer may be taken for."""
    derivation = sample.derivation
    rows, times = np.unique(answers[sample.sound], axis=0, return_counts=True)
    commonest = rows[times.argmax()]
    unit = derivation.unit(part.id)
    if derivation.shapes.of.get(part.id, NUMBER) == NUMBER:
        for number in (0.0, 1.0):
            yield f"{number:g}", _share(sample, part, np.full_like(answers, number * unit.factor))
        yield f"{commonest[0] / unit.factor:.6g}", _share(sample, part, np.broadcast_to(commonest, answers.shape))
    else:
        yield "one and the same answer", _share(sample, part, np.broadcast_to(commonest, answers.shape))
    for name, what in _told_before(derivation, part):
        if name in sample.values and derivation.shapes.of.get(name) == derivation.shapes.of.get(part.id):
            other = sample.table(name)
            if other.shape == answers.shape and derivation.dimension(name) == unit.dimension:
                yield f"{what} {name}", _share(sample, part, other)


def _told_before(derivation: Derivation, part: Part) -> Iterator[tuple[str, str]]:
    """The names whose value a student has before them, in words; but not the one that is only to be converted."""
    assert part.answer is not None
    tree = part.answer.formula.tree
    converted = tree.name if isinstance(tree, Name) else None
    place = list(derivation.parts).index(part.id)
    seen = [text.text for text in texts_of(derivation.question) if text.asks and text.part <= place]
    for name in sorted({name for text in seen for name in told_in(text)} & derivation.names):
        if name != converted and name not in derivation.parts:
            yield name, "the given"
    for name in list(derivation.parts)[:place]:
        if name != converted and name in derivation.link:
            yield name, "the earlier answer"


def _share(sample: Sample, part: Part, guesses: Table) -> float:
    in_full = part._replace(accept=part.accept._replace(half=None))
    right = marked_right(sample.derivation, in_full, guesses, sample.table(part.id))
    return float(right[sample.sound].mean())


def _row(sample: Sample, name: str) -> tuple[Guess | None, float]:
    """The row that is drawn most often, which differs from chance where a condition prefers it."""
    given = sample.derivation.given[name]
    assert isinstance(given.drawing, Case)
    rows = given.drawing.rows
    drawn: Floats = np.bincount(sample.draws.rows[name][sample.sound], minlength=len(rows)) / sample.sound.sum()
    likeliest = int(drawn.argmax())
    return (f"the row {rows[likeliest].key}", float(drawn[likeliest])), 1 / len(rows) + _MARGIN


def _option(sample: Sample, part: Part) -> tuple[Guess | None, float]:
    """The option that is right most often, where that is drawn; where one is always right, it has to be known."""
    counted = Counter(offer.key for offers in _offers(sample, part) for offer in offers if offer.holds)
    if len(counted) < 2:
        return None, 0.0
    key, times = counted.most_common(1)[0]
    return (f"the option {key}", times / counted.total()), 1 / len(counted) + _MARGIN


def _statements(sample: Sample, part: Part) -> Guess | None:
    """The same verdict on every statement."""
    judged = [offer.holds for offers in _offers(sample, part) for offer in offers]
    if not judged:
        return None
    share = sum(judged) / len(judged)
    return ("`true` on every statement", share) if share > 0.5 else ("`false` on every statement", 1 - share)


def _offers(sample: Sample, part: Part) -> Iterator[tuple[Offer, ...]]:
    for seed in np.flatnonzero(sample.sound)[:_DRAWN].tolist():
        # Options are drawn from the seed alone.
        yield offers_of(Variant(sample.derivation, seed, {}, {}, {}), part)
