"""`studybot quiz`: a session of questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count as count_from
from typing import TYPE_CHECKING

from studybot.cli.banks import library
from studybot.cli.environment import Environment
from studybot.cli.fronts import front_for
from studybot.cli.later import LaterAlgebra, LaterHistory
from studybot.cli.remarks import remark
from studybot.cli.screen import Screen
from studybot.cli.selection import Selected, ids_known, no_skill, select
from studybot.cli.unsaved import settle
from studybot.formula.errors import StudybotError
from studybot.problem.derivation import Derivation
from studybot.problem.generator import seed_of
from studybot.show.document import Document, Paragraph, line
from studybot.study.asked import Planned
from studybot.study.order import interleaved
from studybot.study.quiz import Quiz
from studybot.study.record import Recorder

if TYPE_CHECKING:
    from studybot.bank.library import Library


def quiz(
    words: Sequence[str],
    count: int | None,
    seed: int | None,
    skill: str | None,
    plain: bool,
    environment: Environment,
    welcome: bool = False,
    only_missed: bool = False,
) -> None:
    """Run a session in whichever way the streams allow. Raises `StudybotError`."""
    session_seed = environment.random_number() if seed is None else seed
    banks = library(environment)
    selected = _chosen(words, skill, banks)
    # What is piped in is for a script or a log, wherever the output goes.
    screen = Screen(environment, plain or not environment.stdin.isatty())
    with closing(LaterHistory(screen)) as log, closing(LaterAlgebra()) as algebra:
        before: Document = ()
        if welcome:
            from studybot.cli.greeting import greeting  # only for who has not said what to ask

            before = greeting(log.history, selected, environment)
        if only_missed:
            from studybot.cli.missed import missed_of

            selected, before = missed_of(selected, ids_known(words, banks), log.history, environment.command)
            if not selected:
                screen.show(before)
                return
        plan, total = planned(selected, count, session_seed)
        recorder = Recorder(log, environment.new_uuid(), "quiz", environment.now, environment.new_uuid)
        recorder.tell = remark(screen)
        front = front_for(screen, environment, log.answers)
        session = Quiz(plan, recorder, environment.seconds, front.manner, total, algebra)
        before += tuple(_revised(found) for found in selected if found.revised)
        front.run(session, before)
        settle(recorder, screen)


def _chosen(words: Sequence[str], skill: str | None, banks: Library) -> list[Selected]:
    selected = select(words, banks)
    if skill is not None:
        known = {trained for found in selected for trained in found.skills}
        if skill not in known:
            raise no_skill(skill, known)
        selected = [found for found in selected if skill in found.skills]
    if not selected:
        raise StudybotError("selection.empty", "there is no question to ask")
    return selected


def planned(selected: Sequence[Selected], count: int | None, seed: int) -> tuple[Iterator[Planned], int]:
    """What a session asks, and how many questions that is: each once in a drawn order, or `count`, again if need be.

    Where a code is among them they are asked in the order in which they were given.
    """
    total = len(selected) if count is None else count

    as_given = any(found.seed is not None for found in selected)

    def order() -> Iterator[tuple[Selected, bool]]:
        """Round after round, each question with whether it is asked for the first time."""
        last: Selected | None = None
        for turn in count_from(0):
            for found in selected if as_given else interleaved(selected, seed + turn, last):
                last = found
                yield found, turn == 0

    def plan() -> Iterator[Planned]:
        derivations: dict[str, Derivation] = {}
        for place, (found, is_first) in zip(range(total), order(), strict=False):
            if found.id not in derivations:
                derivations[found.id] = Derivation.of(found.question)
            # A code's own numbers come the first time round; after that, new ones.
            named = found.seed if is_first else None
            yield Planned(derivations[found.id], seed_of(seed, place) if named is None else named, found.named_by)

    return plan(), total


def _revised(found: Selected) -> Paragraph:
    return line(f"This code was made for another revision of {found.id}: the numbers may differ.", role="quiet")
