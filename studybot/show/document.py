"""What is shown, before anyone decides how: blocks of words and mathematics, without markup of any target.

Named tuples where there are fields, for the time that dataclasses take at the start (see `bank/schema.py`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from studybot.formula.values import value
from studybot.notation.tree import Node

# What a stretch of words is, not how it looks: each target has its own way of showing it, or none. A label is the
# letter or number that a paragraph begins with, points are what it ends with.
Role = Literal["plain", "strong", "quiet", "right", "wrong", "command", "title", "label", "points"]


# A blank at which no line ends, between a number and its noun.
TOGETHER = "\N{NO-BREAK SPACE}"


class Words(NamedTuple):
    """A stretch of words. They come from banks and students: each renderer escapes them for its target."""

    text: str
    role: Role = "plain"


class Math(NamedTuple):
    """Mathematics in a line of words."""

    node: Node
    role: Role = "plain"


class Bar(NamedTuple):
    """A share, from 0 to 1, as a bar. Its number stands beside it: targets that do not draw leave the bar out."""

    share: float
    role: Role = "plain"


Span = Words | Math | Bar


class Paragraph(NamedTuple):
    """A line of words, wrapped where it is too long; `indent` counts levels.

    One that is `whole` is for programs too: on plain targets it stays on one line, whatever its length.
    """

    spans: tuple[Span, ...]
    indent: int = 0
    whole: bool = False


class Formula(NamedTuple):
    """Mathematics on a line of its own, with a remark (`1 hour = 3600 s`) beside it."""

    node: Node
    remark: tuple[Span, ...] = ()
    indent: int = 1


class Table(NamedTuple):
    """Rows of cells under a header. Columns in `right` are aligned at the right."""

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    right: frozenset[int] = frozenset()


class Verbatim(NamedTuple):
    """Lines of text that keep their blanks and are not wrapped: a caret under what it points at.

    What a terminal has no room for is cut; where the lines are to be copied `whole`, it is the terminal that breaks
    them, and gives them back in one piece.
    """

    lines: tuple[str, ...]
    role: Role = "quiet"
    whole: bool = False


# From nothing to most.
SHADES = 5


class Heat(NamedTuple):
    """A map of shades: rows with a title each, of as many cells as there are `titles` of columns.

    A cell is a shade from 0 to SHADES - 1, or None where there is nothing to tell. `legend` says what each shade stands
    for, "" of one that does not occur. `words` are the same for targets that do not draw. Where there is no room the
    first columns are left out.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    legend: tuple[str, ...]
    words: tuple[Paragraph, ...]


@value
class Gap:
    """An empty line."""


Block = Paragraph | Formula | Table | Heat | Verbatim | Gap
Document = tuple[Block, ...]


def line(*spans: Span | str, role: Role = "plain", indent: int = 0) -> Paragraph:
    """A paragraph from words and mathematics; plain strings take `role`."""
    return Paragraph(tuple(Words(span, role) if isinstance(span, str) else span for span in spans), indent)
