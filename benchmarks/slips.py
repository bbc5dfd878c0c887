"""How often a slip is named rightly, wrongly or left alone, on every shipped question: `python -m benchmarks.slips`."""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from studybot.bank.library import Library
from studybot.bank.schema import Part
from studybot.cli.locations import shipped_banks
from studybot.marking.reading import Figures
from studybot.marking.references import reference_of
from studybot.marking.slips.candidates import Candidate, candidates_of
from studybot.marking.slips.naming import explained, precision_of
from studybot.problem.derivation import Derivation
from studybot.problem.variant import Variant, drawn

VARIANTS = 1_000
# Wrong answers at random, for each part of each variant: the right one times up to this many decades either way.
RANDOM = 3
DECADES = 1.5


@dataclass
class Count:
    """What became of the slips of one question."""

    rightly: int = 0
    wrongly: int = 0
    alone: int = 0
    accepted: int = 0
    random: int = 0
    random_explained: int = 0
    milliseconds: list[float] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: Count) -> None:
        self.rightly += other.rightly
        self.wrongly += other.wrongly
        self.alone += other.alone
        self.accepted += other.accepted
        self.random += other.random
        self.random_explained += other.random_explained
        self.milliseconds += other.milliseconds
        self.confused += other.confused
        self.kinds += other.kinds


def written(value: float, figures: int) -> tuple[float, Figures]:
    """A number as a student writes it: rounded, zeros at the end of its decimals dropped."""
    text = f"{value:.{figures - 1}e}"
    mantissa, _, exponent = text.partition("e")
    digits = mantissa.lstrip("-").replace(".", "").rstrip("0") or "0"
    whole = int(exponent) + 1
    # 26,200 is written in full, and then its zeros may be figures; 2.62e7 has three.
    most = max(len(digits), whole) if 0 < whole <= 6 else len(digits)
    return float(text), Figures(len(digits), most, None)


def same(one: Candidate, other: Candidate) -> bool:
    return one.closed == other.closed or (one.kind, one.step) == (other.kind, other.step)


def outcome(
    variant: Variant, part: Part, candidates: tuple[Candidate, ...], value: float, figures: int
) -> Candidate | None:
    reference = reference_of(variant, part)
    unit = reference.unit.factor
    number, shown = written(value / unit, figures)
    if number == 0:
        return None
    precision = precision_of(abs(number), shown)
    return explained(candidates, number * unit, precision, reference.value, reference.tolerance, unit)


def measured(derivation: Derivation, count: int) -> Count:
    found = Count()
    generator = random.Random(derivation.question.id)
    parts = derivation.question.parts
    for seed in range(count):
        variant = drawn(derivation, seed)
        if not seed:
            for part in parts:
                candidates_of(variant, part)
        start = time.perf_counter()
        all_slips = [candidates_of(variant, part) for part in parts]
        found.milliseconds.append(1e3 * (time.perf_counter() - start))
        for part, candidates in zip(parts, all_slips, strict=True):
            if not candidates:
                continue
            reference = reference_of(variant, part)
            for candidate in candidates:
                if reference.tolerance.admits(candidate.value, reference.value, reference.unit.factor):
                    found.accepted += 1
                    continue
                figures = generator.choice((3, 4))
                value = candidate.value * (1 + generator.uniform(-NOISE, NOISE))
                told = outcome(variant, part, candidates, value, figures)
                if told is None:
                    found.alone += 1
                    found.kinds[candidate.kind, "alone"] += 1
                elif same(told, candidate):
                    found.rightly += 1
                    found.kinds[candidate.kind, "rightly"] += 1
                else:
                    found.wrongly += 1
                    found.kinds[candidate.kind, "wrongly"] += 1
                    found.confused[f"{part.id} {candidate.kind} {candidate.step}", f"{told.kind} {told.step}"] += 1
            for value in wrong_answers(generator, reference.value):
                if not reference.tolerance.admits(value, reference.value, reference.unit.factor):
                    found.random += 1
                    found.random_explained += outcome(variant, part, candidates, value, 3) is not None
    return found


NOISE = 0.0


def wrong_answers(generator: random.Random, right: float) -> Iterator[float]:
    for _ in range(RANDOM):
        yield right * 10 ** generator.uniform(-DECADES, DECADES)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.2f} %" if whole else "      - "


def row(name: str, count: Count) -> str:
    slips = count.rightly + count.wrongly + count.alone
    shares = [share(named, slips) for named in (count.rightly, count.wrongly, count.alone)]
    shares.append(share(count.random_explained, count.random))
    return f"{name:<26}{slips:>9}  {'  '.join(shares)}  {statistics.median(count.milliseconds):6.3f} ms"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else VARIANTS
    print(f"{'question':<26}{'slips':>9}   rightly   wrongly     alone    random      time")
    total = Count()
    for entry in Library([shipped_banks()]).entries():
        found = measured(Derivation.of(entry.question), count)
        print(row(entry.id, found), flush=True)
        total.add(found)
    print(row("all", total))
    print()
    for kind in dict.fromkeys(kind for kind, _ in total.kinds):
        rightly, wrongly, alone = (total.kinds[kind, what] for what in ("rightly", "wrongly", "alone"))
        whole = rightly + wrongly + alone
        print(f"{kind:<26}{whole:>9}  {share(rightly, whole)}  {share(wrongly, whole)}  {share(alone, whole)}")
    if "-v" in sys.argv:
        print(total.confused.most_common(30))


if __name__ == "__main__":
    main()
