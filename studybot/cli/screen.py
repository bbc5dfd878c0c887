"""Where documents are printed: on a terminal through Rich, elsewhere as plain text."""

from __future__ import annotations

import json
from functools import cached_property
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from studybot.cli.environment import Environment
from studybot.cli.standins import written
from studybot.notation.tree import Node
from studybot.show.document import Document, Paragraph, Words

if TYPE_CHECKING:
    from rich.console import Console


class Screen:
    """Prints documents to the environment's standard output."""

    def __init__(self, environment: Environment, plain: bool) -> None:
        self.environment = environment
        self.plain = plain or environment.is_dumb or not environment.stdout.isatty()

    @cached_property
    def console(self) -> Console:
        from rich.console import Console

        # NO_COLOR drops colour, not layout; Rich reads it from the variables that it is given.
        return Console(file=self.environment.stdout, _environ=self.environment.variables, soft_wrap=False)

    def show(self, document: Document) -> None:
        """Print a document and make sure that it is seen."""
        if self.plain:
            from studybot.show.plain import WIDTH, to_text

            on_terminal = self.environment.stdout.isatty()
            width = min(WIDTH, get_terminal_size().columns) if on_terminal else WIDTH
            self.environment.stdout.write(to_text(document, width, fits=on_terminal))
        elif "console" not in self.__dict__ and _is_plain(document):
            from studybot.show.plain import to_text

            lines = tuple(block._replace(whole=False) for block in document if isinstance(block, Paragraph))
            self.environment.stdout.write(to_text(lines, self._columns()))
        else:
            from studybot.show.terminal import print_document

            print_document(document, self.console)
        self.environment.stdout.flush()

    def _columns(self) -> int:
        """As many as Rich would find."""
        told = self.environment.variables.get("COLUMNS", "")
        return int(told) if told.isdecimal() and int(told) else get_terminal_size().columns

    def inline(self, node: Node) -> str:
        """Mathematics as it is printed here."""
        from studybot.show.terminal import printer_for

        return printer_for(self.console)(node)

    def written(self, text: str) -> str:
        """A text as the terminal will show it: with other signs where it has not the ones meant."""
        return written(text, getattr(self.environment.stdout, "encoding", None))

    def height(self, document: Document) -> int:
        """How many lines a document takes here."""
        from studybot.show.terminal import height

        return height(document, self.console)

    def write(self, text: str) -> None:
        """Print text as it is; what comes from strangers goes through `show`."""
        self.environment.stdout.write(text)
        self.environment.stdout.flush()

    def write_json(self, data: Any) -> None:
        """Print JSON for scripts: UTF-8 kept readable, control characters escaped, unpaired surrogates too."""
        text = json.dumps(data, ensure_ascii=False, indent=2)
        self.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def _is_plain(document: Document) -> bool:
    """Whether a document is nothing but lines of words, which look the same without Rich: 30 ms when a sheet is made.

    Letters outside of ASCII may be wider than one column, of which Rich knows.
    """
    return all(
        isinstance(block, Paragraph)
        and all(isinstance(span, Words) and span.role == "plain" and span.text.isascii() for span in block.spans)
        for block in document
    )
