"""Documents on a terminal, through Rich: colour, wrapping, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from studybot.formula.tokens import shown_safely
from studybot.notation.plain import to_plain
from studybot.notation.unicode import to_unicode
from studybot.show.document import Block, Document, Formula, Gap, Paragraph, Role, Span, Table, Words

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

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
# What separates a formula from the remark beside it.
_BESIDE = "   "
# Blanks inside a formula that must not become line ends.
_NO_BREAK = "\u00a0"


def print_document(document: Document, console: Console) -> None:
    """Print a document. Words are escaped: nothing in them is markup, and nothing controls the terminal."""
    for block in document:
        for renderable in _renderables(block, _printer(console)):
            console.print(renderable, highlight=False, markup=False, emoji=False)


def height(document: Document, console: Console) -> int:
    """How many lines a document takes on this console."""
    return sum(
        len(console.render_lines(renderable, console.options, pad=False))
        for block in document
        for renderable in _renderables(block, _printer(console))
    )


def _printer(console: Console) -> Callable[..., str]:
    """Mathematics in Unicode where the terminal can show it."""
    return to_unicode if (console.encoding or "").lower().replace("-", "").startswith("utf") else to_plain


def _text(spans: Iterable[Span], printer: Callable[..., str]) -> Text:
    text = Text()
    for span in spans:
        if isinstance(span, Words):
            text.append(shown_safely(span.text), STYLES[span.role])
        else:
            # A formula in a sentence is not broken at its blanks, unless it is longer than any line.
            written = printer(span.node)
            text.append(written.replace(" ", _NO_BREAK) if len(written) < 30 else written, STYLES[span.role])
    return text


def _renderables(block: Block, printer: Callable[..., str]) -> list[RenderableType]:
    match block:
        case Gap():
            return [Text("")]
        case Paragraph(spans, indent):
            return [Padding(_text(spans, printer), (0, 0, 0, 2 * indent))]
        case Formula(node, remark, indent):
            text = Text(printer(node), "bold")
            if remark:
                text.append(_BESIDE)
                text.append_text(_text(remark, printer))
            return [Padding(_hanging(text), (0, 0, 0, 2 * indent))]
        case Table(header, rows, right):
            return [_table(header, rows, right, printer)]
    raise TypeError(f"not a block: {block!r}")


def _hanging(text: Text) -> Text:
    """A formula that is too long for its line breaks before an equals sign rather than anywhere."""
    return text


def _table(
    header: tuple[str, ...],
    rows: tuple[tuple[tuple[Span, ...], ...], ...],
    right: frozenset[int],
    printer: Callable[..., str],
) -> RenderableType:
    from rich import box
    from rich.table import Table as RichTable

    table = RichTable(box=box.SIMPLE_HEAD, show_header=any(header), pad_edge=False)
    for place, title in enumerate(header):
        table.add_column(title, justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_text(cell, printer) for cell in row))
    return table
