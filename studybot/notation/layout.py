"""Matrices in two dimensions: a line of Unicode in which single characters stand for what is several lines high."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from studybot.notation.tree import Matrix, Node, Script
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
        pieces = _PLACEHOLDERS.split(text)
        return [self.boxes.get(piece) or Box((piece,), self.measure(piece)) for piece in pieces if piece]


class _BoxPrinter(UnicodePrinter):
    """Prints matrices, and the brackets around them, as the characters of their boxes."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def matrix(self, matrix: Matrix) -> str:
        if not matrix.rows:
            return super().matrix(matrix)
        printed = [[self.layout.spread(self.print(entry, False)) for entry in row] for row in matrix.rows]
        columns = [_aligned(column) for column in zip(*printed, strict=True)]
        gap = Box((_BETWEEN_COLUMNS,), len(_BETWEEN_COLUMNS))
        rows = [_beside([box for entry in row for box in (gap, entry)][1:]) for row in zip(*columns, strict=True)]
        lines = tuple(line for row in rows for line in row.lines)
        return self.layout.mark(_fenced("[", Box(lines, rows[0].width, (len(lines) - 1) // 2), "]"))

    def enclosed(self, opening: str, text: str, closing: str) -> str:
        if not _PLACEHOLDERS.search(text):
            return super().enclosed(opening, text, closing)
        return self.layout.mark(_fenced(opening, self.layout.spread(text), closing))

    def script(self, script: Script) -> str:
        """A power stands at the upper end of the bracket before it."""
        text = super().script(script)
        box = self.layout.boxes.get(text[:1])
        if box is None or script.sub is not None or _PLACEHOLDERS.search(text, 1):
            return text
        width = self.layout.measure(text[1:])
        first, *others = box.lines
        lines = (first + text[1:], *(line + " " * width for line in others))
        return self.layout.mark(Box(lines, box.width + width, box.baseline))


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


def _fenced(opening: str, box: Box, closing: str) -> Box:
    """A box in brackets of its height; where a sign has no tall form, it stands on the baseline."""
    height = len(box.lines)

    def side(sign: str) -> list[str]:
        if height == 1:
            return [sign]
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
