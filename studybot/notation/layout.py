"""Mathematics in two dimensions: a line of Unicode in which single characters stand for what is several lines high.

High is what a line makes hard to read, and no more, so that worked steps stay easy to scan: matrices, cases, a fraction
of two products or sums, what a sum runs over, braces with what they say. In a script, in a matrix, and above and below
a bar everything but matrices stands in a line, or formulas would become towers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from studybot.notation.tree import CLOSING, Brace, Fenced, Fraction, Matrix, Node, Operator, Row, Script, Space, stacks
from studybot.notation.unicode import UnicodePrinter

# Boxes are numbered from here on, in an area for private use: no formula has such characters, as none is printable.
_FIRST = 0xE000
_PLACEHOLDERS = re.compile("([\ue000-\uf8ff])")
_BETWEEN_COLUMNS = "  "  # one would be filled by a minus sign
# What can be aligned at its decimal point; a column that holds anything else is aligned at the right.
_DECIMAL = re.compile(r"−?[0-9]+(\.[0-9]+)?")
# The first line of a tall bracket, those between, and its last.
_TALL = {
    "[": "⎡⎢⎣", "]": "⎤⎥⎦", "(": "⎛⎜⎝", ")": "⎞⎟⎠", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥", "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦",
    "|": "│││", "‖": "║║║",
}  # fmt: skip
# The same for those that have a point in the middle, if there is a middle: top, between, point, bottom.
_CURLY = {"{": "⎧⎪⎨⎩", "}": "⎫⎪⎬⎭"}
_BAR = "─"


@dataclass(frozen=True, slots=True)
class Box:
    """Lines that take `width` columns each; the one at `baseline` (from 0) is that of the formula around it."""

    lines: tuple[str, ...]
    width: int
    baseline: int = 0


class Layout:
    """A formula as a `line` in which each box is one character, so that it is broken as any other, then spread out.

    `measure` says how many columns of the terminal a text takes.
    """

    def __init__(self, node: Node, measure: Callable[[str], int]) -> None:
        self.measure = measure
        self.boxes: dict[str, Box] = {}
        self.line = _BoxPrinter(self).print(node)

    def width(self, text: str) -> int:
        """How many columns a piece of the line takes."""
        return sum(part.width for part in self._parts(text))

    def spread(self, text: str) -> Box:
        """A piece of the line with its boxes in place."""
        return _beside(self._parts(text))

    def mark(self, box: Box) -> str:
        """The character that stands for a box; a box of one line stands for itself."""
        if len(box.lines) == 1:
            return box.lines[0]
        character = chr(_FIRST + len(self.boxes))
        self.boxes[character] = box
        return character

    def _parts(self, text: str) -> list[Box]:
        parts: list[Box] = []
        end = " "
        for piece in filter(None, _PLACEHOLDERS.split(text)):
            box = self.boxes.get(piece) or Box((piece,), self.measure(piece))
            line = box.lines[box.baseline]
            # A bar would run into a minus sign or a word beside it, and make it part of its fraction.
            if _BAR in (line[:1], end) and end != " " and line[:1] != " ":
                parts.append(Box((" ",), 1))
            parts.append(box)
            end = line[-1:]
        return parts


class _BoxPrinter(UnicodePrinter):
    """Prints what is high, and the brackets around it, as the characters of their boxes."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.low = 0  # how many of the places around this one keep what is in them in a line

    def lowly(self, node: Node, grouped: bool = False) -> Box:
        """A node of which everything but matrices stands in a line."""
        self.low += 1
        text = self.print(node, grouped).strip(" ")
        self.low -= 1
        return self.layout.spread(text)

    def matrix(self, matrix: Matrix) -> str:
        if not matrix.rows:
            return super().matrix(matrix)
        columns = [_aligned(map(self.lowly, column)) for column in zip(*matrix.rows, strict=True)]
        rows = [_in_columns(row) for row in zip(*columns, strict=True)]
        box = _piled(rows, (sum(len(row.lines) for row in rows) - 1) // 2)
        return self.layout.mark(_fenced(matrix.fence, box, CLOSING[matrix.fence]))

    def cases(self, rows: tuple[tuple[Node, ...], ...]) -> str:
        if self.low:
            return super().cases(rows)
        printed = [[self.lowly(cell) for cell in row] for row in rows]
        value = max(row[0].width for row in printed)
        lines = [_in_columns([_widened(row[0], value), *row[1:]]) for row in printed]
        if sum(len(line.lines) for line in lines) % 2 == 0:
            lines.insert(len(lines) // 2, Box(("",), 0))  # where the brace has its point
        height = sum(len(line.lines) for line in lines)
        return self.layout.mark(_fenced("{", _piled(lines, height // 2, centred=False), ""))

    def fraction(self, above: Node, below: Node, grouped: bool) -> str:
        if self.low or not (_is_composed(above) and _is_composed(below)):
            return super().fraction(above, below, grouped)
        above, below = _without_brackets(above), _without_brackets(below)
        top, bottom = self.lowly(above, grouped), self.lowly(below, grouped)
        width = max(top.width, bottom.width)
        return self.layout.mark(_piled([top, Box((_BAR * width,), width), bottom], len(top.lines)))

    def brace(self, brace: Brace) -> str:
        if self.low:
            return super().brace(brace)
        body = self.lowly(brace.body)
        width = max(body.width, 3)
        side = "─" * ((width - 3) // 2)
        left, point, right = "╭┴╮" if brace.above else "╰┬╯"
        drawn = Box((left + side + point + side + "─" * ((width - 3) % 2) + right,), width)
        beside = [drawn] if brace.note is None else [drawn, self.lowly(brace.note)]
        if not brace.above:
            return self.layout.mark(_piled([body, *beside], body.baseline))
        height = sum(len(box.lines) for box in beside)
        return self.layout.mark(_piled([*reversed(beside), body], height + body.baseline))

    def call(self, function: str, arguments: list[str]) -> str:
        if function != "binom" or len(arguments) != 2 or self.low:
            return super().call(function, arguments)
        return self.layout.mark(_fenced("(", _piled(list(map(self.layout.spread, arguments)), 0), ")"))

    def enclosed(self, opening: str, text: str, closing: str) -> str:
        if not _PLACEHOLDERS.search(text):
            return super().enclosed(opening, text, closing)
        return self.layout.mark(_fenced(opening, self.layout.spread(text), closing))

    def is_squeezed(self, items: tuple[Node, ...], place: int, text: str) -> bool:
        """A bar of its own shows what belongs to a fraction; only a sign that follows at once needs the brackets."""
        if not _PLACEHOLDERS.fullmatch(text):
            return super().is_squeezed(items, place, text)
        after = items[place + 1] if place + 1 < len(items) else None
        return isinstance(after, Operator) and after.kind == "postfix"

    def below_line(self, node: Node) -> str:
        self.low += 1
        text = super().below_line(node)
        self.low -= 1
        return text

    def above_line(self, node: Node, *, raised: bool) -> str:
        self.low += 1
        text = super().above_line(node, raised=raised)
        self.low -= 1
        return text

    def script(self, script: Script) -> str:
        """A power stands at the upper end of the bracket before it, what a sum runs over below and above the sum."""
        text = super().script(script)
        if stacks(script):
            both = script.sub is not None and script.sup is not None
            return self.limits(script) if not self.low and (both or "_" in text or "^" in text) else text
        box = self.layout.boxes.get(text[:1])
        if box is None or script.sub is not None or _PLACEHOLDERS.search(text, 1):
            return text
        width = self.layout.measure(text[1:])
        first, *others = box.lines
        lines = (first + text[1:], *(line + " " * width for line in others))
        return self.layout.mark(Box(lines, box.width + width, box.baseline))

    def limits(self, script: Script) -> str:
        boxes = []
        for part in (script.sup, script.base, script.sub):
            if part is not None:
                box = self.lowly(part)
                close = box.lines[0].replace(" ", "")  # i=1
                is_limit = len(box.lines) == 1 and part is not script.base
                boxes.append(Box((close,), self.layout.measure(close)) if is_limit else box)
        return self.layout.mark(_piled(boxes, 0 if script.sup is None else len(boxes[0].lines)))


def _is_composed(node: Node) -> bool:
    """Whether a part of a fraction is a product, a sum or a fraction, so that its end in a line must be looked for."""
    match node:
        case Fraction():
            return True
        case Fenced("(", body, ")"):
            return _is_composed(body)
        case Row(items):
            return any(isinstance(item, Operator | Space) for item in items[1:])
    return False


def _without_brackets(node: Node) -> Node:
    """What stands in round brackets that a bar makes needless."""
    return node.body if isinstance(node, Fenced) and node.opening == "(" else node


def _beside(boxes: Sequence[Box]) -> Box:
    """Boxes from left to right on one baseline."""
    above = max((box.baseline for box in boxes), default=0)
    height = above + max((len(box.lines) - box.baseline for box in boxes), default=1)
    padded = [_between(box, above, height) for box in boxes]
    return Box(tuple(map("".join, zip(*padded, strict=True))) or ("",), sum(box.width for box in boxes), above)


def _between(box: Box, above: int, height: int) -> list[str]:
    """The lines of a box with blank ones above and below, as many as its neighbours need."""
    blank = " " * box.width
    top = [blank] * (above - box.baseline)
    return [*top, *box.lines, *[blank] * (height - len(top) - len(box.lines))]


def _piled(boxes: Sequence[Box], baseline: int, *, centred: bool = True) -> Box:
    """Boxes from top to bottom in one width, the formula's line at `baseline` of them all."""
    width = max(box.width for box in boxes)
    lines = [
        " " * left + line + " " * (width - box.width - left)
        for box in boxes
        for left in ((width - box.width) // 2 if centred else 0,)
        for line in box.lines
    ]
    return Box(tuple(lines), width, baseline)


def _in_columns(row: Sequence[Box]) -> Box:
    gap = Box((_BETWEEN_COLUMNS,), len(_BETWEEN_COLUMNS))
    return _beside([box for entry in row for box in (gap, entry)][1:])


def _widened(box: Box, width: int) -> Box:
    return Box(tuple(line + " " * (width - box.width) for line in box.lines), width, box.baseline)


def _fenced(opening: str, box: Box, closing: str) -> Box:
    """A box in brackets of its height; where a sign has no tall form, it stands on the baseline."""
    height = len(box.lines)

    def side(sign: str) -> list[str]:
        if height == 1:
            return [sign]
        if (curly := _CURLY.get(sign)) and height % 2:
            half = [curly[1]] * (height // 2 - 1)
            return [curly[0], *half, curly[2], *half, curly[3]]
        if tall := _TALL.get(sign):
            return [tall[0], *tall[1] * (height - 2), tall[2]]
        return [sign if place == box.baseline else " " * len(sign) for place in range(height)]

    lines = zip(side(opening), box.lines, side(closing), strict=True)
    return Box(tuple(map("".join, lines)), len(opening) + box.width + len(closing), box.baseline)


def _aligned(column: Iterable[Box]) -> list[Box]:
    """The entries of a column in one width: numbers with their decimal points below each other."""
    boxes = list(column)
    decimals = [_DECIMAL.fullmatch(box.lines[0]) if len(box.lines) == 1 else None for box in boxes]
    places = [len(match[1] or "") if match else 0 for match in decimals]
    after = [max(places) - own if all(decimals) else 0 for own in places]
    width = max(box.width + blanks for box, blanks in zip(boxes, after, strict=True))
    return [
        Box(tuple(" " * (width - box.width - blanks) + line + " " * blanks for line in box.lines), width, box.baseline)
        for box, blanks in zip(boxes, after, strict=True)
    ]
