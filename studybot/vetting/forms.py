"""Whether the forms of a chain `a = b` say the same: by their values on the variants, and in letters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from studybot.bank.findings import Finding
from studybot.bank.schema import Formula
from studybot.formula.errors import StudybotError
from studybot.formula.tree import Node
from studybot.formula.units import NO_UNIT
from studybot.notation.numbers import show_value
from studybot.notation.plain import to_plain
from studybot.problem.derivation import Derivation, Link
from studybot.problem.variant import Variant
from studybot.vetting.letters import Written, written_in_letters
from studybot.vetting.sample import Mask, Sample, first
from studybot.vetting.tables import Table, Value

# Two forms that differ by less differ by rounding.
_WITHIN = 1e-6
_HINT = "the forms of a chain a = b all say the same"


def check_forms(sample: Sample) -> list[Finding]:
    """Chains whose forms are not equal.

    On the way to an expression, and where there is no value, forms are compared at sample points: equal numbers are not
    enough for letters.
    """
    variant = next(sample.sound_variants(1), None)
    findings: list[Finding] = []
    for link in sample.derivation.links:
        if len(link.trees) == 1:
            continue
        if not _is_in_letters(sample.derivation, link):
            findings += _on_variants(sample, link)
        elif variant is not None:
            findings += _at_points(variant, link)
    return findings


def _is_in_letters(derivation: Derivation, link: Link) -> bool:
    asked = derivation.parts.get(link.name)
    return link.name in derivation.unvalued or (asked is not None and bool(asked.names))


# -- on the variants


def _on_variants(sample: Sample, link: Link) -> Iterator[Finding]:
    values = sample.around(link)
    left = sample.worth(link.tree, values)
    for form, tree in zip(link.formula.forms[1:], link.trees[1:], strict=True):
        right = sample.worth(tree, values)
        if left is None or right is None or left.shape != right.shape:
            continue  # shapes that differ are reported as such
        differ = sample.sound & sample.defined(tree, values) & ~_close(left, right)
        if not differ.any():
            continue
        seed = first(differ)
        so = _instead(left[seed], right[seed])
        message = f"{_names(link.formula, form)} {sample.on(differ)}: it is {so} with seed {seed}"
        yield _finding(sample.derivation, link, message)


def _close(left: Table, right: Table) -> Mask:
    """Where they are the same, in a matrix beside its largest entry."""
    largest = np.abs(left).max(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return np.asarray((np.abs(left - right) <= _WITHIN * largest + 1e-300).all(axis=1))


def _instead(left: Table, right: Table) -> str:
    if len(left) == 1:
        return f"{right[0]:.4g} and not {left[0]:.4g}"
    entry = int(np.argmax(np.abs(left - right)))
    return f"{right[entry]:.4g} and not {left[entry]:.4g} in entry {entry + 1}"


# -- in letters


def _at_points(variant: Variant, link: Link) -> Iterator[Finding]:
    try:
        first_form = written_in_letters(variant, link, link.tree)
    except StudybotError as fault:
        yield _finding(variant.derivation, link, f"{link.name} cannot be written out: {fault.message}", fault.hint)
        return
    for form, tree in zip(link.formula.forms[1:], link.trees[1:], strict=True):
        try:
            other = written_in_letters(variant, link, tree)
        except StudybotError as fault:
            yield _finding(variant.derivation, link, f"{_names(link.formula, form)}: {fault.message}", fault.hint)
            continue
        apart = first_form.apart(other, _WITHIN)
        if apart is not None:
            message = f"{_names(link.formula, form)}{_with(first_form, apart.at)}"
            if apart.differ:
                message += f": it is {_shown(apart.right)} and not {_shown(apart.left)}"
            yield _finding(variant.derivation, link, message)


def _with(written: Written, at: dict[str, Value]) -> str:
    numbers = [f"{name} = {_shown(value)}" for name, value in at.items() if isinstance(value, float)]
    return f" with {', '.join(numbers)}" if numbers and len(numbers) == len(written.names) else ""


def _shown(value: Value) -> str:
    return to_plain(show_value(value, NO_UNIT))


# -- both


def _names(formula: Formula, form: Node) -> str:
    text, tree = formula.text, formula.tree
    return f"{text[form.start : form.end].strip()} does not equal {text[tree.start : tree.end].strip()}"


def _finding(derivation: Derivation, link: Link, message: str, hint: str | None = _HINT) -> Finding:
    return Finding("error", "forms-differ", message, link.formula.place, hint, derivation.question.id)
