"""The graph of a question: its named quantities in order, and how values run through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from studybot.bank.schema import (
    Case,
    Computed,
    Constant,
    Datum,
    Formula,
    Given,
    Part,
    Question,
    Row,
    Symbol,
    Text,
    Work,
)
from studybot.formula.evaluate import UndefinedError
from studybot.formula.functions import CONSTANTS
from studybot.formula.tree import Call, Name, Node, children, names_in, substituted, walk, with_children
from studybot.formula.units import Dimension, Unit
from studybot.formula.values import value
from studybot.problem.codes import revision_of
from studybot.problem.dimensions import Inference, infer
from studybot.problem.generator import key
from studybot.problem.grids import Grid, grid_of

if TYPE_CHECKING:
    from studybot.problem.shapes import Shapes

# A float, a truth value, a matrix or positions; or an array of one of these on numpy.
Value = Any


@value
class Link:
    """A computed quantity of the graph.

    `trees` are the forms of its formula, ready to be evaluated: derivatives are worked out in them. `part` is the id of
    the part it was made in, None for a computed given. `work` has the author's words.
    """

    name: str
    formula: Formula
    trees: tuple[Node, ...]
    at: Mapping[str, Formula]
    part: str | None
    work: Work | None

    @property
    def tree(self) -> Node:
        """What carries the derivation."""
        return self.trees[0]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in its formula."""
        return frozenset(names_in(self.tree)) - CONSTANTS.keys()

    @cached_property
    def names_of_pins(self) -> frozenset[str]:
        """The names in what it pins others to."""
        return frozenset(name for pin in self.at.values() for name in names_in(pin.tree)) - CONSTANTS.keys()


