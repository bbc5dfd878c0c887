"""Many sheets in one PDF for the printer, each beginning on the front of a leaf."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO

from studybot.formula.errors import StudybotError

if TYPE_CHECKING:
    import pikepdf


def collate(sheets: Sequence[Path], title: str, output: BinaryIO, progress: Callable[[int, int], None] | None) -> None:
    """Write the pages of PDF files one behind the other; a blank one follows each sheet with an odd number of them.

    It is for paper: what the sheets have for screen readers stays in their own files. Raises `StudybotError`
    `pdf.damaged` for a file that is no PDF, and OSError where the output cannot be written.
    """
    _load()
    import pikepdf

    joined = pikepdf.new()
    for place, path in enumerate(sheets):
        try:
            with pikepdf.open(path) as sheet:
                joined.pages.extend(sheet.pages)
        except pikepdf.PdfError as fault:
            hint = "remove it, and go on with --resume"
            raise StudybotError("pdf.damaged", f"{path} is no PDF any more: {fault}", hint=hint) from None
        if len(joined.pages) % 2:
            joined.add_blank_page(page_size=_size(joined.pages[-1]))
        if progress is not None:
            progress(place, len(sheets))
    for page in joined.pages:
        # They point into a tree of tags that is not there.
        for key in ("/StructParents", "/Tabs"):
            if key in page:
                del page[key]
    joined.docinfo["/Title"] = title
    # What the output raises must not pass through the library, which would end this process.
    whole = BytesIO()
    joined.save(whole, deterministic_id=True)
    output.write(whole.getbuffer())
    if progress is not None:
        progress(len(sheets), len(sheets))


def _load() -> None:
    """Load the library in a thread, where Ctrl-C is not raised: in the midst of it, it would abort this process."""
    loading = Thread(target=import_module, args=("pikepdf",))
    loading.start()
    loading.join()


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(side) for side in page.mediabox.as_list())
    return right - left, top - bottom
