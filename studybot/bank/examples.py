"""Examples, read: what they pin, and what must come out."""

from __future__ import annotations

from collections.abc import Collection

from studybot.bank.fields import Fields
from studybot.bank.findings import nearest
from studybot.bank.loading import Mapping, Scalar, Tree
from studybot.bank.schema import Choices, Example, Typed
from studybot.bank.scope import Scope
from studybot.bank.written import warn_of_comma_and_comment, written
from studybot.formula.errors import Place

_EXAMPLE = ("given", "answers", "right", "wrong")


def read_examples(question: Fields, scope: Scope) -> tuple[Example, ...]:
    """The examples of a question all of whose names are known."""
    tree = question.mapping("examples")
    return tuple(_example(name, entry, tree.keys[name], scope) for name, entry in tree.entries.items())


def _example(name: str, entry: Tree, place: Place, scope: Scope) -> Example:
    fields = Fields(entry, f"the example {name}", _EXAMPLE, scope.report, scope.source)
    given, offered = _given(fields, scope)
    return Example(
        name=name,
        given=given,
        offered=offered,
        answers=_answers(fields, scope),
        right=_several(fields, "right", scope),
        wrong=_several(fields, "wrong", scope),
        place=place,
    )


def _given(fields: Fields, scope: Scope) -> tuple[dict[str, Typed], dict[str, dict[str, bool]]]:
    """What is pinned: quantities and rows, and the options that are offered."""
    given: dict[str, Typed] = {}
    offered: dict[str, dict[str, bool]] = {}
    tree = fields.mapping("given")
    for name, entry in tree.entries.items():
        task = scope.tasks.get(name)
        if isinstance(task, Choices) and isinstance(entry, Mapping):
            offered[name] = _offered(name, task, entry, scope)
        elif name in scope.tasks:
            hint = "write {option: right, ...} to say what is offered" if isinstance(task, Choices) else None
            scope.report.error("example", f"the part {name} has no value to pin", entry.place, hint)
        else:
            _check_known(name, tree, {*scope.names, *scope.cases}, "quantity", scope)
            if typed := _typed(entry, f"{name} in given of {fields.what}", scope):
                given[name] = typed
    return given, offered


def _offered(part: str, task: Choices, tree: Mapping, scope: Scope) -> dict[str, bool]:
    """The options that a part offers, each with whether it is worded as right."""
    found: dict[str, bool] = {}
    options = {option.key: option for option in task.options}
    for key, entry in tree.entries.items():
        option = options.get(key)
        if not options or (option is not None and option.right is option.wrong is None):
            continue  # which is reported where they stand
        if option is None:
            scope.report.error("example", f"{part} has no option {key}", tree.keys[key], nearest(key, options))
        elif not isinstance(entry, Scalar) or entry.text not in ("right", "wrong"):
            message = f"the option {key} of {part} is offered as right or as wrong"
            scope.report.error("example", message, entry.place)
        elif (option.right if entry.text == "right" else option.wrong) is None:
            message = f"the option {key} of {part} cannot be {entry.text}: it is not worded so"
            scope.report.error("example", message, entry.place)
        else:
            found[key] = entry.text == "right"
    if task.manner == "one" and len(found) == len(tree.entries) and sum(found.values()) != 1:
        scope.report.error("example", f"exactly one option that {part} offers has to be right", tree.place)
    return found


def _answers(fields: Fields, scope: Scope) -> dict[str, Typed]:
    found: dict[str, Typed] = {}
    tree = fields.mapping("answers")
    for name, entry in tree.entries.items():
        _check_known(name, tree, scope.parts | scope.work, "part", scope)
        if typed := _typed(entry, f"{name} in answers of {fields.what}", scope):
            found[name] = typed
    return found


def _several(fields: Fields, key: str, scope: Scope) -> dict[str, tuple[Typed, ...]]:
    """Several answers to each part; one that is a list is a vector or a matrix."""
    found: dict[str, tuple[Typed, ...]] = {}
    tree = fields.mapping(key)
    for name, entry in tree.entries.items():
        _check_known(name, tree, scope.parts, "part", scope)
        if isinstance(entry, Mapping):
            message = f"{name} in {key} of {fields.what} is a list of answers, not a mapping"
            scope.report.error("type", message, entry.place)
            continue
        items = (entry,) if isinstance(entry, Scalar) else entry.items
        warn_of_comma_and_comment(items, f"{key} of {fields.what}", scope.report, scope.source)
        typed = [_typed(item, f"{name} in {key} of {fields.what}", scope) for item in items]
        found[name] = tuple(answer for answer in typed if answer is not None)
    return found


def _typed(tree: Tree, what: str, scope: Scope) -> Typed | None:
    """What a student might type; a list as its text."""
    found = written(tree, what, scope.report, scope.source)
    return Typed(found.text, found.place) if found else None


def _check_known(name: str, tree: Mapping, known: Collection[str], kind: str, scope: Scope) -> None:
    if name in known or scope.is_reported(name):
        return
    hint = nearest(name, known)
    if kind == "part" or hint is not None or not scope.rows_missing:
        scope.report.error("example", f"there is no {kind} {name}", tree.keys[name], hint)
