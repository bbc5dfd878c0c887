"""Functions as students write them: `sin(x)`, `\\sin x`, `sin^2(x)`, `\\log_2 x`, `log_b(x)`."""

from __future__ import annotations

import re

from studybot.formula.functions import ARITY, SPELLINGS
from studybot.formula.spelling import SUBSCRIPTS, SUPERSCRIPTS, closing_brace
from studybot.formula.text_cursor import TextCursor

FUNCTIONS = {**ARITY, **SPELLINGS}

_FUNCTION_POWER = re.compile(r" *(?:\^|\*\*) *(?:\{ *(-?[0-9]{1,3}) *\}|(-?[0-9]{1,3})|\( *(-?[0-9]{1,3}) *\))")
_RAISED_NUMBER = re.compile(r" *([⁻⁰-⁹¹²³]{1,4})")
SKIPPED = re.compile(r"(?:[ ~]|\\[,;:! ]|\\(?:left|[bB]igg?l?)(?![A-Za-z]))*")
_RAISERS = frozenset(("^", *SUPERSCRIPTS))
# What may follow the argument of a function that has no brackets: \ln x + 1 and \ln x \ln y are plain, \ln 2 x is not.
_ENDS_ARGUMENT = re.compile(r"(?: *$|[ ~]*(?:[-+=,;|)}\]·×<>]|\*(?!\*)|\\(?:cdot|times|right|[a-z]{2,})))")


class FunctionReader(TextCursor):
    """Reads functions at the cursor, with their powers, bases and arguments."""

    def function(self, name: str, start: int, end: int, *, bare: bool) -> None:
        """A function: `sin(x)`, `\\sin x`, `sin^2(x)`, `\\log_2 x`, `log_b(x)`.

        Only after a command the brackets may be missing: `sin m` may be a name that was not closed.
        """
        foot: tuple[int, int] | None = None
        if name == "log" or name.startswith("log_"):
            if (base := name.partition("_")[2]) and name not in FUNCTIONS:
                foot, name = (end - len(base), end), "log"
            elif self.source[end : end + 1] == "_" or self.source[end : end + 1] in SUBSCRIPTS:
                name, foot, end = self.foot_of_log(end)
        power = _FUNCTION_POWER.match(self.source, end)
        exponent = next((group for group in power.groups() if group), "") if power else ""
        if power is None and (power := _RAISED_NUMBER.match(self.source, end)):
            exponent = "".join(SUPERSCRIPTS[char] for char in power.group(1))
        if power is not None:
            if exponent.startswith("-"):
                hint = f"write 1/{name}(x), or the inverse function by its name"
                raise self.fail("function", f"{name}^{exponent} can mean two things", start, power.end(), hint)
            self.place = power.end()
        else:
            self.place = end
        if foot is None:
            self.put("name", name, start, end)
            if power is None and not bare:
                return
            self.argument_of(name, start, end)
        else:
            self.put("op", "(", start, end)
            self.put("name", "ln", start, end)
            self.argument_of("log", start, end)
            self.put("op", "/", start, end)
            self.put("name", "ln", start, end)
            self.put("op", "(", start, end)
            back, self.place = self.place, foot[0]
            self.until(foot[1])
            self.place = back
            self.signs("))", start, end)
        if power is not None:
            self.put("op", "^", start, power.end())
            self.put("number", exponent.lstrip("+"), power.start(), power.end())

    def foot_of_log(self, place: int) -> tuple[str, tuple[int, int] | None, int]:
        """The base below a logarithm: the function it makes, or where the base stands; and where that ends."""
        if self.source[place] == "_":
            first = place + 1
            if self.source[first : first + 1] == "{":
                close = closing_brace(self.source, first)
                if close < 0:
                    raise self.fail("bracket", "this bracket is never closed: } is missing", first, first + 1)
                first, last, end = first + 1, close, close + 1
            else:
                last = end = first + 1
        else:
            first, last = place, place + 1
            while self.source[last : last + 1] in SUBSCRIPTS and last < len(self.source):
                last += 1
            end = last
        written = "".join(SUBSCRIPTS.get(char, char) for char in self.source[first:last]).strip()
        if (short := {"2": "log2", "10": "log10", "e": "ln"}.get(written)) is not None:
            return short, None, end
        return "log", (first, last), end

    def argument_of(self, name: str, start: int, end: int) -> None:
        """The argument of a function that LaTeX or its power sets apart from it."""
        self.deeper()
        skipped = SKIPPED.match(self.source, self.place)
        place = skipped.end() if skipped else self.place
        if self.source[place : place + 1] in ("(", "[", "{"):
            opened = len(self.made)
            self.place = place
            self.part()
            while self.place < len(self.source) and self.open_since(opened):
                self.part()
            self.depth -= 1
            return
        before = len(self.made)
        self.place = place
        self.put("op", "(", start, end)
        if place < len(self.source):
            self.part()
        while (follows := self.source[self.place : self.place + 1]) in _RAISERS:
            self.part()
            if follows == "^" and self.made[-1].text == "^" and self.place < len(self.source):
                self.part()
        if len(self.made) == before + 1 or self.made[-1].text in ("-", "+") or not self.argument_ends():
            hint = f"write {name}(...)"
            raise self.fail("function", f"it is not plain what {name} is taken of", start, end, hint)
        self.put("op", ")", self.place - 1, self.place)
        self.depth -= 1

    def open_since(self, before: int) -> bool:
        """Whether a bracket that was opened after so many tokens is still open."""
        texts = [token.text for token in self.made[before:] if token.kind == "op"]
        return sum(text in ("(", "[") for text in texts) > sum(text in (")", "]") for text in texts)

    def argument_ends(self) -> bool:
        return _ENDS_ARGUMENT.match(self.source, self.place) is not None
