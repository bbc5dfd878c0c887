"""Options as they are offered, and as they are explained: why each of them is right or wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studybot.bank.schema import Choices, Ordering, Part, RowChoice, Rubric, Spellings, Text
from studybot.problem.options import Offer, offers_of
from studybot.problem.variant import Variant
from studybot.show.document import Block, Document, Role, Span, Words, line
from studybot.show.prose import clause, inline_spans, sentence


def offered(variant: Variant, part: Part) -> Document:
    """The options, each with its letter; nothing for parts without."""
    return tuple(
        line(Words(f"{offer.letter}) ", "label"), *inline_spans(offer.text, variant), indent=1)
        for offer in offers_of(variant, part)
    )


def further(variant: Variant, part: Part) -> Document:
    """What is asked once the first half of an answer is right: the reasons of statements, the ticks of a rubric."""
    if isinstance(part.task, Rubric):
        return (
            line(Words("A model answer: ", "strong"), *inline_spans(part.task.model, variant)),
            line("Which of these points does yours make?"),
            *_numbered(variant, part.task.points.values(), indent=1),
            line("Give their numbers, such as 1 2, or all, or none.", role="quiet"),
        )
    asked = [offer for offer in offers_of(variant, part) if offer.reasons]
    told = "And why? Give the number of its reason."
    if len(asked) > 1:
        told = f"And why? Give the number of the reason for each, such as {_numbers(len(asked))}."
    return (line(told), *with_reasons(variant, asked))


def in_one_line(variant: Variant, part: Part) -> Document:
    """How both halves of an answer are given at once, where a part has one line only; nothing for other parts."""
    if isinstance(part.task, Rubric):
        told = "On the same line, behind a |, stand the numbers of the points that it makes: my answer | 1 2"
        return (line(told, role="quiet"),)
    asked = [offer for offer in offers_of(variant, part) if offer.reasons]
    if not asked:
        return ()
    told = f"On the same line, behind T and F, stand the numbers of the reasons, such as {_numbers(len(asked))}:"
    return (line(told, role="quiet"), *with_reasons(variant, asked))


def _numbers(count: int) -> str:
    """An example of so many numbers of reasons, of which there are two at least."""
    return " ".join("21"[place % 2] for place in range(count))


def with_reasons(variant: Variant, offers: Sequence[Offer]) -> Document:
    """Options, each with its letter, and under it the reasons to pick from, where there are any."""
    blocks: list[Block] = []
    for offer in offers:
        blocks.append(line(Words(f"{offer.letter}) ", "label"), *inline_spans(offer.text, variant), indent=1))
        blocks += _numbered(variant, offer.reasons, indent=2)
    return tuple(blocks)


def _numbered(variant: Variant, texts: Iterable[Text], indent: int) -> list[Block]:
    return [
        line(Words(f"{number} ", "label"), *inline_spans(text, variant), indent=indent)
        for number, text in enumerate(texts, start=1)
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
            blocks.append(line(Words("A model answer: ", "strong"), *inline_spans(model, variant)))
            blocks += _numbered(variant, part.task.points.values(), indent=1)
        case Spellings(accepted) if len(accepted) > 1:
            blocks.append(line(f"Accepted: {', '.join(accepted)}."))
    return tuple(blocks)


def right_order(variant: Variant, part: Part) -> tuple[Offer, ...]:
    """The steps of an order as their author wrote them down; what does not belong comes last."""
    assert isinstance(part.task, Ordering)
    offers = {offer.key: offer for offer in offers_of(variant, part)}
    steps = [offers[option.key] for option in part.task.options if option.key in offers]
    return (*(offer for offer in steps if offer.holds), *(offer for offer in steps if not offer.holds))


def _explained(variant: Variant, offer: Offer, holds: str, fails: str) -> Block:
    told: list[Span] = [Words(f"{offer.letter}) ", "label")]
    word, role = (holds, "right") if offer.holds else (fails, "wrong")
    if word:
        told += [Words(word, _role(role)), Words(": ")]
    if offer.because is None:
        return line(*told, *inline_spans(offer.text, variant), indent=1)
    told += [*clause(offer.text, variant), Words(" ")]
    if offer.reason is not None:
        return line(*told, Words(f"Reason {offer.reason + 1}: "), *clause(offer.because, variant), indent=1)
    return line(*told, *sentence(offer.because, variant), indent=1)


def _role(word: str) -> Role:
    return "right" if word == "right" else "wrong"


def answer_in_letters(variant: Variant, part: Part) -> str:
    """The right answer of a part with options, or in words, as it would be typed."""
    match part.task:
        case Spellings(accepted):
            return accepted[0]
        case Choices(manner="statements"):
            offers = offers_of(variant, part)
            judged = ["T" if offer.holds else "F" for offer in offers]
            return " ".join([*judged, *(str(offer.reason + 1) for offer in offers if offer.reason is not None)])
        case Ordering():
            return " ".join(offer.letter for offer in right_order(variant, part) if offer.holds)
    return " ".join(offer.letter for offer in offers_of(variant, part) if offer.holds) or "none"
