"""Documents as plain text: for screen readers, logs and pipes. No boxes, no colour, mathematics in a line of ASCII."""

from __future__ import annotations

from collections.abc import Iterable

from studybot.formula.safely import shown_safely
from studybot.notation.plain import to_plain
from studybot.show.document import (
    TOGETHER,
    Bar,
    Block,
    Document,
    Formula,
    Gap,
    Heat,
    Math,
    Paragraph,
    Span,
    Table,
    Verbatim,
    Words,
)
from studybot.show.wrapping import HANGING, Word, filled, remark_of, sides_of, stacked, words_of, wrapped

# Wide enough for a sentence, narrow enough for a log beside something else.
WIDTH = 100
# Lines are not made shorter than this, however narrow the terminal.
_NARROWEST = 10


def to_text(document: Document, width: int = WIDTH, *, fits: bool = False) -> str:
    """The document as lines of text, each closed by a line feed.

    Prose is wrapped. Formulas and tables are not: one that is broken is read wrongly, and whoever pipes may fold it. A
    terminal would break them anywhere, so there everything `fits`, but for what is to be copied whole.
    """
    return "".join(f"{text}\n" for block in document for text in _lines(block, width, fits))


def inline(spans: tuple[Span, ...]) -> str:
    """Spans as one line of text."""
    return "".join(map(_text, spans))


def _text(span: Span) -> str:
    match span:
        case Words(text):
            return " ".join(map(shown_safely, text.split(TOGETHER)))
        case Math(node):
            return to_plain(node)
        case Bar():
            return ""


def _lines(block: Block, width: int, fits: bool) -> list[str]:
    match block:
        case Gap():
            return [""]
        case Verbatim(lines):
            return [shown_safely(text) for text in lines]
        case Paragraph(spans, indent, whole=True):
            return ["  " * indent + inline(spans)]
        case Paragraph(spans, indent):
            return _wrapped(_words(spans), width, 2 * indent, 2 * indent)
        case Formula(node, remark, indent):
            beside = f"   ({inline(remark)})" if remark else ""
            written = "  " * indent + to_plain(node) + beside
            return [written] if not fits or len(written) <= width else _formula(block, width)
        case Heat(words=words):
            return [text for paragraph in words for text in _lines(paragraph, width, fits)]
        case Table(header, rows, right):
            table = _table(header, [[inline(cell) for cell in row] for row in rows], right)
            if not fits or all(len(text) <= width for text in table):
                return table
            stacks = stacked(block, _words)
            return [text for indent, words in stacks for text in _wrapped(words, width, indent, HANGING)]
    raise TypeError(f"not a block: {block!r}")


def _words(spans: Iterable[Span]) -> list[Word]:
    return words_of(spans, to_plain, shown_safely)


def _wrapped(words: list[Word], width: int, indent: int, hanging: int) -> list[str]:
    return _indented(wrapped(words, max(_NARROWEST, width - hanging), len), indent, hanging)


def _formula(block: Formula, width: int) -> list[str]:
    """A formula over several lines, broken before its signs."""
    indent, hanging = 2 * block.indent, 2 * block.indent + HANGING
    room = max(_NARROWEST, width - hanging)
    sides = sides_of(to_plain(block.node), "plain", lambda text: len(text) <= room)
    remark = [remark_of(block.remark, to_plain, shown_safely)] if block.remark else []
    return _indented(filled(sides, remark, room, len), indent, hanging)


def _indented(lines: list[list[Word]], indent: int, hanging: int) -> list[str]:
    return [
        " " * (hanging if place else indent) + " ".join("".join(piece.text for piece in word) for word in line)
        for place, line in enumerate(lines)
    ]


def _table(header: tuple[str, ...], rows: list[list[str]], right: frozenset[int]) -> list[str]:
    """Columns parted by two blanks, which both people and `cut` can read. Columns of bars are left out."""
    every = [list(header), *rows] if any(header) else rows
    widths = [max((len(row[place]) for row in every), default=0) for place in range(len(header))]

    def written(row: list[str]) -> str:
        cells = (
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            if width
        )
        return "  ".join(cells).rstrip()

    return [written(row) for row in every]
