"""What an author wrote as one value or as lists of values, as one text: `[[a, b], [c, d]]`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from studybot.bank.findings import Report
from studybot.bank.loading import Mapping, Scalar, Sequence, Tree
from studybot.bank.source import Source
from studybot.formula.errors import Place


class Written(NamedTuple):
    """The text, where it begins in the file, and the values that it is made of, each with its beginning in the text."""

    text: str
    place: Place
    pieces: tuple[tuple[int, Scalar], ...]

    def place_of(self, offset: int, source: Source) -> Place:
        """The place of a character in the file; what is between two values belongs to the first of them."""
        at = bisect_right(self.pieces, offset, key=itemgetter(0))
        if not at:
            return self.place
        begin, scalar = self.pieces[at - 1]
        return source.place_in(scalar, min(offset - begin, len(scalar.text)))


def written(tree: Tree, what: str, report: Report, source: Source) -> Written | None:
    """A value or lists of values as one text; None where there is a mapping among them, which is reported.

    YAML parts `[max(a, b), c]` at every comma, which the text undoes.
    """
    mappings = [node.place for node in _nodes(tree) if isinstance(node, Mapping)]
    if mappings:
        report.error("type", f"{what} holds values and lists of them, not a mapping", mappings[0])
        return None
    for node in _nodes(tree):
        if isinstance(node, Sequence):
            warn_of_comma_and_comment(node.items, what, report, source)
    pieces: list[tuple[int, Scalar]] = []
    return Written(_joined(tree, 0, pieces), tree.place, tuple(pieces))


def _nodes(tree: Tree) -> Iterator[Tree]:
    yield tree
    if isinstance(tree, Sequence):
        for item in tree.items:
            yield from _nodes(item)


def _joined(tree: Tree, start: int, pieces: list[tuple[int, Scalar]]) -> str:
    """The text of a tree that begins at `start` of the whole."""
    if isinstance(tree, Scalar):
        pieces.append((start, tree))
        return tree.text
    text = "["
    for item in tree.items if isinstance(tree, Sequence) else ():
        text += ", " if len(text) > 1 else ""
        text += _joined(item, start + len(text), pieces)
    return text + "]"


def warn_of_comma_and_comment(items: tuple[Tree, ...], what: str, report: Report, source: Source) -> None:
    """Warns of `[$10,486]`, which is two values to YAML, and of a value that is cut off at ` #`."""
    before: Scalar | None = None
    for item in items:
        if not isinstance(item, Scalar):
            continue
        if before is not None and source.may_be_one_number(before, item):
            message = f"{before.text},{item.text} are two values in {what}"
            hint = "quote a number with a comma in it, or put a blank behind the comma"
            report.warning("comma", message, before.place, hint)
        if source.comment_cuts(item):
            message = f"{item.text} in {what} is cut off at ` #`, which begins a comment"
            report.warning("comment", message, item.place, "put the text into quotes")
        before = item
