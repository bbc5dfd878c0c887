"""An author's prose with the numbers of a variant put in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from studybot.bank.prose import Math as WrittenMath
from studybot.bank.prose import Placeholder, segments
from studybot.bank.prose import Words as WrittenWords
from studybot.bank.schema import Text
from studybot.notation.latex import read_latex
from studybot.problem.variant import Variant
from studybot.show.amounts import value_of, with_symbol
from studybot.show.document import Math, Paragraph, Role, Span, Words


def spans(text: Text, variant: Variant, role: Role = "plain") -> tuple[Span, ...]:
    """A text as words and mathematics, every `{name}` replaced by its value on this variant."""
    shown: list[Span] = []
    for segment in segments(text.source):
        match segment:
            case WrittenWords(words):
                shown.append(Words(words, role))
            case WrittenMath(latex):
                shown.append(Math(read_latex(latex), role))
            case Placeholder(name, form, with_symbol=True):
                shown.append(Math(with_symbol(variant, name, form), role))
            case Placeholder(name) if name in variant.rows:
                shown += _row(variant, name, role)
            case Placeholder(name, form):
                shown.append(Math(value_of(variant, name, form), role))
    return tuple(shown)


def _row(variant: Variant, name: str, role: Role) -> tuple[Span, ...]:
    """The words of a drawn row."""
    row = variant.rows[name]
    return spans(row.says, variant, role) if row.says else (Words(row.key, role),)


def paragraphs(text: Text, variant: Variant) -> tuple[Paragraph, ...]:
    """A text of several paragraphs, which empty lines part."""
    fixed = fixed_paragraphs(text.source)
    return _parted(spans(text, variant)) if fixed is None else fixed


@lru_cache(maxsize=2_000)
def fixed_paragraphs(source: str) -> tuple[Paragraph, ...] | None:
    """The paragraphs of a text that is the same on every variant; None of another."""
    shown: list[Span] = []
    for segment in segments(source):
        match segment:
            case WrittenWords(words):
                shown.append(Words(words))
            case WrittenMath(latex):
                shown.append(Math(read_latex(latex)))
            case Placeholder():
                return None
    return _parted(shown)


def _parted(shown: Sequence[Span]) -> tuple[Paragraph, ...]:
    """Spans as paragraphs."""
    found: list[Paragraph] = []
    current: list[Span] = []
    for span in shown:
        if not isinstance(span, Words):
            current.append(span)
            continue
        first, *rest = span.text.split("\n\n")
        current.append(Words(first, span.role))
        for piece in rest:
            found.append(Paragraph(_trimmed(current)))
            current = [Words(piece, span.role)]
    found.append(Paragraph(_trimmed(current)))
    return tuple(paragraph for paragraph in found if paragraph.spans)


def inline_spans(text: Text, variant: Variant, role: Role = "plain") -> tuple[Span, ...]:
    """A text as part of a line: without line breaks, and without blanks at either end."""
    return _trimmed(list(spans(text, variant, role)))


def _trimmed(found: list[Span]) -> tuple[Span, ...]:
    """Line breaks of the file are spaces; none stands at either end."""
    joined: list[Span] = [
        Words(" ".join(span.text.split("\n")), span.role) if isinstance(span, Words) else span for span in found
    ]
    if joined and isinstance(joined[0], Words):
        joined[0] = Words(joined[0].text.lstrip(), joined[0].role)
    if joined and isinstance(joined[-1], Words):
        joined[-1] = Words(joined[-1].text.rstrip(), joined[-1].role)
    return tuple(span for span in joined if not isinstance(span, Words) or span.text)


def sentence(text: Text, variant: Variant, role: Role = "plain") -> tuple[Span, ...]:
    """A clause as a sentence: its first letter large, and closed."""
    shown = clause(text, variant, role)
    if isinstance(shown[0], Words):
        first = shown[0].text
        return (Words(first[:1].upper() + first[1:], role), *shown[1:])
    return shown


def clause(text: Text, variant: Variant, role: Role = "plain") -> tuple[Span, ...]:
    """The end of a sentence: as it is written, with a full stop, in words of its own, unless it asks or exclaims."""
    shown = inline_spans(text, variant, role)
    if shown and isinstance(shown[-1], Words) and shown[-1].text.endswith(("?", "!")):
        return shown
    if shown and isinstance(last := shown[-1], Words):
        shown = (*shown[:-1], Words(last.text.rstrip(" ."), role))
    return (*shown, Words(".", role))
