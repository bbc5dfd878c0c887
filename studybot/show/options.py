"""Options as they are offered, and as they are explained: why each of them is right or wrong."""

from __future__ import annotations

from studybot.bank.schema import Choices, Ordering, Part, RowChoice, Rubric, Spellings
from studybot.problem.options import Offer, offers_of
from studybot.problem.variant import Variant
from studybot.show.document import Block, Document, Role, Span, Words, line
from studybot.show.prose import clause, inline_spans, sentence


def offered(variant: Variant, part: Part) -> Document:
    """The options, each with its letter; nothing for parts without."""
    return tuple(
        line(Words(f"{offer.letter}) ", "strong"), *inline_spans(offer.text, variant), indent=1)
        for offer in offers_of(variant, part)
    )


def further(variant: Variant, part: Part) -> Document:
    """What is asked once the first half of an answer is right: the reasons of statements, the ticks of a rubric."""
    if isinstance(part.task, Rubric):
        return (
            line(Words("A model answer: ", "strong"), *inline_spans(part.task.model, variant)),
            line("Which of these points does yours make?"),
            *_points(variant, part.task),
        )
    blocks: list[Block] = [line("And why? Pick the reason of each, by its number.")]
    for offer in offers_of(variant, part):
        if not offer.reasons:
            continue
        blocks.append(line(Words(f"{offer.letter}) ", "strong"), *inline_spans(offer.text, variant), indent=1))
        blocks += [
            line(Words(f"{number} ", "strong"), *inline_spans(reason, variant), indent=2)
            for number, reason in enumerate(offer.reasons, start=1)
        ]
    return tuple(blocks)


def _points(variant: Variant, rubric: Rubric) -> list[Block]:
    return [
        line(Words(f"{number} ", "strong"), *inline_spans(text, variant), indent=1)
        for number, text in enumerate(rubric.points.values(), start=1)
    ]


def explained(variant: Variant, part: Part) -> Document:
    """Every option with what it is and why; the steps of an order stand in order."""
    blocks: list[Block] = []
    if part.because is not None:
        blocks.append(line(*sentence(part.because, variant)))
    match part.task:
        case Choices(manner="statements"):
            blocks += [_explained(variant, offer, "true", "false") for offer in offers_of(variant, part)]
        case Choices() | RowChoice():
            blocks += [_explained(variant, offer, "right", "wrong") for offer in offers_of(variant, part)]
        case Ordering():
            blocks += [_explained(variant, offer, "", "does not belong") for offer in right_order(variant, part)]
        case Rubric(model=model):
            blocks.append(line(*inline_spans(model, variant)))
            blocks += _points(variant, part.task)
        case Spellings(accepted) if len(accepted) > 1:
            blocks.append(line(f"Also accepted: {', '.join(accepted[1:])}."))
    return tuple(blocks)


def right_order(variant: Variant, part: Part) -> tuple[Offer, ...]:
    """The steps of an order as their author wrote them down; what does not belong comes last."""
    assert isinstance(part.task, Ordering)
    offers = {offer.key: offer for offer in offers_of(variant, part)}
    steps = [offers[option.key] for option in part.task.options if option.key in offers]
    return (*(offer for offer in steps if offer.holds), *(offer for offer in steps if not offer.holds))


def _explained(variant: Variant, offer: Offer, holds: str, fails: str) -> Block:
    told: list[Span] = [Words(f"{offer.letter}) ", "strong")]
    word, role = (holds, "right") if offer.holds else (fails, "wrong")
    if word:
        told += [Words(word, _role(role)), Words(": ")]
    told += inline_spans(offer.text, variant)
    if offer.because is not None:
        told += [Words(" – "), *clause(offer.because, variant)]
    return line(*told, indent=1)


def _role(word: str) -> Role:
    return "right" if word == "right" else "wrong"


def answer_in_letters(variant: Variant, part: Part) -> str:
    """The right answer of a part with options, or in words, as it would be typed."""
    match part.task:
        case Spellings(accepted):
            return accepted[0]
        case Choices(manner="statements"):
            return " ".join("T" if offer.holds else "F" for offer in offers_of(variant, part))
        case Ordering():
            return " ".join(offer.letter for offer in right_order(variant, part) if offer.holds)
    return " ".join(offer.letter for offer in offers_of(variant, part) if offer.holds) or "none"
