"""What a part asks for where its answer is no formula: choices, an order, a rubric, spellings, a drawn row."""

from __future__ import annotations

from typing import Literal

from studybot.bank.fields import Fields, is_slug, is_word, prose
from studybot.bank.loading import Scalar
from studybot.bank.schema import Choices, Option, Ordering, RowChoice, Rubric, Spellings, Text
from studybot.bank.scope import Scope
from studybot.bank.texts import check_text
from studybot.formula.errors import Place

# Letters name options on the screen.
MAX_OPTIONS = 26

_OPTION = ("right", "wrong", "because", "after", "tempting")


def read_row_choice(case: str, fields: Fields, scope: Scope) -> RowChoice:
    """One choice among the rows of a drawn case, whose name is known."""
    rows = scope.cases[case]
    if len(rows) == 1:
        message = f"{fields.what} offers the rows of {case}, but there is only one"
        scope.report.error("options", message, fields.key_place("answer"))
    return RowChoice(case, _show(fields, 2, max(2, len(rows))))


def read_choices(fields: Fields, scope: Scope) -> Choices:
    """Options of which one is right, or several, or each of which is judged."""
    kind = fields.word("kind", ("several", "statements"))
    manner: Literal["one", "several", "statements"] = (
        "statements" if kind == "statements" else "several" if kind == "several" else "one"
    )
    options = _options("choices", fields, scope, statements=manner == "statements")
    show = _show(fields, 2, max(2, len(options)))
    if manner != "statements" and len(options) == 1:
        message = f"choices of {fields.what} has one option, which leaves no choice"
        scope.report.error("options", message, fields.key_place("choices"))
    elif manner == "one" and options and all(option.right or option.wrong for option in options):
        _check_one(options, show, fields, scope)
    return Choices(manner, options, show)


def _check_one(options: tuple[Option, ...], show: int | None, fields: Fields, scope: Scope) -> None:
    """Whether one option can always be drawn as right, and enough others as wrong."""
    place = fields.key_place("choices")
    right = [option for option in options if option.right is not None]
    wrong = [option for option in options if option.wrong is not None]
    # Whichever is drawn as right cannot be drawn as wrong too.
    others = len(wrong) - any(option.wrong is not None for option in right)
    if not right:
        scope.report.error("options", f"no option of {fields.what} is right", place, "word one of them as right")
    elif others < 1:
        message = f"no option of {fields.what} is wrong"
        scope.report.error("options", message, place, "word one of them as wrong, or write kind: several")
    elif show is not None and others < show - 1:
        message = f"{fields.what} shows {show} options of which one is right, but only {others} more can be wrong"
        scope.report.error("options", message, fields.key_place("show"))


def read_ordering(fields: Fields, scope: Scope) -> Ordering:
    """Steps, as they stand in a right order, and options that do not belong to it."""
    options = _options("order", fields, scope)
    steps = sum(option.right is not None for option in options)
    if options and steps < 2:
        message = f"order of {fields.what} has fewer than two steps that belong to it"
        scope.report.error("options", message, fields.key_place("order"), "a step is worded as right")
    # All steps are asked for; what is left out are options that do not belong.
    return Ordering(options, _show(fields, max(2, steps), max(2, len(options))))


def _show(fields: Fields, low: int, high: int) -> int | None:
    return fields.whole("show", 0, low, high) or None


def read_rubric(fields: Fields, scope: Scope) -> Rubric:
    """Points to tick, and the answer that makes them all."""
    tree = fields.mapping("rubric")
    points: dict[str, Text] = {}
    inner = Fields(tree, f"rubric of {fields.what}", tree.keys, scope.report, scope.source)
    for name in tree.entries:
        point = inner.text(name)
        check_text(point, scope)
        if _check_key(name, tree.keys[name], scope) and point is not None:
            points[name] = point
    _check_number(len(tree.entries), "rubric", "point", fields, scope)
    model = fields.required_text("model")
    check_text(model, scope)
    return Rubric(points, model)


def read_spellings(fields: Fields, scope: Scope) -> Spellings:
    """Texts that are accepted."""
    scalars = fields.scalars("spellings")
    for scalar in scalars:
        if not scalar.text.strip():
            scope.report.error("empty", f"a spelling of {fields.what} has no letters", scalar.place)
    if fields.is_list("spellings") and not scalars:
        message = f"spellings of {fields.what} has no spelling"
        scope.report.error("empty", message, fields.key_place("spellings"))
    return Spellings(tuple(scalar.text.strip() for scalar in scalars))


# -- options


def _options(key: str, fields: Fields, scope: Scope, *, statements: bool = False) -> tuple[Option, ...]:
    tree = fields.mapping(key)
    found: list[Option] = []
    for name, entry in tree.entries.items():
        inner = Fields(entry, f"the option {name} of {fields.what}", _OPTION, scope.report, scope.source)
        found.append(_option(name, tree.keys[name], inner, scope, found if key == "order" else None))
        if not statements:
            inner.misplaced(("tempting",), "kind: statements")
    _check_number(len(tree.entries), key, "option", fields, scope)
    return tuple(found)


def _option(name: str, place: Place, fields: Fields, scope: Scope, above: list[Option] | None) -> Option:
    """An option; `above` are those that stand above it where they are put into order."""
    _check_key(name, place, scope)
    right, wrong = fields.text("right"), fields.text("wrong")
    if fields.tree is not None and not fields.has("right") and not fields.has("wrong"):
        message = f"{fields.what} is neither right nor wrong"
        scope.report.error("missing", message, fields.place, "word it as right: text, as wrong: text, or as both")
    because = fields.text("because", required=above is None)
    tempting = tuple(prose(scalar) for scalar in fields.scalars("tempting"))
    for text in (right, wrong, because, *tempting):
        check_text(text, scope)
    after: tuple[str, ...] = ()
    if above is None:
        fields.misplaced(("after",), "order")
    elif right is None:
        fields.misplaced(("after",), "right: what is only wrong has no place in the order")
    else:
        after = _after(fields, [option.key for option in above if option.right is not None], scope)
    return Option(name, right, wrong, because, after, tempting, place)


def _after(fields: Fields, above: list[str], scope: Scope) -> tuple[str, ...]:
    """What an option of an order comes after: the one above it, unless its author says otherwise."""
    if not fields.has("after"):
        return tuple(above[-1:])
    names: list[Scalar] = []
    for scalar in fields.scalars("after"):
        if scalar.text in above:
            names.append(scalar)
            continue
        message = f"{fields.what} comes after {scalar.text}, which is no step above it"
        hint = f"there are: {', '.join(above)}" if above else "it is the first step"
        scope.report.error("after", message, scalar.place, hint)
    return tuple(scalar.text for scalar in names)


def _check_key(key: str, place: Place, scope: Scope) -> bool:
    """Whether what names an option can be typed for it."""
    if len(key) > 1 and not key.isdigit() and (is_slug(key) or is_word(key)):
        return True
    message = f"{key} cannot name an option or a point"
    hint = "take a word, such as first or no-change: letters and numbers name them on the screen"
    scope.report.error("name", message, place, hint)
    return False


def _check_number(number: int, key: str, item: str, fields: Fields, scope: Scope) -> None:
    place = fields.key_place(key)
    if not number and fields.is_mapping(key):
        scope.report.error("options", f"{key} of {fields.what} has no {item}", place)
    elif number > MAX_OPTIONS:
        message = f"{key} of {fields.what} has {number} {item}s, of which the screen can name {MAX_OPTIONS} by letters"
        scope.report.error("options", message, place)
