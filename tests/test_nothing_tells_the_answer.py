"""While a part is open, nothing that is shown gives its answer away: a student who collects it all is no wiser."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from every_kind import RIGHT, WRONG, bank
from sessions import at_part

from studybot.bank.reading import load_bank
from studybot.bank.schema import Part, Question
from studybot.cli.locations import shipped_banks
from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import evaluate
from studybot.marking.part import mark_part
from studybot.marking.references import reference_of
from studybot.problem.options import offers_of
from studybot.problem.variant import Variant
from studybot.show.document import Document
from studybot.show.plain import inline, to_text
from studybot.show.prose import spans
from studybot.study.quiz import Quiz

SEEDS = (1, 20_000_000)
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")
# What is told on purpose: the power of ten by which an answer is off, and what another try is worth.
TOLD = re.compile(r"by (?:about 10\^\d+|a factor of about 10)\b|\d+ %")


@cache
def questions() -> dict[str, Question]:
    return {question.id: question for question in load_bank(shipped_banks() / "fermi.yaml").questions}


def wrong_answers(variant: Variant, part: Part) -> Iterator[str]:
    """What a student might type instead: slips, powers of ten, other units, nearly the answer."""
    unit = variant.derivation.unit(part.id)
    right = variant.values[part.id] / unit.factor
    within = part.accept.within or 0.01
    slips = [evaluate(slip.gives.tree, variant.values) / unit.factor for slip in part.slips]
    powers = [right * 10.0**power for power in (-9, -6, -3, -2, -1, 1, 2, 3, 6, 9)]
    near = [right * (1 + sign * times * within) for sign in (1, -1) for times in (1.01, 1.5, 3)]
    for value in (*slips, *powers, *near, right * 2, right / 2, -right, 0.0, 1.0, 1 / right):
        yield f"{value!r} {unit.text}".strip()
        yield repr(float(f"{value:.3g}"))
    for other in ("kg", "GB", "TB/s", "m^2", "hour", "days", "1/s", "USD", "FLOP", "tokens", "MB", "W", "GPUs", "%"):
        yield f"{right:.4g} {other}"
        yield f"{right * 7:.4g} {other}"


UNREADABLE = (
    "foo",
    "1,2",
    "=",
    "inf",
    "1/0",
    "9e999",
    "N",
    "2*N*T",
    "flop",
    "1:30",
    "7 foo",
    "(7",
    "7 *",
    "7 7",
    "7 kg 7",
)


def numbers(text: str) -> set[float]:
    return {float(found.replace(",", "")) for found in NUMBER.findall(text)}


def derived(number: float, own: Iterable[float]) -> Iterator[float]:
    """What a number tells, alone or together with the student's own answer."""
    yield number
    for mine in own:
        yield from (mine + number, mine - number, number - mine, mine * number)
        if number:
            yield mine / number
        if mine:
            yield number / mine


def open_messages(quiz: Quiz, answer: str) -> tuple[str, str]:
    """What is shown of an answer while it is typed and after it was sent: what repeats it, and all else."""
    preview = quiz.preview(answer)
    assert preview is not None
    shown: list[Document] = [quiz.feed(answer)]
    if quiz.part is not None:
        shown += [quiz.feed(":undo"), quiz.feed(":another"), quiz.feed(""), quiz.asking()]
    lines = "".join(map(to_text, shown)).splitlines()
    if isinstance(preview, FormulaError):
        lines += [preview.message, preview.hint or ""]
    own = [line for line in lines if line.startswith("reads as ") or line.strip() in ("^", answer)]
    return " ".join(own), "\n".join(line for line in lines if line not in own)


