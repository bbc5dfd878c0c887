"""Exam practice for quantitative courses, from problems that are written once as derivations.

`studybot.mark` is the marker as a library call; see `studybot.marking.call`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studybot.marking.call import Mark, mark

__all__ = ["Mark", "mark"]


def __getattr__(name: str) -> Any:
    # Imported when it is first used: every command imports this package, and none of them needs the library call.
    if name in __all__:
        from studybot.marking import call

        return getattr(call, name)
    raise AttributeError(f"module 'studybot' has no attribute {name!r}")
