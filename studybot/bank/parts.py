"""Parts, read: what is asked, the way to it, and what goes with each kind of answer."""

from __future__ import annotations

from studybot.bank.accept import read_accept
from studybot.bank.data import read_unit
from studybot.bank.fields import Fields, prose
from studybot.bank.findings import nearest
from studybot.bank.formulas import Wanted, is_condition, read_formula, read_known_names, read_pins
from studybot.bank.loading import Scalar, Tree
from studybot.bank.schema import Accept, Collection, Part, Slip, Task, Text, Work
from studybot.bank.scope import Scope
from studybot.bank.tasks import read_choices, read_ordering, read_row_choice, read_rubric, read_spellings
from studybot.bank.texts import check_text
from studybot.formula.errors import Place
from studybot.formula.tree import Listing

_ASKED = ("answer", "choices", "order", "rubric", "spellings")
_PART = (
    "id", "ask", "work", *_ASKED, "because", "in", "at", "unit", "says", "shown", "accept", "kind", "show", "model",
    "slips", "hints", "follow", "points", "skill",
)  # fmt: skip
_OF_FORMULAS = ("in", "at", "unit", "says", "shown", "accept", "follow")
_WORK = ("is", "because", "at", "unit", "says", "shown")
_COLLECTIONS: tuple[Collection, ...] = ("set", "interval", "positions")


def read_parts(question: Fields, skill: str, scope: Scope) -> tuple[Part, ...]:
    """The parts of a question, which trains `skill` where a part says nothing else."""
    items = question.items("parts", required=True)
    if question.is_list("parts") and not items:
        scope.report.error("parts", f"{question.what} asks nothing", question.key_place("parts"))
    found = [_part(item, skill, scope) for item in items]
    return tuple(part for part in found if part is not None)


def read_skill(fields: Fields, scope: Scope, required: bool) -> str:
    """The field `skill`, which the head of the bank declares; "" where it is missing."""
    scalar = fields.scalar("skill", required)
    if scalar is None:
        return ""
    if scalar.text not in scope.skills:
        hint = nearest(scalar.text, scope.skills) or "declare it under skills: at the head of the bank"
        scope.report.error("skill", f"there is no skill {scalar.text}", scalar.place, hint)
    return scalar.text


def _part(tree: Tree, skill: str, scope: Scope) -> Part | None:
    fields = Fields(tree, "a part", _PART, scope.report, scope.source)
    name = fields.name("id")
    if not name:
        return None
    fields.what = f"the part {name}"
    ask = fields.required_text("ask")
    check_text(ask, scope)
    work = _works(fields, scope)
    way = _way(fields, scope)
    case = _case_asked(fields, scope) if way == "answer" else None
    is_formula = way == "answer" and case is None
    names = read_known_names(fields, "in", scope) if is_formula else ()
    answer = _work(name, fields, "answer", fields.place, scope) if is_formula else None
    task = _task(way, case, fields, scope) if not is_formula else None
    _check_partners(way, is_formula, fields, scope)
    if task is not None:
        if scope.is_free(name, fields.place):
            scope.tasks[name] = task
    elif not is_formula and scope.define(name, fields.place):
        scope.broken.add(name)
    slips = _slips(fields, answer, scope) if is_formula else ()
    hints = tuple(prose(hint) for hint in fields.scalars("hints"))
    because = None if is_formula else fields.text("because")
    for text in (*hints, because):
        check_text(text, scope)
    if answer is None and task is None:
        return None
    return Part(
        id=name,
        ask=ask,
        work=work,
        answer=answer,
        task=task,
        names=names,
        collection=_collection(fields, answer) if is_formula else None,
        because=because,
        accept=read_accept(fields, answer.unit, scope) if answer else Accept(),
        slips=slips,
        hints=hints,
        follow=fields.flag("follow", default=True),
        points=fields.whole("points", 1, 0, 1000),
        skill=read_skill(fields, scope, required=False) or skill,
        place=fields.place,
    )


