"""How long marking takes, one answer and many, and how much memory."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import studybot
from benchmarks.fuzz import bytes_to_mark
from benchmarks.inputs import TARGETS, Answers, Target, agreed
from benchmarks.oracles import against_math_verify
from benchmarks.timing import Row, best_of, per_call, seconds_of, spread
from studybot.bank.library import Library
from studybot.bank.schema import Part
from studybot.cli.locations import shipped_banks
from studybot.marking.bulk import mark_many, verdicts_of
from studybot.marking.part import mark_part
from studybot.marking.references import reference_of
from studybot.problem.derivation import Derivation
from studybot.problem.variant import Variant, drawn

_CHECKS = 10_000
_MANY = 100_000
# So many different texts are among the answers of a course.
_COMMON = 200

_SHAPES = {"W_Q": {"shape": ["d_head", "d_model"]}, "W_K": {"shape": ["d_head", "d_model"]}}
_OUTPUTS = {
    "W_O^1": {"shape": ["d_model", "d_head"]}, "W_O^2": {"shape": ["d_model", "d_head"]},
    "r^1": {"shape": ["d_head"]}, "r^2": {"shape": ["d_head"]},
}  # fmt: skip
_MATRIX_EXPRESSIONS = (
    ("(W_K^T W_Q)^T", Target("expression", "W_Q^T W_K", variables=_SHAPES)),
    ("W_Q^T W_K", Target("expression", "W_Q^T W_K", variables=_SHAPES)),
    ("W_K^T W_Q", Target("expression", "W_Q^T W_K", variables=_SHAPES)),
    ("W_O^2 r^2 + W_O^1 r^1", Target("expression", "W_O^1 r^1 + W_O^2 r^2", variables=_OUTPUTS)),
)


def marking() -> list[Row]:
    return [*_in_a_question(), *_by_call(), *_in_bulk(), *_against_math_verify(), _memory()]


def _question() -> tuple[Variant, Part]:
    entries = Library([shipped_banks()]).entries("fermi")
    question = next(entry.question for entry in entries if entry.id == "fermi/decode-latency")
    return drawn(Derivation.of(question), 1), question.parts[0]


def _in_a_question() -> Iterator[Row]:
    variant, part = _question()
    for answer in ("41.67 s", "60/41.67 s", "1.98×10^3 min"):
        one = per_call(partial(mark_part, variant, part, answer))
        yield f"marking `{answer}` in a question, slips and all", f"{one * 1e6:.0f} µs", "about 100 µs"


def _by_call() -> Iterator[Row]:
    """`studybot.mark` on the agreed cases that can be read, and on matrix expressions."""
    kinds: dict[str, Sequence[tuple[str, Target]]] = {
        "number or quantity": agreed("number", "quantity"),
        "expression": agreed("expression"),
        "matrix expression": _MATRIX_EXPRESSIONS,
    }
    for kind, cases in kinds.items():
        checks = [_check(answer, target) for answer, target in cases]
        median, rare = spread(checks, _CHECKS // len(checks))
        yield f"one check, {kind}: median", f"{median * 1e6:.0f} µs", "50 µs"
        yield f"one check, {kind}: 99.9th percentile", f"{rare * 1e3:.2f} ms", "1 ms"


def _check(answer: str, target: Target) -> Callable[[], object]:
    return partial(
        studybot.mark,
        answer,
        target.reference,
        kind=target.kind,
        variables=target.variables,
        tolerance=target.tolerance,
    )


def _in_bulk() -> Iterator[Row]:
    import numpy as np

    variant, part = _question()
    reference = reference_of(variant, part)
    chance = random.Random(1)
    different = list(dict.fromkeys(_typed(reference.value, chance) for _ in range(_MANY * 5 // 4)))[:_MANY]
    repeated = [chance.choice(different[:_COMMON]) for _ in range(_MANY)]
    for answers, which in ((different, "all different"), (repeated, f"{_COMMON} different")):
        rate = len(answers) / seconds_of(partial(mark_many, answers, variant, part))
        yield f"{len(answers):,} answers to one question, {which}", f"{rate:,.0f} a second", "20,000 a second at least"
    values = np.random.default_rng(1).normal(reference.value, abs(reference.value) / 50, 1_000_000)
    rate = len(values) / best_of(lambda: verdicts_of(values, reference))
    yield "1,000,000 numbers on numpy", f"{rate:,.0f} a second", "1,000,000 a second at least"


def _typed(right: float, chance: random.Random) -> str:
    """A time in seconds as somebody may type it: right, rounded, in another unit or wrong."""
    value = right * chance.choice((1, 1, 1, 60, 1 / 60, 1000, chance.uniform(0.5, 2))) * chance.uniform(0.99, 1.01)
    return chance.choice(
        (
            f"{value:.6g} s", f"{value:.7g}s", f"{value / 60:.6g} min", f"{value:.5e} s", f"{value:.6g}",
            f"{value * 1000:,.2f} ms", f"{value * 3:.6g}/3 s", f"about {value:.6g} s", f"{value:.6g} seconds",
        )
    )  # fmt: skip


def _against_math_verify() -> Iterator[Row]:
    try:
        contest = against_math_verify()
    except ImportError:
        return
    yield f"one check, {len(contest.ours)} agreed cases: math-verify over ours", str(contest), "100 x at least"
    wrong = f"{len(contest.our_mistakes)}, math-verify {len(contest.their_mistakes)}"
    yield "wrong verdicts on them", wrong, "0"


def _memory() -> Row:
    answers = Answers(1)
    cases = [(answers.to(target), target) for target in TARGETS for _ in range(20)]
    for answer, target in cases:
        _check(answer, target)()
    most = max(bytes_to_mark(answer, target) for answer, target in cases)
    return "most memory of one check", f"{most / 1e6:.1f} MB", "50 MB"
