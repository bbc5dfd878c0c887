"""A session on a terminal, where the student sees how an answer reads while typing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studybot.cli.environment import Environment
from studybot.cli.screen import Screen
from studybot.formula.errors import FormulaError
from studybot.formula.tokens import shown_safely
from studybot.marking.reading import Reading
from studybot.show.document import Document, Gap, line
from studybot.show.readings import reading_node
from studybot.study.commands import COMMANDS
from studybot.study.quiz import Manner, Quiz
from studybot.study.summary import summary

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from studybot.cli.line_editor import LineEditor

# Below what is shown stand the prompt, the reading, and the line that names the keys.
_PROMPT_LINES = 3
# What is useful while a part is open, and between questions; where the terminal is narrow the last are left out.
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
        self._screen.show((*before, *quiz.start(), *quiz.asking()))
        editor = self._line_editor(quiz)
        while not quiz.finished:
            try:
                typed, self._draft = editor.ask("next › " if quiz.is_between else "› ", self._draft)
            except (EOFError, KeyboardInterrupt):
                quiz.leave()
                break
            self._feed(quiz, typed)
        self._screen.show((Gap(), *summary(quiz.asked)))

    def _line_editor(self, quiz: Quiz) -> LineEditor:
        from studybot.cli.line_editor import LineEditor

        # Leaving is the editor's own business: Ctrl-D deletes a character first.
        keys = {command.key: f":{command.name}" for command in COMMANDS if command.name != "quit"}
        return LineEditor(lambda typed: self._below(quiz, typed), keys, self._styles)

    def _feed(self, quiz: Quiz, typed: str) -> None:
        """Hand a line over and show what comes of it. A line that cannot be read comes back, to be mended."""
        if isinstance(quiz.preview(typed), FormulaError):
            self._draft = typed
        questions, part = len(quiz.asked), quiz.part
        document = quiz.feed(typed)
        if len(quiz.asked) > questions:
            self._lines_since_text = 0
            self._screen.show((Gap(), *document, *quiz.asking()))
            return
        self._lines_since_text += self._screen.height(document) + 1
        self._screen.show(document)
        if quiz.part is None:
            return
        again = quiz.text() if self._text_is_out_of_sight(quiz) else ()
        if again:
            self._lines_since_text = 0
            again = (Gap(), line("The question again:", role="quiet"), *again)
        if again or quiz.part is not part:
            self._screen.show((*again, *quiz.asking()))
            self._lines_since_text += self._screen.height(quiz.asking())

    def _text_is_out_of_sight(self, quiz: Quiz) -> bool:
        below = self._lines_since_text + self._screen.height(quiz.asking()) + _PROMPT_LINES
        return below + self._screen.height(quiz.text()) > self._screen.console.height

    def _below(self, quiz: Quiz, typed: str) -> StyleAndTextTuples:
        """The two lines under the prompt: how the answer reads so far, and what the keys do."""
        width = self._screen.console.width - 1
        style, told = self._reading(quiz, typed)
        return [(style, _fitting(told, width) + "\n"), ("class:keys", _key_line(quiz, width))]

    def _reading(self, quiz: Quiz, typed: str) -> tuple[str, str]:
        preview = quiz.preview(typed)
        match preview:
            case Reading():
                assert quiz.part is not None
                node = reading_node(preview, quiz.variant.derivation.unit(quiz.part.id))
                return "", f"reads as {self._screen.inline(node)}"
            case FormulaError():
                # The suggestion first: on a narrow terminal the rest is cut.
                at = shown_safely(preview.text[preview.start : preview.end]).strip()
                what = f"{preview.hint}: " if preview.hint else ""
                where = f" at “{at}”" if at else ""
                return "class:unread", f"{what}{preview.message}{where}"
        return "", ""


def _fitting(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _key_line(quiz: Quiz, width: int) -> str:
    """What the keys do now, as many as fit."""
    names = _BETWEEN_KEYS if quiz.is_between else _OPEN_KEYS
    by_name = {command.name: command for command in COMMANDS}
    told = "Enter next" if quiz.is_between else ""
    for name in names:
        more = f"{'  ' if told else ''}{by_name[name].shown_key} {name}"
        if len(told) + len(more) > width:
            break
        told += more
    return told
