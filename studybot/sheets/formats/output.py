"""Sheets as files: the format by the ending, and each file whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from studybot.bank.whole_file import replaced
from studybot.formula.errors import StudybotError
from studybot.formula.safely import shown_safely
from studybot.sheets.sheet import Sheet

if TYPE_CHECKING:
    from studybot.sheets.formats.pdf import PdfMaker

ENDINGS = (".pdf", ".html", ".md", ".tex", ".txt")


def ending_of(path: Path) -> str:
    """The ending that says in which format a file is written. Raises `StudybotError` `usage.format`."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        told = f"{path} has the ending {ending}" if ending else f"{path} has no ending"
        raise StudybotError("usage.format", f"{told}, which is no format", hint=f"one of {', '.join(ENDINGS)}")
    return ending


class Printer:
    """Renders sheets. `recipe` travels inside of each PDF unless it is ""; what is loaded for one sheet serves all."""

    def __init__(self, recipe: str) -> None:
        self._attachment = ("recipe.yaml", recipe.encode()) if recipe else None

    def rendered(self, sheet: Sheet, ending: str) -> bytes:
        """A sheet in the format of an ending. Raises `StudybotError` where it cannot be set."""
        match ending:
            case ".pdf":
                return self._pdf.made(sheet, self._attachment)
            case ".html":
                from studybot.sheets.formats.html import sheet_html

                text = sheet_html(sheet)
            case ".md":
                from studybot.sheets.formats.markdown import sheet_markdown

                text = sheet_markdown(sheet)
            case ".tex":
                from studybot.sheets.formats.latex import sheet_latex

                text = sheet_latex(sheet)
            case _:
                from studybot.sheets.formats.text import sheet_text

                text = sheet_text(sheet)
        return text.encode()

    @cached_property
    def _pdf(self) -> PdfMaker:
        from studybot.sheets.formats.pdf import PdfMaker

        return PdfMaker()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one go: what is there before stays as it is until all of the new one is on the disk.

    Raises `StudybotError` `output.unwritable`.
    """
    write_together([(path, content)])


def write_together(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write files as `write_whole` does, and none of them where there is no room for all: a key goes with its sheet."""
    with ExitStack() as stack:
        for path, content in files:
            writing = stack.enter_context(_in_place_of(path))
            writing.write(content)
            writing.flush()


@contextmanager
def _in_place_of(path: Path) -> Iterator[BinaryIO]:
    try:
        with replaced(path, on_disk=False) as writing:  # the recipe draws it again
            yield writing
    except OSError as fault:
        raise unwritable(path, fault) from None


def unwritable(path: Path, fault: OSError) -> StudybotError:
    """What is said of a file or folder that cannot be written."""
    reason = shown_safely(fault.strerror or str(fault))
    return StudybotError("output.unwritable", f"{path} cannot be written: {reason}")
