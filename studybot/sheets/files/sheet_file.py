"""A sheet as a teacher writes it down: a YAML file that says which questions stand on it, or what to draw from."""

from __future__ import annotations

import re
from typing import NamedTuple

from studybot.bank.fields import Fields
from studybot.bank.file_kinds import SHEET
from studybot.bank.loading import Scalar, Tree
from studybot.formula.errors import Place
from studybot.sheets.codes import MAX_VERSIONS
from studybot.sheets.files.reader import Reader
from studybot.sheets.limits import LONGEST_DATE, LONGEST_TEXT, LONGEST_TITLE, MAX_PROBLEMS, MAX_SECTIONS
from studybot.sheets.sheet import Layout

_VERSION = 1
_KNOWN = (
    *("title", "date", "text", "layout", "seed", "versions", "same-questions", "banks"),
    *("sections", "problems"),
)
# Of a file of one's own, beside the sheet or in a folder near it; never the path of another machine.
_BANK = re.compile(r"(?![/\\~])[^:\x00-\x1f]{1,500}\.ya?ml")
_MAX_BANKS = 100
# Longer than any id, glob or skill.
_LONGEST_WORD = 200
_SUCH_AS = "such as fermi/landauer"


class Points(NamedTuple):
    """Points of a question, one number for each part or one for all of it, and where they are said."""

    each: tuple[int, ...]
    is_total: bool
    place: Place


class Item(NamedTuple):
    """Questions of a sheet: those that a word or code names, or so many as are `wanted`, drawn from what words name.

    Drawn ones train one of the `skills`, where there are any. None are `wanted` where all are asked. `text` stands
    before the first of them.
    """

    text: str
    words: tuple[str, ...]
    wanted: int | None
    skills: tuple[str, ...]
    points: Points | None
    place: Place


class Bank(NamedTuple):
    """The file of a bank beside the sheet's, and where that is said."""

    file: str
    place: Place


class FileSection(NamedTuple):
    """Questions under a title, where there is one; the text `closing` stands behind the last of them."""

    title: str
    items: tuple[Item, ...]
    closing: str


class SheetFile(NamedTuple):
    """What a file says of a sheet. None stands for what it leaves open; `banks` are files beside it."""

    title: str
    date: str
    text: str
    layout: Layout
    seed: int | None
    versions: int | None
    same_questions: bool
    banks: tuple[Bank, ...]
    sections: tuple[FileSection, ...]


def read_sheet_file(text: str, shown: str) -> SheetFile:
    """The sheet in the text of a file that is `shown` by this name. Raises `BankError` with all that is wrong."""
    reader = _SheetReader(text, shown, SHEET, _VERSION, "the sheet", _KNOWN)
    sheet = reader.sheet()
    reader.raise_errors()
    return sheet


