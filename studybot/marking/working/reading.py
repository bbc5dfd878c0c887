"""Working as it is understood: lines of sides, each side with what it may be worth."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from studybot.bank.schema import Part
from studybot.formula.errors import FormulaError
from studybot.formula.parser import Grammar, parse
from studybot.formula.quantity import Quantity
from studybot.formula.tokens import MAX_LENGTH
from studybot.formula.units import Unit
from studybot.marking.reading import Reading, as_shown, read_answer
from studybot.marking.typed import without_latex, without_trimmings
from studybot.marking.working.equality import ROUNDED, near
from studybot.marking.working.lines import Span, TypedLine, lines_of
from studybot.marking.working.worth import Scope, Side, Worth, worth_of
from studybot.notation.symbols import symbol
from studybot.notation.tree import Node as Shown
from studybot.notation.tree import Operator, Row, Text, equation
from studybot.problem.kinds import kind_of
from studybot.problem.variant import Variant

# As much as the tokenizer reads at once: twenty lines of a screen, where a part in our banks takes three.
MAX_WORKING = MAX_LENGTH
# Three for each of twenty lines. Each is read by itself: 60 that fill 2,000 characters take 10 ms.
MAX_SIDES = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A chain of sides. `label` is what the student calls it, `name` the quantity of the question that this names."""

    label: str
    name: str | None
    sides: tuple[Side, ...]

    @property
    def node(self) -> Shown:
        sides = [as_shown(side.worths[0].tree, side.text) for side in self.sides]
        label = [symbol(self.name) if self.name else Text(self.label)] if self.label else []
        return equation(*label, *sides)


@dataclass(frozen=True, slots=True)
class Working:
    """Lines, of which the last ends in the answer, read as any answer is."""

    text: str
    lines: tuple[Line, ...]
    reading: Reading

    @property
    def answer(self) -> str:
        """The answer as it was typed."""
        return self.reading.text

    @property
    def value(self) -> float:
        """What the answer is worth in base units."""
        return self.reading.value

    @property
    def node(self) -> Shown:
        """The chains as they were read, side by side."""
        items: list[Shown] = []
        for line in self.lines:
            items += [Operator(";", "punctuation"), line.node] if items else [line.node]
        return Row(tuple(items))


def looks_like_working(text: str, variant: Variant, part: Part) -> bool:
    """Whether an answer is working: a chain, or several lines of which one says what something is.

    A single answer with a label, `t = 42 s` or `cost: $18`, is none, and only a part that asks for a number has any.
    """
    if not _MAY_BE_WORKING.search(text) or kind_of(variant, part) != "number":
        return False
    lines = lines_of(_plain(text), variant.derivation.names)
    if any(len(line.sides) > 1 for line in lines):
        return True
    return len(lines) > 1 and any(line.claims or line.after_arrow for line in lines)


_MAY_BE_WORKING = re.compile(r"[=≈≃≅≊∼~:→⇒⟶⟹\\]|->")


def read_working(text: str, variant: Variant, part: Part, earlier: Mapping[str, float] | None = None) -> Working:
    """The working of an answer to a numeric part. `earlier` are the student's own wrong answers to earlier parts.

    The question's names may stand in it, and so may what the student named in a line before. Raises `FormulaError`
    for what cannot be read, at its place in `text`.
    """
    if len(text) > MAX_WORKING:
        message = f"working has at most {MAX_WORKING} characters"
        raise FormulaError("formula.long", message, text, MAX_WORKING, MAX_WORKING + 1)
    typed = _plain(text)
    lines = lines_of(typed, variant.derivation.names)
    spans = [span for line in lines for span in line.sides]
    if not spans:
        raise FormulaError("formula.empty", "there is nothing to read", text, 0, len(text))
    if len(spans) > MAX_SIDES:
        message = f"working has at most {MAX_SIDES} sides of equals signs"
        raise FormulaError("working.long", message, text, spans[MAX_SIDES].start, spans[MAX_SIDES].end)
    return _Reader(text, typed, variant, part, earlier or {}).working(lines)


def _plain(text: str) -> str:
    """Without what LaTeX is set in; of the same length."""
    return "\n".join(map(without_latex, text.replace("&", " ").split("\n"))) if _LATEX.search(text) else text


_LATEX = re.compile(r"[\\{]|^[ \t]*[$*]", re.MULTILINE)


