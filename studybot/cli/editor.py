"""A session on a terminal, where the student sees how an answer reads while typing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from studybot.cli.dialogue import show_closing
from studybot.cli.environment import Environment
from studybot.cli.screen import Screen
from studybot.formula.errors import FormulaError
from studybot.formula.safely import shown_safely
from studybot.show.document import Document, Gap, line
from studybot.study.quiz import Manner
from studybot.study.session import Session

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from studybot.cli.line_editor import LineEditor
    from studybot.study.asked import Place

# A reading or complaint that takes more lines than this is cut.
_READING_LINES = 2
# Who types a new answer behind one that was refused has both.
_EMPTIES = "Ctrl-U empties the line."
# No key at all, and those that are the line editor's own business: Ctrl-D deletes a character before it leaves, and
# Ctrl-L clears the screen.
_OWN_KEYS = ("", "c-d", "c-l")
_STYLES = {"prompt": "ansicyan", "unread": "ansiyellow", "keys": "ansibrightblack"}


class Editor:
    """The editor's library is imported when the first question is on the screen: it loads while the student reads.

    So are the answers that come back with the Up key.
    """

    manner: Manner = "dialogue"

    def __init__(self, screen: Screen, environment: Environment, answers: Callable[[], Sequence[str]] = tuple) -> None:
        self._screen = screen
        self._answers = answers
        self._styles = {} if environment.variables.get("NO_COLOR") else _STYLES
        self._lines_since_text = 0
        self._text_width = 0  # of the terminal, when the text was last shown
        self._said: tuple[Document, bool] = ((), True)  # what was last said, and whether what is asked came with it
        self._draft = ""  # what was typed when a key interrupted it, or could not be read
        self._refused = ""  # the last line, where it came back to be mended

    def run(self, session: Session, before: Document) -> None:
        session.has_keys = True
        try:
            start = (*before, *session.start())
            self._said = (start if session.on_enter else (), True)
            self._screen.show((*start, *session.asking()))
            self._text_width = self._screen.console.width
            editor = self._line_editor(session)
            with editor.no_echo():
                while not session.finished:
                    session.prepare()
                    prompt = self._screen.written(f"{session.on_enter} › " if session.on_enter else "› ")
                    try:
                        typed, self._draft = editor.ask(prompt, self._draft)
                    except editor.Rang as rang:
                        self._draft = rang.typed
                        self._ring(session)
                    except (editor.Narrowed, editor.Lost) as gone:
                        self._draft = gone.typed
                        self._show_again(session)
                    else:
                        if session.preview(typed) is not None:
                            editor.remember(typed)
                        self._feed(session, typed)
        except (EOFError, KeyboardInterrupt):
            session.leave()
        show_closing(session, self._screen)

    def _line_editor(self, session: Session) -> LineEditor:
        from studybot.cli.line_editor import LineEditor

        keys = {command.key: f":{command.name}" for command in session.commands if command.key not in _OWN_KEYS}
        rings = None if session.clock is None else lambda: _rings(session)
        return LineEditor(lambda typed: self._below(session, typed), keys, self._styles, rings, self._answers())

    def _feed(self, session: Session, typed: str) -> None:
        """Hand a line over and show what comes of it. One that has to be written otherwise comes back, to be mended."""
        before = session.place
        document = session.feed(typed)
        self._refused = typed if session.refused else ""
        if session.refused:
            self._draft = typed
        if session.repeats:
            self._show_again(session)
        else:
            self._show(session, before, document)

    def _ring(self, session: Session) -> None:
        """Show what there is to say of the time."""
        if session.clock is not None:
            before, typed = session.place, self._draft
            self._show(session, before, session.clock.ring())
            if session.place != before and typed.strip():
                told = f"What stood in the line was not entered, and does not count: {typed.strip()}"
                self._screen.show((line(told),))

    def _show(self, session: Session, before: Place, document: Document) -> None:
        if session.is_hidden:
            self._screen.console.clear()
        if session.place != before:
            self._draft = ""
        if session.place.question != before.question:
            self._said = (document if session.on_enter else (), True)
            self._lines_since_text = self._screen.height(session.asking())
            self._text_width = self._screen.console.width
            self._screen.show((Gap(), *document, *session.asking()))
        else:
            self._said = (document, session.place != before)
            self._screen.show(self._with_question(session, *self._said))

    def _show_again(self, session: Session) -> None:
        """Show what has left the screen, or what the terminal has broken or cut off when it became narrower."""
        document, _ = self._said
        self._screen.show(document if session.on_enter else self._question_again(session, *self._said))

    def _with_question(self, session: Session, document: Document, is_new: bool) -> Document:
        """What happened and, where there is need, what is asked: a new part; the text, where it leaves the screen."""
        asking = session.asking()
        shown = (*document, *asking) if is_new else document
        self._lines_since_text += 1 + self._screen.height(shown)
        needed = self._screen.height(session.text()) + self._lines_since_text + self._prompt_height(session)
        is_there = needed <= self._screen.console.height and self._text_width <= self._screen.console.width
        return (
            shown
            if session.on_enter or session.finished or is_there
            else self._question_again(session, document, is_new)
        )

    def _question_again(self, session: Session, document: Document, is_new: bool) -> Document:
        """What is asked, with its text, and what was said last."""
        asking = session.asking()
        again = (Gap(), line("The question again:", role="quiet"), *session.text(), *asking)
        below = () if is_new or not document else (Gap(), *document)
        self._lines_since_text = self._screen.height((*asking, *below))
        self._text_width = self._screen.console.width
        # What was said of an answer to the same part stays next to the prompt.
        return (*document, *again) if is_new else (*again, *below)

    def _prompt_height(self, session: Session) -> int:
        """Lines taken by the prompt and what stands under it."""
        return 2 + len(_clock_lines(session, self._width)) + len(_key_lines(session, self._width))

    @property
    def _width(self) -> int:
        # The last column stays free: some terminals break the line there.
        return self._screen.console.width - 1

    def _below(self, session: Session, typed: str) -> StyleAndTextTuples:
        """What stands under the prompt: how the answer reads so far, and what the keys do."""
        style, told = self._reading(session, typed)
        lines = self._fitted(told)
        if self._refused and typed.startswith(self._refused) and style:
            lines = self._with_way_out(lines)
        below = _clock_lines(session, self._width) + _key_lines(session, self._width)
        return [(style, "\n".join(lines) + "\n"), ("class:keys", "\n".join(below))]

    def _with_way_out(self, lines: list[str]) -> list[str]:
        """A complaint about a line that came back, with what to press for another answer instead of mending it."""
        *others, last = lines
        stop = "" if last.endswith(("?", ".", "…")) else "."
        return [*others, *wrap(f"{last}{stop} {_EMPTIES}", self._width, break_on_hyphens=False)]

    def _fitted(self, told: str) -> list[str]:
        """A reading or complaint in the lines there are for it; of a long reading the end says what it comes to."""
        told = self._screen.written(told)
        if len(wrap(told, self._width)) > _READING_LINES and " = " in told:
            told = self._screen.written("reads as … = ") + told.rpartition(" = ")[2]
        more = self._screen.written(" …")
        return wrap(told, self._width, max_lines=_READING_LINES, placeholder=more, break_on_hyphens=False)

    def _reading(self, session: Session, typed: str) -> tuple[str, str]:
        preview = session.preview(typed)
        if preview is None:
            return "", ""
        if isinstance(preview, FormulaError):
            return "class:unread", _complaint(preview)
        told = f"reads as {self._screen.inline(preview.node)}"
        doubt = session.doubt(preview)
        return ("class:unread", f"{told}: {doubt}") if doubt else ("", told)


def _complaint(fault: FormulaError) -> str:
    """What cannot be read, where, and what would be right, on one line."""
    at = shown_safely(fault.text[fault.start : fault.end]).strip()
    where = f" at “{at}”" if at and at not in fault.message else ""
    hint = f": {fault.hint}" if fault.hint else ""
    return f"{shown_safely(fault.message)}{where}{hint}"


def _rings(session: Session) -> bool:
    """Whether there is something to say of the time."""
    seconds = session.clock.rings_in() if session.clock is not None else None
    return seconds is not None and seconds <= 0


def _clock_lines(session: Session, width: int) -> list[str]:
    """How the time stands."""
    return wrap(session.clock.told(), width) if session.clock is not None else []


def _key_lines(session: Session, width: int) -> list[str]:
    """What the keys do now; of a command without one, how it is typed."""
    told = [f"Enter {session.on_enter}"] if session.on_enter else []
    told += [f"{one.shown_key} {one.name}" if one.shown_key else f":{one.name}" for one in session.useful]
    lines: list[str] = []
    for key in told:
        if lines and len(lines[-1]) + 2 + len(key) <= width:
            lines[-1] += f"  {key}"
        else:
            lines.append(key)
    return lines
