"""What is told in the middle of something else: that the history was damaged, that an answer could not be saved."""

from __future__ import annotations

from collections.abc import Callable

from studybot.cli.screen import Screen
from studybot.formula.safely import shown_safely
from studybot.show.document import line


def remark(screen: Screen) -> Callable[[str], None]:
    """What shows a sentence: on the screen where a person types and reads, else on standard error."""

    def shown(sentence: str) -> None:
        if screen.environment.is_terminal:
            screen.show((line(sentence),))
        else:
            screen.environment.stderr.write(f"studybot: {shown_safely(sentence)}\n")

    return shown
