"""`studybot bank check`: what is wrong with banks, where, and what would be right."""

from __future__ import annotations

from collections.abc import Sequence

from studybot.cli.screen import Screen
from studybot.cli.status import ExitStatus


def check(words: Sequence[str], variants: int, strict: bool, as_json: bool, screen: Screen) -> ExitStatus:
    raise NotImplementedError
