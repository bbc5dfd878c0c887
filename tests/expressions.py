"""What the tests of expressions share: the call, and names of matrices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import studybot
from studybot.marking.call import Mark

HEADS: Mapping[str, Any] = {
    "W_Q": {"shape": ["d_head", "d_model"]},
    "W_K": {"shape": ["d_head", "d_model"]},
    "x": {"shape": ["d_model"]},
    "d": [1, 100],
}
OUTPUTS: Mapping[str, Any] = {
    "W_O^1": {"shape": ["D", "d"]},
    "W_O^2": {"shape": ["D", "d"]},
    "r^1": {"shape": ["d", "n"]},
    "r^2": {"shape": ["d", "n"]},
}


def marked(answer: str, reference: str, variables: Mapping[str, Any], **more: Any) -> Mark:
    return studybot.mark(answer, reference, kind="expression", variables=variables, **more)


def verdict(answer: str, reference: str, variables: Mapping[str, Any], **more: Any) -> str:
    return marked(answer, reference, variables, **more).verdict


def told(answer: str, reference: str, variables: Mapping[str, Any]) -> str:
    return " ".join(marked(answer, reference, variables).feedback)
