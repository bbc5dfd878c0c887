"""The options that a part of a variant offers: which of them, in which order, in which wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from studybot.bank.schema import Choices, Option, Ordering, Part, RowChoice, Text
from studybot.formula.values import value
from studybot.problem.generator import bits, key, shuffled
from studybot.problem.kinds import kind_of
from studybot.problem.variant import Variant

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# A choice of several where nothing or everything is right is drawn again, and an order that already stands right: both
# are found by not thinking. A bank may have no other; then this many draws are enough to stop looking.
_ATTEMPTS = 50


@value
class Offer:
    """An option as it is put to the student.

    `letter` names it on the screen, `key` in the bank. `holds`: it is right, or true, or belongs to the order, in which
    it comes after the options with the keys `after`. `reasons` are what to pick from as to why, in a drawn order, and
    `reason` is the place of the right one; empty and None where none are asked for.
    """

    letter: str
    key: str
    text: Text
    holds: bool
    because: Text | None
    after: tuple[str, ...] = ()
    reasons: tuple[Text, ...] = ()
    reason: int | None = None


def offers_of(variant: Variant, part: Part) -> tuple[Offer, ...]:
    """What a part with choices, a row to choose or an order offers on a variant; nothing for other parts."""
    draw = _Draw(variant, part)
    match part.task:
        case Choices() as choices:
            offers = draw.choices(choices)
        case RowChoice() as choice:
            offers = draw.rows(choice)
        case Ordering() as ordering:
            offers = draw.ordering(ordering)
        case _:
            return ()
    return tuple(replace(offer, letter=letter) for letter, offer in zip(_LETTERS, offers, strict=False))


def stands_right(offers: Sequence[Offer]) -> bool:
    """Whether options, in the order given, are exactly those that belong to an order, each after what it needs."""
    before: set[str] = set()
    for offer in offers:
        if not offer.holds or not before.issuperset(offer.after):
            return False
        before.add(offer.key)
    return True


def possible_answers(variant: Variant, part: Part) -> int | None:
    """How many answers there are to choose from; None where that says nothing: whoever has tried all but one knows."""
    offers = len(offers_of(variant, part))
    match kind_of(variant, part):
        case "truth":
            return 2
        case "one":
            return offers
        case "statements":
            return int(2**offers)
    return None


class _Draw:
    """Draws for one part of one variant."""

    def __init__(self, variant: Variant, part: Part) -> None:
        self.variant = variant
        self.part = part
        self.seed = variant.drawn_by

    def stream(self, *words: str) -> int:
        return key(self.variant.question.id, self.part.id, *words)

    def mixed(self, items: Sequence[Offer], attempt: int = 0) -> list[Offer]:
        return [items[place] for place in shuffled(len(items), self.stream("order", str(attempt)), self.seed)]

    # -- choices

    def choices(self, choices: Choices) -> list[Offer]:
        pinned = self.variant.offered.get(self.part.id)
        if pinned is not None:
            return self.pinned(choices.options, pinned)
        if choices.manner == "one":
            return self.one(choices)
        offers: list[Offer] = []
        for attempt in range(_ATTEMPTS):
            offers = self.several(choices, attempt)
            if choices.manner == "statements" or len({offer.holds for offer in offers}) > 1:
                break
        return offers

    def pinned(self, options: Sequence[Option], pinned: Mapping[str, bool]) -> list[Offer]:
        """Options that somebody has chosen, as they were named."""
        by_key = {option.key: option for option in options}
        return [self.offer(by_key[name], holds) for name, holds in pinned.items()]

    def one(self, choices: Choices) -> list[Offer]:
        """The right option, and others worded as wrong."""
        right = [option for option in choices.options if option.right is not None]
        chosen = right[bits(self.stream("right"), self.seed, 0) * len(right) >> 32]
        others = [
            self.offer(option, holds=False)
            for option in choices.options
            if option is not chosen and option.wrong is not None
        ]
        wanted = self.wanted(choices.show, len(others))
        places = shuffled(len(others), self.stream("others"), self.seed)[:wanted]
        return self.mixed([self.offer(chosen, holds=True), *(others[place] for place in sorted(places))])

    def wanted(self, show: int | None, others: int) -> int:
        """How many options stand beside the right one: all of them where something is pinned, to be tried out."""
        return others if show is None or self.variant.moved else show - 1

    def several(self, choices: Choices, attempt: int) -> list[Offer]:
        """Options in a drawn order, each in one of its wordings."""
        order = shuffled(len(choices.options), self.stream("options", str(attempt)), self.seed)
        offers = []
        for place in order[: choices.show]:
            option = choices.options[place]
            holds = option.wrong is None
            if option.right is not None and option.wrong is not None:
                holds = bits(self.stream("wording", option.key), self.seed, attempt) >> 31 == 0
            offers.append(self.offer(option, holds))
        return offers

    def offer(self, option: Option, holds: bool) -> Offer:
        text = option.right if holds else option.wrong
        assert text is not None
        reasons: tuple[Text, ...] = ()
        reason = None
        if option.tempting and option.because is not None:
            told = (option.because, *option.tempting)
            order = shuffled(len(told), self.stream("reasons", option.key), self.seed)
            reasons, reason = tuple(told[place] for place in order), order.index(0)
        return Offer("", option.key, text, holds, option.because, option.after, reasons, reason)

    # -- rows

    def rows(self, choice: RowChoice) -> list[Offer]:
        """The drawn row among others of its table."""
        drawn = self.variant.rows[choice.case]
        rows = next(rows for name, _, rows in self.variant.derivation.cases if name == choice.case)
        offers = [
            Offer("", row.key, row.says or Text(row.key, row.place), row.key == drawn.key, row.because) for row in rows
        ]
        right = [offer for offer in offers if offer.holds]
        others = [offer for offer in offers if not offer.holds]
        wanted = self.wanted(choice.show, len(others))
        places = shuffled(len(others), self.stream("others"), self.seed)[:wanted]
        return self.mixed([*right, *(others[place] for place in sorted(places))])

    # -- orders

    def ordering(self, ordering: Ordering) -> list[Offer]:
        """The steps, with as many that do not belong as there is room for, in an order that is not yet right."""
        steps = [self.offer(option, holds=True) for option in ordering.options if option.right is not None]
        strange = [self.offer(option, holds=False) for option in ordering.options if option.right is None]
        room = len(strange) if ordering.show is None else max(0, ordering.show - len(steps))
        places = shuffled(len(strange), self.stream("others"), self.seed)[:room]
        offers = [*steps, *(strange[place] for place in sorted(places))]
        mixed = offers
        for attempt in range(_ATTEMPTS):
            mixed = self.mixed(offers, attempt)
            if not stands_right([offer for offer in mixed if offer.holds]):
                break
        return mixed
