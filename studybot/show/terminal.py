"""Documents on a terminal, through Rich: colour, tables, lines that fit the width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from studybot.formula.tokens import shown_safely
from studybot.notation.plain import to_plain
from studybot.notation.tree import Node
from studybot.notation.unicode import to_unicode
from studybot.show.document import Block, Document, Formula, Gap, Paragraph, Role, Table, Verbatim
from studybot.show.wrapping import Piece, Word, sides_of, words_of, wrapped

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Printer = Callable[[Node], str]

# Colours of the terminal's own palette, which its owner has chosen to be readable; and never colour alone: right and
# wrong also begin with a word.
STYLES: dict[Role, str] = {
    "plain": "",
    "strong": "bold",
    "quiet": "dim",
    "right": "bold green",
    "wrong": "bold red",
    "command": "cyan",
    "title": "bold",
}
# A continued formula stands in from its beginning.
_HANGING = 4


def print_document(document: Document, console: Console) -> None:
    """Print a document. Words are escaped: nothing in them is markup, and nothing controls the terminal."""
    for block in document:
        for renderable in _renderables(block, printer_for(console), console.width):
            console.print(renderable, highlight=False, markup=False, emoji=False, no_wrap=True, crop=False)


def height(document: Document, console: Console) -> int:
    """How many lines a document takes on this console."""
    return sum(
        len(console.render_lines(renderable, console.options, pad=False))
        for block in document
        for renderable in _renderables(block, printer_for(console), console.width)
    )


def printer_for(console: Console) -> Printer:
    """Mathematics in Unicode where the terminal can show it."""
    return to_unicode if (console.encoding or "").lower().replace("-", "").startswith("utf") else to_plain


def _renderables(block: Block, printer: Printer, width: int) -> list[RenderableType]:
    match block:
        case Gap():
            return [Text("")]
        case Verbatim(lines, role):
            return [Text(shown_safely(line), STYLES[role]) for line in lines]
        case Paragraph(spans, indent):
            words = words_of(spans, printer, shown_safely)
            return _lines(words, width, 2 * indent, 2 * indent)
        case Formula(node, remark, indent):
            words = sides_of(printer(node), "strong")
            if remark:
                beside = words_of(remark, printer, shown_safely)
                words.append(_joined(beside))
            return _lines(words, width, 2 * indent, 2 * indent + _HANGING)
        case Table():
            return [_table(block, printer)] if _fits(block, printer, width) else _stacked(block, printer, width)
    raise TypeError(f"not a block: {block!r}")


def _joined(words: list[Word]) -> Word:
    """A remark as one word in brackets, so that it is broken only where it does not fit a line at all."""
    text = " ".join("".join(piece.text for piece in word) for word in words)
    return (Piece(f" ({text})", "quiet"),)


def _lines(words: list[Word], width: int, indent: int, hanging: int) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for place, line in enumerate(wrapped(words, max(10, width - hanging), cell_len)):
        text = Text(" " * (hanging if place else indent))
        _append(text, line)
        lines.append(text)
    return lines


def _append(text: Text, words: Sequence[Word]) -> None:
    """Add words; neighbours of one role are one stretch, blanks included, so that the output stays searchable."""
    pieces = [piece for number, word in enumerate(words) for piece in ((_BLANK,) if number else ()) + word]
    for place, piece in enumerate(pieces[:-1]):
        if piece is _BLANK and pieces[place - 1].role == pieces[place + 1].role:
            pieces[place] = Piece(" ", pieces[place + 1].role)
    for role, stretch in groupby(pieces, key=lambda piece: piece.role):
        text.append("".join(piece.text for piece in stretch), STYLES[role])


_BLANK = Piece(" ", "plain")


def _fits(block: Table, printer: Printer, width: int) -> bool:
    """Whether a table can stand in this width without breaking a word."""
    columns = zip(*block.rows, strict=True) if block.rows else [() for _ in block.header]
    needed = 2
    for title, cells in zip(block.header, columns, strict=True):
        written = [word for cell in cells for word in words_of(cell, printer, shown_safely)]
        widest = max((sum(cell_len(piece.text) for piece in word) for word in written), default=0)
        needed += max(widest, cell_len(title)) + _BETWEEN
    return needed - _BETWEEN <= width


# Rich pads each column by a blank and draws a third one between two.
_BETWEEN = 3


def _stacked(block: Table, printer: Printer, width: int) -> list[RenderableType]:
    """A table too wide for the terminal: a row is its first cell, and under it the others with their titles."""
    lines: list[RenderableType] = [Text("")]
    for first, *others in block.rows:
        lines += _lines(words_of(first, printer, shown_safely), width, 0, _HANGING)
        named: list[Word] = []
        for title, cell in zip(block.header[1:], others, strict=True):
            key, *rest = words_of(cell, printer, shown_safely) or [()]
            named += [(Piece(f"{title} " if title else "", "quiet"), *key), *rest]
        lines += _lines(named, width, 2, _HANGING)
    return [*lines, Text("")]


def _table(block: Table, printer: Printer) -> RenderableType:
    from rich import box
    from rich.table import Table as RichTable

    table = RichTable(box=box.SIMPLE_HEAD, show_header=any(block.header), pad_edge=False)
    for place, title in enumerate(block.header):
        table.add_column(title, justify="right" if place in block.right else "left", overflow="fold")
    for row in block.rows:
        cells = []
        for cell in row:
            text = Text()
            _append(text, words_of(cell, printer, shown_safely))
            cells.append(text)
        table.add_row(*cells)
    return table
