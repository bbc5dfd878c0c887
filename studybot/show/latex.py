"""Documents as LaTeX, for any TeX of the last years: pdfTeX, XeTeX or LuaTeX, with amsmath and amssymb.

Text is escaped by `escaped`, and nowhere else; `typable` then sees to the characters that pdfTeX has no sign for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from studybot.formula.safely import shown_safely
from studybot.notation.latex_commands import LETTERS, OPERATORS
from studybot.notation.to_latex import LIKE_LATIN, to_latex
from studybot.notation.to_latex import escaped as escaped_in_formulas
from studybot.notation.tree import Node
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
from studybot.show.plain import inline as in_plain_text

# Which command shows a role: no colours, which would take a package.
_COMMANDS: dict[Role, str] = {
    "plain": "",
    "strong": "textbf",
    "quiet": "quiet",
    "right": "textbf",
    "wrong": "textbf",
    "command": "texttt",
    "title": "textbf",
    "label": "textbf",
    "points": "points",
}
# What the commands that `to_latex` writes stand for. XeTeX and LuaTeX know every character, if their font has it.
PREAMBLE = r"""
\newif\ifunicode
\ifdefined\XeTeXversion\unicodetrue\fi
\ifdefined\directlua\unicodetrue\fi
\ifunicode\else
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\fi
\usepackage{amsmath,amssymb}
\setcounter{MaxMatrixCols}{64}
% A character, and its number where there is no sign for it.
\ifunicode
  \DeclareRobustCommand{\sign}[2]{\iffontchar\font"#2 #1\else\texttt{\textbackslash u#2}\fi}
\else
  \DeclareRobustCommand{\sign}[2]{\texttt{\textbackslash u#2}}
\fi
\newcommand{\quiet}[1]{{\small\itshape #1\/}}
\newlength{\level}\setlength{\level}{1.9em}
% How many levels lines stand in, and what they say; what is too long for a line goes on further in.
\newcommand{\indented}[2]{{\advance\leftskip by #1\level\relax #2\par}}
\newcommand{\formula}[2]{\nopagebreak{%
  \advance\leftskip by #1\level\advance\leftskip 2em \rightskip=0pt plus 1fil \parindent=-2em \indent #2\par}}
% What stands out to the left of a paragraph, and what ends one in the margin at the right.
\newcommand{\labelled}[3]{{\advance\leftskip by #1\level\relax
  \noindent\hskip-\level\makebox[\level][l]{#2}#3\par}}
\newlength{\margin}\setlength{\margin}{4em}
\newcommand{\points}[1]{\unskip\nobreak\hfill\rlap{\makebox[\margin][r]{\footnotesize #1}}}
\lineskiplimit=3pt \lineskip=5pt % below and above matrices
""" + "".join(f"\\providecommand{{\\{name}}}{{\\mathrm{{{letter}}}}}\n" for name, letter in LIKE_LATIN.items())
# One sign after another of these would become one: a dash, a closing quotation mark.
_LIGATURES = re.compile(r"(?<=([-',<>]))(?=\1)")
_BACKTICK = r"\textasciigrave{}"
# Words of more characters than any language has may end a line anywhere.
_LONG = re.compile(r"[^ ]{30,}")
_PIECE = 15
_BREAK = r"\allowbreak "
_BEYOND = re.compile(r"[^\x00-\x7f]")
# What pdfTeX has in its T1 and TS1 fonts.
_TYPED = frozenset(
    {*map(chr, range(0xA1, 0x180)), *"–—‘’‚“”„†‡•…‰‹›€™"}
    - {*map(chr, (0xAD, 0x126, 0x127, 0x138, 0x13F, 0x140, 0x149, 0x166, 0x167, 0x17F))}
)
_IN_FORMULAS = {
    **{glyph: f"\\{name}" for name, (glyph, _) in reversed(OPERATORS.items()) if not glyph.isascii()},
    **{glyph: f"\\{name}" for name, glyph in reversed(LETTERS.items()) if not glyph.isascii()},
    "−": "-",
}
# Wider tables than this many characters have columns that are broken into lines.
_WIDEST_TABLE = 80
_REMEMBERED = 4_000


def to_latex_document(document: Document) -> str:
    """A document as LaTeX, blocks parted by empty lines."""
    return "".join([f"{text}\n\n" for text in map(_block, document) if text])


def inline(spans: Iterable[Span]) -> str:
    """Spans as LaTeX within a paragraph."""
    return "".join([_span(span) for span in spans])


@lru_cache(maxsize=_REMEMBERED)
def escaped(text: str) -> str:
    """Text as it stands in a paragraph or an argument. Line breaks are blanks; see also `shown_safely`."""
    if text.isascii() and text.isalnum() and len(text) < _PIECE:
        return text
    words = shown_safely(text.replace("\n", " "))
    written = _BREAK.join([escaped_in_formulas(piece) for piece in _pieces(words)])
    return typable(_LIGATURES.sub("{}", written.replace("`", _BACKTICK)))


def _pieces(text: str) -> list[str]:
    """A text in pieces between which a line may end, although there is no blank."""
    pieces: list[str] = []
    end = 0
    for word in _LONG.finditer(text):
        starts = range(word.start() + _PIECE, word.end(), _PIECE)
        pieces += [text[left:right] for left, right in zip((end, *starts), (*starts, word.end()), strict=False)][:-1]
        end = starts[-1]
    return [*pieces, text[end:]]


def typable(latex: str) -> str:
    """LaTeX in which every character that pdfTeX has no sign for is a command: `\alpha`, or the character's number.

    All markup is ASCII, so that this is done where text and formulas have come together.
    """
    return latex if latex.isascii() else _BEYOND.sub(_typable, latex)


def _typable(match: re.Match[str]) -> str:
    char = match.group()
    if char in _TYPED:
        return char
    command = _IN_FORMULAS.get(char)
    return f"\\ensuremath{{{command}}}" if command is not None else f"\\sign{{{char}}}{{{ord(char):04X}}}"


def _block(block: Block) -> str:
    match block:
        case Paragraph((Words(label, "label"), *rest), indent):
            return f"\\labelled{{{indent}}}{{{escaped(label.rstrip())}}}{{{inline(rest)}}}"
        case Paragraph(spans, indent):
            return f"\\indented{{{indent}}}{{{inline(spans)}}}" if indent else inline(spans)
        case Formula(node, remark, indent):
            beside = f"\\quad \\quiet{{({inline(remark)})}}" if remark else ""
            return f"\\formula{{{indent}}}{{$\\displaystyle {_mathematics(node)}${beside}}}"
        case Table():
            return _table(block)
        case Verbatim(lines, _):
            return "\n\n".join([f"\\texttt{{{escaped(line).replace(' ', '~')}}}" for line in lines])
        case Heat(words=words):
            return "\n\n".join([_block(paragraph) for paragraph in words])
        case Gap():
            return "\\bigskip"
    raise TypeError(f"not a block: {block!r}")


def _span(span: Span) -> str:
    match span:
        case Words(text, role):
            command = _COMMANDS[role]
            return f"\\{command}{{{escaped(text)}}}" if command else escaped(text)
        case Math(node, "plain"):
            return f"${_mathematics(node)}$"
        case Math(node, role):
            bold = _COMMANDS[role] == "textbf"
            return f"{{\\boldmath ${_mathematics(node)}$}}" if bold else f"${_mathematics(node)}$"
        case Bar():
            return ""


@lru_cache(maxsize=_REMEMBERED)
def _mathematics(node: Node) -> str:
    return typable(to_latex(node))


def _table(block: Table) -> str:
    """A table without its columns of bars. Braces keep what a row begins with from being an option of the last one."""
    rows = [[inline(cell) for cell in cells] for cells in block.rows]
    shown = [place for place, title in enumerate(block.header) if title or any(cells[place] for cells in rows)]

    def written(cells: Sequence[str]) -> str:
        return " & ".join([f"{{{cells[place]}}}" for place in shown]) + r" \\"

    head = [written([escaped(title) for title in block.header]), r"\hline"] if any(block.header) else []
    columns = "".join(_columns(block, shown))
    return "\n".join([f"\\begin{{tabular}}{{@{{}}{columns}@{{}}}}", *head, *map(written, rows), r"\end{tabular}"])


def _columns(block: Table, shown: Sequence[int]) -> list[str]:
    """How each column is set; in a table that is too wide, columns of words share the line by what stands in them."""
    widths = {
        place: max([len(block.header[place]), *(len(in_plain_text(cells[place])) for cells in block.rows)])
        for place in shown
    }
    total = sum(widths.values())
    if total <= _WIDEST_TABLE:
        return ["r" if place in block.right else "l" for place in shown]
    return ["r" if place in block.right else f"p{{{0.9 * widths[place] / total:.3f}\\linewidth}}" for place in shown]