def _way(fields: Fields, scope: Scope) -> str:
    """By which of its fields a part asks; "" where there is none."""
    ways = [way for way in _ASKED if fields.has(way)]
    if not ways:
        message = f"{fields.what} has no answer"
        scope.report.error("missing", message, fields.place, f"give one of: {', '.join(_ASKED)}")
    elif len(ways) > 1:
        message = f"{fields.what} has both {ways[0]} and {ways[1]}"
        scope.report.error("part", message, fields.key_place(ways[1]), "keep one of them, or make two parts of it")
    return ways[0] if ways else ""


def _case_asked(fields: Fields, scope: Scope) -> str | None:
    """The drawn case whose row is asked for, where that is the answer."""
    tree = fields.tree_of("answer")
    return tree.text if isinstance(tree, Scalar) and tree.text in scope.cases else None


def _task(way: str, case: str | None, fields: Fields, scope: Scope) -> Task | None:
    match way:
        case "choices":
            return read_choices(fields, scope)
        case "order":
            return read_ordering(fields, scope)
        case "rubric":
            return read_rubric(fields, scope)
        case "spellings":
            return read_spellings(fields, scope)
    return read_row_choice(case, fields, scope) if case is not None else None


def _check_partners(way: str, is_formula: bool, fields: Fields, scope: Scope) -> None:
    """Report the fields that go with another kind of answer."""
    if not way:
        return
    if is_formula or way in ("rubric", "spellings"):
        fields.misplaced(("show",), "choices, order, or a drawn row as answer")
    if not is_formula:
        fields.misplaced(_OF_FORMULAS, "a formula as answer")
        if fields.has("slips"):
            message = f"slips of {fields.what} go with a formula as answer"
            hint = "what is wrong with an option, or with a row, stands in its because"
            scope.report.error("field", message, fields.key_place("slips"), hint)
    if not is_formula and way != "choices":
        fields.misplaced(("kind",), "choices, or a formula as answer")
    if way != "rubric":
        fields.misplaced(("model",), "rubric")


def _collection(fields: Fields, answer: Work | None) -> Collection | None:
    word = fields.word("kind", _COLLECTIONS)
    ends = answer.formula.tree if answer is not None else None
    if word == "interval" and isinstance(ends, Listing) and len(ends.items) != 2:
        message = f"an interval has two ends, and {fields.what} has {len(ends.items)}"
        fields.report.error("part", message, fields.key_place("answer"), "for example '[0, n)'")
    return next((collection for collection in _COLLECTIONS if collection == word), None)


# -- quantities


def _works(fields: Fields, scope: Scope) -> tuple[Work, ...]:
    tree = fields.mapping("work")
    found = []
    for name, entry in tree.entries.items():
        inner = Fields(entry, f"the work {name}", _WORK, scope.report, scope.source)
        found.append(_work(name, inner, "is", tree.keys[name], scope))
    return tuple(work for work in found if work is not None)


def _work(name: str, fields: Fields, key: str, place: Place, scope: Scope) -> Work | None:
    found = fields.written(key, required=True)
    # What has a unit is a quantity.
    wanted: Wanted = "quantity" if fields.has("unit") else "either"
    formula = read_formula(found, scope, wanted, chain=True)
    at = read_pins(fields, scope)
    because = fields.required_text("because") if found else Text("", fields.place)
    says = fields.text("says")
    # The reason may speak of the quantity itself.
    defined = scope.define(name, place)
    if formula is None:
        scope.broken.add(name)
    elif defined and is_condition(formula.tree, scope):
        scope.statements.add(name)
    check_text(because, scope)
    check_text(says, scope)
    unit = read_unit(fields.scalar("unit"), scope.units, fields)
    if formula is None or not defined:
        return None
    shown = fields.scalar("shown")
    return Work(
        name, formula, because, at, unit, fields.has("unit"), says, shown.text if shown is not None else None, place
    )


def _slips(fields: Fields, answer: Work | None, scope: Scope) -> tuple[Slip, ...]:
    wanted: Wanted = "quantity" if answer is not None and answer.name not in scope.statements else "either"
    found = []
    for item in fields.items("slips"):
        inner = Fields(item, f"a slip of {fields.what}", ("gives", "says"), scope.report, scope.source)
        gives = read_formula(inner.written("gives", required=True), scope, wanted)
        says = inner.required_text("says")
        check_text(says, scope)
        if gives is not None:
            found.append(Slip(gives, says))
    return tuple(found)
