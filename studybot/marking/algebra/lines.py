"""Requests for algebra and what comes of them as lines of JSON, between the session and the process of `worker`.

Formulas travel as texts of ours (`to_text`) and are read again by our own parser.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from studybot.formula.errors import FormulaError
from studybot.formula.parser import Grammar, parse
from studybot.formula.printing import to_text
from studybot.formula.tree import Node
from studybot.marking.algebra.comparison import Comparison, Request

# No longer than the smallest buffer of a pipe (Windows: 4096 bytes), so that writing a line never waits for the other
# end. A formula of 60 nodes takes 150 bytes.
LONGEST = 4000


class LineError(Exception):
    """A line that says nothing that can be understood, or would be too long."""


def request_line(request: Request) -> bytes:
    """Raises `LineError`."""
    answer, reference = to_text(request.answer), to_text(request.reference)
    return _line({"answer": answer, "reference": reference, "positive": dict(request.positive)})


def read_request(line: bytes) -> Request:
    """Raises `LineError`."""
    try:
        content = json.loads(line)
        positive = {str(name): bool(sign) for name, sign in content["positive"].items()}
        return Request(_formula(content["answer"], positive), _formula(content["reference"], positive), positive)
    except (ValueError, TypeError, KeyError, AttributeError, FormulaError) as fault:
        raise LineError from fault


def comparison_line(comparison: Comparison | None) -> bytes:
    """Raises `LineError`."""
    return _line({} if comparison is None else {"kind": comparison.kind, "tree": to_text(comparison.tree)})


def read_comparison(line: bytes, names: Mapping[str, object]) -> Comparison | None:
    """What a line says about formulas in these names. Raises `LineError`."""
    try:
        content = json.loads(line)
        if content == {}:
            return None
        if content["kind"] not in ("ratio", "difference"):
            raise LineError
        return Comparison(content["kind"], _formula(content["tree"], names))
    except (ValueError, TypeError, KeyError, AttributeError, FormulaError) as fault:
        raise LineError from fault


def _line(content: Mapping[str, Any]) -> bytes:
    line = json.dumps(content).encode() + b"\n"
    if len(line) > LONGEST:
        raise LineError
    return line


def _formula(text: str, names: Mapping[str, object]) -> Node:
    # With its names told, the parser takes `x^T` for a power where T is one of them.
    return parse(text, Grammar(names=names.keys(), units=None, grouping=False))
