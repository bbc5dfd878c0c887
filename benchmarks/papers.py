"""Files of answers as a course hands them in: to every shipped question, right, slipped, unreadable, in working."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from studybot.bank.library import Library
from studybot.bank.schema import Part, Rubric
from studybot.cli.locations import shipped_banks
from studybot.formula.errors import StudybotError
from studybot.marking.rubric import TICKS_ALONE
from studybot.marking.slips.candidates import candidates_of
from studybot.notation.plain import to_plain
from studybot.problem.derivation import Derivation
from studybot.problem.variant import Variant, drawn
from studybot.show.answers import answer_node

COLUMNS = ("student", "code", "question", "part", "answer")
# So many students share a variant of a sheet in a few versions.
_VERSIONS = 30
# Rows of so many variants are scattered among one another: whoever types them takes papers from a pile.
_SCATTERED = 2_000
_UNREADABLE = ("???", "see next page", "2.16e2O", "(((", "4 apples and", "1e400", "\\frac{1}{", "forty-two-ish")
_CHOICES = ("a", "b, c", "a: true, b: false", "c b a d", "all", "none", "abd", "true", "TTF", "no", "3")


def write_answers(path: Path, answers: int, *, is_shared: bool, seed: int = 1) -> int:
    """A CSV file with so many answers; the number of different variants in it.

    Where variants are shared there are 30 of each question; else every student has their own.
    """
    variants: set[str] = set()
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for row in islice(_scattered(is_shared, seed), answers):
            variants.add(row[1])
            writer.writerow(row)
    return len(variants)


def _scattered(is_shared: bool, seed: int) -> Iterator[tuple[str, ...]]:
    chance = random.Random(seed)
    papers = _papers(is_shared, chance)
    while True:
        rows = [row for paper in islice(papers, _SCATTERED) for row in paper]
        chance.shuffle(rows)
        yield from rows


def _papers(is_shared: bool, chance: random.Random) -> Iterator[list[tuple[str, ...]]]:
    """One student's answers to one question after another."""
    derivations = [Derivation.of(entry.question) for entry in Library([shipped_banks()]).entries()]
    typing = Typing(chance)
    shared: dict[tuple[str, int], Variant] = {}
    for student in count(1):
        for derivation in derivations:
            if is_shared:
                seed = chance.randrange(_VERSIONS)
                key = (derivation.question.id, seed)
                if key not in shared:
                    shared[key] = drawn(derivation, seed)
                variant = shared[key]
            else:
                variant = drawn(derivation, student)
            yield [
                (f"s{student:06}", variant.code or "", "", part.id, answer) for part, answer in typing.paper(variant)
            ]


class Typing:
    """Types answers, the same for the same `chance`."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._words: dict[tuple[str, str], list[str]] = {}

    def paper(self, variant: Variant) -> Iterator[tuple[Part, str]]:
        """An answer to each part; what follows from a mistake in one is answered as it follows."""
        mistakes: dict[str, float] = {}
        seen = variant
        for part in variant.question.parts:
            if isinstance(seen.values.get(part.id), float) and not part.names and part.answer is not None:
                value = seen.values[part.id]
                text, own = self._number(seen, part, value)
                if own != variant.values.get(part.id) and own is not None and self.chance.random() < 0.5:
                    mistakes[part.id] = own
                    try:
                        seen = variant.with_pins(mistakes)
                    except StudybotError:
                        del mistakes[part.id]
            else:
                text = self._other(variant, part)
            yield part, text

    def _number(self, variant: Variant, part: Part, right: float) -> tuple[str, float | None]:
        """How a number is typed, and what it is worth where that is wrong."""
        chance, unit = self.chance, variant.derivation.unit(part.id)
        lot = chance.random()
        if lot < 0.3:
            return to_plain(answer_node(variant, part)), None
        own = None
        if lot < 0.55:
            value = right
        elif lot < 0.7 and (candidates := candidates_of(variant, part)):
            own = value = chance.choice(candidates).value
        elif lot < 0.9:
            own = value = right * 10 ** chance.uniform(-1.5, 1.5)
        elif lot < 0.95:
            return chance.choice(_UNREADABLE), None
        elif lot < 0.97:
            return "", None
        else:
            value, other = right / unit.factor, chance.randint(2, 9)
            return f"{other} * {value / other:.5g} = {value:.4g} {unit.plural_text}", None
        number = value / unit.factor
        written = chance.choice((f"{number:.3g}", f"{number:.4g}", f"{number:.6g}", f"{number:,.2f}", f"{number!r}"))
        behind = chance.choice((unit.text, unit.plural_text, unit.plural_text, "", "kg", "TB/s"))
        return f"{chance.choice(('', '', '', '= ', 'about '))}{written} {behind}".strip(), own

    def _other(self, variant: Variant, part: Part) -> str:
        """Anything but a number: right, or the right answer of another variant, or nothing sensible."""
        chance = self.chance
        lot = chance.random()
        if isinstance(part.task, Rubric):
            return chance.choice((f"{TICKS_ALONE}1 2", "because it says so", f"it is so {TICKS_ALONE} all", "none"))
        if lot < 0.05:
            return chance.choice(_UNREADABLE)
        if lot < 0.07:
            return ""
        if lot < 0.2:
            return chance.choice(_CHOICES)
        if lot < 0.6:
            return to_plain(answer_node(variant, part))
        key = (variant.question.id, part.id)
        if key not in self._words:
            others = (drawn(variant.derivation, seed) for seed in range(5))
            self._words[key] = [to_plain(answer_node(other, part)) for other in others]
        text = chance.choice(self._words[key])
        return text if lot < 0.9 else self._mistyped(text)

    def _mistyped(self, text: str) -> str:
        place = self.chance.randrange(len(text) + 1)
        return text[:place] + self.chance.choice(("", "2", "-", "+1", "^2", "x", ")")) + text[place + 1 :]
