"""What a student has set once, in a file: the folders of banks of one's own."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from studybot.bank.fields import Fields
from studybot.bank.findings import BankError, Finding, Report
from studybot.bank.loading import read_text
from studybot.bank.parsed import parse_file
from studybot.bank.source import Source
from studybot.formula.errors import Place, StudybotError

_SETTINGS = ("folders",)
_HEADING = "# Settings of studybot. `studybot bank add` and `studybot bank remove` write the folders.\n"


class Settings(NamedTuple):
    """`folders` hold banks of one's own, which are found like the shipped ones."""

    folders: tuple[Path, ...] = ()


def read_settings(file: Path, cache: Path | None = None) -> Settings:
    """The settings in a file; those of a file that is not there are empty. A relative folder is beside the file.

    Raises `BankError` with everything that is wrong with it. `cache` is where its tree may be kept, as that of a bank.
    """
    if not file.is_file():
        return Settings()
    try:
        parsed = parse_file(file, str(file), cache)
    except BankError as fault:
        if fault.findings[0].check != "form":
            raise
        return _without_fields(file)
    report = Report()
    fields = Fields(parsed.head, "the settings file", _SETTINGS, report, Source(parsed.text))
    folders: dict[Path, None] = {}
    for scalar in fields.scalars("folders"):
        try:
            folders.setdefault(file.parent / Path(scalar.text).expanduser())
        except RuntimeError:
            report.error("folder", f"nobody has the home folder of {scalar.text}", scalar.place)
    if report.has_errors:
        raise BankError(report.findings)
    return Settings(tuple(folders))


def _without_fields(file: Path) -> Settings:
    """The settings of a file that has no fields: none, if there is nothing but comments in it."""
    if _first_comments(text := read_text(file, str(file))) == text:
        return Settings()
    hint = "for example `folders: [~/banks]`"
    raise BankError([Finding("error", "form", "settings are a mapping of fields", Place(str(file), 1, 1), hint)])


def write_settings(file: Path, settings: Settings) -> None:
    """Write settings into a file, whose first lines stay where they are comments.

    Raises `StudybotError` `failed.settings` where it cannot be written.
    """
    comments = _first_comments(read_text(file, str(file))) if file.is_file() else _HEADING
    listed = "".join(f"  - {_quoted(str(folder))}\n" for folder in settings.folders)
    text = f"{comments}folders:\n{listed}" if listed else f"{comments}folders: []\n"
    aside = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8")
        aside.replace(file)
    except OSError as fault:
        raise StudybotError("failed.settings", f"{file} cannot be written: {fault.strerror}") from None


def _first_comments(text: str) -> str:
    """The lines that a text begins with, as long as there is nothing or a comment on them."""
    return "".join(takewhile(lambda line: not line.strip() or line.startswith("#"), text.splitlines(keepends=True)))


def _quoted(text: str) -> str:
    """A text as YAML reads it back. Raises `StudybotError` `usage.folder` where that cannot be."""
    if not text.isprintable():
        raise StudybotError("usage.folder", "the folder's name has a character that cannot be shown")
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
