"""What a student is told about an answer: while the part is open nothing from which the answer follows, then all."""

from __future__ import annotations

import math
import re
from unicodedata import category, east_asian_width

from studybot.bank.schema import Choices, Part, RowChoice, Rubric
from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.evaluate import UndefinedError
from studybot.marking.algebra.comparison import Comparison, pieces
from studybot.marking.mark import Mark, Remark
from studybot.marking.part import with_own
from studybot.notation.from_formula import from_formula
from studybot.notation.numbers import show_value
from studybot.notation.plain import to_plain
from studybot.notation.tree import Node, Number, Script
from studybot.problem.part_letters import letter_of
from studybot.problem.variant import Variant
from studybot.show.amounts import symbols_of
from studybot.show.answers import answer_node
from studybot.show.document import Block, Document, Math, Paragraph, Span, Verbatim, Words, line
from studybot.show.options import explained
from studybot.show.slips import said
from studybot.show.solution import solution

# What differs by less is the same number, however it was written.
_SAME = 1e-12
# A credit counts as full from here: 0.5^0 * 0.75^0 is 1 without rounding, so anything near it is.
_FULL = 0.999


def reading_line(mark: Mark) -> Document:
    """`reads as ...`, where the answer could be read."""
    if mark.reading is None:
        return ()
    return (line(Words("reads as ", "quiet"), Math(mark.reading.node)),)


def unreadable(fault: FormulaError) -> Document:
    """What cannot be read, or has to be written otherwise: where it is at fault, and what would be right."""
    told = "Not counted" if fault.code.startswith(_READ_ALL_THE_SAME) else "Cannot be read"
    blocks: list[Block] = [line(Words(told, "wrong"), f": {fault.message}.")]
    if fault.text.strip() and told != "Not counted":
        blocks.append(Verbatim(pointing(fault)))
    if fault.hint:
        blocks.append(line(f"{fault.hint[:1].upper()}{fault.hint[1:]}", indent=1))
    return tuple(blocks)


# Faults of answers that could be read: right in value and of another form, right but for a letter.
_READ_ALL_THE_SAME = ("form.", "text.spelling")

# As much of a faulty text on either side of the fault as fits a narrow terminal.
_REACH = 16


def pointing(fault: FormulaError) -> tuple[str, str]:
    """The text near a fault, and a caret that stands under the fault."""
    start = max(0, fault.start - _REACH)
    near = fault.text[start : fault.end + _REACH]
    # What does not print, and what takes no column or two, takes one, so that the caret stands right.
    shown = "".join(char if _takes_one_column(char) else "?" for char in near)
    return f"  {shown}", f"  {' ' * (fault.start - start)}^"


# What stands above, below or around the character before it, and letters that join one.
_NO_COLUMN = ("Mn", "Me")
_JOINING = range(0x1160, 0x1200)


def _takes_one_column(char: str) -> bool:
    if char.isascii():
        return char.isprintable()
    is_wide = east_asian_width(char) in ("W", "F")
    return char.isprintable() and not is_wide and category(char) not in _NO_COLUMN and ord(char) not in _JOINING


def wrong_line(mark: Mark) -> Paragraph:
    """`Wrong: too large, by about 10^3.`"""
    told: list[Span] = []
    for remark in mark.remarks:
        told += [Words("; " if told else ": "), *_with_powers(remark.text)]
    return line(Words("Wrong", "wrong"), *told, ".")


_POWER_OF_TEN = re.compile(r"10\^(\d+)")


def _with_powers(text: str) -> list[Span]:
    """A remark with its powers of ten as mathematics, so that each target writes them its own way."""
    told: list[Span] = []
    for place, piece in enumerate(_POWER_OF_TEN.split(text)):
        told.append(Math(Script(Number("10"), sup=Number(piece))) if place % 2 else Words(piece))
    return told


def open_wrong(variant: Variant, mark: Mark, worth: float, *, has_hints: bool, offers_steps: bool) -> Document:
    """After a wrong answer, while the part stays open. Steps are offered, too, where there are no hints."""
    hint, steps = Words(":hint", "command"), Words(":steps", "command")
    ways: tuple[Span, ...] = (hint, Words(" helps."))
    if not has_hints:
        ways = (steps, Words(" shows the way."))
    elif offers_steps:
        ways = (steps, Words(" shows the way, "), hint, Words(" its next step."))
    blocks = [wrong_line(mark)]
    if mark.slip is not None and mark.slip.open:
        blocks.append(line(*said(variant, mark.slip.open)))
    blocks.append(line(f"Another try is worth {percent(worth)}. ", *ways))
    return tuple(blocks)


