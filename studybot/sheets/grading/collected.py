"""All answers of a run and their marks, in a temporary SQLite file: a million of them need no memory, and come in
whichever order is wanted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, NamedTuple

from studybot.bank.library import Entry
from studybot.formula.errors import StudybotError
from studybot.sheets.files.index import seen_as
from studybot.sheets.grading.batches import Batch, Graded, Written
from studybot.sheets.grading.results import Result, Total

# As many as a process marks in about half a second: fewer cost time on the way, more wait for the last one at the end.
_BATCH = 4_000
# How many rows are written down at once.
_ROWS = 5_000
# What SQLite may keep in memory, in kB, and once more while it sorts: with four times as much it is no faster.
_CACHE = 8_000

_TABLES = """
    CREATE TABLE answer (
        row INTEGER PRIMARY KEY, line INTEGER, student TEXT, code TEXT, problem TEXT, variant TEXT, entry INTEGER,
        seed INTEGER, part INTEGER, points INTEGER, written TEXT
    );
    CREATE TABLE mark (
        row INTEGER PRIMARY KEY, verdict TEXT, credit REAL, points REAL, reading TEXT, slip TEXT, feedback TEXT,
        stands INTEGER
    );
    CREATE TABLE question (entry INTEGER PRIMARY KEY, id TEXT);
    CREATE TABLE part (entry INTEGER, part INTEGER, id TEXT, PRIMARY KEY (entry, part)) WITHOUT ROWID;
    CREATE TABLE paper (
        student TEXT, entry INTEGER, seed INTEGER, points INTEGER, PRIMARY KEY (student, entry, seed)
    ) WITHOUT ROWID;
    CREATE TABLE before (
        student TEXT, variant TEXT, part TEXT, verdict TEXT, points REAL, PRIMARY KEY (student, variant, part)
    ) WITHOUT ROWID;
"""
_GROUPED = """
    SELECT row, line, entry, seed, student, part, points, written FROM answer
    ORDER BY entry, seed, student, part, row
"""
_RESULTS = """
    SELECT a.student, a.code, a.problem, q.id, p.id, a.written, m.verdict, m.credit, m.points, a.points, m.reading,
        m.slip, m.feedback, a.variant, b.points, b.verdict, a.line
    FROM answer AS a JOIN mark AS m ON m.row = a.row
    JOIN question AS q ON q.entry = a.entry JOIN part AS p ON p.entry = a.entry AND p.part = a.part
    LEFT JOIN before AS b ON b.student = a.student AND b.variant = a.variant AND b.part = p.id
"""
_MATCHED = """
    SELECT count(*), count(b.student), (SELECT count(*) FROM before)
    FROM answer AS a JOIN mark AS m ON m.row = a.row JOIN part AS p ON p.entry = a.entry AND p.part = a.part
    LEFT JOIN before AS b ON b.student = a.student AND b.variant = a.variant AND b.part = p.id
    WHERE m.stands
"""
_TOTALS = """
    WITH earned AS (
        SELECT a.student AS student, sum(m.points) AS points, sum(m.verdict = 'correct') AS correct,
            sum(m.verdict = 'wrong') AS wrong, sum(m.verdict = 'invalid') AS invalid,
            sum(m.verdict = '' AND m.stands) AS blank
        FROM answer AS a JOIN mark AS m ON m.row = a.row GROUP BY a.student
    ), possible AS (SELECT student, sum(points) AS points FROM paper GROUP BY student),
    former AS (SELECT student, sum(points) AS points FROM before GROUP BY student)
    SELECT p.student, ifnull(e.points, 0.0), p.points, ifnull(e.correct, 0), ifnull(e.wrong, 0), ifnull(e.invalid, 0),
        ifnull(e.blank, 0), f.points
    FROM possible AS p LEFT JOIN earned AS e ON e.student = p.student
    LEFT JOIN former AS f ON f.student = p.student
    ORDER BY p.student
"""
_BY_PART = """
    SELECT q.id, p.id, count(*), sum(m.verdict = 'correct'), sum(m.verdict = 'wrong'), sum(m.verdict = 'invalid'),
        avg(m.credit)
    FROM mark AS m JOIN answer AS a ON a.row = m.row
    JOIN question AS q ON q.entry = a.entry JOIN part AS p ON p.entry = a.entry AND p.part = a.part
    WHERE m.stands
    GROUP BY a.entry, a.part ORDER BY a.entry, a.part
