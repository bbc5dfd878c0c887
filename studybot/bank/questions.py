"""One question, read: its givens, its text, its parts and examples, in the order in which names become known."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf

from studybot.bank.examples import read_examples
from studybot.bank.fields import Fields
from studybot.bank.findings import Report
from studybot.bank.formulas import read_formula
from studybot.bank.givens import read_givens
from studybot.bank.loading import Scalar, Tree
from studybot.bank.parts import read_parts, read_skill
from studybot.bank.schema import Question, Row
from studybot.bank.scope import Scope
from studybot.bank.source import Source
from studybot.bank.texts import check_text
from studybot.formula.unit_table import Units

_QUESTION = ("id", "title", "skill", "given", "where", "text", "parts", "examples", "accepts")


def read_question(
    tree: Tree,
    bank: str,
    skills: MappingOf[str, object],
    tables: MappingOf[str, tuple[Row, ...]],
    counts: tuple[tuple[str, str], ...],
    report: Report,
    source: Source,
) -> Question | None:
    """The question; None where it has no id. What is wrong with it is in the report."""
    fields = Fields(tree, "a question", _QUESTION, report, source)
    scope = Scope(fields, tables, skills, Units(counts))
    slug = fields.slug("id")
    if not slug:
        return None
    report.question = f"{bank}/{slug}"
    fields.what = f"the question {slug}"
    title = fields.required_text("title").source
    skill = read_skill(fields, scope, required=True)
    given = read_givens(fields, scope)
    text = fields.required_text("text")
    check_text(text, scope)
    parts = read_parts(fields, skill, scope)
    # An equals sign in a condition compares; it makes no chain.
    where = read_formula(fields.written("where"), scope, "condition")
    question = Question(
        id=f"{bank}/{slug}",
        bank=bank,
        title=title,
        skill=skill,
        given=given,
        where=where,
        text=text,
        parts=parts,
        examples=read_examples(fields, scope),
        accepts=_accepts(fields),
        counts=counts,
        place=fields.place,
    )
    report.question = None
    return question


def _accepts(fields: Fields) -> dict[str, str]:
    accepted = {}
    for check, reason in fields.mapping("accepts").entries.items():
        if isinstance(reason, Scalar) and reason.text.strip():
            accepted[check] = reason.text.strip()
        else:
            fields.report.error("accepts", f"accepting {check} needs a reason", reason.place)
    return accepted
