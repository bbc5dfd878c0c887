"""The graph of a question: its named quantities in order, and how values run through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from studybot.bank.schema import Case, Computed, Formula, Given, Part, Question, Row, Text, Work
from studybot.formula.tree import Node, names_in
from studybot.formula.units import Dimension, Unit
from studybot.problem.dimensions import Inference, infer
from studybot.problem.generator import key
from studybot.problem.grids import Grid, grid_of

# A float, or a numpy array of floats.
Value = Any


@dataclass(frozen=True, slots=True)
class Link:
    """A computed quantity of the graph.

    `part` is the id of the part it was made in, None for a computed given. `work` has the author's words.
    """

    name: str
    formula: Formula
    at: Mapping[str, Formula]
    part: str | None
    work: Work | None


@dataclass(frozen=True)
class Derivation:
    """A question with its graph made ready: every name, in order, with its unit."""

    question: Question
    links: tuple[Link, ...]
    inference: Inference

    @classmethod
    def of(cls, question: Question) -> Derivation:
        """The derivation of a question. Faults of dimension are kept in `inference`, for whoever checks the bank."""
        links = [
            Link(given.name, given.drawing.formula, {}, None, None)
            for given in question.given
            if isinstance(given.drawing, Computed)
        ]
        for part in question.parts:
            links += [Link(work.name, work.formula, work.at, part.id, work) for work in (*part.work, part.answer)]
        return cls(question, tuple(links), infer(question))

    @cached_property
    def given(self) -> Mapping[str, Given]:
        return {given.name: given for given in self.question.given}

    @cached_property
    def link(self) -> Mapping[str, Link]:
        return {link.name: link for link in self.links}

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        return {part.id: part for part in self.question.parts}

    @cached_property
    def grids(self) -> tuple[tuple[str, int, Grid], ...]:
        """The givens that are drawn each by itself: name, stream of random bits, grid."""
        drawn = ((given.name, key(self.question.id, given.name), grid_of(given)) for given in self.question.given)
        return tuple((name, stream, grid) for name, stream, grid in drawn if grid is not None)

    @cached_property
    def cases(self) -> tuple[tuple[str, int, tuple[Row, ...]], ...]:
        """The givens that are drawn as a row: name, stream of random bits, rows."""
        return tuple(
            (given.name, key(self.question.id, given.name), given.drawing.rows)
            for given in self.question.given
            if isinstance(given.drawing, Case)
        )

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The given that draws each name that comes with a row of a table."""
        return {
            column: given.name
            for given in self.question.given
            if isinstance(given.drawing, Case)
            for column in given.drawing.rows[0].columns
        }

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that stands for a number."""
        drawn = {given.name for given in self.question.given if not isinstance(given.drawing, Case)}
        return frozenset({*drawn, *self.columns, *self.link})

    def unit(self, name: str) -> Unit:
        """The unit in which a quantity is shown, and in which a bare number for it is meant."""
        return self.inference.units[name]

    def dimension(self, name: str) -> Dimension:
        return self.inference.units[name].dimension

    def says(self, name: str) -> Text | None:
        """The author's noun phrase for a quantity."""
        link = self.link.get(name)
        if link is not None and link.work is not None:
            return link.work.says
        given = self.given.get(name)
        return given.says if given else None

    def shown(self, name: str) -> str | None:
        """The author's LaTeX for a quantity's symbol, where the name alone does not do."""
        link = self.link.get(name)
        if link is not None and link.work is not None:
            return link.work.shown
        given = self.given.get(name)
        return given.shown if given else None

    def needed(self, *trees: Node) -> frozenset[str]:
        """Every name that these formulas depend on, directly or through the graph."""
        found: set[str] = set()
        waiting = [name for tree in trees for name in names_in(tree)]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            if link := self.link.get(name):
                waiting += names_in(link.formula.tree)
                waiting += [inner for formula in link.at.values() for inner in names_in(formula.tree)]
        return frozenset(found)

    def solve(
        self,
        values: MutableMapping[str, Value],
        evaluate: Callable[[Node, Mapping[str, Value]], Value],
        pins: Mapping[str, Value] | None = None,
        only: frozenset[str] | None = None,
        until: str | None = None,
    ) -> None:
        """Fill in every computed quantity (or `only` those named, or those before `until`), given the drawn ones.

        A pinned quantity keeps its pin, and everything after it follows from that.
        """
        pins = pins or {}
        for link in self.links:
            if link.name == until:
                return
            if only is not None and link.name not in only:
                continue
            if link.name in pins:
                values[link.name] = pins[link.name]
            elif link.at:
                moved = {**pins, **{name: evaluate(formula.tree, values) for name, formula in link.at.items()}}
                aside = {**values, **moved}
                self.solve(aside, evaluate, moved, self.needed(link.formula.tree), until=link.name)
                values[link.name] = evaluate(link.formula.tree, aside)
            else:
                values[link.name] = evaluate(link.formula.tree, values)
