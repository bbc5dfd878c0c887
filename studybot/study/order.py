"""In which order questions are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from studybot.problem.generator import key, shuffled


class HasSkill(Protocol):
    """Anything that trains a skill."""

    @property
    def skill(self) -> str: ...


Q = TypeVar("Q", bound=HasSkill)


def interleaved(questions: Sequence[Q], seed: int, before: Sequence[Q] = ()) -> list[Q]:
    """The questions in an order drawn from the seed, no two of one skill in a row where that can be helped.

    A skill that makes up more than half of what is left comes at once, or it could no longer be kept apart; elsewhere
    the draw decides. That succeeds whenever any order does. `before` are those asked just now, the last of which counts
    as a neighbour.
    """
    waiting = [questions[place] for place in shuffled(len(questions), key("order"), seed)]
    order: list[Q] = []
    while waiting:
        left: dict[str, int] = {}
        for question in waiting:
            left[question.skill] = left.get(question.skill, 0) + 1
        last = order[-1:] or list(before[-1:])
        candidates = [question for question in waiting if not last or question.skill != last[0].skill] or waiting
        # Only a skill that holds more than half of what is left has to come now; otherwise the draw decides.
        pressing = [question for question in candidates if 2 * left[question.skill] > len(waiting)]
        chosen = (pressing or candidates)[0]
        waiting.remove(chosen)
        order.append(chosen)
    return order