@value
class Derivation:
    """A question with its graph made ready: every name, in order, with its unit."""

    question: Question
    links: tuple[Link, ...]
    inference: Inference

    @classmethod
    def of(cls, question: Question) -> Derivation:
        """The derivation of a question. Faults of dimension are kept in `inference`, for whoever checks the bank."""
        links: dict[str, Link] = {}

        def add(name: str, formula: Formula, at: Mapping[str, Formula], part: str | None, work: Work | None) -> None:
            trees = tuple(without_derivatives(form, links) for form in formula.forms)
            links[name] = Link(name, formula, trees, at, part, work)

        for given in question.given:
            if isinstance(given.drawing, Computed):
                add(given.name, given.drawing.formula, {}, None, None)
        for part in question.parts:
            for work in part.derived:
                add(work.name, work.formula, work.at, part.id, work)
        return cls(question, tuple(links.values()), infer(question))

    def ready(self, tree: Node) -> Node:
        """A formula over the names of this question, ready to be evaluated."""
        return without_derivatives(tree, self.link)

    @cached_property
    def shapes(self) -> Shapes:
        """What sort of value every name stands for, and of which shape."""
        from studybot.problem.shapes import infer_shapes  # wanted once an answer is marked

        trees = {link.name: link.trees for link in self.links}
        return infer_shapes(self.question, trees, self.ready, self.sizes)

    @cached_property
    def condition(self) -> Node | None:
        """What has to hold on a variant."""
        where = self.question.where
        return None if where is None else self.ready(where.tree)

    @cached_property
    def condition_needs(self) -> frozenset[str]:
        """Every name that the condition depends on; see `needed`."""
        return frozenset() if self.condition is None else self.needed(self.condition)

    @cached_property
    def revision(self) -> str:
        """What changes with the question; see `revision_of`."""
        return revision_of(self.question)

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
        """The givens that are drawn each by itself, in one piece: name, stream of random bits, grid."""
        drawn = (
            (given.name, key(self.question.id, given.name), grid_of(given))
            for given in self.question.given
            if given.shape is None
        )
        return tuple((name, stream, grid) for name, stream, grid in drawn if grid is not None)

    @cached_property
    def entry_grids(self) -> tuple[tuple[str, Grid, tuple[tuple[int, ...], ...]], ...]:
        """The matrices that are drawn entry by entry: name, grid of an entry, and a stream for each entry, by rows."""
        found = []
        for given in self.question.given:
            grid = grid_of(given)
            if given.shape is None or grid is None:
                continue
            rows, columns = (*(self.sizes[size] if isinstance(size, str) else size for size in given.shape), 1)[:2]
            streams = tuple(
                tuple(key(self.question.id, given.name, f"{row},{column}") for column in range(columns))
                for row in range(rows)
            )
            found.append((given.name, grid, streams))
        return tuple(found)

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """The whole numbers that are the same on every variant, which may be sizes of matrices."""
        return {
            given.name: int(given.drawing.datum.value)
            for given in self.question.given
            if isinstance(given.drawing, Constant) and isinstance(given.drawing.datum, Datum)
            if given.drawing.datum.value.is_integer()
        }

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The givens that stand for any number or matrix, and have no value."""
        return frozenset(given.name for given in self.question.given if isinstance(given.drawing, Symbol))

    @cached_property
    def unvalued(self) -> frozenset[str]:
        """The names that have no value on a variant: the symbols, and what follows from one."""
        found = set(self.symbols)
        for link in self.links:
            # With pins, what has no value otherwise may have one: only the symbols behind it count.
            behind = self.needed(link.tree, without=frozenset(link.at)) & self.symbols if link.at else link.names
            if not found.isdisjoint(behind | link.names_of_pins):
                found.add(link.name)
        return frozenset(found)

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
        """Every name that stands for a quantity."""
        drawn = {given.name for given in self.question.given if not isinstance(given.drawing, Case)}
        return frozenset({*drawn, *self.columns, *self.link})

    @cached_property
    def prepared(self) -> dict[str, Any]:
        """What marking makes ready once, whatever the variant: thousands of a question are marked one after another."""
        return {}

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

    def needed(self, *trees: Node, without: frozenset[str] = frozenset()) -> frozenset[str]:
        """Every name that these formulas depend on, directly or through the graph, but not through `without`."""
        found: set[str] = set()
        waiting = [name for tree in trees for name in names_in(tree)]
        while waiting:
            name = waiting.pop()
            if name in found or name in without:
                continue
            found.add(name)
            if link := self.link.get(name):
                waiting += names_in(link.tree)
                waiting += [inner for formula in link.at.values() for inner in names_in(formula.tree)]
        return frozenset(found)

    def behind(self, name: str) -> frozenset[str]:
        """Every name that a computed quantity depends on, which is found once."""
        known = self._behind.get(name)
        if known is None:
            known = self._behind[name] = self.needed(self.link[name].tree)
        return known

    @cached_property
    def _behind(self) -> dict[str, frozenset[str]]:
        return {}

    def solve(
        self,
        values: MutableMapping[str, Value],
        evaluate: Callable[[Node, Mapping[str, Value]], Value],
        pins: Mapping[str, Value] | None = None,
        only: frozenset[str] | None = None,
        until: str | None = None,
        partly: bool = False,
    ) -> None:
        """Fill in every computed quantity (or `only` those named, or those before `until`), given the drawn ones.

        A pinned quantity keeps its pin, and everything after it follows from that. What needs a name without a value
        is left out, and so is, where it may be `partly` undefined, what has no value.
        """
        pins = pins or {}
        may_lack = partly or bool(self.symbols)
        for link in self.links:
            if link.name == until:
                return
            if only is not None and link.name not in only:
                continue
            if link.name in pins:
                values[link.name] = pins[link.name]
            elif may_lack and not link.names_of_pins <= values.keys():
                continue
            else:
                try:
                    around = self.around(link, values, evaluate, pins)
                    if not may_lack or link.names <= around.keys():
                        values[link.name] = evaluate(link.tree, around)
                except UndefinedError:
                    if not partly:
                        raise

    def around(
        self,
        link: Link,
        values: Mapping[str, Value],
        evaluate: Callable[[Node, Mapping[str, Value]], Value],
        pins: Mapping[str, Value] | None = None,
    ) -> Mapping[str, Value]:
        """The values among which a quantity is evaluated: the given ones, or with its own pins and what they change."""
        if not link.at:
            return values
        moved = {**(pins or {}), **{name: evaluate(formula.tree, values) for name, formula in link.at.items()}}
        aside = {**values, **moved}
        self.solve(aside, evaluate, moved, self.behind(link.name), until=link.name)
        return aside


def without_derivatives(tree: Node, links: Mapping[str, Link]) -> Node:
    """A formula with every `diff(f, x)` worked out, through the quantities that `f` is made of.

    A derivative that does not exist stays as it is, and is undefined wherever it is evaluated.
    """
    if not any(isinstance(node, Call) and node.function == "diff" for node in walk(tree)):
        return tree
    from studybot.formula.derivative import derivative  # few questions differentiate

    def worked_out(node: Node) -> Node:
        if not isinstance(node, Call) or node.function != "diff":
            return with_children(node, tuple(map(worked_out, children(node))))
        inner, by = node.arguments
        assert isinstance(by, Name)
        try:
            return derivative(expanded(worked_out(inner), by.name, links), by.name)
        except UndefinedError:
            return node

    return worked_out(tree)


def expanded(tree: Node, name: str, links: Mapping[str, Link]) -> Node:
    """A formula with every quantity in it that depends on `name` replaced by its own formula."""
    trees: dict[str, Node] = {}
    for link in links.values():
        if not link.at and link.name != name and {name, *trees} & set(names_in(link.tree)):
            trees[link.name] = substituted(link.tree, trees)
    return substituted(tree, trees)
