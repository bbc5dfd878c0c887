"""What a question has named while it is being read: a formula or a text can use only what stands above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf

from studybot.bank.fields import Fields, is_name, is_valueless
from studybot.bank.findings import nearest
from studybot.bank.loading import Mapping, Scalar, Sequence, Tree
from studybot.bank.schema import Row, Task
from studybot.formula.errors import Place
from studybot.formula.unit_table import Units


class Scope:
    """The names of one question, as they become known, and of what kind each is.

    `names` are quantities, with or without a value; of these, `symbols` have none (each with how it is written),
    `statements` are true or false, `matrices` are givens that are no numbers, and `sizes` givens that are always the
    same whole number; of the `broken` ones nobody knows, since they could not be read. `cases` are drawn rows, `tasks`
    parts whose answer is no formula.
    """

    def __init__(
        self, fields: Fields, tables: MappingOf[str, tuple[Row, ...]], skills: MappingOf[str, object], units: Units
    ) -> None:
        self.report = fields.report
        self.source = fields.source
        self.tables = tables
        self.skills = skills
        self.units = units
        self.names: dict[str, Place] = {}
        self.symbols: dict[str, str] = {}
        self.statements: set[str] = set()
        self.broken: set[str] = set()
        self.matrices: set[str] = set()
        self.sizes: dict[str, int] = {}
        self.cases: dict[str, tuple[Row, ...]] = {}
        self.tasks: dict[str, Task] = {}
        self.parts: set[str] = set()
        self.work: set[str] = set()
        self.rows_missing = False
        self._valueless: set[str] = set()  # names that stand there without anything, which is reported once
        self._declared = dict(self._declarations(fields))

    def _declarations(self, fields: Fields) -> Iterator[tuple[str, Place]]:
        """Every name that the question gives to a quantity, wherever that is."""
        yield from self._keys(fields.tree, "given")
        parts = fields.tree_of("parts")
        for part in parts.items if isinstance(parts, Sequence) else ():
            for name, place in self._keys(part, "work"):
                self.work.add(name)
                yield name, place
            id_ = part.get("id") if isinstance(part, Mapping) else None
            if isinstance(id_, Scalar):
                self.parts.add(id_.text)
                yield id_.text, id_.place

    def _keys(self, tree: Tree | None, field: str) -> Iterable[tuple[str, Place]]:
        named = tree.get(field) if isinstance(tree, Mapping) else None
        if not isinstance(named, Mapping):
            return ()
        self._valueless |= {name for name, entry in named.entries.items() if is_valueless(entry)}
        return named.keys.items()

    def define(self, name: str, place: Place) -> bool:
        """Make a quantity known; where its name may not be had, that is reported."""
        if not self.is_free(name, place):
            return False
        self.names[name] = place
        return True

    def is_free(self, name: str, place: Place) -> bool:
        """Whether a name may be had; where it may not, that is reported."""
        if not is_name(name, place, self.report):
            return False
        if name in self.names or name in self.cases or name in self.tasks:
            self.report.error("name", f"the name {name} is taken", place, "every quantity has a name of its own")
            return False
        return True

    def is_reported(self, name: str) -> bool:
        """Whether a name is missing for a reason that the report has already."""
        return name in self._valueless

    def unknown(self, name: str, place: Place, where: str, hint: str | None = None) -> None:
        """Report a name that is no quantity up to here.

        `where` ends the message: `to show here`. `hint` is what would be right where no known name is similar.
        """
        if name in self._valueless:
            return
        if name in self.cases:
            message = f"{name} is a row of a table, not a number"
            self.report.error("name", message, place, "use one of its columns")
            return
        if name in self.tasks:
            message = f"{name} is no quantity: the answer to that part is no formula"
            self.report.error("name", message, place)
            return
        if name in self._declared:
            message = f"{name} is not known here yet: it is defined in line {self._declared[name].line}"
            self.report.error("name", message, place, "only what stands above can be used")
            return
        hint = nearest(name, [*self.names, *self.cases]) or hint
        if hint is None and self.units.get(name) is not None:
            hint = "no unit stands in a formula: give the amount a name, as in limit: {value: 5 s}"
        # It may be a column of the rows that could not be read, which is reported already.
        if hint is not None or not self.rows_missing:
            self.report.error("name", f"there is no quantity {name} {where}", place, hint)
