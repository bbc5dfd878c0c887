"""A line editor with two lines of its own right under what is typed. Imports prompt_toolkit, so it is imported late."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import is_done
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout.containers import ConditionalContainer, HSplit, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.layout import Layout
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.styles import Style

Below = Callable[[str], StyleAndTextTuples]


class LineEditor:
    """Asks for lines. `below` gives the lines under a text while it is typed; `keys` are the results of shortcuts.

    prompt_toolkit's own prompt puts such lines at the bottom edge of the terminal, far from the text they speak of.
    """

    def __init__(self, below: Below, keys: Mapping[str, str], styles: Mapping[str, str]) -> None:
        self._below = below
        self._keys = keys
        self._style = Style.from_dict(dict(styles))
        self._history = InMemoryHistory()

    def ask(self, prompt: str, draft: str) -> tuple[str, str]:
        """A line, and what was typed besides when a shortcut ended it. Raises EOFError where the student leaves."""
        buffer = Buffer(document=Document(draft), multiline=False, history=self._history)
        result: str | None = self._application(prompt, buffer).run()
        if result is not None:
            return result, buffer.text
        if buffer.text.strip():
            self._history.append_string(buffer.text)
        return buffer.text, ""

    def _application(self, prompt: str, buffer: Buffer) -> Application[str | None]:
        line = Window(
            BufferControl(buffer, input_processors=[BeforeInput(prompt, "class:prompt")]),
            wrap_lines=True,
            dont_extend_height=True,
        )
        below = Window(FormattedTextControl(lambda: self._below(buffer.text)), dont_extend_height=True)
        body = HSplit([line, ConditionalContainer(below, ~is_done), ConditionalContainer(Window(), ~is_done)])
        return Application(layout=Layout(body), key_bindings=self._bindings(), style=self._style)

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()

        @bindings.add("enter")
        def accept(event: KeyPressEvent) -> None:
            event.app.exit(result=None)

        @bindings.add("c-c")
        def clear_or_leave(event: KeyPressEvent) -> None:
            if event.current_buffer.text:
                event.current_buffer.reset()
            else:
                event.app.exit(exception=EOFError)

        @bindings.add("c-d")
        def delete_or_leave(event: KeyPressEvent) -> None:
            if event.current_buffer.text:
                event.current_buffer.delete()
            else:
                event.app.exit(exception=EOFError)

        for key, result in self._keys.items():
            self._bind(bindings, key, result)
        return bindings

    @staticmethod
    def _bind(bindings: KeyBindings, key: str, result: str) -> None:
        @bindings.add(key)
        def run(event: KeyPressEvent) -> None:
            event.app.exit(result=result)