@pytest.mark.parametrize("name", [name for name, one in questions().items() if not any(p.names for p in one.parts)])
def test_no_message_at_an_open_part_tells_the_answer(name: str) -> None:
    question = questions()[name]
    tried = 0
    for seed in SEEDS:
        for part in question.parts:
            quiz, before = at_part(question, seed, part)
            variant = quiz.variant
            tolerance = reference_of(variant, part).tolerance
            unit = variant.derivation.unit(part.id)
            right = variant.values[part.id]
            told_before = numbers(before)
            slips = [inline(spans(slip.says, variant)) for slip in part.slips]
            for answer in wrong_answers(variant, part):
                if mark_part(variant, part, answer).verdict == "correct":
                    continue
                repeated, shown = open_messages(quiz, answer)
                assert quiz.part is part, f"{answer} closed {part.id}"
                tried += 1
                own = {0.0, *numbers(answer), *numbers(repeated)}
                for number in numbers(TOLD.sub("", shown)) - told_before - own:
                    for value in derived(number, own):
                        for base in (value, value * unit.factor):
                            assert not math.isfinite(base) or not tolerance.admits(base, right, unit.factor), (
                                f"{answer} for {part.id}: {number} in\n{shown}"
                            )
                assert not [says for says in slips if says in shown]
    assert tried > 100


@pytest.mark.parametrize("name", questions())
def test_what_is_said_of_an_unreadable_answer_is_the_same_on_every_variant(name: str) -> None:
    question = questions()[name]
    for part in question.parts:
        one, other = (at_part(question, seed, part)[0] for seed in SEEDS)
        for answer in UNREADABLE:
            assert to_text(one.feed(answer)) == to_text(other.feed(answer))
            assert str(one.preview(answer)) == str(other.preview(answer))


KINDS = [(question, part) for question in bank().questions for part in question.parts]
# How what is shown is cut into pieces, any of which might be typed: lines, what stands between signs, clauses.
CUT = re.compile(r" = |: |\n|\.(?: |$)")


def pieces(shown: str) -> set[str]:
    return {piece.strip() for piece in CUT.split(shown)} - {""}


def everything(quiz: Quiz, answers: Iterable[str]) -> str:
    """All hints and what is said of answers, while the part is open."""
    part, shown = quiz.part, []
    while not (hint := to_text(quiz.feed(":hint"))).startswith("There "):
        shown.append(hint.rpartition("The part is now worth")[0])
    for answer in answers:
        told = to_text(quiz.feed(answer))
        if quiz.part is not part:
            break
        # What repeats the answer, and what another try is worth.
        shown += [line for line in told.splitlines() if not line.startswith(("reads as ", "Another try"))]
    return "\n".join(shown)


@pytest.mark.parametrize(("question", "part"), KINDS, ids=lambda one: one.id)
def test_nothing_that_is_shown_of_any_kind_is_right_when_it_is_typed(question: Question, part: Part) -> None:
    name = question.id.partition("/")[2]
    for seed in range(1, 6):
        quiz, _ = at_part(question, seed, part)
        variant = quiz.variant
        offers = {offer.letter: offer for offer in offers_of(variant, part)}
        wrong, right = (typed.get(name, {}).get(part.id, "other words") for typed in (WRONG, RIGHT))
        answers = [wrong, f"{right} )"]
        shown = everything(quiz, [*(letter for letter in offers if not offers[letter].holds), *answers])
        if offers:
            told = [letter for letter in offers if re.search(rf"\b{letter}\)", shown)]
            assert all(not offers[letter].holds for letter in told)
            assert len(told) <= max(0, len(offers) - 2)
            named = [offer for offer in offers.values() if offer.text.source in shown]
            assert len(named) <= sum(offer.holds for offer in offers.values()) - 2 or not named
        for piece in pieces(shown):
            assert mark_part(variant, part, piece).verdict != "correct", piece


def test_the_check_finds_what_would_tell() -> None:
    """The check itself is tried on messages that do tell."""
    for shown in ("the answer is 42", "you are off by a factor of 6", "35 too small"):
        found = [value for number in numbers(shown) for value in derived(number, {7.0})]
        assert 42.0 in found
