"""Words as students write them: names in their spellings, several written together, functions; and what is none."""

from __future__ import annotations

import re

from studybot.formula.errors import FormulaError
from studybot.formula.function_reader import FUNCTIONS, FunctionReader
from studybot.formula.functions import ALSO_NAMES, CONSTANTS
from studybot.formula.safely import shown_safely
from studybot.formula.spelling import SUBSCRIPTS, SUPERSCRIPTS, WORD, Spelling, base_at, scripts_at

# What the parser takes for a transpose, whatever names there are; a T may be the name of a number.
TRANSPOSE = "⊤"

_SCRIPT_SIGNS = frozenset(("_", "^", "'", *SUBSCRIPTS, *SUPERSCRIPTS))
# Greek letters that look like Latin ones.
_LOOKS_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικχυρα", "ABEZHIKMNOPTYXovikxupa", strict=True))

# As many rows as an identity may have.
_SIZE = re.compile(r"[1-9][0-9]{0,4}")

# More of a word than this says nothing in a message.
_MOST_SHOWN = 40


def _short(word: str) -> str:
    return shown_safely(word[:_MOST_SHOWN])


class WordReader(FunctionReader):
    """Reads words at the cursor."""

    def word(self) -> None:
        start = self.place
        if (match := WORD.match(self.source, start)) is not None:
            name, end = self.spellings.flat.get(match.group()), match.end()
            if name is not None and self.source[end : end + 1] not in _SCRIPT_SIGNS:  # most names: one look is enough
                self.put("name", name, start, end)
                self.place = end
                return
        found = base_at(self.source, start)
        if found is None:
            raise self.strange(start)
        self.named(start, *found)

    def named(self, start: int, spelling: Spelling, end: int, *, split: bool = True) -> None:
        """A word, with the scripts that belong to it, as a name, a function or several of those."""
        after, name, allowed = self.spellings.longest(self.source, spelling, end)
        if name is not None:
            if not allowed:
                raise self.not_here(start, after)
            self.put("name", name, start, after)
            self.place = after
            return
        word = f"{spelling.base}_{spelling.below}" if spelling.below else spelling.base
        if spelling.base in ALSO_NAMES and self.matrices and self.sized_identity(start, spelling, end):
            return
        if word in ALSO_NAMES and self.source[end : end + 1] != "(":
            if not self.matrices:
                raise self.unknown(word, start, end)
            self.put("name", word, start, end)
            self.place = end
        elif word in FUNCTIONS or spelling.base == "log":
            self.place = end
            self.function(word, start, end, bare=False)
        elif word == "transpose" and self.matrices:
            self.place = end
            self.argument_of(word, start, end)
            self.signs(f"^{TRANSPOSE}", start, end)
        elif word in CONSTANTS and Spelling(word) not in self.spellings.foreign:
            self.put("name", word, start, end)
            self.place = end
        elif self.is_transpose(word, start, end):
            self.put("op", TRANSPOSE, start, start + 1)
            self.place = start + 1
        elif word in ("x", "X") and self.is_cross(word, end):
            self.put("op", "×", start, end)
            self.place = end
        elif not split or not self.split(word, start, end):
            raise self.unknown(word, start, end)

    def sized_identity(self, start: int, spelling: Spelling, end: int) -> bool:
        """`I_3` and `I_{3}` as I(3); nothing is read where no size stands below."""
        below = [(content, after) for raised, content, after in scripts_at(self.source, end) if not raised]
        size, after = (spelling.below, end) if spelling.below else below[0] if below else ("", end)
        if not _SIZE.fullmatch(size) or Spelling(spelling.base) in self.spellings.known:
            return False
        self.put("name", spelling.base, start, after)
        self.put("op", "(", start, after)
        self.put("number", size, start, after)
        self.put("op", ")", start, after)
        self.place = after
        return True

    def is_transpose(self, word: str, start: int, end: int) -> bool:
        """Whether the T of `W_Q^TW_K` begins here."""
        last = self.made[-1] if self.made else None
        return (
            self.matrices
            and word[0] == "T"
            and end - start == len(word)
            and last is not None
            and last.text == "^"
            and self.spellings.transposes
        )

    def is_cross(self, word: str, end: int) -> bool:
        """Whether the x of `6 x N x D` is a sign: where no x is a name, and between two operands."""
        follows = self.source[end:].lstrip(" ")[:1]
        return (
            self.spellings.near(word) is None
            and Spelling(word) not in self.spellings.foreign
            and self.after_operand()
            and bool(follows)
            and (follows.isalnum() or follows in "(\\√[")
        )

    def split(self, word: str, start: int, end: int) -> bool:
        """`mn` as m times n, `xsin(x)` as x times sin(x); nothing is read where the word is not made of those."""
        if end - start != len(word):
            return False
        follows = self.source[end : end + 1]
        last = set(FUNCTIONS) if follows in ("(", "^", "{") else set()
        if follows in _SCRIPT_SIGNS:
            last |= self.spellings.bases
        if follows == "^" and Spelling("e") not in self.spellings.foreign:
            last.add("e")
        constants = ("pi",) if Spelling("pi") not in self.spellings.foreign else ()
        pieces = self.spellings.split(word, constants, last)
        for piece in pieces[:-1]:
            self.put("name", self.spellings.flat.get(piece, piece), start, start + len(piece))
            start += len(piece)
        if pieces:
            base, _, below = pieces[-1].partition("_")
            self.named(start, Spelling(base, below), end, split=False)
        return bool(pieces)

    def not_here(self, start: int, end: int) -> FormulaError:
        """The fault of a name of the question that this answer may not contain."""
        names = [shown_safely(name) for name in self.spellings.names]
        listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
        written = _short(self.text[start:end])
        message = f"the answer is to be in terms of {listed} only" if listed else "the answer is to have no names in it"
        return self.fail("letters", f"{written} cannot stand here: {message}", start, end)

    def unknown(self, word: str, start: int, end: int) -> FormulaError:
        """What to say of a word that is none of the names here."""
        written = _short(self.text[start:end])
        message = f"{written} is not known here"
        if word.lower() in ("nan", "inf", "infinity"):
            return self.fail("undefined", f"{written} is not a number that can be an answer", start, end)
        looks = _LOOKS_LATIN.get(self.source[start]) if end == start + 1 else None
        if looks is not None and (near := self.spellings.near(looks)) is not None:
            return self.fail("name", f"{message} (it is a Greek letter)", start, end, f"did you mean {near}?")
        if (near := self.spellings.near(word)) is not None:
            return self.fail("name", message, start, end, f"did you mean {near}?")
        functions = sorted((name for name in FUNCTIONS if word.startswith(name)), key=len, reverse=True)
        for name in functions:
            rest = word[len(name) :]
            if rest.isdigit() or self.spellings.split(rest):
                return self.fail(
                    "function", f"the function {name} needs brackets", start, end, f"write {name}({_short(rest)})"
                )
        head = word.rstrip("0123456789")
        if head != word and (head in self.spellings.flat or self.spellings.split(head)):
            digits = word[len(head) :]
            return self.fail(
                "name", message, start, end, f"write {_short(head)}*{_short(digits)} or {_short(head)}^{_short(digits)}"
            )
        names = ", ".join(sorted(map(shown_safely, self.spellings.names))[:8])
        return self.fail("name", message, start, end, f"the names here are {names}" if names else None)
