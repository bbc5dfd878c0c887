"""A bank, read: its head, its tables, its questions, and everything that is wrong with them in one run."""

from __future__ import annotations

from pathlib import Path

from studybot.bank.data import read_rows
from studybot.bank.fields import Fields, Source
from studybot.bank.findings import BankError, Finding, Report, nearest
from studybot.bank.loading import Mapping, Scalar, load_tree, read_text
from studybot.bank.questions import QuestionReader
from studybot.bank.schema import Bank, Question, Row, Skill
from studybot.formula.errors import Place
from studybot.formula.unit_table import BUILT_IN, Units

# The version of the format that this studybot reads.
FORMAT = "1"
_BANK = ("studybot", "bank", "title", "licence", "use", "skills", "counts", "tables", "questions")


def read_bank(path: Path, shown: str | None = None) -> tuple[Bank | None, list[Finding]]:
    """The bank in a file, and what was found on the way; None for the bank where any of that is an error.

    `shown` is the file's name in messages; the path itself where it is left out.
    """
    shown = shown or str(path)
    report = Report()
    try:
        text = read_text(path, shown)
        tree = load_tree(text, shown)
    except BankError as fault:
        return None, fault.findings
    bank = _read(tree, Source(text), path, shown, report)
    # In the order of the file, whoever found it.
    found = sorted(
        report.findings, key=lambda finding: (finding.place.file != shown, finding.place.line, finding.place.column)
    )
    return (None if report.has_errors else bank), found


def load_bank(path: Path, shown: str | None = None) -> Bank:
    """The bank in a file. Raises `BankError` with everything that is wrong with it."""
    bank, findings = read_bank(path, shown)
    if bank is None:
        raise BankError([finding for finding in findings if finding.level == "error"])
    return bank


def _read(tree: Mapping, source: Source, path: Path, shown: str, report: Report) -> Bank | None:
    fields = Fields(tree, "the bank", _BANK, report, source)
    version = fields.scalar("studybot")
    if version is not None and version.text != FORMAT:
        report.error("version", f"this studybot reads format {FORMAT}, not {version.text}", version.place)
    name = fields.slug("bank")
    title = fields.text("title")
    licence = fields.text("licence")
    counts = _counts(fields)
    skills = _skills(fields)
    tables = {**_used_tables(fields, path, report), **_own_tables(fields, Units(counts), report, source)}
    questions: list[Question] = []
    for item in fields.items("questions"):
        question = QuestionReader(item, name, skills, tables, counts, report, source).read()
        if question is not None:
            _check_id(question, questions, report)
            questions.append(question)
    return Bank(
        name=name,
        title=title.source if title else name,
        licence=licence.source if licence else None,
        path=str(path),
        skills=skills,
        counts=counts,
        tables=tables,
        questions=tuple(questions),
        place=Place(shown, 1, 1),
    )


def _check_id(question: Question, before: list[Question], report: Report) -> None:
    for other in before:
        if other.id == question.id:
            message = f"there are two questions {question.id}"
            report.error("duplicate", message, question.place, f"the first stands in line {other.place.line}")


def _counts(fields: Fields) -> tuple[tuple[str, str], ...]:
    found = []
    tree = fields.mapping("counts")
    for noun, plural in tree.entries.items():
        if BUILT_IN.get(noun) is not None:
            fields.report.error("counts", f"{noun} is a unit already", tree.keys[noun], "remove it from counts")
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


def _own_tables(fields: Fields, units: Units, report: Report, source: Source) -> dict[str, tuple[Row, ...]]:
    tables = {}
    for name, entry in fields.mapping("tables").entries.items():
        if isinstance(entry, Mapping):
            tables[name] = read_rows(entry, f"the table {name}", units, report, source)
        else:
            report.error("type", f"the table {name} is a mapping of rows", entry.place)
    return tables


def _used_tables(fields: Fields, path: Path, report: Report) -> dict[str, tuple[Row, ...]]:
    """The tables of the bank that `use` names, which lies in the same folder."""
    scalar = fields.scalar("use")
    if scalar is None:
        return {}
    if not fields.slug("use"):
        return {}
    other = path.with_name(f"{scalar.text}.yaml")
    if not other.is_file() or other == path:
        report.error("use", f"there is no file {other.name} beside this one", scalar.place)
        return {}
    try:
        text = read_text(other, str(other))
        tree = load_tree(text, str(other))
    except BankError as fault:
        report.findings += fault.findings
        return {}
    inner = Fields(tree, "the bank", _BANK, report, Source(text))
    return _own_tables(inner, Units(_counts(inner)), report, Source(text))
