"""A session of questions: lines go in, documents come out. No terminal, no clock and no file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, Protocol

from studybot.bank.schema import Part, Rubric
from studybot.formula.errors import FormulaError, StudybotError
from studybot.problem.generator import SEED_LIMIT
from studybot.problem.variant import Variant, drawn
from studybot.show.document import Block, Document, Gap, Table, Words, line
from studybot.show.options import further
from studybot.show.questions import ask, heading
from studybot.show.questions import text as question_text
from studybot.study.asked import Asked, Place, Planned
from studybot.study.commands import COMMANDS, is_command, read_command
from studybot.study.part import PartState, answered, gave_up, hinted, skipped, taken_back

# What judges an answer is imported where it is used: the first question is on the screen before any of it is loaded,
# which takes a tenth of the time until then.
if TYPE_CHECKING:
    from studybot.marking.algebra.comparison import Comparison, Request
    from studybot.marking.mark import Mark, Own, Reading
    from studybot.study.events import EventKind
    from studybot.study.record import Recorder

# A line by itself: one answer a part, as a pipe gives it. A dialogue: more tries, hints, a pause after each question.
Manner = Literal["dialogue", "lines"]


class Algebra(Protocol):
    """What compares a wrong formula with the right one, elsewhere, and may be slow or not there at all."""

    def start(self) -> None: ...

    def ask(self, request: Request, seconds: float) -> Comparison | None: ...


# A student who has given up on a formula reads its steps; longer than this nobody should wait for one more sentence.
_ALGEBRA_SECONDS = 2.0


class Quiz:
    """The state of a session. `start`, then `feed` line after line, until `finished`.

    Both return what there is to show of what happened; whoever shows it adds `asking` when `place` has changed. `plan`
    yields what is to be asked, each drawn only when its turn comes. `seconds` is a clock that only runs forward;
    `algebra` is asked about wrong formulas once their part is closed.
    """

    def __init__(
        self,
        plan: Iterator[Planned],
        recorder: Recorder,
        seconds: Callable[[], float],
        manner: Manner,
        total: int | None,
        algebra: Algebra | None = None,
    ) -> None:
        self._plan = plan
        self._algebra = algebra
        self._recorder = recorder
        self._seconds = seconds
        self._manner = manner
        self._total = total
        self._since = 0.0
        self._planned_so_far = 0
        self._anew = 0
        self.asked: list[Asked] = []
        self.finished = False
        self.part: Part | None = None

    # -- what a front needs to know

    @property
    def variant(self) -> Variant:
        """The variant that is being asked."""
        return self.asked[-1].variant

    @property
    def is_between(self) -> bool:
        """Whether a question is closed and the student decides when to go on."""
        return self.part is None and not self.finished

    @property
    def place(self) -> Place:
        """Where the session is; changes whenever something else is asked."""
        halfway = self.part is not None and self._state.begun is not None
        return Place(len(self.asked), self.part.id if self.part else None, halfway)

    @property
    def onward(self) -> Literal["next", "end"]:
        """What comes after this question."""
        return "end" if self._planned_so_far == self._total else "next"

    def text(self) -> Document:
        """The text with what is given: to be shown again when it has left the screen."""
        return question_text(self.variant)

    def asking(self) -> Document:
        """What the open part asks; nothing between questions."""
        if self.part is None:
            return ()
        if self._state.begun is not None:
            return (Gap(), *further(self.variant, self.part))
        return (Gap(), *ask(self.variant, self.part))

    def preview(self, text: str) -> Reading | FormulaError | None:
        """How a line reads while it is typed, or why it does not; None for a command or nothing."""
        from studybot.marking.part import read_part

        if self.part is None or not text.strip() or is_command(text):
            return None
        try:
            return read_part(self.variant, self.part, self._whole(text))
        except FormulaError as fault:
            return fault

    # -- what happens

    def start(self) -> Document:
        """The first question."""
        return self._next_question()

    def feed(self, text: str) -> Document:
        """What a line leads to. A line that cannot be understood costs nothing in a dialogue."""
        if is_command(text):
            return self._command(text)
        if self.part is None:
            return self._next_question()
        if not text.strip() and not self._may_be_empty(self.part):
            return () if self._manner == "dialogue" else self._close(self.part, skipped(self._state), "skip")
        return self._answer(self.part, text)

    def leave(self) -> None:
        """End the session; a part that was put but not touched does not count as asked."""
        self._spend()
        self.finished = True
        if self.asked:
            asked = self.asked[-1]
            if self.part and asked.states.get(self.part.id) == PartState():
                del asked.states[self.part.id]
            if not asked.states:
                self.asked.pop()
        self.part = None

    # -- inside

    @property
    def _state(self) -> PartState:
        assert self.part is not None
        return self.asked[-1].states[self.part.id]

    def _spend(self) -> float:
        """Book the time since the last event on the part that is open; returns the part's total in seconds."""
        now = self._seconds()
        spent, self._since = now - self._since, now
        if self.part is None or not self.asked:
            return 0.0
        seconds = self.asked[-1].seconds
        seconds[self.part.id] = seconds.get(self.part.id, 0.0) + spent
        return seconds[self.part.id]

    def _next_question(self) -> Document:
        planned = next(self._plan, None)
        if planned is None:
            self.part = None
            self.finished = True
            return ()
        self._planned_so_far += 1
        of_all = f" of {self._total}" if self._total else ""
        return self._put(planned, f"question {self._planned_so_far}{of_all}")

    def _put(self, planned: Planned, note: str) -> Document:
        self.asked.append(Asked(planned, drawn(planned.derivation, planned.seed)))
        return (*heading(self.variant, note), *question_text(self.variant), *self._open_part(0))

    def _open_part(self, place: int) -> Document:
        parts = self.variant.question.parts
        if place == len(parts):
            self.part = None
            return self._closed_question()
        self.part = parts[place]
        self.asked[-1].states[self.part.id] = PartState()
        if self.part.names and self._algebra is not None:
            self._algebra.start()
        self._since = self._seconds()
        return ()

    def _closed_question(self) -> Document:
        if self._manner == "lines":
            following = self._next_question()
            return (Gap(), *following) if following else ()
        return (
            Gap(),
            line(
                Words("Enter", "command"),
                " for the summary, " if self.onward == "end" else " for the next question, ",
                Words(":another", "command"),
                " for this one with new numbers, ",
                Words(":steps", "command"),
                " for its solution.",
                role="quiet",
            ),
        )

    def _earlier(self) -> dict[str, Own]:
        """The student's own wrong answers so far on this variant."""
        from studybot.marking.part import own_answer

        states = self.asked[-1].states.items()
        found = {part: own_answer(state.last) for part, state in states if state.last is not None}
        return {part: own for part, own in found.items() if own is not None}

    def _whole(self, text: str) -> str:
        """An answer with its first half, where that was given before."""
        begun = self._state.begun
        if begun is None or self.part is None:
            return text
        return f"{begun} | {text}" if isinstance(self.part.task, Rubric) else f"{begun} {text}"

    def _may_be_empty(self, part: Part) -> bool:
        """Whether nothing is an answer: what is only thought, where a student marks it without help."""
        return isinstance(part.task, Rubric) and self._manner == "dialogue" and self._state.begun is None

    def _answer(self, part: Part, text: str) -> Document:
        from studybot.marking.part import mark_part
        from studybot.show.feedback import (
            closed_right,
            closed_wrong,
            halfway,
            open_wrong,
            reading_line,
            unreadable,
            wrong_line,
        )

        whole = self._whole(text)
        mark = mark_part(self.variant, part, whole, self._earlier())
        state = answered(self._state, mark)
        if mark.fault is not None and self._manner == "dialogue":
            self._recorder.record("answer", self.variant, part, state, self._spend(), whole, mark)
            return unreadable(mark.fault)
        if mark.fault is not None or (self._manner == "lines" and (mark.verdict == "wrong" or mark.further)):
            closed = gave_up(state) if mark.fault is None else skipped(state)
            self._keep(_kind(part, mark), part, closed, whole, mark)
            told = unreadable(mark.fault) if mark.fault else reading_line(mark)
            verdict = (wrong_line(mark),) if mark.verdict == "wrong" else halfway(mark)
            explained = closed_wrong(self.variant, part, mark, self._compared(part, mark))
            return (*told, *verdict, *explained, *self._after(part))
        self._keep(_kind(part, mark), part, state, whole, mark)
        reading = reading_line(mark)
        if mark.further:
            return (*(reading if mark.credit else ()), *halfway(mark))
        if state.is_open:
            return (*reading, *open_wrong(self.variant, mark, state.worth, state.offers_steps))
        return (*reading, *closed_right(self.variant, part, mark, state.credit), *self._after(part))

    def _keep(
        self, kind: EventKind, part: Part, state: PartState, raw: str | None = None, mark: Mark | None = None
    ) -> None:
        self.asked[-1].states[part.id] = state
        self._recorder.record(kind, self.variant, part, state, self._spend(), raw, mark)

    def _close(self, part: Part, state: PartState, kind: Literal["steps", "skip"]) -> Document:
        from studybot.show.feedback import closed_wrong

        last = self._state.last
        self._keep(kind, part, state)
        return (*closed_wrong(self.variant, part, last, self._compared(part, last)), *self._after(part))

    def _compared(self, part: Part, mark: Mark | None) -> Comparison | None:
        """What algebra says of a wrong formula, where no slip explains it."""
        if self._algebra is None or not part.names or mark is None or mark.verdict != "wrong" or mark.slip is not None:
            return None
        from studybot.marking.expressions.reading import ExpressionReading
        from studybot.marking.references import request_of

        request = (
            request_of(self.variant, part, mark.reading.tree) if isinstance(mark.reading, ExpressionReading) else None
        )
        return self._algebra.ask(request, _ALGEBRA_SECONDS) if request is not None else None

    def _after(self, part: Part) -> Document:
        return self._open_part(self.variant.question.parts.index(part) + 1)

    def _command(self, text: str) -> Document:
        try:
            name = read_command(text).name
        except StudybotError:
            told = line(f"There is no command {text.strip()}. ", Words(":help", "command"), " lists them all.")
            return self._no_answer((told,))
        if name == "quit":
            self.leave()
            return ()
        if name == "another":
            return self._another()
        if name == "help":
            return self._no_answer(help_list())
        if self.part is None:
            return (
                self._whole_solution() if name == "steps" else (line("This question is closed. ", *_after_question()),)
            )
        match name:
            case "hint":
                return self._no_answer(self._hint(self.part))
            case "undo":
                return self._no_answer(self._undo(self.part))
            case "steps":
                return self._close(self.part, gave_up(self._state), "steps")
        return self._close(self.part, skipped(self._state), "skip")

    def _no_answer(self, document: Document) -> Document:
        """What a line that is no answer leads to: nothing more in a dialogue; else the end of the part it was for."""
        if self._manner == "dialogue" or self.part is None:
            return document
        return (*document, *self._close(self.part, skipped(self._state), "skip"))

    def _hint(self, part: Part) -> Document:
        from studybot.show.hints import hints_of

        state = self._state
        hints = hints_of(self.variant, part)
        if state.hints >= len(hints):
            return (line("There are no more hints; ", Words(":steps", "command"), " shows the whole way."),)
        document = hints[state.hints]
        self._keep("hint", part, hinted(state))
        worth = round(100 * self._state.worth)
        return (*document, line(f"The part is now worth {worth} %.", role="quiet"))

    def _undo(self, part: Part) -> Document:
        if not self._state.may_take_back:
            why = "One try a part can be taken back." if self._state.took_back else "There is no try to take back."
            return (line(why),)
        self._keep("undo", part, taken_back(self._state))
        return (line("The last try is taken back. It stays counted, but costs nothing."),)

    def _another(self) -> Document:
        if self.part is not None:
            return self._no_answer((line("New numbers come once every part of this question is closed."),))
        self._anew += 1
        before = self.variant
        assert before.seed is not None
        # A stride that shares no factor with the number of seeds visits all of them before one comes again.
        seed = (before.seed + self._anew * 11_111_117) % SEED_LIMIT
        return self._put(replace(self.asked[-1].planned, seed=seed), "new numbers")

    def _whole_solution(self) -> Document:
        from studybot.show.feedback import closed_wrong

        blocks: list[Block] = []
        for part in self.variant.question.parts:
            blocks += [Gap(), *ask(self.variant, part), *closed_wrong(self.variant, part, None)]
        return tuple(blocks)


def _kind(part: Part, mark: Mark) -> EventKind:
    """Under which kind an answer is written down: one that its writer has marked is told apart."""
    return "self-marked" if isinstance(part.task, Rubric) and not mark.further else "answer"


def _after_question() -> tuple[Words, ...]:
    return (
        Words("Enter", "command"),
        Words(" goes on, "),
        Words(":another", "command"),
        Words(" asks it with new numbers."),
    )


def help_list() -> Document:
    """What can be typed."""
    rows = tuple(
        ((Words(f":{command.name}", "command"),), (Words(command.shown_key),), (Words(command.does),))
        for command in COMMANDS
    )
    answers = line("An answer is arithmetic with units: 4.5e21, 60/25 tokens/min, $12.50, 3.7 million, 80 TB.")
    return (answers, Table(("command", "key", "what it does"), rows))
