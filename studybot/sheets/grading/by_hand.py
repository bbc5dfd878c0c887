"""One paper marked by hand: what its writer wrote is typed part by part, and counts as it does in a file of answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from studybot.bank.schema import Part, Rubric
from studybot.marking.rubric import TICKS_ALONE
from studybot.problem.derivation import Derivation
from studybot.problem.part_letters import letter_of
from studybot.problem.variant import Variant, drawn
from studybot.sheets.files.cells import cell_of
from studybot.sheets.grading.lookup import Lookup
from studybot.sheets.grading.marks import MarkedAnswer, Marker
from studybot.show.document import Block, Document, Math, Span, Table, Words, line
from studybot.show.feedback import percent, reading_line, unreadable
from studybot.show.options import explained, in_one_line
from studybot.show.questions import ask, heading, text
from studybot.show.slips import clause_of

# So much of what cannot be read stands in the table of all parts.
_LONGEST = 30


class PaperPart(NamedTuple):
    """A part on the paper, of the problem with this number."""

    number: int
    variant: Variant
    part: Part
    points: int

    @property
    def place(self) -> tuple[str, str]:
        """The number of the problem and the letter of the part."""
        return str(self.number), letter_of(self.variant.derivation, self.part.id)

    @property
    def name(self) -> str:
        """`3b`."""
        return "".join(self.place)


Paper = tuple[PaperPart, ...]


def paper_of(code: str, lookup: Lookup) -> Paper:
    """The parts of a sheet, or of one variant, by the code. Raises `StudybotError`."""
    return tuple(
        PaperPart(number, variant, part, points)
        for number, asked in lookup.problems(code).items()
        for variant in (drawn(Derivation.of(lookup.entries[asked.entry].question), asked.seed),)
        for part, points in zip(variant.question.parts, asked.points, strict=True)
    )


def student_of(code: str, lookup: Lookup) -> str:
    """Whose paper it is, as far as an index says; "" where it is nobody's. Raises `StudybotError`."""
    return next((asked.student for asked in lookup.problems(code).values()), "")


def marks_of(paper: Paper, written: Mapping[int, str]) -> dict[int, MarkedAnswer]:
    """The marks of what was written, by the places of the parts on the paper."""
    found: dict[int, MarkedAnswer] = {}
    for number in dict.fromkeys(one.number for one in paper):
        places = {one.part.id: place for place, one in enumerate(paper) if one.number == number}
        answers = {part: written[place] for part, place in places.items() if place in written}
        if answers:
            variant = paper[next(iter(places.values()))].variant
            found |= {places[marked.part.id]: marked for marked in Marker(variant).marked(answers)}
    return found


def opening(paper: Paper, code: str, student: str) -> Document:
    """What is to be marked, whose it is where that is known, and how."""
    problems = _counted(len({one.number for one in paper}), "problem")
    points = _counted(sum(one.points for one in paper), "point")
    told = f"{problems}, {_counted(len(paper), 'part')}, {points}. Type what stands on the paper;"
    whose = f" of {student}" if student else ""
    return (
        line(
            Words(code, "title"), f"{whose}: {told} Enter where nothing does. ", Words(":back", "command"), " corrects."
        ),
    )


def question(one: PaperPart) -> Document:
    """The head and text of a problem."""
    return (*heading(one.variant, f"problem {one.number}"), *text(one.variant))


def asking(one: PaperPart, now: MarkedAnswer | None) -> Document:
    """What a part asks, and what was typed for it before."""
    before = (line(f"So far: {now.text.strip(TICKS_ALONE)}. Enter keeps it.", role="quiet"),) if now is not None else ()
    asked = ask(one.variant, one.part, at_once=True)
    if isinstance(one.part.task, Rubric):
        told = line("Give the numbers of the points that the paper makes, such as 1 2, or all, or none.", role="quiet")
        # What is asked stands first; how its writer was to answer is nothing for whoever marks it.
        return (*asked[:1], *explained(one.variant, one.part), told, *before)
    return (*asked, *in_one_line(one.variant, one.part), *before)


def as_answer(one: PaperPart, typed: str) -> str:
    """The answer that was typed: of one in words it is only which points it makes."""
    return f"{TICKS_ALONE}{typed}" if isinstance(one.part.task, Rubric) and "|" not in typed else typed


def mark(one: PaperPart, marked: MarkedAnswer) -> Document:
    """A mark as whoever corrects the paper wants it: reading, verdict, credit, slip."""
    found = marked.mark
    if found.fault is not None:
        return unreadable(found.fault)
    blocks: list[Block] = [*reading_line(found)]
    told: list[Span] = [
        Words(found.verdict, "right" if found.verdict == "correct" else "wrong"),
        Words(f", credit {percent(marked.credit)}, {_points(marked.credit * one.points)} of {one.points}"),
    ]
    blocks.append(line(*told))
    blocks += [line(remark.text, indent=1) for remark in (*found.remarks, *found.closing)]
    if found.slip is not None:
        blocks.append(line("slip: ", *clause_of(one.variant, found.slip.closed), indent=1))
    return tuple(blocks)


def otherwise(paper: Paper, before: Mapping[int, MarkedAnswer], now: Mapping[int, MarkedAnswer]) -> Document:
    """Which marks of other parts a correction has changed."""
    return tuple(
        line(f"({paper[place].name}) is now worth {_points(now[place].credit * paper[place].points)}.")
        for place in before
        if place in now and before[place].text == now[place].text and before[place].credit != now[place].credit
    )


def total(paper: Paper, marks: Mapping[int, MarkedAnswer]) -> Document:
    """All parts with their marks, and what they come to."""
    rows = tuple(
        (
            (Words(one.name),),
            _read(marks.get(place)),
            (Words(marks[place].mark.verdict if place in marks else "-"),),
            (Words(f"{_points(marks[place].credit * one.points) if place in marks else '0'}/{one.points}"),),
        )
        for place, one in enumerate(paper)
    )
    earned = sum(marks[place].credit * paper[place].points for place in marks)
    possible = _counted(sum(one.points for one in paper), "point")
    header = ("part", "answer", "verdict", "points")
    return (
        Table(header, rows, right=frozenset({3})),
        line(Words(f"Total: {_points(earned)} of {possible}.", "strong")),
    )


def _read(marked: MarkedAnswer | None) -> tuple[Span, ...]:
    if marked is None:
        return (Words("nothing", "quiet"),)
    if marked.mark.reading is not None:
        return (Math(marked.mark.reading.node),)
    typed = marked.text.strip(TICKS_ALONE)
    return (Words(typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}..."),)


def _points(value: float) -> str:
    return cell_of(round(value, 2))


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
