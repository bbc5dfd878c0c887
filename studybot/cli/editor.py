"""A session on a terminal, where the student sees how an answer reads while typing it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from studybot.cli.dialogue import show_summary
from studybot.cli.environment import Environment
from studybot.cli.screen import Screen
from studybot.formula.errors import FormulaError
from studybot.formula.tokens import shown_safely
from studybot.show.document import Document, Gap, line
from studybot.study.commands import COMMANDS
from studybot.study.quiz import Manner, Quiz

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from studybot.cli.line_editor import LineEditor

# A reading or complaint that takes more lines than this is cut.
_READING_LINES = 2
# What is useful while a part is open, and between questions.
_OPEN_KEYS = ("hint", "steps", "skip", "undo", "help", "quit")
_BETWEEN_KEYS = ("another", "steps", "help", "quit")
_STYLES = {"prompt": "ansicyan", "unread": "ansiyellow", "keys": "ansibrightblack"}


class Editor:
    """The editor's library is imported when the first question is on the screen: it loads while the student reads."""

    manner: Manner = "dialogue"

    def __init__(self, screen: Screen, environment: Environment) -> None:
        self._screen = screen
        self._styles = {} if environment.variables.get("NO_COLOR") else _STYLES
        self._lines_since_text = 0
        self._draft = ""  # what was typed when a key interrupted it, or could not be read

    def run(self, quiz: Quiz, before: Document) -> None:
        try:
            self._screen.show((*before, *quiz.start(), *quiz.asking()))
            editor = self._line_editor(quiz)
            with editor.no_echo():
                while not quiz.finished:
                    quiz.prepare()
                    typed, self._draft = editor.ask(f"{quiz.onward} › " if quiz.is_between else "› ", self._draft)
                    self._feed(quiz, typed)
        except (EOFError, KeyboardInterrupt):
            quiz.leave()
        show_summary(quiz, self._screen)

    def _line_editor(self, quiz: Quiz) -> LineEditor:
        from studybot.cli.line_editor import LineEditor

        # Leaving is the editor's own business: Ctrl-D deletes a character first.
        keys = {command.key: f":{command.name}" for command in COMMANDS if command.name != "quit"}
        return LineEditor(lambda typed: self._below(quiz, typed), keys, self._styles)

    def _feed(self, quiz: Quiz, typed: str) -> None:
        """Hand a line over and show what comes of it. One that has to be written otherwise comes back, to be mended."""
        before = quiz.place
        document = quiz.feed(typed)
        if quiz.refused:
            self._draft = typed
        if quiz.place != before:
            self._draft = ""
        if quiz.place.question != before.question:
            self._lines_since_text = self._screen.height(quiz.asking())
            self._screen.show((Gap(), *document, *quiz.asking()))
        else:
            self._screen.show(self._with_question(quiz, document, is_new=quiz.place != before))

    def _with_question(self, quiz: Quiz, document: Document, is_new: bool) -> Document:
        """What happened and, where there is need, what is asked: a new part; the text, where it leaves the screen."""
        asking = quiz.asking()
        shown = (*document, *asking) if is_new else document
        self._lines_since_text += 1 + self._screen.height(shown)
        needed = self._screen.height(quiz.text()) + self._lines_since_text + self._prompt_height(quiz)
        if quiz.part is None or needed <= self._screen.console.height:
            return shown
        again = (Gap(), line("The question again:", role="quiet"), *quiz.text(), *asking)
        self._lines_since_text = self._screen.height(asking if is_new else (*asking, Gap(), *document))
        # What was said of an answer to the same part stays next to the prompt.
        return (*document, *again) if is_new else (*again, Gap(), *document)

    def _prompt_height(self, quiz: Quiz) -> int:
        """Lines taken by the prompt and what stands under it."""
        return 2 + len(_key_lines(quiz, self._width))

    @property
    def _width(self) -> int:
        # The last column stays free: some terminals break the line there.
        return self._screen.console.width - 1

    def _below(self, quiz: Quiz, typed: str) -> StyleAndTextTuples:
        """What stands under the prompt: how the answer reads so far, and what the keys do."""
        style, told = self._reading(quiz, typed)
        lines = wrap(told, self._width, max_lines=_READING_LINES, placeholder=" …", break_on_hyphens=False)
        return [(style, "\n".join(lines) + "\n"), ("class:keys", "\n".join(_key_lines(quiz, self._width)))]

    def _reading(self, quiz: Quiz, typed: str) -> tuple[str, str]:
        from studybot.marking.part import unit_remark  # loads while the student reads

        preview = quiz.preview(typed)
        if preview is None or quiz.part is None:
            return "", ""
        if isinstance(preview, FormulaError):
            return "class:unread", _complaint(preview)
        told = f"reads as {self._screen.inline(preview.node)}"
        doubt = unit_remark(quiz.variant, quiz.part, preview)
        return ("class:unread", f"{told}: {doubt}") if doubt else ("", told)


def _complaint(fault: FormulaError) -> str:
    """What cannot be read, where, and what would be right, on one line."""
    at = shown_safely(fault.text[fault.start : fault.end]).strip()
    where = f" at “{at}”" if at and at not in fault.message else ""
    hint = f": {fault.hint}" if fault.hint else ""
    return f"{shown_safely(fault.message)}{where}{hint}"


def _key_lines(quiz: Quiz, width: int) -> list[str]:
    """What the keys do now."""
    names = _BETWEEN_KEYS if quiz.is_between else _OPEN_KEYS
    by_name = {command.name: command for command in COMMANDS}
    told = [f"{by_name[name].shown_key} {name}" for name in names]
    lines: list[str] = []
    for key in [f"Enter {quiz.onward}", *told] if quiz.is_between else told:
        if lines and len(lines[-1]) + 2 + len(key) <= width:
            lines[-1] += f"  {key}"
        else:
            lines.append(key)
    return lines
