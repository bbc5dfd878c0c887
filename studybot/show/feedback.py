"""What a student is told about an answer: while the part is open nothing from which the answer follows, then all."""

from __future__ import annotations

import re

from studybot.bank.schema import Part
from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark
from studybot.notation.numbers import show_quantity
from studybot.notation.plain import to_plain
from studybot.notation.tree import Node, Number, Script
from studybot.problem.variant import Variant
from studybot.show.document import Block, Document, Math, Paragraph, Span, Verbatim, Words, line
from studybot.show.prose import sentence
from studybot.show.solution import answer_node, solution

# A credit counts as full from here: 0.5^0 * 0.75^0 is 1 without rounding, so anything near it is.
_FULL = 0.999


def reading_line(mark: Mark) -> Document:
    """`reads as ...`, where the answer could be read."""
    if mark.reading is None:
        return ()
    return (line(Words("reads as ", "quiet"), Math(mark.reading.node)),)


def unreadable(fault: FormulaError) -> Document:
    """What cannot be read, with a caret under it, and what would be right."""
    blocks: list[Block] = [line(Words("Cannot be read", "wrong"), f": {fault.message}.")]
    if fault.text.strip():
        blocks.append(Verbatim(pointing(fault)))
    if fault.hint:
        blocks.append(line(f"{fault.hint[:1].upper()}{fault.hint[1:]}", indent=1))
    return tuple(blocks)


# As much of a faulty text on either side of the fault as fits a narrow terminal.
_REACH = 16


def pointing(fault: FormulaError) -> tuple[str, str]:
    """The text near a fault, and a caret that stands under the fault."""
    start = max(0, fault.start - _REACH)
    near = fault.text[start : fault.end + _REACH]
    # What does not print, and what is two columns wide, takes one, so that the caret stands right.
    shown = "".join(char if char.isprintable() and ord(char) < _WIDE else "?" for char in near)
    return f"  {shown}", f"  {' ' * (fault.start - start)}^"


# Characters from the East Asian blocks on may take two columns.
_WIDE = 0x1100


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


def open_wrong(mark: Mark, worth: float, offers_steps: bool) -> Document:
    """After a wrong answer, while the part stays open."""
    ways: tuple[Span, ...] = (Words(":hint", "command"), Words(" helps."))
    if offers_steps:
        ways = (
            Words(":steps", "command"),
            Words(" shows the way, "),
            Words(":hint", "command"),
            Words(" its next step."),
        )
    return (wrong_line(mark), line(f"Another try is worth {percent(worth)}. ", *ways))


def closed_right(variant: Variant, part: Part, mark: Mark, credit: float) -> Document:
    """After a right answer: the exact value beside a rounded one, and what else there is to say."""
    told: list[Span] = [Words("Right", "right")]
    assert mark.reading is not None
    exact = answer_node(variant, part)
    if mark.followed:
        told.append(Words(f": {mark.remarks[-1].text}. The answer itself is "))
        told += [Math(exact), Words(".")]
    elif mark.value is not None and to_plain(_amount(variant, part, mark.value)) != to_plain(exact):
        told += [Words("; exactly "), Math(exact), Words(".")]
    else:
        told.append(Words("."))
    if credit < _FULL:
        told.append(Words(f" Credit {percent(credit)}.", "quiet"))
    notes = [
        line(f"{remark.text[:1].upper()}{remark.text[1:]}.") for remark in mark.remarks if remark.code != "followed"
    ]
    return (line(*told), *notes)


def _amount(variant: Variant, part: Part, value: float) -> Node:
    """A value as the answer of the part would be shown."""
    return show_quantity(value, variant.derivation.unit(part.id))


def closed_wrong(variant: Variant, part: Part, mark: Mark | None) -> Document:
    """After a part was closed without a right answer: the slip that explains it, the steps, the answer."""
    blocks: list[Block] = []
    if mark is not None and mark.slip is not None:
        blocks.append(line(Words("What happened: ", "strong"), *sentence(mark.slip.says, variant)))
    blocks += solution(variant, part)
    blocks.append(line(Words("The answer: ", "strong"), Math(answer_node(variant, part))))
    return tuple(blocks)


def percent(share: float) -> str:
    """A share of credit as it is told: 75 %, 28 %."""
    return f"{round(100 * share)} %"
