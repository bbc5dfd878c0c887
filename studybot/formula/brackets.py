"""Square brackets as people write matrices: `[[1, 2], [3, 4]]`, `[1, 2; 3, 4]`, `[1 2; 3 4]`, `[[A, B]] [x]`."""

from __future__ import annotations

from dataclasses import dataclass, field

from studybot.formula.functions import ARITY
from studybot.formula.tokens import Token

_OPENING, _CLOSING = ("(", "["), (")", "]")


@dataclass(slots=True)
class _Bracket:
    """An open bracket: where its token is, and where commas and semicolons stand right in it."""

    sign: str
    opened: int
    commas: int = 0
    semicolons: list[int] = field(default_factory=list)


def with_rows(tokens: list[Token]) -> list[Token]:
    """The tokens with each row in brackets of its own, and `*` between a list and what stands before it."""
    before: dict[int, list[str]] = {}  # signs to be put before a token
    instead: dict[int, list[str]] = {}
    stack: list[_Bracket] = []
    for at, token in enumerate(tokens):
        if token.kind != "op":
            continue
        top = stack[-1] if stack else None
        if token.text in _OPENING:
            if (
                token.text == "["
                and not any(each.sign == "[" for each in stack)
                and at
                and _ends_operand(tokens[at - 1])
            ):
                before[at] = ["*"]
            stack.append(_Bracket(token.text, at))
        elif token.text in _CLOSING and top is not None:
            stack.pop()
            if token.text == "]" and top.sign == "[":
                _mark_rows(tokens, top, at, before, instead)
        elif top is not None and token.text == ",":
            top.commas += 1
        elif top is not None and token.text == ";":
            top.semicolons.append(at)
    if not before and not instead:
        return tokens
    made: list[Token] = []
    for at, token in enumerate(tokens):
        made += [Token("op", sign, token.start, token.end) for sign in before.get(at, ())]
        made += [Token("op", sign, token.start, token.end) for sign in instead[at]] if at in instead else [token]
    return made


def _ends_operand(last: Token) -> bool:
    if last.text in ARITY:
        return False
    return last.kind in ("name", "number", "fraction", "superscript") or last.text in (")", "]")


def _mark_rows(
    tokens: list[Token], bracket: _Bracket, closed: int, before: dict[int, list[str]], instead: dict[int, list[str]]
) -> None:
    """Finds what has to be put into one list."""
    spaces = [] if bracket.commas else _spaces(tokens, bracket.opened, closed)
    for at in spaces:
        before[at] = [","]
    if bracket.semicolons and (bracket.commas or spaces):
        instead[bracket.opened] = ["[", "["]
        instead[closed] = ["]", "]"]
        for at in bracket.semicolons:
            instead[at] = ["]", ",", "["]


def _spaces(tokens: list[Token], opened: int, closed: int) -> list[int]:
    """The tokens before which a space stands for a comma: a number right after a number, with its sign or without."""
    found: list[int] = []
    depth = 0
    for at in range(opened + 1, closed):
        token, last = tokens[at], tokens[at - 1]
        if token.text in _OPENING and token.kind == "op":
            depth += 1
        elif token.text in _CLOSING and token.kind == "op":
            depth -= 1
        elif not depth and token.spaced and last.kind in ("number", "fraction"):
            following = tokens[at + 1]
            signed = token.text == "-" and following.kind == "number" and not following.spaced
            if token.kind in ("number", "fraction") or signed:
                found.append(at)
    return found
