"""What the files of sheets have in common: a version, texts, points, a layout, each checked and told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from studybot.bank.fields import Fields
from studybot.bank.fields import prose as joined
from studybot.bank.file_kinds import Kind
from studybot.bank.findings import BankError, Finding, Report
from studybot.bank.loading import Mapping, Scalar, Tree, load_tree
from studybot.bank.source import Source
from studybot.formula.errors import FormulaError, StudybotError
from studybot.problem.codes import read_code
from studybot.sheets.limits import LONGEST_SEED, LONGEST_TEXT
from studybot.sheets.prose import check_prose
from studybot.sheets.sheet import Layout

MOST_POINTS = 1_000
# Three times as much as it takes, and a figure of three digits.
_MOST_ROOM = 3.0
_ROOM = re.compile(r"[0-9](\.[0-9]{1,2})?")
_SEED = re.compile(f"[0-9]{{1,{LONGEST_SEED}}}")
_POINTS = re.compile("[0-9]{1,4}")


class Reader:
    """Reads one file; what is wrong with it is in the report. `what` names it in messages."""

    def __init__(self, text: str, shown: str, kind: Kind, version: int, what: str, known: Iterable[str]) -> None:
        """Raises `BankError` where the text is no YAML, or no mapping."""
        self.report = Report()
        self.source = Source(text)
        self.top = self.fields(_tree(text, shown, f"{kind.key}: {version}", what), what, (kind.key, *known))
        found = self.top.scalar(kind.key, required=True)
        if found is not None and found.text != str(version):
            hint = "update studybot" if found.text.isdigit() else None
            self.report.error("version", f"{kind.key} is {version} here, not {found.text}", found.place, hint)

    def raise_errors(self) -> None:
        """Raises `BankError` with all that is wrong."""
        if self.report.has_errors:
            raise BankError(self.report.findings)

    def fields(self, tree: Tree | None, what: str, known: Iterable[str]) -> Fields:
        return Fields(tree, what, known, self.report, self.source)

    def words(self, fields: Fields, name: str, longest: int) -> str:
        """A field of words on one line, "" where there is none."""
        found = fields.scalar(name)
        if found is not None and len(found.text) > longest:
            self.report.error("length", f"{name} has at most {longest:,} characters", found.place)
        return found.text if found is not None else ""

    def prose(self, fields: Fields, *, as_written: bool = False) -> str:
        """The field `text`, in which empty lines part paragraphs; `as_written`: it is not joined as an author's is."""
        found = fields.scalar("text")
        if found is None:
            return ""
        text = found.text if as_written else joined(found).source
        if len(text) > LONGEST_TEXT:
            self.report.error("length", f"text has at most {LONGEST_TEXT:,} characters", found.place)
            return ""
        try:
            check_prose(text)
        except FormulaError as fault:
            fields.formula_error(Scalar(text, found.place), fault)
            return ""
        return text

    def seed(self) -> int | None:
        found = self.pattern(self.top, "seed", _SEED, "a whole number")
        return int(found) if found else None

    def layout(self) -> Layout:
        if not self.top.has("layout"):
            return Layout()
        fields = self.fields(self.top.tree_of("layout"), "layout", ("paper", "room", "new-page"))
        paper = fields.word("paper", ("a4", "letter"))
        new_page = fields.word("new-page", ("nothing", "section", "problem"))
        room = self.pattern(fields, "room", _ROOM, f"a number from 0 to {_MOST_ROOM:g}, such as 1.5")
        if room and float(room) > _MOST_ROOM:
            message = f"room of layout is a number from 0 to {_MOST_ROOM:g}, not {room}"
            self.report.error("room", message, fields.key_place("room"))
        return Layout(
            "letter" if paper == "letter" else "a4",
            float(room or 1),
            "section" if new_page == "section" else "problem" if new_page == "problem" else "nothing",
        )

    def point(self, scalar: Scalar) -> int:
        """A number of points; 0 where it is none."""
        if _POINTS.fullmatch(scalar.text) and int(scalar.text) <= MOST_POINTS:
            return int(scalar.text)
        self.report.error("whole", f"points are whole numbers up to {MOST_POINTS}, not {scalar.text}", scalar.place)
        return 0

    def variant_code(self, fields: Fields) -> str:
        """The field `code`, which names one variant; "" where there is none."""
        found = fields.scalar("code")
        if found is None:
            return ""
        try:
            return read_code(found.text).text
        except StudybotError as fault:
            self.report.error("code", fault.message, found.place, fault.hint)
            return ""

    def pattern(self, fields: Fields, name: str, pattern: re.Pattern[str], what: str) -> str:
        """A field of a form, which `what` describes; "" where there is none."""
        found = fields.scalar(name)
        if found is None:
            return ""
        if pattern.fullmatch(found.text) is None:
            self.report.error(name, f"{name} of {fields.what} is {what}, not {found.text}", found.place)
            return ""
        return found.text


def _tree(text: str, shown: str, beginning: str, what: str) -> Mapping:
    try:
        return load_tree(text, shown)
    except BankError as fault:
        if fault.findings[0].check != "form":
            raise
        place, hint = fault.findings[0].place, f"it begins with `{beginning}`"
        raise BankError([Finding("error", "form", f"{what} is a mapping of fields", place, hint)]) from None
