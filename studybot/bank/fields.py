"""The fields of a mapping, read by type; what is missing, unknown or of another type is reported with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from studybot.bank.findings import Report, nearest
from studybot.bank.loading import Mapping, Scalar, Sequence, Tree
from studybot.bank.schema import Text
from studybot.bank.source import Source
from studybot.bank.written import Written, warn_of_comma_and_comment, written
from studybot.formula.errors import FormulaError, Place
from studybot.formula.functions import ARITY, CONSTANTS, SPELLINGS

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Fields:
    """A mapping that is being read. Keys that nobody knows are reported at once.

    `what` names the thing in messages. Where the tree is no mapping, that is reported and there are no fields.
    """

    def __init__(
        self,
        tree: Tree | None,
        what: str,
        known: Iterable[str],
        report: Report,
        source: Source,
    ) -> None:
        self.what = what
        self.report = report
        self.source = source
        self.known = tuple(known)
        self.tree = tree if isinstance(tree, Mapping) else None
        self.place = tree.place if tree is not None else Place("", 1, 1)
        if tree is not None and self.tree is None:
            report.error("type", f"{what} is a mapping of fields, not {kind(tree)}", tree.place)
        self._check_keys()

    def _check_keys(self) -> None:
        if self.tree is None:
            return
        for key, place in self.tree.keys.items():
            value = self.tree.entries.get(key)
            if key not in self.known:
                hint = nearest(key, self.known)
                if is_valueless(value) and not self.source.has_colon(key, place):
                    report_valueless(key, place, self.report, self.source)
                else:
                    message = f"{self.what} has no field {key}"
                    self.report.error("unknown-key", message, place, hint or f"it has: {', '.join(self.known)}")

    def has(self, key: str) -> bool:
        return self.tree is not None and key in self.tree.entries

    def key_place(self, key: str) -> Place:
        return self.tree.keys.get(key, self.place) if self.tree else self.place

    @property
    def is_known(self) -> bool:
        """Whether it is a mapping without a key that nobody knows."""
        return self.tree is not None and self.tree.keys.keys() <= set(self.known)

    def missing(self, key: str) -> None:
        self.report.error("missing", f"{self.what} needs the field {key}", self.place)

    def tree_of(self, key: str, required: bool = False) -> Tree | None:
        """The value of a field as it is."""
        found = self.tree.get(key) if self.tree else None
        if found is None and required and self.tree is not None:
            self.missing(key)
        return found

    def scalar(self, key: str, required: bool = False) -> Scalar | None:
        """A field that holds one value."""
        found = self.tree_of(key, required)
        if found is None:
            return None
        if not isinstance(found, Scalar):
            self.report.error("type", f"{key} of {self.what} is one value, not {kind(found)}", found.place)
            return None
        if not found.text.strip() and not found.quoted:
            self.report.error("empty", f"{key} of {self.what} has no value", self.key_place(key))
            return None
        if self.source.comment_cuts(found):
            message = f"{key} of {self.what} is cut off at ` #`, which begins a comment"
            self.report.warning("comment", message, found.place, "put the text into quotes")
        return found

    def written(self, key: str, required: bool = False) -> Written | None:
        """A field that holds one value, or lists of values as vectors and matrices are written."""
        found = self.tree_of(key, required)
        if isinstance(found, Scalar):
            found = self.scalar(key)
        return written(found, f"{key} of {self.what}", self.report, self.source) if found is not None else None

    def word(self, key: str, words: Iterable[str]) -> str | None:
        """A field that is one of a few words; None where it is missing or another."""
        found, known = self.scalar(key), tuple(words)
        if found is None or found.text in known:
            return found.text if found else None
        message = f"{key} of {self.what} is {', '.join(known[:-1])} or {known[-1]}, not {found.text}"
        self.report.error("word", message, found.place, nearest(found.text, known))
        return None

    def misplaced(self, keys: Iterable[str], partner: str) -> None:
        """Report each of these fields that is there, since it goes with something else."""
        for key in keys:
            if self.has(key):
                self.report.error("field", f"{key} of {self.what} goes with {partner}", self.key_place(key))

    def text(self, key: str, required: bool = False) -> Text | None:
        """A field of prose."""
        found = self.scalar(key, required)
        return prose(found) if found else None

    def required_text(self, key: str) -> Text:
        return self.text(key, required=True) or Text("", self.place)

    def slug(self, key: str) -> str:
        """A required field that is a slug; "" where it is none."""
        found = self.scalar(key, required=True)
        if found is None:
            return ""
        if not is_slug(found.text):
            message = f"{key} of {self.what} is {found.text}, but a slug has small letters, digits and hyphens"
            self.report.error("slug", message, found.place)
            return ""
        return found.text

    def name(self, key: str) -> str:
        """A required field that is a name; "" where it is none."""
        found = self.scalar(key, required=True)
        return found.text if found and is_name(found.text, found.place, self.report) else ""

    def mapping(self, key: str) -> Mapping:
        """A field of named things; an empty one where it is missing. Names without a value are reported, not taken."""
        found = self.tree_of(key)
        if found is None:
            return Mapping({}, {}, self.place)
        if isinstance(found, Mapping):
            for name, entry in found.entries.items():
                if is_valueless(entry):
                    report_valueless(name, found.keys[name], self.report, self.source)
            entries = {name: entry for name, entry in found.entries.items() if not is_valueless(entry)}
            return Mapping(entries, found.keys, found.place)
        self.report.error("type", f"{key} of {self.what} is a mapping, not {kind(found)}", found.place)
        return Mapping({}, {}, found.place)

    def items(self, key: str, required: bool = False) -> tuple[Tree, ...]:
        """A field that is a list; empty where it is missing."""
        found = self.tree_of(key, required)
        if found is None:
            return ()
        if isinstance(found, Sequence):
            return found.items
        self.report.error("type", f"{key} of {self.what} is a list, not {kind(found)}", found.place)
        return ()

    def is_list(self, key: str) -> bool:
        """Whether a field is there and is a list."""
        return isinstance(self.tree_of(key), Sequence)

    def is_mapping(self, key: str) -> bool:
        """Whether a field is there and is a mapping."""
        return isinstance(self.tree_of(key), Mapping)

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """A field that is a list of values, or one value by itself."""
        found = self.tree_of(key)
        if isinstance(found, Scalar):
            return (found,)
        return scalars_of(self.items(key), f"{key} of {self.what}", self.report, self.source)

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """A field that is a whole number between two bounds."""
        found = self.scalar(key)
        if found is None:
            return default
        if found.text.isascii() and found.text.isdigit() and len(found.text) < 9 and low <= int(found.text) <= high:
            return int(found.text)
        message = f"{key} of {self.what} is a whole number from {low} to {high}, not {found.text}"
        self.report.error("whole", message, found.place)
        return default

    def flag(self, key: str, default: bool) -> bool:
        """A field that is `true` or `false`."""
        found = self.scalar(key)
        if found is None:
            return default
        if found.text not in ("true", "false"):
            self.report.error("flag", f"{key} of {self.what} is true or false, not {found.text}", found.place)
            return default
        return found.text == "true"

    def formula_error(self, scalar: Scalar, fault: FormulaError) -> None:
        """Report what cannot be read inside a scalar, at its very place."""
        self.report.error(fault.code, fault.message, self.source.place_in(scalar, fault.start), fault.hint)


def prose(scalar: Scalar) -> Text:
    """A scalar as prose, in which an empty line parts paragraphs however its author wrote it down.

    Where YAML joins lines, it leaves one line break of an empty line.
    """
    text = scalar.text.strip()
    return Text(text if scalar.literal else re.sub(r"\n+", "\n\n", text), scalar.place)


def is_valueless(tree: Tree | None) -> bool:
    """Whether a key stands there alone: `key:` with nothing behind it, or the piece after a comma in `{...}`."""
    return isinstance(tree, Scalar) and not tree.text and not tree.quoted and not tree.block


def report_valueless(key: str, place: Place, report: Report, source: Source) -> None:
    """Say of a key without a value what probably happened."""
    if source.has_colon(key, place):
        report.error("empty", f"{key} has no value", place)
    else:
        message = f"the key {key} has no value: a comma in {{...}} starts a new field"
        report.error("comma", message, place, "put text with a comma into quotes")


def scalars_of(items: tuple[Tree, ...], what: str, report: Report, source: Source) -> tuple[Scalar, ...]:
    """The items of a list that are values; others are reported."""
    warn_of_comma_and_comment(items, what, report, source)
    for item in items:
        if not isinstance(item, Scalar):
            report.error("type", f"{what} holds values, not {kind(item)}", item.place)
    return tuple(item for item in items if isinstance(item, Scalar))


def is_slug(text: str) -> bool:
    """Whether a text has small letters, digits and single hyphens between them."""
    return _SLUG.fullmatch(text) is not None


def is_word(text: str) -> bool:
    """Whether a text has the form of a name."""
    return _NAME.fullmatch(text) is not None


def is_name(text: str, place: Place, report: Report) -> bool:
    """Whether a text may name a quantity; where it may not, that is reported."""
    if not is_word(text):
        report.error("name", f"{text} is no name: a letter, then letters, digits and _", place)
        return False
    if text in ARITY or text in CONSTANTS or text in SPELLINGS or text in ("and", "or", "not"):
        report.error("name", f"{text} cannot be a name: the language of formulas has it", place)
        return False
    return True


def kind(tree: Tree) -> str:
    """What a tree is, in messages."""
    if isinstance(tree, Scalar):
        return "one value"
    return "a list" if isinstance(tree, Sequence) else "a mapping"