def halfway(mark: Mark) -> Document:
    """After the first half of an answer, while the other half is still to come."""
    if mark.credit == 0:
        return ()
    few = "".join(f"; {remark.text}" for remark in mark.remarks if remark.code == "reasons-few")
    return (line(Words("Right so far", "right"), f"{few}."),)


def half_only(mark: Mark) -> Document:
    """After the first half of an answer, where the other half can no longer come."""
    told = line(*_sentence(mark.remarks[0]))
    return (told,) if mark.credit == 0 else (line(Words("Right so far", "right"), f"; {mark.remarks[0].text}."),)


def closed_right(variant: Variant, part: Part, mark: Mark, credit: float) -> Document:
    """After a right answer: the exact value beside a rounded one, and what else there is to say."""
    told: list[Span] = [Words("Right" if mark.credit > _FULL else "Counted", "right")]
    exact = answer_node(variant, part)
    if mark.followed:
        letters = [f"({letter_of(variant.derivation, earlier)})" for earlier in mark.own]
        told.append(Words(f", given your own answer to {' and '.join(letters)}. The answer itself is "))
        told += [Math(exact), Words(".")]
    elif part.answer is not None and _shown_otherwise(variant, part, mark, exact):
        told += [Words("; as derived here: " if part.names else "; exactly "), Math(exact), Words(".")]
    else:
        told.append(Words("."))
    if credit < _FULL:
        told.append(Words(f" Credit {percent(credit)}.", "quiet"))
    notes = [line(*_sentence(remark)) for remark in (*mark.remarks, *mark.closing) if remark.code != "followed"]
    return (line(*told), *notes, *(_own_way(variant, part, mark) if mark.followed else ()), *_reasons(variant, part))


def _shown_otherwise(variant: Variant, part: Part, mark: Mark, exact: Node) -> bool:
    """Whether the answer as it was given and the right one look different."""
    assert mark.reading is not None
    if part.names:
        return to_plain(mark.reading.node) != to_plain(exact)
    if mark.value is None or part.collection is not None:
        return False
    if isinstance(mark.value, float) and math.isclose(mark.value, variant.values[part.id], rel_tol=_SAME):
        return False
    return to_plain(show_value(mark.value, variant.derivation.unit(part.id))) != to_plain(exact)


def _reasons(variant: Variant, part: Part) -> Document:
    """Why each option is right or wrong; of an order that is right there is nothing to explain."""
    return explained(variant, part) if isinstance(part.task, Choices | RowChoice) else ()


def _own_way(variant: Variant, part: Part, mark: Mark) -> Document:
    """The steps with the student's own earlier answers, up to the first line in which they part from the reference."""
    try:
        own = solution(with_own(variant, part, mark.own), part)
    except (StudybotError, UndefinedError):
        return ()
    right = solution(variant, part)
    for place, (one, other) in enumerate(zip(own, right, strict=False)):
        if one != other:
            return (line("With your own value:", role="quiet"), *own[: place + 1])
    return ()


def closed_wrong(variant: Variant, part: Part, mark: Mark | None, comparison: Comparison | None = None) -> Document:
    """After a part was closed without a right answer: what explains it, the steps, the answer.

    `comparison` is what algebra found between the answer and the right one.
    """
    blocks: list[Block] = []
    if comparison is not None:
        blocks.append(line(Words("What happened: ", "strong"), *_compared(variant, comparison)))
    if mark is not None:
        if mark.slip is not None:
            blocks.append(line(Words("What happened: ", "strong"), *said(variant, mark.slip.closed)))
        blocks += [line(*_sentence(remark)) for remark in mark.closing]
    blocks += solution(variant, part)
    if not isinstance(part.task, Rubric):
        blocks.append(line(Words("The answer: ", "strong"), Math(answer_node(variant, part))))
    return tuple(blocks)


def _compared(variant: Variant, comparison: Comparison) -> tuple[Span, ...]:
    words, tree, end = pieces(comparison)
    formula = (Math(from_formula(tree, symbols_of(variant.derivation))),) if tree is not None else ()
    return (Words(f"{words[:1].upper()}{words[1:]}"), *formula, Words(f"{end}."))


def _sentence(remark: Remark) -> list[Span]:
    return [*_with_powers(f"{remark.text[:1].upper()}{remark.text[1:]}"), Words(".")]


def percent(share: float) -> str:
    """A share of credit as it is told: 75 %, 28 %."""
    return f"{round(100 * share)} %"
