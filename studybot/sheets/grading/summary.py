"""What the marks of a run come to: by question, the slips that most have made, and what a mended question changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from studybot.formula.safely import shown_safely
from studybot.sheets.files.cells import cell_of
from studybot.sheets.grading.collected import Changed, PartCount, SlipCount, Unreadable
from studybot.show.document import Block, Document, Gap, Table, Words, line
from studybot.show.feedback import percent

# As many changes as fit a screen are listed; the files have all of them.
_MOST_CHANGES = 20
# So much of what was written is told where it cannot be read.
_LONGEST = 40


class Change(NamedTuple):
    """What is different from former marks: how many marks of how many students, and the first of them."""

    marks: int
    students: int
    shown: tuple[Changed, ...]


def change_of(changed: Iterable[Changed]) -> Change:
    """All changes, counted, of which the first are kept."""
    count, shown = 0, list[Changed]()
    students: set[str] = set()
    for one in changed:
        count += 1
        students.add(one.result.student)
        if len(shown) < _MOST_CHANGES:
            shown.append(one)
    return Change(count, len(students), tuple(shown))


def by_question(parts: Sequence[PartCount], slips: Sequence[SlipCount]) -> Document:
    """A table with a row a part, and the commonest slips."""
    rows = tuple(
        (
            (Words(f"{one.question} {one.part}"),),
            (Words(f"{one.answers:,}"),),
            (Words(percent(one.correct / one.answers)),),
            (Words(percent(one.wrong / one.answers)),),
            (Words(f"{one.invalid:,}"),),
            (Words(percent(one.credit)),),
        )
        for one in parts
    )
    header = ("part", "answers", "right", "wrong", "unreadable", "credit")
    blocks: list[Block] = [Table(header, rows, right=frozenset(range(1, 6)))]
    if slips:
        blocks += [Gap(), line(Words("Slips", "title"))]
    blocks += [line(f"{one.times:,} times in {one.question} {one.part}: {one.slip}", indent=1) for one in slips]
    return tuple(blocks)


def unreadable(first: Sequence[Unreadable], count: int, name: str, *, has_results: bool) -> Document:
    """The first of so many answers in the file `name` that could not be read, for whoever looks at them again.

    `has_results`: a file has all of them.
    """
    if not first:
        return ()
    blocks: list[Block] = [Gap(), line(Words("Unreadable", "title"))]
    for one in first:
        where = f"{name}:{one.line}: {_shortened(one.student)}, {one.question} {one.part}"
        blocks.append(line(f"{where}: {_shortened(one.written)}: {one.why}", indent=1))
    more = count - len(first)
    if more:
        where = "the results have them all" if has_results else "-o results.csv has them all"
        blocks.append(line(f"and {more:,} more; {where}", role="quiet", indent=1))
    return tuple(blocks)


def _shortened(text: str) -> str:
    shown = shown_safely(text.strip())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST].rstrip()}..."


def changes(change: Change, new: int, gone: int) -> Document:
    """Whose marks are others than before; and how many answers are `new`, and former marks `gone`."""
    return (*_changed(change), *_unmatched(new, gone))


def _unmatched(new: int, gone: int) -> Document:
    told = [f"{_counted(new, 'answer')} {'has' if new == 1 else 'have'} no former mark"] if new else []
    told += [f"{_counted(gone, 'former mark')} {'has' if gone == 1 else 'have'} no answer now"] if gone else []
    return (line(f"{' and '.join(told)}."),) if told else ()


def _changed(change: Change) -> Document:
    if not change.marks:
        return (line("No mark is another one than before."),)
    told = f"{_counted(change.marks, 'mark')} of {_counted(change.students, 'student')} changed"
    rows = tuple(
        (
            (Words(one.result.student),),
            (Words(f"{one.result.question} {one.result.part}"),),
            (Words(f"{one.before or '-'} {cell_of(one.result.before)}"),),
            (Words(f"{one.result.verdict or '-'} {cell_of(one.result.points)}"),),
        )
        for one in change.shown
    )
    more = change.marks - len(change.shown)
    left = (line(f"and {more:,} more", role="quiet"),) if more else ()
    return (line(Words(f"{told}:", "strong")), Table(("student", "part", "before", "now"), rows), *left)


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