@dataclass
class _Reader:
    text: str
    typed: str
    variant: Variant
    part: Part
    earlier: Mapping[str, float]
    # What the student's own lines say of names, which goes before what the question says of them.
    own: dict[str, Worth] = field(default_factory=dict)

    def working(self, typed: tuple[TypedLine, ...]) -> Working:
        self.scopes = list(self.question_scopes())
        lines = [self.line(line) for line in typed[:-1]]
        *before, answer = typed[-1].sides
        name = self.name_of(typed[-1].label)
        reading = self.answer(answer)
        sides = [self.side(span, self.unit_of(name)) for span in before]
        last = Side(reading.text, answer.start, answer.end, (worth_of(reading.tree, reading.text, Scope()),))
        lines.append(Line(typed[-1].label, name, (*sides, last)))
        return Working(self.text, tuple(lines), reading)

    def question_scopes(self) -> Iterator[Scope]:
        """The question's quantities as the student has them, and as they are where that differs."""
        derivation = self.variant.derivation
        units = {name: derivation.unit(name) for name, value in self.variant.values.items() if isinstance(value, float)}
        if self.earlier:
            yield Scope.of({name: (self.earlier.get(name, self.variant.values[name]), units[name]) for name in units})
        yield Scope.of({name: (self.variant.values[name], unit) for name, unit in units.items()})

    def unit_of(self, name: str | None) -> Unit:
        return self.variant.derivation.unit(name or self.part.id)

    def name_of(self, label: str) -> str | None:
        """The quantity of the question that a label names: `k_N`, `Time`, `the GPU hours`."""
        words = [word for word in label.split() if word.casefold() not in _ARTICLES]
        typed = "_".join(words)
        names = self.scopes[-1].quantities
        if typed in names:
            return typed
        # N and n may be two things.
        alike = [name for name in names if len(name) > 1 and name.casefold() == typed.casefold()]
        return alike[0] if len(alike) == 1 else None

    def line(self, typed: TypedLine) -> Line:
        name = self.name_of(typed.label)
        line = Line(typed.label, name, tuple(self.side(span, self.unit_of(name)) for span in typed.sides))
        if called := name or (typed.label if _WORD.fullmatch(typed.label) else None):
            self.own[called] = self.in_its_unit(name, line.sides[-1].worths[0])
        return line

    def in_its_unit(self, name: str | None, worth: Worth) -> Worth:
        """What was said of a quantity; a bare number that is right in the quantity's unit is meant in that."""
        if name is None or worth.quantity.has_unit:
            return worth
        meant = Quantity.of(worth.quantity.value, self.unit_of(name))
        is_right = any(near(meant.value, scope.quantities[name].value, ROUNDED) for scope in self.scopes)
        return replace(worth, quantity=meant) if is_right else worth

    def side(self, span: Span, expects: Unit) -> Side:
        text = self.typed[span.start : span.end]
        worths: list[Worth] = []
        faults: list[FormulaError] = []
        try:
            trimmed = without_trimmings(text, self.variant.units, ())
            for grammar, scope in self.grammars(trimmed, expects):
                try:
                    worth = worth_of(parse(trimmed, grammar), trimmed, scope)
                except FormulaError as fault:
                    faults.append(fault)
                    continue
                if worth not in worths:
                    worths.append(worth)
        except FormulaError as fault:
            faults.append(fault)
        if not worths:
            raise self.moved(faults[-1], span)
        return Side(text, span.start, span.end, tuple(worths))

    def grammars(self, text: str, expects: Unit) -> Iterator[tuple[Grammar, Scope]]:
        """The ways in which a side may be read, the likeliest first: without any names, as an answer is."""
        names: Collection[str] = {*self.own, *self.scopes[-1].quantities}
        plain = Grammar(units=self.variant.units, expects=expects, foreign=names)
        yield plain, Scope()
        if _LETTER.search(text):
            yield replace(plain, letters=True), Scope()
        if _DIVIDED_UNIT.search(text):
            yield replace(plain, own_units=True), Scope()
        used = [word for word in _WORD.findall(text) if word in names]
        if used:
            named = replace(plain, names=frozenset(names), foreign=frozenset())
            for scope in self.scopes:
                yield named, scope.with_own(self.own)

    def answer(self, span: Span) -> Reading:
        text = self.typed[span.start : span.end]
        derivation = self.variant.derivation
        try:
            return read_answer(text, derivation.unit(self.part.id), units=self.variant.units, foreign=derivation.names)
        except FormulaError as fault:
            raise self.moved(fault, span) from None

    def moved(self, fault: FormulaError, span: Span) -> FormulaError:
        """A fault that was found in a side, at its place in the whole text."""
        start, end = span.start + fault.start, span.start + fault.end
        return FormulaError(fault.code, fault.message, self.text, start, end, hint=fault.hint)


_ARTICLES = frozenset({"the", "a", "an", "our", "my"})
_WORD = re.compile(r"[A-Za-zα-ωΑ-Ω][A-Za-z0-9_]*")
_LETTER = re.compile(r"[0-9] ?[kKMBT]\b")
_DIVIDED_UNIT = re.compile(r"[/÷].*[A-Za-z$µ°]")
