"""Documents on a terminal, through Rich: colour, tables, lines that fit the width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from studybot.formula.safely import shown_safely
from studybot.notation.plain import to_plain
from studybot.notation.tree import Node
from studybot.notation.unicode import to_unicode
from studybot.show.document import Block, Document, Formula, Gap, Heat, Paragraph, Role, Span, Table, Verbatim
from studybot.show.drawings import drawn_bar, drawn_heat
from studybot.show.wrapping import HANGING, Piece, Word, filled, remark_of, sides_of, stacked, words_of, wrapped

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from studybot.notation.layout import Layout

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
    "label": "bold",
    "points": "dim",
}
# Lines are not made shorter than this, however narrow the terminal: it may break them where it likes.
_NARROWEST = 10


def print_document(document: Document, console: Console) -> None:
    """Print a document. Words are escaped: nothing in them is markup, and nothing controls the terminal."""
    for block in document:
        for renderable in _renderables(block, printer_for(console), console.width):
            # What is still wider than the terminal is for that to break: nothing is cut off.
            console.print(
                renderable, highlight=False, markup=False, emoji=False, no_wrap=True, overflow="ignore", crop=False
            )


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
        case Verbatim(lines, role, whole):
            shown = [Text(shown_safely(line), STYLES[role]) for line in lines]
            for text in () if whole else shown:
                text.truncate(width)
            return [*shown]
        case Paragraph(spans, indent):
            words = _words(spans, printer)
            return _lines(words, width, 2 * indent, 2 * indent)
        case Formula():
            return _formula(block, printer, width)
        case Heat():
            return _heat(block, printer, width)
        case Table():
            table = _without_empty_columns(block, printer)
            return [_table(table, printer)] if _fits(table, printer, width) else _stacked(table, printer, width)
    raise TypeError(f"not a block: {block!r}")


def _words(spans: Iterable[Span], printer: Printer) -> list[Word]:
    """Spans as words, with bars where the terminal can draw them."""
    if printer is not to_unicode:
        return words_of(spans, printer, shown_safely)
    return words_of(spans, printer, shown_safely, drawn_bar)


def _heat(block: Heat, printer: Printer, width: int) -> list[RenderableType]:
    return [Text(line) for line in drawn_heat(block, width, in_unicode=printer is to_unicode)]


def _formula(block: Formula, printer: Printer, width: int) -> list[RenderableType]:
    """A formula with its remark: matrices over several lines, where the terminal shows their brackets and has room."""
    remark = [remark_of(block.remark, printer, shown_safely)] if block.remark else []
    indent, hanging = 2 * block.indent, 2 * block.indent + HANGING
    room = max(_NARROWEST, width - hanging)
    if printer is to_unicode:
        from studybot.notation.layout import Layout  # what is shown before the first answer seldom has a formula

        layout = Layout(block.node, cell_len)
        sides = sides_of(layout.line, "strong", lambda text: layout.width(text) <= room)
        pieces = [piece for side in sides for word in side for piece in word]
        if layout.boxes and all(layout.width(piece.text) <= room for piece in pieces):
            lines = enumerate(filled(sides, remark, room, layout.width))
            return [text for place, line in lines for text in _spread(line, layout, hanging if place else indent)]
    sides = sides_of(printer(block.node), "strong", lambda text: cell_len(text) <= room)
    return _indented(filled(sides, remark, room, cell_len), indent, hanging)


def _spread(words: Sequence[Word], layout: Layout, indent: int) -> list[Text]:
    """One line of a formula as the lines that its matrices take."""
    boxes = [(layout.spread(piece.text), piece.role) for word in words for piece in (_BLANK, *word)][1:]
    above = max(box.baseline for box, _ in boxes)
    below = max(len(box.lines) - box.baseline for box, _ in boxes)
    texts: list[Text] = []
    for place in range(-above, below):
        text = Text(" " * indent)
        for box, role in boxes:
            here = box.baseline + place
            text.append(box.lines[here] if 0 <= here < len(box.lines) else " " * box.width, STYLES[role])
        text.rstrip()
        texts.append(text)
    return texts


def _lines(words: list[Word], width: int, indent: int, hanging: int) -> list[RenderableType]:
    return _indented(wrapped(words, max(_NARROWEST, width - hanging), cell_len), indent, hanging)


def _indented(filled: list[list[Word]], indent: int, hanging: int) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for place, line in enumerate(filled):
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


def _without_empty_columns(block: Table, printer: Printer) -> Table:
    """A table without the columns of bars that cannot be drawn here."""
    kept = [
        place
        for place, title in enumerate(block.header)
        if title or any(_words(row[place], printer) for row in block.rows)
    ]
    if not any(block.header) or len(kept) == len(block.header):
        return block
    return Table(
        tuple(block.header[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in block.rows),
        frozenset(new for new, place in enumerate(kept) if place in block.right),
    )


def _fits(block: Table, printer: Printer, width: int) -> bool:
    """Whether a table can stand in this width without breaking a word."""
    columns = zip(*block.rows, strict=True) if block.rows else [() for _ in block.header]
    needed = 2
    for title, cells in zip(block.header, columns, strict=True):
        written = [word for cell in cells for word in _words(cell, printer)]
        widest = max((sum(cell_len(piece.text) for piece in word) for word in written), default=0)
        needed += max(widest, cell_len(title)) + _BETWEEN
    return needed - _BETWEEN <= width


# Rich pads each column by a blank and draws a third one between two.
_BETWEEN = 3


def _stacked(block: Table, printer: Printer, width: int) -> list[RenderableType]:
    """A table that is too wide for the terminal."""
    lines: list[RenderableType] = [Text("")]
    for indent, words in stacked(block, lambda spans: _words(spans, printer)):
        lines += _lines(words, width, indent, HANGING)
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
            _append(text, _words(cell, printer))
            cells.append(text)
        table.add_row(*cells)
    return table
