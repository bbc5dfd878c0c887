"""One question, read: givens, text, parts, examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf

from studybot.bank.data import chosen_rows, read_constant, read_datum, read_pick, read_range, read_unit
from studybot.bank.fields import Fields, Source, is_name, is_valueless, prose, scalars_of
from studybot.bank.findings import Report, nearest
from studybot.bank.loading import Mapping, Scalar, Sequence, Tree
from studybot.bank.prose import Placeholder, segments
from studybot.bank.schema import (
    Accept,
    Case,
    Computed,
    Constant,
    Drawing,
    Example,
    Formula,
    Given,
    Part,
    Pick,
    Question,
    Range,
    Row,
    Slip,
    Text,
    Typed,
    Work,
)
from studybot.formula.errors import FormulaError, Place
from studybot.formula.functions import CONSTANTS
from studybot.formula.parser import FORMULA, parse, parse_chain, parse_unit
from studybot.formula.tree import Binary, Call, Listing, Name, Node, Unary, walk
from studybot.formula.unit_table import Units
from studybot.formula.units import NO_UNIT, Unit

_QUESTION = ("id", "title", "skill", "given", "where", "text", "parts", "examples", "accepts")
_GIVEN = (
    "pick", "range", "value", "is", "case", "step", "digits", "only", "unit", "says", "shown", "source", "distractor",
)  # fmt: skip
_WAYS = ("pick", "range", "value", "is", "case")
_WORK = ("is", "because", "at", "unit", "says", "shown")
_PART = (
    "id", "ask", "work", "answer", "because", "at", "unit", "says", "shown", "accept", "slips", "hints", "follow",
    "points", "skill",
)  # fmt: skip
_LATER_PARTS = ("choices", "order", "rubric", "model", "spellings", "kind", "in", "show")
_ACCEPT = ("within", "figures", "decimals")
_EXAMPLE = ("given", "answers", "right", "wrong")
_CONDITIONS = ("<", "<=", ">", ">=", "=", "!=", "and", "or")
_FORMS = ("", "words", "sci", "bare")


class QuestionReader:
    """Reads one question. `names` grows as quantities are defined, so that a formula can use only what stands above."""

    def __init__(
        self,
        tree: Tree,
        bank: str,
        skills: MappingOf[str, object],
        tables: MappingOf[str, tuple[Row, ...]],
        counts: tuple[tuple[str, str], ...],
        report: Report,
        source: Source,
    ) -> None:
        self.bank = bank
        self.skills = skills
        self.tables = tables
        self.counts = counts
        self.units = Units(counts)
        self.report = report
        self.source = source
        self.fields = Fields(tree, "a question", _QUESTION, report, source)
        self.names: dict[str, Place] = {}
        self.cases: set[str] = set()
        self.part_ids: set[str] = set()
        self.valueless: set[str] = set()  # names that stand there without anything, which is reported once
        self.rows_missing = False
        self.declared = dict(self._declarations())

    def read(self) -> Question | None:
        """The question; None where it has no id. What is wrong with it is in the report."""
        fields = self.fields
        slug = fields.slug("id")
        if not slug:
            return None
        self.report.question = f"{self.bank}/{slug}"
        fields.what = f"the question {slug}"
        title = fields.required_text("title").source
        skill = self._skill(fields, required=True)
        given = tuple(self._givens())
        text = fields.required_text("text")
        self._check_text(text)
        parts = self._parts(skill)
        where = self._condition(fields)
        examples = tuple(self._examples())
        question = Question(
            id=f"{self.bank}/{slug}",
            bank=self.bank,
            title=title,
            skill=skill,
            given=given,
            where=where,
            text=text,
            parts=parts,
            examples=examples,
            accepts=self._accepts(),
            counts=self.counts,
            place=fields.place,
        )
        self.report.question = None
        return question

    # -- words and formulas

    def _skill(self, fields: Fields, required: bool) -> str:
        scalar = fields.scalar("skill", required)
        if scalar is None:
            return ""
        if scalar.text not in self.skills:
            hint = nearest(scalar.text, self.skills) or "declare it under skills: at the head of the bank"
            self.report.error("skill", f"there is no skill {scalar.text}", scalar.place, hint)
        return scalar.text

    def _accepts(self) -> dict[str, str]:
        accepted = {}
        for check, reason in self.fields.mapping("accepts").entries.items():
            if isinstance(reason, Scalar) and reason.text.strip():
                accepted[check] = reason.text.strip()
            else:
                self.report.error("accepts", f"accepting {check} needs a reason", reason.place)
        return accepted

    def _check_text(self, text: Text | None) -> None:
        """Whether every `{name}` in a text is known by now, and its form after the colon too."""
        if text is None:
            return
        scalar = Scalar(text.source, text.place)
        try:
            found = segments(text.source)
        except FormulaError as fault:
            self.report.error(fault.code, fault.message, self.source.place_in(scalar, fault.start), fault.hint)
            return
        for segment in found:
            if isinstance(segment, Placeholder):
                self._check_placeholder(segment, scalar)

    def _check_placeholder(self, segment: Placeholder, scalar: Scalar) -> None:
        # Finding a place takes as long as the text is, so it is looked for only where there is something to report.
        if segment.name in self.cases:
            if segment.form or segment.with_symbol:
                place = self.source.place_in(scalar, segment.start)
                self.report.error("placeholder", f"{segment.name} is a row, which is only shown by its words", place)
            return
        if segment.name not in self.names:
            self._undefined(segment.name, self.source.place_in(scalar, segment.start), "to show here")
        if segment.form not in _FORMS:
            try:
                parse_unit(segment.form, self.units)
            except FormulaError:
                place = self.source.place_in(scalar, segment.start)
                hint = "words, sci, bare, or a unit"
                self.report.error("placeholder", f"{segment.form} is no way of showing a quantity", place, hint)

    def _read_formula(
        self, scalar: Scalar, fields: Fields, *, chain: bool = False, numeric: bool = True
    ) -> Formula | None:
        """A formula whose names are all known. With `chain`, `a = b` are two forms; `numeric`: it may not compare."""
        text = scalar.text.replace("\n", " ").rstrip()  # of a block over several lines
        try:
            forms = parse_chain(text, FORMULA) if chain else (parse(text, FORMULA),)
        except FormulaError as fault:
            fields.formula_error(scalar, fault)
            return None
        sound = True
        for node in (node for form in forms for node in walk(form)):
            if isinstance(node, Name) and node.name not in self.names and node.name not in CONSTANTS:
                sound = False
                self._unknown_name(node, scalar)
            elif _is_matrix(node):
                sound = False
                message = "studybot cannot ask this yet: a question computes with numbers alone"
                self.report.error("later", message, self.source.place_in(scalar, node.start))
                break
            elif numeric and _is_condition(node):
                sound = False
                place = self.source.place_in(scalar, node.start)
                self.report.error("formula.comparison", "this compares, where a number is wanted", place)
        return Formula(text, forms, scalar.place) if sound else None

    def _unknown_name(self, node: Name, scalar: Scalar) -> None:
        place = self.source.place_in(scalar, node.start)
        if node.name in self.cases:
            self.report.error("name", f"{node.name} is a row of a table, not a number", place, "use one of its columns")
            return
        self._undefined(node.name, place, "here or above")

    def _undefined(self, name: str, place: Place, where: str) -> None:
        if name in self.valueless:
            return
        if name in self.declared:
            message = f"{name} is not known here yet: it is defined in line {self.declared[name].line}"
            self.report.error("name", message, place, "only what stands above can be used")
            return
        hint = nearest(name, [*self.names, *self.cases])
        if hint is None and self.units.get(name) is not None:
            hint = "no unit stands in a formula: give the amount a name, as in limit: {value: 5 s}"
        # It may be a column of the rows that could not be read, which is reported already.
        if hint is not None or not self.rows_missing:
            self.report.error("name", f"there is no quantity {name} {where}", place, hint)

    def _condition(self, fields: Fields) -> Formula | None:
        """The condition of a question. An equals sign in it compares; it makes no chain."""
        scalar = fields.scalar("where")
        if scalar is None:
            return None
        where = self._read_formula(scalar, fields, numeric=False)
        if where is None:
            return None
        if odd := _number_for_condition(where.tree):
            place = self.source.place_in(scalar, odd.start)
            self.report.error("where", "the condition compares nothing", place, "for example k < m")
            return None
        return where

    def _declarations(self) -> Iterator[tuple[str, Place]]:
        """Every name that the question gives to a quantity, wherever that is."""
        yield from self._keys(self.fields.tree, "given")
        parts = self.fields.tree_of("parts")
        for part in parts.items if isinstance(parts, Sequence) else ():
            yield from self._keys(part, "work")
            name = part.get("id") if isinstance(part, Mapping) else None
            if isinstance(name, Scalar):
                self.part_ids.add(name.text)
                yield name.text, name.place

    def _keys(self, tree: Tree | None, field: str) -> Iterable[tuple[str, Place]]:
        named = tree.get(field) if isinstance(tree, Mapping) else None
        if not isinstance(named, Mapping):
            return ()
        self.valueless |= {name for name, entry in named.entries.items() if is_valueless(entry)}
        return named.keys.items()

    def _define(self, name: str, place: Place) -> bool:
        if not self._is_free(name, place):
            return False
        self.names[name] = place
        return True

    def _is_free(self, name: str, place: Place) -> bool:
        if not is_name(name, place, self.report):
            return False
        if name in self.names or name in self.cases:
            self.report.error("name", f"the name {name} is taken", place, "every quantity has a name of its own")
            return False
        return True

    # -- givens

    def _givens(self) -> list[Given]:
        tree = self.fields.mapping("given")
        found = []
        for name, entry in tree.entries.items():
            given = self._given(name, entry, tree.keys[name])
            if given is not None:
                found.append(given)
        return found

    def _given(self, name: str, entry: Tree, place: Place) -> Given | None:
        fields = Fields(entry, f"the given {name}", _GIVEN, self.report, self.source, later=("shape",))
        unit = read_unit(fields.scalar("unit"), self.units, fields)
        drawing = self._drawing(fields, unit)
        self._check_text(says := fields.text("says"))
        if isinstance(drawing, Case) or fields.has("case"):
            if self._is_free(name, place):
                self.cases.add(name)
            for column in drawing.rows[0].columns if isinstance(drawing, Case) else ():
                self._define(column, place)
            self.rows_missing |= drawing is None
        elif not self._define(name, place):
            return None
        if drawing is None:
            return None
        return Given(
            name=name,
            drawing=drawing,
            unit=unit if fields.has("unit") else _unit_of(drawing),
            has_unit=fields.has("unit"),
            says=says,
            shown=_text_of(fields.scalar("shown")),
            source=fields.text("source"),
            distractor=fields.flag("distractor", default=False),
            place=place,
        )

    def _drawing(self, fields: Fields, unit: Unit) -> Drawing | None:
        ways = [way for way in _WAYS if fields.has(way)]
        if not ways and fields.tree is not None:
            message = f"{fields.what} has no way of being drawn; studybot cannot ask in symbols yet"
            self.report.error("later", message, fields.place, f"give one of: {', '.join(_WAYS)}")
            return None
        if len(ways) > 1:
            self.report.error(
                "given", f"{fields.what} is drawn in two ways", fields.key_place(ways[1]), "keep one of them"
            )
        for key, way in (("step", "range"), ("digits", "range"), ("only", "case")):
            if ways and fields.has(key) and way not in ways:
                self.report.error("given", f"{key} of {fields.what} goes with {way}", fields.key_place(key))
        match ways[0] if ways else "":
            case "pick":
                items = scalars_of(fields.items("pick"), f"pick of {fields.what}", self.report, self.source)
                return read_pick(items, unit, self.units, fields)
            case "range":
                return read_range(unit, self.units, fields)
            case "value":
                scalar = fields.scalar("value")
                return read_constant(scalar, unit, self.units, fields) if scalar else None
            case "is":
                scalar = fields.scalar("is")
                formula = self._read_formula(scalar, fields) if scalar else None
                return Computed(formula) if formula else None
            case "case":
                tree = fields.tree_of("case")
                assert tree is not None
                rows = chosen_rows(tree, fields.scalars("only"), self.tables, self.units, fields)
                return Case(rows) if rows else None
        return None

    # -- parts

    def _parts(self, skill: str) -> tuple[Part, ...]:
        items = self.fields.items("parts", required=True)
        if self.fields.is_list("parts") and not items:
            self.report.error("parts", f"{self.fields.what} asks nothing", self.fields.key_place("parts"))
        found = [self._part(item, skill) for item in items]
        return tuple(part for part in found if part is not None)

    def _part(self, tree: Tree, skill: str) -> Part | None:
        fields = Fields(tree, "a part", _PART, self.report, self.source, later=_LATER_PARTS)
        name = fields.name("id")
        if not name:
            return None
        fields.what = f"the part {name}"
        ask = fields.required_text("ask")
        self._check_text(ask)
        work = self._works(fields)
        answer = self._work(name, fields, "answer", fields.place)
        unit = answer.unit if answer else NO_UNIT
        accept = self._accept(fields, unit)
        slips = tuple(self._slips(fields))
        hints = tuple(prose(hint) for hint in fields.scalars("hints"))
        for hint in hints:
            self._check_text(hint)
        if answer is None:
            return None
        return Part(
            id=name,
            ask=ask,
            work=work,
            answer=answer,
            accept=accept,
            slips=slips,
            hints=hints,
            follow=fields.flag("follow", default=True),
            points=fields.whole("points", 1, 0, 1000),
            skill=self._skill(fields, required=False) or skill,
            place=fields.place,
        )

    def _works(self, fields: Fields) -> tuple[Work, ...]:
        tree = fields.mapping("work")
        found = []
        for name, entry in tree.entries.items():
            inner = Fields(entry, f"the work {name}", _WORK, self.report, self.source)
            work = self._work(name, inner, "is", tree.keys[name])
            if work is not None:
                found.append(work)
        return tuple(found)

    def _work(self, name: str, fields: Fields, key: str, place: Place) -> Work | None:
        scalar = fields.scalar(key, required=not any(fields.has(later) for later in _LATER_PARTS))
        formula = self._read_formula(scalar, fields, chain=True) if scalar else None
        at = self._at(fields)
        because = fields.required_text("because") if scalar else Text("", fields.place)
        says = fields.text("says")
        # The reason may speak of the quantity itself.
        defined = self._define(name, place)
        self._check_text(because)
        self._check_text(says)
        unit = read_unit(fields.scalar("unit"), self.units, fields)
        if formula is None or not defined:
            return None
        shown = _text_of(fields.scalar("shown"))
        return Work(name, formula, because, at, unit, fields.has("unit"), says, shown, place)

    def _at(self, fields: Fields) -> dict[str, Formula]:
        pins: dict[str, Formula] = {}
        tree = fields.mapping("at")
        for name, entry in tree.entries.items():
            if name not in self.names:
                hint = nearest(name, self.names)
                self.report.error("name", f"there is no quantity {name} to pin", tree.keys[name], hint)
            elif isinstance(entry, Scalar) and (formula := self._read_formula(entry, fields)):
                pins[name] = formula
        return pins

    def _slips(self, fields: Fields) -> list[Slip]:
        found = []
        for item in fields.items("slips"):
            inner = Fields(item, f"a slip of {fields.what}", ("gives", "says"), self.report, self.source)
            scalar = inner.scalar("gives", required=True)
            gives = self._read_formula(scalar, inner) if scalar else None
            says = inner.required_text("says")
            self._check_text(says)
            if gives is not None:
                found.append(Slip(gives, says))
        return found

    def _accept(self, fields: Fields, unit: Unit) -> Accept:
        tree = fields.tree_of("accept")
        if tree is None:
            return Accept()
        later = ("factor", "half", "form")
        inner = Fields(tree, f"accept of {fields.what}", _ACCEPT, self.report, self.source, later)
        given = [key for key in _ACCEPT if inner.has(key)]
        if len(given) > 1:
            message = f"{inner.what} has both {given[0]} and {given[1]}"
            self.report.error("accept", message, inner.key_place(given[1]), "keep one of them")
        if inner.has("figures") or inner.has("decimals"):
            figures = inner.whole("figures", 0, 1, 15) or None
            decimals = inner.whole("decimals", 0, 0, 15) if inner.has("decimals") else None
            return Accept(within=None, figures=figures, decimals=decimals)
        scalar = inner.scalar("within")
        if scalar is None:
            return Accept()
        datum = read_datum(scalar, unit, self.units, self.report, self.source)
        if datum is None:
            return Accept()
        if datum.digits < 0:
            self.report.error("accept", f"a tolerance is not below 0 like {scalar.text}", scalar.place)
        if "%" in scalar.text:
            return Accept(within=datum.number)
        if datum.digits == 0:
            return Accept(within=0.0)
        # A tolerance is a difference: 2 °C are 2 K here, not 275.15.
        return Accept(within=None, absolute=datum.number * datum.unit.factor)

    # -- examples

    def _examples(self) -> list[Example]:
        tree = self.fields.mapping("examples")
        found = []
        for name, entry in tree.entries.items():
            fields = Fields(entry, f"the example {name}", _EXAMPLE, self.report, self.source)
            pinnable = {*self.names, *self.cases}
            found.append(
                Example(
                    name=name,
                    given=self._one_each(fields, "given", pinnable, "quantity"),
                    answers=self._one_each(fields, "answers", self.part_ids, "part"),
                    right=self._several_each(fields, "right"),
                    wrong=self._several_each(fields, "wrong"),
                    place=tree.keys[name],
                )
            )
        return found

    def _one_each(self, fields: Fields, key: str, known: set[str], kind: str) -> dict[str, Typed]:
        found = {}
        tree = fields.mapping(key)
        for name, entry in tree.entries.items():
            self._check_known(name, tree, known, kind)
            if isinstance(entry, Scalar):
                found[name] = Typed(entry.text, entry.place)
            else:
                self.report.error("later", f"{name} of {fields.what} is one value in this version", entry.place)
        return found

    def _several_each(self, fields: Fields, key: str) -> dict[str, tuple[Typed, ...]]:
        found = {}
        tree = fields.mapping(key)
        for name, entry in tree.entries.items():
            self._check_known(name, tree, self.part_ids, "part")
            if isinstance(entry, Mapping):
                message = f"{name} in {key} of {fields.what} is a list of answers, not a mapping"
                self.report.error("type", message, entry.place)
                continue
            items = (entry,) if isinstance(entry, Scalar) else entry.items
            scalars = scalars_of(items, f"{key} of {fields.what}", self.report, self.source)
            found[name] = tuple(Typed(scalar.text, scalar.place) for scalar in scalars)
        return found

    def _check_known(self, name: str, tree: Mapping, known: set[str], kind: str) -> None:
        if name in known:
            return
        if name in self.valueless:
            return
        hint = nearest(name, known)
        if kind == "part" or hint is not None or not self.rows_missing:
            self.report.error("example", f"there is no {kind} {name}", tree.keys[name], hint)


def _number_for_condition(node: Node) -> Node | None:
    """The first thing that is no condition where one is wanted: the whole, or what `and`, `or` and `not` join."""
    match node:
        case Binary("and" | "or", left, right):
            return _number_for_condition(left) or _number_for_condition(right)
        case Unary("not", operand):
            return _number_for_condition(operand)
    return None if _is_condition(node) else node


def _is_matrix(node: Node) -> bool:
    """Whether a node makes or wants a matrix."""
    match node:
        case Listing() | Unary("T", _) | Call("diag", _):
            return True
    return False


def _is_condition(node: Node) -> bool:
    match node:
        case Binary(op):
            return op in _CONDITIONS
        case Unary("not", _):
            return True
    return False


def _unit_of(drawing: Drawing) -> Unit:
    """The unit of the data where the author named none for the field."""
    match drawing:
        case Pick(data):
            return data[0].unit
        case Range(low=low):
            return low.unit
        case Constant(datum):
            return datum.unit
    return NO_UNIT


def _text_of(scalar: Scalar | None) -> str | None:
    return scalar.text if scalar else None
