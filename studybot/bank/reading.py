"""A bank, read: its head, its tables, its questions, and everything that is wrong with them in one run."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from functools import cached_property
from pathlib import Path

from studybot.bank.fields import Fields
from studybot.bank.findings import BankError, Finding, Report, nearest
from studybot.bank.loading import Mapping, Scalar, Tree
from studybot.bank.parsed import Parsed, parse_file
from studybot.bank.questions import read_question
from studybot.bank.rows import read_rows
from studybot.bank.schema import Bank, Question, Row, Skill
from studybot.bank.source import Source
from studybot.formula.errors import Place
from studybot.formula.unit_table import BUILT_IN, Units

# The version of the format that this studybot reads.
FORMAT = "1"
_BANK = ("studybot", "bank", "title", "licence", "use", "skills", "counts", "tables", "questions")


class BankReader:
    """A file that is being read: its head at once, tables and questions when they are asked for.

    What is wrong goes to `report`. `cache` is where the trees of the bank that it uses may be kept.
    """

    def __init__(self, parsed: Parsed, cache: Path | None = None) -> None:
        self.parsed = parsed
        self.report = Report()
        self.source = Source(parsed.text)
        self.fields = Fields(parsed.head, "the bank", _BANK, self.report, self.source)
        version = self.fields.scalar("studybot")
        if version is not None and version.text != FORMAT:
            message = f"this studybot reads format {FORMAT}, not {version.text}"
            self.report.error("version", message, version.place)
        self.name = self.fields.slug("bank")
        title = self.fields.text("title")
        self.title = title.source if title else self.name
        self.counts = _counts(self.fields)
        self.skills = _skills(self.fields)
        self.used_file = self._used()
        self.tables = _Tables(self.fields, self.counts, self.used_file, self.report, cache)
        self.fields.items("questions")  # taken out by the parser, unless it is no list

    def question(self, item: Tree) -> Question | None:
        """One of the parsed items as a question; None where anything is wrong with it."""
        before = len(self.report.findings)
        question = read_question(item, self.name, self.skills, self.tables, self.counts, self.report, self.source)
        found = self.report.findings[before:]
        return None if any(finding.level == "error" for finding in found) else question

    def bank(self) -> Bank:
        """Everything in the file."""
        licence = self.fields.text("licence")
        tables = dict(self.tables)
        questions: list[Question] = []
        first: dict[str, Place] = {}
        for outline, item in zip(self.parsed.outlines, self.parsed.items, strict=True):
            tree = item()
            if outline.slug:
                _check_id(f"{self.name}/{outline.slug}", tree.place, first, self.report)
            question = self.question(tree)
            if question is not None:
                questions.append(question)
        return Bank(
            name=self.name,
            title=self.title,
            licence=licence.source if licence else None,
            path=str(self.parsed.path),
            skills=self.skills,
            counts=self.counts,
            tables=tables,
            questions=tuple(questions),
            place=Place(self.parsed.shown, 1, 1),
        )

    def findings(self) -> list[Finding]:
        """What was found so far, in the order of the file, whoever found it."""
        shown = self.parsed.shown
        return sorted(
            self.report.findings,
            key=lambda finding: (finding.place.file != shown, finding.place.line, finding.place.column),
        )

    def _used(self) -> Path | None:
        """The file of the bank whose tables `use` names; it lies in the same folder."""
        scalar = self.fields.scalar("use")
        if scalar is None or not self.fields.slug("use"):
            return None
        other = self.parsed.path.with_name(f"{scalar.text}.yaml")
        if not other.is_file() or other == self.parsed.path:
            self.report.error("use", f"there is no file {other.name} beside this one", scalar.place)
            return None
        return other


class _Tables(MappingOf[str, tuple[Row, ...]]):
    """The tables of a bank and of the one it uses, each read when it is first asked for."""

    def __init__(
        self, own: Fields, counts: tuple[tuple[str, str], ...], used: Path | None, report: Report, cache: Path | None
    ) -> None:
        self._own = own
        self._counts = counts
        self._used_file = used
        self._report = report
        self._cache = cache
        self._read: dict[str, tuple[Row, ...]] = {}
        # The text of the other bank, once a table was looked for.
        self.used_text: str | None = None

    @cached_property
    def _trees(self) -> dict[str, tuple[Tree, Fields, Units]]:
        trees: dict[str, tuple[Tree, Fields, Units]] = {}
        for fields, units in (*self._used(), (self._own, Units(self._counts))):
            for name, tree in fields.mapping("tables").entries.items():
                trees[name] = (tree, fields, units)
        return trees

    def _used(self) -> list[tuple[Fields, Units]]:
        if self._used_file is None:
            return []
        try:
            parsed = parse_file(self._used_file, str(self._used_file), self._cache)
        except BankError as fault:
            self._report.findings += fault.findings
            return []
        self.used_text = parsed.text
        fields = Fields(parsed.head, "the bank", _BANK, self._report, Source(parsed.text))
        return [(fields, Units(_counts(fields)))]

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        if name not in self._read:
            tree, fields, units = self._trees[name]
            self._read[name] = ()
            if isinstance(tree, Mapping):
                self._read[name] = read_rows(tree, f"the table {name}", units, fields.report, fields.source)
            else:
                fields.report.error("type", f"the table {name} is a mapping of rows", tree.place)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._trees)

    def __len__(self) -> int:
        return len(self._trees)


def read_bank(path: Path, shown: str | None = None) -> tuple[Bank | None, list[Finding]]:
    """The bank in a file, and what was found on the way; None for the bank where it cannot be read as one.

    Questions with errors are left out, so that the others can still be checked. `shown` is the file's name in
    messages; the path itself where it is left out.
    """
    try:
        reader = BankReader(parse_file(path, shown or str(path)))
    except BankError as fault:
        return None, fault.findings
    bank = reader.bank()
    return bank, reader.findings()


def load_bank(path: Path, shown: str | None = None) -> Bank:
    """The bank in a file. Raises `BankError` with everything that is wrong with it."""
    bank, findings = read_bank(path, shown)
    errors = [finding for finding in findings if finding.level == "error"]
    if bank is None or errors:
        raise BankError(errors)
    return bank


def _check_id(id_: str, place: Place, first: dict[str, Place], report: Report) -> None:
    """Also where one of the two cannot be read otherwise, so that neither mistake hides the other."""
    before = first.setdefault(id_, place)
    if before != place:
        report.error("duplicate", f"there are two questions {id_}", place, f"the first stands in line {before.line}")


def _counts(fields: Fields) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    tree = fields.mapping("counts")
    for noun, plural in tree.entries.items():
        taken = {word for pair in found for word in pair}
        if BUILT_IN.get(noun) is not None or noun in taken:
            fields.report.error("counts", f"{noun} is a unit already", tree.keys[noun], "remove it from counts")
        elif isinstance(plural, Scalar) and (BUILT_IN.get(plural.text) is not None or plural.text in taken):
            message = f"the plural {plural.text} of {noun} is a unit already"
            fields.report.error("counts", message, plural.place, "every count has words of its own")
        elif isinstance(plural, Scalar) and noun.isidentifier() and plural.text.isidentifier():
            found.append((noun, plural.text))
        else:
            fields.report.error("counts", f"the count {noun} needs its plural in one word", plural.place)
    return tuple(found)


def _skills(fields: Fields) -> dict[str, Skill]:
    skills: dict[str, Skill] = {}
    tree = fields.mapping("skills")
    for name, entry in tree.entries.items():
        inner = Fields(entry, f"the skill {name}", ("says", "after"), fields.report, fields.source)
        after = inner.scalars("after")
        for scalar in after:
            if scalar.text not in tree.entries:
                hint = nearest(scalar.text, tree.entries)
                fields.report.error("skill", f"there is no skill {scalar.text}", scalar.place, hint)
        skills[name] = Skill(name, inner.required_text("says").source, tuple(scalar.text for scalar in after))
    for name in skills:
        if _comes_after_itself(name, skills):
            fields.report.error("skill", f"the skill {name} builds on itself", tree.keys[name])
    return skills


def _comes_after_itself(name: str, skills: dict[str, Skill]) -> bool:
    waiting, seen = list(skills[name].after), set[str]()
    while waiting:
        earlier = waiting.pop()
        if earlier == name:
            return True
        if earlier in skills and earlier not in seen:
            seen.add(earlier)
            waiting += skills[earlier].after
    return False