"""
_SLIPS = """
    SELECT q.id, p.id, m.slip, count(*) AS times FROM mark AS m JOIN answer AS a ON a.row = m.row
    JOIN question AS q ON q.entry = a.entry JOIN part AS p ON p.entry = a.entry AND p.part = a.part
    WHERE m.slip != '' GROUP BY a.entry, a.part, m.slip HAVING times > 1 ORDER BY times DESC, q.id, p.id, m.slip LIMIT ?
"""
_UNREADABLE = """
    SELECT a.line, a.student, q.id, p.id, a.written, m.feedback FROM mark AS m JOIN answer AS a ON a.row = m.row
    JOIN question AS q ON q.entry = a.entry JOIN part AS p ON p.entry = a.entry AND p.part = a.part
    WHERE m.verdict = 'invalid' ORDER BY a.row LIMIT ?
"""
_AGAIN = """
    SELECT count(*), min(a.line) FROM mark AS m JOIN answer AS a ON a.row = m.row
    WHERE NOT m.stands AND NOT is_blank(a.written)
"""
# A row in which nothing was marked takes the place of no mark.
_BEFORE = """
    INSERT INTO before VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
    SET verdict = excluded.verdict, points = excluded.points WHERE excluded.verdict != ''
"""
_ALIKE = """
    SELECT min(student), max(student) FROM (SELECT DISTINCT student FROM paper)
    GROUP BY seen_as(student) HAVING count(*) > 1 ORDER BY 1
