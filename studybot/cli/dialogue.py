"""The ways in which a session can be held: an editor on a terminal, plain lines, a pipe."""

from __future__ import annotations

from typing import Protocol

from studybot.cli.environment import Environment
from studybot.cli.screen import Screen
from studybot.show.document import Document, Gap
from studybot.study.quiz import Manner, Quiz


def show_summary(quiz: Quiz, screen: Screen) -> None:
    """The end of a session."""
    from studybot.study.summary import summary  # wanted last, so loaded last

    screen.show((Gap(), *summary(quiz.asked, screen.environment.command)))


class Front(Protocol):
    """One way of holding a session."""

    manner: Manner

    def run(self, quiz: Quiz, before: Document) -> None:
        """Hold the session from its first question to its summary; `before` is shown first."""


# A line without an end would otherwise be read into memory whole; what comes after this is dropped. Longer than any
# answer that is marked, so that one that is too long is refused as such.
MAX_LINE = 10_000


class Lines:
    """Line after line, nothing drawn again: a pipe, or a dialogue for screen readers and dumb terminals."""

    def __init__(self, screen: Screen, environment: Environment) -> None:
        self._screen = screen
        self._input = environment.stdin
        self.manner: Manner = "dialogue" if environment.stdin.isatty() else "lines"

    def run(self, quiz: Quiz, before: Document) -> None:
        try:
            self._hold(quiz, before)
        except KeyboardInterrupt:
            if self.manner == "lines":
                raise
            self._screen.write("\n")
            quiz.leave()
        show_summary(quiz, self._screen)

    def _hold(self, quiz: Quiz, before: Document) -> None:
        show = self._screen.show
        show((*before, *quiz.start(), *quiz.asking()))
        while not quiz.finished:
            quiz.prepare()
            typed = self._next_line(quiz)
            if not typed:
                quiz.leave()
                break
            place = quiz.place
            document = quiz.feed(typed.rstrip("\r\n"))
            show((*document, *quiz.asking()) if quiz.place != place else document)

    def _next_line(self, quiz: Quiz) -> str:
        """A line with its end, or nothing when there will be no more."""
        if self.manner == "lines":
            return self._read_line()
        self._screen.write(f"{quiz.onward if quiz.is_between else 'answer'}> ")
        typed = self._read_line()
        if not typed:
            self._screen.write("\n")
        return typed

    def _read_line(self) -> str:
        typed = rest = self._input.readline(MAX_LINE)
        while len(rest) == MAX_LINE and not rest.endswith("\n"):
            rest = self._input.readline(MAX_LINE)
        return typed
