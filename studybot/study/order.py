"""In which order questions are asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from studybot.problem.generator import key, shuffled


class HasSkill(Protocol):
    """Anything that trains a skill."""

    @property
    def skill(self) -> str: ...


Q = TypeVar("Q", bound=HasSkill)


def interleaved(questions: Sequence[Q], seed: int, before: Q | None = None) -> Iterator[Q]:
    """The questions in an order drawn from the seed, no two of one skill in a row where that can be helped.

    A skill that makes up more than half of what is left comes at once, or it could no longer be kept apart; elsewhere
    the draw decides. That succeeds whenever any order does. `before` was asked just now, and counts as a neighbour. Of
    ten thousand questions the first is there before the others are put into order.
    """
    drawn = shuffled(len(questions), key("order"), seed)
    # Of each skill the places in the drawn order, the next one last.
    waiting: dict[str, list[int]] = {}
    for place in range(len(drawn) - 1, -1, -1):
        waiting.setdefault(questions[drawn[place]].skill, []).append(place)
    last = before.skill if before is not None else None
    for left in range(len(drawn), 0, -1):
        apart = [skill for skill in waiting if skill != last] or list(waiting)
        pressing = [skill for skill in apart if 2 * len(waiting[skill]) > left]
        last = pressing[0] if pressing else min(apart, key=lambda skill: waiting[skill][-1])
        yield questions[drawn[waiting[last].pop()]]
        if not waiting[last]:
            del waiting[last]
