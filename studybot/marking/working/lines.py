"""Working as it was typed, cut into lines, labels and sides: `time = 2e18/1.98e15 = 1010 s; cost = 0.28*1.5 = $0.42`.

Only places are found here; nothing is read as mathematics yet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from studybot.formula.functions import ARITY, CONSTANTS, SPELLINGS

_LETTER = "A-Za-zα-ωΑ-Ω"
_MARK = re.compile(
    r"(?P<open>[(\[{])|(?P<close>[)\]}])"
    r"|(?P<arrow>-{1,2}>|={1,2}>|[→⇒⟶⟹]|\\(?:[Rr]ightarrow|implies|to)\b)"
    r"|(?P<newline>[\r\n]|\\\\)"
    r"|(?P<semicolon>;)"
    # `1010 s, cost = ...` and `1010 s. Then cost = ...` begin a line, too; the comma of 1,010 does not.
    rf"|(?P<stop>[.,](?=[ \t]{{1,4}}[{_LETTER}][\w \t'’-]{{0,60}}[=≈:]))"
    r"|(?P<relation>(?<![<>!])[=≈≃≅≊∼~](?:[ \t]*[=≈≃≅≊∼~])*)"
)
# What leads into a line and says nothing: `2) `, `- `, `so `.
_LEAD = re.compile(
    rf"(?:[0-9]{{1,2}}[.)][ \t]+|[a-z]\)[ \t]+|[-*•–][ \t]+(?=[{_LETTER}])|∴[ \t]*"
    r"|(?:so|then|thus|hence|therefore|and|now|next|finally)\b[,:]?[ \t]+)+",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"[{_LETTER}#][\w \t#'’().,%$/-]*")
_WORD = re.compile(rf"[{_LETTER}][\w'’]*")
_ARITHMETIC = re.compile(r"[-/][ \t]*[0-9.]|[0-9][ \t]*[-/]|[ \t][-/][ \t]")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text, without spaces around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A chain of sides with what it was called, "" for nothing. `after_arrow` tells that an arrow leads to it."""

    label: str
    sides: tuple[Span, ...]
    after_arrow: bool

    @property
    def claims(self) -> bool:
        """Whether it says that something is something."""
        return bool(self.label) or len(self.sides) > 1


def lines_of(text: str, names: Collection[str]) -> tuple[TypedLine, ...]:
    """The lines of a text; `names` are the question's own. Lines of words alone, without a digit, are left out.

    A line that begins with an equals sign goes on with the chain before it, and so does one after a sign at the end.
    """
    lines: list[TypedLine] = []
    known = {*names, *ARITY, *SPELLINGS, *CONSTANTS}
    for pieces, after_arrow in _joined(text):
        start = pieces[0].start
        if lead := _LEAD.match(text, start, pieces[0].end):
            start = lead.end()
        label, start = _colon_label(text, Span(start, pieces[0].end))
        first = _stripped(text, start, pieces[0].end)
        sides = [first, *pieces[1:]] if first else pieces[1:]
        if first and len(sides) > 1 and _is_label(text[first.start : first.end], known):
            label = text[first.start : first.end]
            sides = sides[1:]
        if not sides or (len(pieces) == 1 and not any(char.isdigit() for char in text[start : pieces[0].end])):
            continue
        if _WORD.fullmatch(label):
            known.add(label)
        lines.append(TypedLine(" ".join(label.split()), tuple(sides), after_arrow and bool(lines)))
    return tuple(lines)


def _joined(text: str) -> Iterator[tuple[list[Span], bool]]:
    """The pieces of each line that has any, and whether an arrow led to it."""
    pieces: list[Span] = []
    arrow = goes_on = False
    for found, by in _split(text):
        kept = [span for span in found if span]
        if not kept:
            arrow = arrow or by == "arrow"
            continue
        if pieces and not (goes_on or found[0] is None):
            yield pieces, arrow
            pieces, arrow = [], False
        pieces += kept
        goes_on = found[-1] is None
        arrow = arrow or by == "arrow"
    if pieces:
        yield pieces, arrow


def _split(text: str) -> Iterator[tuple[list[Span | None], str]]:
    """Every line as its pieces, None for one that is empty, and what kind of mark stood before it."""
    pieces: list[Span | None] = []
    here, depth, before = 0, 0, ""
    for mark in _MARK.finditer(text):
        kind = mark.lastgroup or ""
        if kind in ("open", "close"):
            depth = max(0, depth + (1 if kind == "open" else -1))
        elif kind == "newline" or depth == 0:
            pieces.append(_stripped(text, here, mark.start()))
            here = mark.end()
            if kind != "relation":
                yield pieces, before
                pieces, before, depth = [], kind, 0
    yield [*pieces, _stripped(text, here, len(text))], before


def _stripped(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return None
    first = start + piece.index(inner)
    return Span(first, first + len(inner))


def _colon_label(text: str, span: Span) -> tuple[str, int]:
    """The label before a colon, "" where there is none, and where the rest begins."""
    colon = text.find(":", span.start, span.end)
    if colon > span.start and _LABEL.fullmatch(text, span.start, colon):
        return text[span.start : colon].strip(), colon + 1
    return "", span.start


def _is_label(piece: str, known: Collection[str]) -> bool:
    """Whether what stands before the first equals sign only says what is computed, as `GPU hours` does.

    `flop/speed` is arithmetic where both are known, and `cost/month` is not where a month is nothing.
    """
    if not _LABEL.fullmatch(piece) or _ARITHMETIC.search(piece):
        return False
    words = _WORD.findall(piece)
    return words == [piece] or not all(word in known for word in words)