"""
# The revision is the last character but one of a code.
_REVISIONS = "SELECT entry, min(variant) FROM answer GROUP BY entry, substr(variant, -2, 1) ORDER BY entry"


class Collect(NamedTuple):
    """An answer as it came: its line, and what is meant by what stands beside it."""

    line: int
    student: str
    code: str
    problem: str
    variant: str
    entry: int
    seed: int
    part: int
    points: int
    text: str


class PartCount(NamedTuple):
    """How many answered a part, and how; `credit` is the mean, from 0 to 1."""

    question: str
    part: str
    answers: int
    correct: int
    wrong: int
    invalid: int
    credit: float


class SlipCount(NamedTuple):
    """How many made a slip."""

    question: str
    part: str
    slip: str
    times: int


class Unreadable(NamedTuple):
    """An answer that could not be read, and why; it stands in this line of the file."""

    line: int
    student: str
    question: str
    part: str
    written: str
    why: str


class Changed(NamedTuple):
    """A mark that was another one before."""

    result: Result
    before: str
    line: int

    @property
    def gain(self) -> float:
        """In points."""
        return self.result.points - (self.result.before or 0.0)


class Collected:
    """The answers of a run. `entries` are the questions, `name` is that of the answers' file.

    Every method raises `StudybotError` `failed.temporary` where the disk is full.
    """

    def __init__(self, entries: Sequence[Entry], name: str) -> None:
        self._entries = entries
        self._name = name
        self.count = 0
        with _told():
            # Without a name it is a file of which nothing outlives the run, however that ends.
            self._database = sqlite3.connect("", isolation_level=None)
            for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE}", "temp_store = FILE"):
                self._database.execute(f"PRAGMA {pragma}")
            self._database.executescript(_TABLES)
            self._database.create_function("seen_as", 1, seen_as, deterministic=True)
            self._database.create_function("is_blank", 1, _is_blank, deterministic=True)
            self._database.execute("BEGIN")

    def close(self) -> None:
        self._database.close()

    def add(self, answers: Iterable[Collect]) -> None:
        """Take answers in."""
        self._many("INSERT INTO answer VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", answers)
        ((self.count,),) = self._rows("SELECT count(*) FROM answer")
        met = [entry for (entry,) in self._rows("SELECT DISTINCT entry FROM answer")]
        self._many("INSERT OR IGNORE INTO question VALUES (?, ?)", ((one, self._entries[one].id) for one in met))
        parts = ((one, place, part) for one in met for place, part in enumerate(self._entries[one].parts))
        self._many("INSERT OR IGNORE INTO part VALUES (?, ?, ?)", parts)

    def codes(self) -> Iterator[tuple[str, str, int, int]]:
        """Student, code, place of the question and seed of all that was answered, each once."""
        return self._rows("SELECT DISTINCT student, code, entry, seed FROM answer")

    def revisions(self) -> Iterator[tuple[int, str]]:
        """A question's place and the code of a variant, one for each revision of each question."""
        return self._rows(_REVISIONS)

    def add_papers(self, papers: Iterable[tuple[str, int, int, int]]) -> None:
        """Take in what students were asked: student, place of the question, seed, points."""
        self._many("INSERT OR IGNORE INTO paper VALUES (?, ?, ?, ?)", papers)

    def add_before(self, marks: Iterable[tuple[str, str, str, str, float]]) -> None:
        """Take in former marks: student, variant, part, verdict, points. The last one of a part counts."""
        self._many(_BEFORE, marks)

    def batches(self) -> Iterator[Batch]:
        """All answers by question and variant. Where a part was answered twice, the last row counts that has one."""
        batch: list[Written] = []
        begun = -1
        for (entry, seed, student), rows in groupby(self._rows(_GROUPED), key=lambda row: row[2:5]):
            if batch and (entry != begun or len(batch) >= _BATCH):
                yield Batch(self._entries[begun].question, tuple(batch), self._name)
                batch = []
            begun = entry
            for part, again in groupby(rows, key=lambda row: row[5]):
                answers = list(again)
                counts = next((one for one in reversed(answers) if not _is_blank(one[7])), answers[-1])
                batch += (
                    Written(row, seed, student, part, points, text, 0 if row == counts[0] else counts[1])
                    for row, *_, points, text in answers
                )
        if batch:
            yield Batch(self._entries[begun].question, tuple(batch), self._name)

    def keep(self, marks: Iterable[Graded]) -> None:
        """Keep marks."""
        self._many("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, ?, ?)", marks)

    def results(self) -> Iterator[Result]:
        """All rows with their marks, in the order in which they came."""
        return (Result(*row[:15]) for row in self._rows(f"{_RESULTS} ORDER BY a.row"))

    def changed(self) -> Iterator[Changed]:
        """The rows that were marked otherwise before, in their order."""
        condition = "m.stands AND (abs(m.points - b.points) > 0.0001 OR m.verdict != b.verdict)"
        rows = self._rows(f"{_RESULTS} WHERE {condition} ORDER BY a.row")
        return (Changed(Result(*row[:15]), *row[15:]) for row in rows)

    def unmatched(self) -> tuple[int, int]:
        """How many answers have no former mark, and how many former marks no answer."""
        ((answers, matched, former),) = self._rows(_MATCHED)
        return answers - matched, former - matched

    def totals(self) -> Iterator[Total]:
        """What each student has."""
        return (Total(*row) for row in self._rows(_TOTALS))

    def by_part(self) -> Iterator[PartCount]:
        """How each part was answered, in the order of the banks."""
        return (PartCount(*row) for row in self._rows(_BY_PART))

    def slips(self, most: int) -> Iterator[SlipCount]:
        """The slips that most have made."""
        return (SlipCount(*row) for row in self._rows(_SLIPS, (most,)))

    def alike(self) -> Iterator[tuple[str, str]]:
        """Two students each whose ids look the same."""
        return self._rows(_ALIKE)

    def again(self) -> tuple[int, str]:
        """How many answers were given once more further on, and the first of them, as `file:line`."""
        ((count, line),) = self._rows(_AGAIN)
        return count, f"{self._name}:{line}"

    def unreadable(self, most: int) -> tuple[Unreadable, ...]:
        """The first answers that could not be read, in the order in which they came."""
        return tuple(Unreadable(*row) for row in self._rows(_UNREADABLE, (most,)))

    def _many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        with _told():
            self._database.executemany(statement, rows)

    def _rows(self, query: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        with _told():
            cursor = self._database.execute(query, parameters)
        while True:
            with _told():
                rows = cursor.fetchmany(_ROWS)
            if not rows:
                return
            yield from rows


def _is_blank(text: str) -> bool:
    return not text.strip()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as fault:
        told = f"the answers cannot be sorted in a temporary file: {fault}"
        raise StudybotError("failed.temporary", told, hint="TMPDIR names another folder for it") from None