class _SheetReader(Reader):
    def sheet(self) -> SheetFile:
        top = self.top
        return SheetFile(
            title=" ".join(self.words(top, "title", LONGEST_TITLE).split()),
            date=" ".join(self.words(top, "date", LONGEST_DATE).split()),
            text=self.prose(top),
            layout=self.layout(),
            seed=self.seed(),
            versions=top.whole("versions", 1, 1, MAX_VERSIONS) if top.has("versions") else None,
            same_questions=top.flag("same-questions", default=False),
            banks=self.banks(),
            sections=self.sections(),
        )

    def banks(self) -> tuple[Bank, ...]:
        found = self.top.scalars("banks")
        if len(found) > _MAX_BANKS:
            self.report.error("count", f"a sheet names at most {_MAX_BANKS} banks", self.top.key_place("banks"))
        for scalar in found:
            if _BANK.fullmatch(scalar.text) is None:
                message = f"banks are YAML files beside the sheet, not {scalar.text}"
                self.report.error("banks", message, scalar.place, "such as mine.yaml or ../banks/mine.yaml")
        return tuple(Bank(scalar.text, scalar.place) for scalar in found[:_MAX_BANKS])

    def sections(self) -> tuple[FileSection, ...]:
        top = self.top
        if top.has("sections") == top.has("problems"):
            if top.tree is not None:
                told = "has either sections or problems, not both" if top.has("sections") else "needs problems"
                hint = "problems, or sections with a title and problems each"
                self.report.error("missing", f"the sheet {told}", top.place, hint)
            return ()
        if top.has("problems"):
            return self.with_problems((self.problems(top, "", ""),), "problems")
        items = top.items("sections")
        if top.is_list("sections") and not 1 <= len(items) <= MAX_SECTIONS:
            self.report.error("count", f"a sheet has 1 to {MAX_SECTIONS} sections", top.key_place("sections"))
        return self.with_problems(tuple(self.section(item) for item in items[:MAX_SECTIONS]), "sections")

    def with_problems(self, sections: tuple[FileSection, ...], key: str) -> tuple[FileSection, ...]:
        if not self.report.has_errors and not any(section.items for section in sections):
            hint = "such as fermi/landauer, or {draw: 2, from: fermi}"
            self.report.error("missing", "the sheet has no problem", self.top.key_place(key), hint)
        return sections

    def section(self, tree: Tree) -> FileSection:
        fields = self.fields(tree, "a section", ("title", "text", "problems"))
        title = " ".join(self.words(fields, "title", LONGEST_TITLE).split())
        text = self.prose(fields)
        fields.tree_of("problems", required=True)
        return self.problems(fields, title, text)

    def problems(self, fields: Fields, title: str, text: str) -> FileSection:
        """`text` stands before the first of them."""
        trees = fields.items("problems")
        if fields.is_list("problems") and not 1 <= len(trees) <= MAX_SECTIONS:
            message = f"there are 1 to {MAX_SECTIONS} problems and texts"
            self.report.error("count", message, fields.key_place("problems"))
        items: list[Item] = []
        for tree in trees[:MAX_SECTIONS]:
            item = self.item(tree)
            text = "\n\n".join(piece for piece in (text, item.text) if piece)
            if len(text) > LONGEST_TEXT:
                message = f"texts in a row have at most {LONGEST_TEXT:,} characters together"
                self.report.error("length", message, tree.place)
                text = ""
            if item.words:
                items.append(item._replace(text=text))
                text = ""
        return FileSection(title, tuple(items), text)

    def item(self, tree: Tree) -> Item:
        """A problem, or a text between problems, which has no words."""
        if isinstance(tree, Scalar):
            self.check_word(tree)
            return Item("", (tree.text,), None, (), None, tree.place)
        fields = self.fields(tree, "a problem", ("question", "code", "draw", "from", "skill", "points", "text"))
        kinds = [name for name in ("question", "code", "draw") if fields.has(name)]
        text = self.prose(fields)
        nothing = Item(text, (), None, (), None, fields.place)
        if fields.tree is None:
            return nothing
        if "draw" not in kinds:
            fields.misplaced(("from", "skill"), "draw")
        if not kinds:
            fields.misplaced(("points",), "a question, a code or a draw")
            written = fields.tree_of("text")
            if written is None or (isinstance(written, Scalar) and not written.text.strip()):
                hint = "such as fermi/landauer, or {draw: 2, from: fermi}"
                self.report.error("missing", "a problem needs a question, a code, a draw or a text", fields.place, hint)
            return nothing
        if len(kinds) > 1:
            message = f"a problem has either {' or '.join(kinds)}"
            self.report.error("field", message, fields.key_place(kinds[1]))
            return nothing
        return self.asked(fields, kinds[0])._replace(text=text)

    def asked(self, fields: Fields, kind: str) -> Item:
        points = self.points(fields, is_drawn=kind == "draw")
        if kind == "draw":
            count = fields.whole("draw", 1, 1, MAX_PROBLEMS)
            words = self.all_words(fields, "from")
            if not fields.has("from"):
                fields.missing("from")
            elif fields.is_list("from") and not fields.items("from"):
                self.report.error("question", "this names no question", fields.key_place("from"), _SUCH_AS)
            return Item("", words, count, self.all_words(fields, "skill"), points, fields.place)
        found = fields.scalar(kind)
        if found is not None and kind == "question":
            self.check_word(found)
        word = self.variant_code(fields) if kind == "code" else found.text if found is not None else ""
        return Item("", (word,) if word else (), None, (), points, fields.place)

    def all_words(self, fields: Fields, name: str) -> tuple[str, ...]:
        found = fields.scalars(name)
        for scalar in found:
            self.check_word(scalar)
        return tuple(scalar.text for scalar in found)

    def check_word(self, scalar: Scalar) -> None:
        if not scalar.text.strip() or len(scalar.text) > _LONGEST_WORD:
            self.report.error("question", "this names no question", scalar.place, _SUCH_AS)

    def points(self, fields: Fields, *, is_drawn: bool) -> Points | None:
        if not fields.has("points"):
            return None
        found = fields.scalars("points")
        each, is_total = tuple(self.point(scalar) for scalar in found), isinstance(fields.tree_of("points"), Scalar)
        if is_drawn and not is_total:
            message = "points of a draw is one number, what each of its questions is worth"
            self.report.error("points", message, fields.key_place("points"))
        return Points(each, is_total, found[0].place if found else fields.key_place("points"))
