"""Documents as Markdown that GitHub renders, mathematics included.

GitHub reads `$x_1$` as Markdown first and takes `_`, `<` and backslashes for its own. What stands between "$`" and
"`$", or in a block of ```math, it hands to MathJax as it is; but it forbids the command `operatorname`. Text is escaped
by `escaped`, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from studybot.formula.safely import shown_safely
from studybot.notation.to_latex import LIKE_LATIN, to_latex
from studybot.notation.to_latex import escaped as escaped_in_latex
from studybot.notation.tree import Node
from studybot.notation.unicode import to_unicode
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

# Around a stretch of words; and the element that does the same where letters touch it, and marks would not be read.
_MARKS: dict[Role, tuple[str, str]] = {
    "plain": ("", ""),
    "strong": ("**", "strong"),
    "quiet": ("*", "em"),
    "right": ("**", "strong"),
    "wrong": ("**", "strong"),
    "command": ("", "code"),
    "title": ("**", "strong"),
    "label": ("**", "strong"),
    "points": ("*", "em"),
}
# A backslash takes its meaning from any of these. With the others GitHub deals once all Markdown is read: a dollar
# begins mathematics, `@name` calls somebody, `#1` links an issue, `:+1:` is a thumb; an element of its own hides them.
_ESCAPES = {
    **{ord(char): f"\\{char}" for char in "\\`*_{}[]<>&|~"},
    **{ord(char): f"<span>{char}</span>" for char in "$@#"},
}
_EMOJI = re.compile(r":(?=[a-z0-9_+-]+:)", re.IGNORECASE)
# What would be a link by itself.
_LINK = re.compile(r"(?<=[a-z]):(?=/)|(?<=www)\.", re.IGNORECASE)
# What begins a list, a rule or a line under a heading where it is the first of a paragraph.
_FIRST = re.compile(r"^([-+=]|[0-9]+(?=[.)]))")
_OPERATOR = re.compile(r"\\operatorname(\*?)\{((?:[^{}\\]|\\[^A-Za-z])*)\}")
_LETTER = re.compile(rf"\\({'|'.join(LIKE_LATIN)})(?![A-Za-z])")
# What words in a formula cannot have: a backtick ends it, and for the others MathJax has no command in words.
_UNKNOWN = re.compile(r"`|\\text(?:backslash|asciitilde|asciicircum)")
# Beside these, "$`" begins and "`$" ends no mathematics.
_LETTERS_BEFORE = re.compile(r"[\w$-]")
_LETTERS_AFTER = re.compile(r"[\w$]")
_REMEMBERED = 4_000


def to_markdown(document: Document) -> str:
    """A document as Markdown: paragraphs parted by empty lines, those that stand in as lists."""
    text = ""
    depth = 0
    for block in document:
        if isinstance(block, Paragraph) and block.indent:
            # Items that stand in by more than a level would be code.
            deeper = min(block.indent, depth + 1)
            parted = "" if depth or not text else "\n"
            text += f"{parted}{'  ' * (deeper - 1)}- {inline(block.spans, begins=True)}\n"
            depth = deeper
        elif written := _block(block):
            text += f"\n{written}\n" if text else f"{written}\n"
            depth = 0
    return text


def inline(spans: Iterable[Span], *, begins: bool = False, in_table: bool = False) -> str:
    """Spans as Markdown within a line; `begins` where they are the first of a paragraph."""
    every = [span for span in spans if not isinstance(span, Bar)]
    # What stands at the ends of each, as far as that matters to its neighbours.
    plain = [span.text if isinstance(span, Words) else "$" for span in every]
    line = ""
    for place, span in enumerate(every):
        before = plain[place - 1][-1:] if place else ""
        after = plain[place + 1][:1] if place + 1 < len(every) else ""
        if isinstance(span, Words):
            line += _words(span, before, after, begins=begins and not line)
        else:
            line += _mathematics(span.node, before, after, in_table)
    return line.strip()


@lru_cache(maxsize=_REMEMBERED)
def escaped(text: str, *, begins: bool = False) -> str:
    """Text as it stands in a line, `begins` where it is the first of a paragraph. Line breaks are blanks."""
    written = shown_safely(text.replace("\n", " "))
    if written.isalnum():
        return written
    written = written.translate(_ESCAPES)
    if ":" in written or "." in written:
        written = _EMOJI.sub("<span>:</span>", _LINK.sub(r"\\\g<0>", written))
    return _FIRST.sub(_without_meaning, written.lstrip()) if begins else written


def _without_meaning(first: re.Match[str]) -> str:
    sign = first.group()
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return inline(spans, begins=True)
        case Formula(node, remark):
            return _formula(node, remark)
        case Table():
            return _table(block)
        case Verbatim(lines):
            return _fenced([shown_safely(line) for line in lines])
        case Heat(words=words):
            return to_markdown(words).strip()
        case Gap():
            return ""
    raise TypeError(f"not a block: {block!r}")


def _words(span: Words, before: str, after: str, *, begins: bool) -> str:
    mark, element = _MARKS[span.role]
    text = span.text.replace("\n", " ")
    bare = text.strip(" ")
    if not element or not bare:
        return escaped(text, begins=begins)
    lead, tail = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    written = escaped(bare)
    closes = after in ("", " ") or (bare[-1].isalnum() and after in ".,:;!?")
    if mark and (lead or before in ("", " ")) and (tail or closes):
        return f"{lead}{mark}{written}{mark}{tail}"
    return f"{lead}<{element}>{written}</{element}>{tail}"


def _mathematics(node: Node, before: str, after: str, in_table: bool) -> str:
    """Mathematics in a line, in one line of Unicode where GitHub would not take it for that."""
    written = _in_mathjax(node)
    if written is None or _LETTERS_BEFORE.match(before) or _LETTERS_AFTER.match(after):
        return escaped(to_unicode(node))
    return f"$`{written.replace('|', chr(92) + '|') if in_table else written}`$"


@lru_cache(maxsize=_REMEMBERED)
def _in_mathjax(node: Node) -> str | None:
    """Notation for MathJax as GitHub has it; None where words in it cannot be shown there."""
    written = to_latex(node)
    if _UNKNOWN.search(written):
        return None
    written = _OPERATOR.sub(_upright, written)
    return _LETTER.sub(lambda name: rf"\mathrm{{{LIKE_LATIN[name[1]]}}}", written)


def _upright(operator: re.Match[str]) -> str:
    """A function's name, under which scripts stand only where it has a star."""
    starred, name = operator.groups()
    return rf"\mathop{{\mathrm{{{name}}}}}" + ("" if starred else r"\nolimits ")


