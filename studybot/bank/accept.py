"""How near is near enough, and what an answer is to look like: the field `accept`."""

from __future__ import annotations

from studybot.bank.data import read_datum
from studybot.bank.fields import Fields
from studybot.bank.loading import Scalar
from studybot.bank.schema import Accept
from studybot.bank.scope import Scope
from studybot.formula.units import NO_UNIT, Unit

# What an answer may be asked to look like; `marking/forms.py` knows what each of them means.
FORMS = ("factored", "expanded", "fraction", "pi")

# Floats have 15 decimal figures that can be relied on.
MAX_FIGURES = 15

_ACCEPT = ("within", "figures", "decimals", "factor", "half", "form")
_NEARNESS = ("within", "figures", "decimals", "factor")


def read_accept(fields: Fields, unit: Unit, scope: Scope) -> Accept:
    """The tolerance of a part whose answer is shown in `unit`: bare numbers are in it."""
    tree = fields.tree_of("accept")
    if tree is None:
        return Accept()
    inner = Fields(tree, f"accept of {fields.what}", _ACCEPT, scope.report, scope.source)
    given = [key for key in _NEARNESS if inner.has(key)]
    if len(given) > 1:
        message = f"{inner.what} has both {given[0]} and {given[1]}"
        scope.report.error("accept", message, inner.key_place(given[1]), "keep one of them")
    form = inner.word("form", FORMS)
    if inner.has("form") and given and given != ["within"]:
        scope.report.error("accept", f"form of {inner.what} goes with within", inner.key_place("form"))
    if inner.has("half") and not inner.has("factor"):
        message = f"half of {inner.what} goes with factor"
        scope.report.error("accept", message, inner.key_place("half"), "for example {factor: 2, half: 10}")
    if inner.has("factor"):
        return _by_factor(inner, scope)
    if inner.has("figures") or inner.has("decimals"):
        figures = inner.whole("figures", 0, 1, MAX_FIGURES) or None
        decimals = inner.whole("decimals", 0, 0, MAX_FIGURES) if inner.has("decimals") else None
        return Accept(within=None, figures=figures, decimals=decimals)
    scalar = inner.scalar("within")
    return _within(scalar, unit, form, scope) if scalar else Accept(form=form)


def _within(scalar: Scalar, unit: Unit, form: str | None, scope: Scope) -> Accept:
    datum = read_datum(scalar, unit, scope.units, scope.report, scope.source)
    if datum is None:
        return Accept()
    if datum.digits < 0:
        scope.report.error("accept", f"a tolerance is not below 0 like {scalar.text}", scalar.place)
    if "%" in scalar.text:
        return Accept(within=datum.number, form=form)
    if datum.digits == 0:
        return Accept(within=0.0, form=form)
    # A tolerance is a difference: 2 °C are 2 K here, not 275.15.
    return Accept(within=None, absolute=datum.number * datum.unit.factor, form=form)


def _by_factor(inner: Fields, scope: Scope) -> Accept:
    factor = _number(inner, "factor", 1.0, "1", scope)
    half = _number(inner, "half", factor, "factor", scope) if factor is not None else None
    return Accept(within=None, factor=factor, half=half)


def _number(inner: Fields, key: str, low: float, told: str, scope: Scope) -> float | None:
    """A field that is a plain number above another."""
    scalar = inner.scalar(key)
    datum = read_datum(scalar, NO_UNIT, scope.units, scope.report, scope.source) if scalar else None
    if scalar is None or datum is None:
        return None
    if datum.unit.powers or datum.number <= low:
        message = f"{key} of {inner.what} is a number above {told}, not {scalar.text}"
        scope.report.error("accept", message, scalar.place, "for example {factor: 2, half: 10}")
        return None
    return datum.number
