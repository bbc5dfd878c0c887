"""`studybot grade --interactive`: one paper after another, typed part by part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from studybot.cli.environment import Environment
from studybot.cli.fronts import front_for
from studybot.cli.grade import Codes, lookup_for
from studybot.cli.screen import Screen
from studybot.cli.typed_answers import TypedAnswers
from studybot.formula.errors import FormulaError, StudybotError
from studybot.sheets.files.index import split_code
from studybot.sheets.grading import by_hand
from studybot.show.document import Document, Gap, Table, Words, line
from studybot.study.asked import Place
from studybot.study.commands import HELP, Command

if TYPE_CHECKING:
    from studybot.marking.mark import Reading
    from studybot.sheets.grading.marks import MarkedAnswer
    from studybot.study.quiz import Manner

_COMMANDS = (
    Command("back", "the part before, to correct it", "c-y", "^Y"),
    Command("clear", "nothing is written here after all", "c-x", "^X"),
    Command("help", "this list; so does ?", "f1", "F1"),
    Command("quit", "end here; what is left counts as not written", "c-d", "^D"),
)


def grade_by_hand(
    code: str,
    codes: Codes,
    banks: Sequence[Path],
    kept: str | None,
    student: str | None,
    plain: bool,
    environment: Environment,
) -> None:
    """Mark the paper with a code in whichever way the streams allow; `kept` is the file that its answers are added to.

    The `student` is the one whose sheet the index says it is, where none is named. Raises `StudybotError`.
    """
    if codes.name == "-":
        raise StudybotError("usage.stream", "the answers come from standard input", hint="name the file of the index")
    _, code = split_code(code)
    lookup = lookup_for(codes, banks, environment)
    paper = by_hand.paper_of(code, lookup)
    student = student or by_hand.student_of(code, lookup)
    typed = TypedAnswers(kept, student) if kept is not None else None
    screen = Screen(environment, plain or not environment.stdin.isatty())
    front = front_for(screen, environment)
    marking = ByHand(paper, code, student, front.manner)
    try:
        front.run(marking, ())
    finally:  # also of a paper that was left in the middle
        if typed is not None and marking.answers:
            typed.add(code, marking.answers)
            screen.show((line(f"{len(marking.answers)} answers added to {typed.path}."),))


class ByHand:
    """A paper that is marked; see `study/session.py` for what a front does with it.

    In a pipe each line is for one part. In a dialogue what cannot be read is typed again, or left so with Enter.
    """

    commands = useful = _COMMANDS
    clock = None
    is_hidden = False
    repeats = False

    def __init__(self, paper: by_hand.Paper, code: str, student: str, manner: Manner) -> None:
        self.refused = False
        self.has_keys = False
        self._paper = paper
        self._code = code
        self._student = student
        self._manner = manner
        self._written: dict[int, str] = {}
        self._marks: dict[int, MarkedAnswer] = {}
        self._at = 0
        self._turns = 0
        self._is_over = False

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        """What was typed: number of the problem, letter of the part, text."""
        return [(*self._paper[at].place, text.strip()) for at, text in sorted(self._written.items())]

    # -- what a front shows

    @property
    def finished(self) -> bool:
        return self._is_over

    @property
    def _is_checked(self) -> bool:
        """Whether all parts were asked, and whoever marks may look at the end once more."""
        return self._at == len(self._paper)

    @property
    def place(self) -> Place:
        number = None if self._is_checked else self._paper[self._at].number
        return Place(number or 0, None if number is None else f"{self._at} {self._turns}", halfway=False)

    @property
    def on_enter(self) -> str:
        return "end" if self._is_checked and not self._is_over else ""

    def start(self) -> Document:
        return (*by_hand.opening(self._paper, self._code, self._student), Gap(), *self.text())

    def text(self) -> Document:
        return () if self._is_checked else (*by_hand.question(self._paper[self._at]), Gap())

    def asking(self) -> Document:
        if self._is_checked:
            return ()
        return by_hand.asking(self._paper[self._at], self._marks.get(self._at))

    def prepare(self) -> None:
        self.preview("0")  # what reads an answer loads while the question is read

    def preview(self, text: str) -> Reading | FormulaError | None:
        from studybot.marking.part import read_part

        if self._is_checked or not text.strip() or text.lstrip().startswith(":"):
            return None
        one = self._paper[self._at]
        try:
            return read_part(one.variant, one.part, by_hand.as_answer(one, text))
        except FormulaError as fault:
            return fault

    def doubt(self, _reading: Reading) -> str | None:
        """Nothing: what stands on the paper stands there."""
        return None

    # -- what happens

    def feed(self, text: str) -> Document:
        self.refused = False
        self.has_keys = False
        if text.strip() == HELP or text.lstrip().startswith(":"):
            return self._command(text)
        if self._is_checked:
            self._is_over = not text.strip()
            return () if self._is_over else (line("Enter ends; ", Words(":back", "command"), " corrects."),)
        if not text.strip():
            return self._go_on(self._at + 1)
        answer = by_hand.as_answer(self._paper[self._at], text)
        before, is_again = self._marks, self._written.get(self._at) == answer
        self._written[self._at] = answer
        self._marks = by_hand.marks_of(self._paper, self._written)
        marked = self._marks[self._at]
        told = (
            *by_hand.mark(self._paper[self._at], marked),
            *by_hand.otherwise(self._paper, before, self._marks),
        )
        if marked.mark.verdict == "invalid" and self._manner == "dialogue" and not is_again:
            self.refused = True
            return (*told, line("Type it again, or press Enter to leave it so.", role="quiet"))
        return (*told, *self._go_on(self._at + 1))

    def leave(self) -> None:
        self._is_over = True

    def closing(self, _command: str) -> Document:
        told = by_hand.total(self._paper, self._marks)
        was_shown = self._is_checked and self._manner == "dialogue"
        return told[-1:] if was_shown else (Gap(), *told)

    def _command(self, text: str) -> Document:
        name = "help" if text.strip() == HELP else text.strip()[1:].strip().lower()
        found = [command.name for command in _COMMANDS if name and command.name.startswith(name)]
        match found:
            case ["back"] if self._at == 0:
                return (line("This is the first part."),)
            case ["back"]:
                return self._go_on(self._at - 1)
            case ["clear"] if not self._is_checked:
                before = self._marks
                self._written.pop(self._at, None)
                self._marks = by_hand.marks_of(self._paper, self._written)
                return (*by_hand.otherwise(self._paper, before, self._marks), *self._go_on(self._at + 1))
            case ["quit"]:
                self.leave()
                return ()
            case ["help"]:
                rows = tuple(
                    ((Words(f":{one.name}", "command"),), (Words(one.shown_key),), (Words(one.does),))
                    for one in _COMMANDS
                )
                return (Table(("command", "key", "what it does"), rows),)
        told = f"There is no command {text.strip()} here. "
        return (line(told, Words(":help", "command"), " lists them all."),)

    def _go_on(self, to: int) -> Document:
        before = self._paper[self._at].number if not self._is_checked else None
        self._at = to
        self._turns += 1
        if self._is_checked:
            self._is_over = self._manner == "lines"
            return () if self._is_over else (Gap(), *by_hand.total(self._paper, self._marks))
        return (Gap(), *self.text()) if self._paper[to].number != before else (Gap(),)