def _formula(node: Node, remark: Sequence[Span]) -> str:
    pieces = [_in_mathjax(node), *(_in_remark(span) for span in remark)]
    if None in pieces:
        beside = (Words(" ("), *remark, Words(")")) if remark else ()
        return inline((Math(node), *beside), begins=True)
    formula, *said = [piece for piece in pieces if piece is not None]
    remarked = rf" \qquad \text{{(}}{''.join(said)}\text{{)}}" if said else ""
    return f"```math\n{formula}{remarked}\n```"


def _in_remark(span: Span) -> str | None:
    match span:
        case Words(text):
            written = escaped_in_latex(text.replace("\n", " "))
            return None if _UNKNOWN.search(written) else rf"\text{{{written}}}"
        case Math(node):
            return _in_mathjax(node)
        case Bar():
            return ""


def _fenced(lines: Sequence[str]) -> str:
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *lines, fence])


def _table(block: Table) -> str:
    """A table without its columns of bars."""
    rows = [[inline(cell, in_table=True) for cell in cells] for cells in block.rows]
    shown = [place for place, title in enumerate(block.header) if title or any(cells[place] for cells in rows)]

    def written(cells: Sequence[str]) -> str:
        return f"| {' | '.join([cells[place] for place in shown])} |"

    rule = [("---:" if place in block.right else "---") for place in range(len(block.header))]
    return "\n".join([written([escaped(title) for title in block.header]), written(rule), *map(written, rows)])
