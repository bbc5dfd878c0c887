"""The tokens of LaTeX mathematics, and how what is no part of it is told."""

from __future__ import annotations

import re
from typing import NamedTuple

from studybot.formula.errors import FormulaError
from studybot.notation.latex_commands import BRACKETS, CLOSING, COMMANDS, ENVIRONMENT, ESCAPED, INSTEAD, WORDS

_TOKEN = re.compile(
    r"(?P<space>[ \n\t]+)"
    r"|(?P<number>(?:[0-9]+(?:\{,\}[0-9]{3}(?![0-9]))+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
    r"|(?P<letter>[A-Za-z])"
    r"|\\(?P<command>[A-Za-z]+|[,;:!%${} |\\])"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|(?P<script>[\^_])"
    r"|(?P<prime>'+)"
    r"|(?P<sign>[-+=<>,;:.!|()\[\]/*&])"
)
# One character of the words in braces.
_IN_WORDS = re.compile("|".join(map(re.escape, ESCAPED)) + r"|[^\\{}$]", re.DOTALL)


class LatexToken(NamedTuple):
    """A token and its place; `\\text` and its like are followed by one token for what stands in their braces."""

    kind: str  # a group of _TOKEN, or "end"
    text: str
    start: int
    end: int
    spaced: bool  # whether a space precedes it


class LatexCursor:
    """The tokens of a text, from the first to the last. Raises `FormulaError` where there is something else in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = self.tokenized()
        self.at = 0
        self.depth = 0

    def tokenized(self) -> list[LatexToken]:
        tokens: list[LatexToken] = []
        place, spaced = 0, False
        while place < len(self.text):
            match = _TOKEN.match(self.text, place)
            if match is None:
                raise self.fail_unknown(place)
            kind, end = match.lastgroup or "", match.end()
            if kind == "space":
                place, spaced = end, True
                continue
            tokens.append(LatexToken(kind, match.group(kind), place, end, spaced))
            place, spaced = end, False
            # Text is not mathematics: it is one token, to be read now.
            if tokens[-1].kind == "command" and tokens[-1].text in WORDS | ENVIRONMENT:
                words, place = self.words(tokens[-1])
                tokens.append(words)
        tokens.append(LatexToken("end", "", len(self.text), len(self.text), spaced))
        return tokens

    def words(self, command: LatexToken) -> tuple[LatexToken, int]:
        """What stands in the braces of \\text{...}, and where they end."""
        start = command.end
        if command.text == "operatorname" and self.text[start : start + 1] == "*":  # with limits below: as every one is
            start += 1
        while self.text[start : start + 1] == " ":
            start += 1
        if self.text[start : start + 1] != "{":
            raise self.fail("incomplete", f"\\{command.text} needs braces", command, f"write \\{command.text}{{word}}")
        written = ""
        place = start + 1
        while (match := _IN_WORDS.match(self.text, place)) and match[0].isprintable():
            written += ESCAPED.get(match[0], match[0])
            place = match.end()
        char = self.text[place : place + 1]
        if not char:
            opening = LatexToken("open", "{", start, start + 1, False)
            raise self.fail("bracket", "this brace is never closed: } is missing", opening)
        if char != "}":
            wrong = LatexToken("text", char, place, place + 1, False)
            raise self.fail("unknown", f"only plain words can stand in \\{command.text}", wrong)
        if not written.strip():
            raise self.fail(
                "empty", "there is nothing in these braces", LatexToken("text", "", start, place + 1, False)
            )
        return LatexToken("text", written, start, place + 1, False), place + 1

    # -- faults

    def fail(self, code: str, message: str, token: LatexToken | None = None, hint: str | None = None) -> FormulaError:
        token = token or self.token
        return FormulaError(f"notation.{code}", message, self.text, token.start, token.end, hint=hint)

    def fail_unknown(self, place: int) -> FormulaError:
        char = self.text[place]
        known = INSTEAD.get(char)
        if char == "\\":
            shown = self.text[place : place + 2]
            shown = shown if shown.isprintable() else "a backslash with nothing after it"
            message = f"{shown} is not part of the mathematics that studybot reads"
            return FormulaError("notation.unknown", message, self.text, place, place + 2)
        shown = char if char.isprintable() else f"\\x{ord(char):02x}"
        message = f"{shown} is not part of the mathematics that studybot reads"
        hint = f"write {known}" if known else None
        return FormulaError("notation.unknown", message, self.text, place, place + 1, hint=hint)

    def fail_command(self, token: LatexToken) -> FormulaError:
        from difflib import get_close_matches  # slow to import, and wanted only after a mistake

        hint = None
        if token.text in INSTEAD:
            hint = f"write {INSTEAD[token.text]}"
        elif near := get_close_matches(token.text, sorted(COMMANDS), n=1, cutoff=0.7):
            hint = f"did you mean \\{near[0]}?"
        elif len(token.text) > 1:
            hint = f"a word is written \\mathrm{{{token.text}}}"
        return self.fail("unknown", f"the command \\{token.text} is not known", token, hint)

    # -- tokens

    @property
    def token(self) -> LatexToken:
        return self.tokens[self.at]

    def advance(self) -> LatexToken:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def closing(self) -> str | None:
        """The bracket that the next token closes, if it closes one."""
        token = self.token
        if token.kind == "sign" and token.text in CLOSING:
            return token.text
        if token.kind == "command" and (bracket := BRACKETS.get(token.text)) in CLOSING:
            return bracket
        return None
