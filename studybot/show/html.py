"""Documents as HTML: mathematics as MathML, roles as elements, indentation and alignment as classes for a style sheet.

Everything that comes out is well-formed XML too. Text is escaped by `escaped`, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from studybot.notation.sides import sides_of
from studybot.notation.to_mathml import escaped as escaped_in_xml
from studybot.notation.to_mathml import to_mathml
from studybot.notation.tree import Node, Row, separates
from studybot.show.document import (
    Bar,
    Block,
    Document,
    Formula,
    Gap,
    Heat,
    Math,
    Paragraph,
    Role,
    Span,
    Table,
    Verbatim,
    Words,
)

# What right and wrong begin with are words: nobody needs to see a colour.
_ELEMENTS: dict[Role, tuple[str, str]] = {
    "plain": ("", ""),
    "strong": ("<strong>", "</strong>"),
    "quiet": ('<span class="quiet">', "</span>"),
    "right": ('<strong class="right">', "</strong>"),
    "wrong": ('<strong class="wrong">', "</strong>"),
    "command": ("<code>", "</code>"),
    "title": ('<strong class="title">', "</strong>"),
    "label": ('<strong class="label">', "</strong>"),
    "points": ('<span class="points">', "</span>"),
}
# How `to_html` marks what it writes; a page's own style sheet holds it.
STYLE = """\
p, pre, table { margin: 0.35em 0; }
.in1 { margin-left: 1.6em; } .in2 { margin-left: 3.2em; } .in3 { margin-left: 4.8em; }
.formula { padding-left: 2em; text-indent: -2em; }
.formula math { math-style: normal; text-indent: 0; }
.remark { padding-left: 1.2em; }
.quiet, .remark { color: #555; }
.right { color: #075; } .wrong { color: #a00; }
.gap { height: 0.7em; }
.held { white-space: nowrap; }
.in1 > .label, .in2 > .label, .in3 > .label { display: inline-block; min-width: 1.6em; margin-left: -1.6em;
  font-weight: normal; }
pre, code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 0.92em; }
pre { white-space: pre-wrap; }
table { border-collapse: collapse; }
th, td { padding: 0.15em 0.8em; text-align: left; vertical-align: baseline; }
th { border-bottom: 1px solid; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
"""
_DEEPEST = 3
_OPENING = "(["
_CLOSING = ".,;:!?)]"
# A sheet in a thousand versions has the same few hundred formulas in most of them, of half a kilobyte each, and words.
_REMEMBERED = 4_000


def to_html(document: Document) -> str:
    """A document as a fragment of HTML, a block on each line."""
    return "".join([f"{_block(block)}\n" for block in document])


def inline(spans: Iterable[Span]) -> str:
    """Spans as HTML within a line.

    Browsers end lines between mathematics and the comma behind it, or the bracket before: those are held together.
    """
    every = tuple(spans)
    parted = [_parted(every, place) for place in range(len(every))]
    written: list[str] = []
    for place, span in enumerate(every):
        if isinstance(span, Math):
            before = parted[place - 1][2] if place else ""
            after = parted[place + 1][0] if place + 1 < len(every) else ""
            shown = _span(span)
            if before or after:
                shown = f'<span class="held">{escaped(before)}{shown}{escaped(after)}</span>'
            written.append(shown)
        elif isinstance(span, Words) and span.role == "plain":
            written.append(escaped(parted[place][1]))
        else:
            written.append(_span(span))
    return "".join(written)


def _parted(every: Sequence[Span], place: int) -> tuple[str, str, str]:
    """Plain words: what the mathematics before holds of them, what stands by itself, what the mathematics behind holds.

    Nothing of any other span.
    """
    span = every[place]
    if not isinstance(span, Words) or span.role != "plain":
        return "", "", ""
    text = span.text
    rest = text.lstrip(_CLOSING) if place and isinstance(every[place - 1], Math) else text
    last = place + 1 == len(every)
    middle = rest.rstrip(_OPENING) if not last and isinstance(every[place + 1], Math) else rest
    return text[: len(text) - len(rest)], middle, rest[len(middle) :]


@lru_cache(maxsize=_REMEMBERED)
def escaped(text: str) -> str:
    """Text as it stands in an element or an attribute. Line breaks are blanks; see also `shown_safely`."""
    return escaped_in_xml(text.replace("\n", " "))


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans, indent):
            return f"<p{_classes('', indent)}>{inline(spans)}</p>"
        case Formula(node, remark, indent):
            beside = f' <span class="remark">({inline(remark)})</span>' if remark else ""
            sides = "<wbr/>".join([_mathematics(side) for side in _pieces(node)])
            return f"<p{_classes('formula', indent)}>{sides}{beside}</p>"
        case Table():
            return _table(block)
        case Verbatim(lines, role):
            opening, closing = _ELEMENTS[role]
            return f"<pre>{opening}{chr(10).join(map(escaped, lines))}{closing}</pre>"
        case Heat(words=words):
            return "\n".join([_block(paragraph) for paragraph in words])
        case Gap():
            return '<div class="gap"></div>'
    raise TypeError(f"not a block: {block!r}")


def _span(span: Span) -> str:
    match span:
        case Words(text, "plain"):
            return escaped(text)
        case Words(text, role):
            opening, closing = _ELEMENTS[role]
            return f"{opening}{escaped(text)}{closing}"
        case Math(node, "plain"):
            return _mathematics(node)
        case Math(node, role):
            opening, closing = _ELEMENTS[role]
            return f"{opening}{_mathematics(node)}{closing}"
        case Bar():
            return ""


@lru_cache(maxsize=_REMEMBERED)
def _mathematics(node: Node) -> str:
    return to_mathml(node)


def _pieces(node: Node) -> list[Node]:
    """A formula in pieces between which a line may end, since browsers break none; a list is one piece."""
    return [node] if isinstance(node, Row) and separates(node.items) else sides_of(node)


def _classes(kind: str, indent: int) -> str:
    names = [kind] if kind else []
    if indent:
        names.append(f"in{min(indent, _DEEPEST)}")
    return f' class="{" ".join(names)}"' if names else ""


def _table(block: Table) -> str:
    """A table without its columns of bars."""
    rows = [[inline(cell) for cell in cells] for cells in block.rows]
    shown = [place for place, title in enumerate(block.header) if title or any(cells[place] for cells in rows)]

    def written(cells: Iterable[str], element: str, scope: str = "") -> str:
        line = list(cells)
        number = [' class="number"' if place in block.right else "" for place in range(len(line))]
        return "".join([f"<{element}{scope}{number[place]}>{line[place]}</{element}>" for place in shown])

    head = ""
    if any(block.header):
        titles = written(map(escaped, block.header), "th", ' scope="col"')
        head = f"<thead><tr>{titles}</tr></thead>"
    body = "".join([f"<tr>{written(cells, 'td')}</tr>" for cells in rows])
    return f"<table>{head}<tbody>{body}</tbody></table>"
