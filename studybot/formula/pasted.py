"""From mathematics as students type or paste it to tokens: LaTeX, Unicode, names in all their spellings.

Every token keeps its place in what was typed, also those that stand there in other signs only: `\\frac{a}{b}` becomes
`((a)/(b))`. Nothing is guessed in silence: what can be meant in two ways is refused, with the way to write it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from studybot.formula.brackets import with_rows
from studybot.formula.cursor import MAX_DEPTH
from studybot.formula.errors import FormulaError
from studybot.formula.functions import ALSO_NAMES, ARITY, CONSTANTS
from studybot.formula.functions import SPELLINGS as FUNCTION_SPELLINGS
from studybot.formula.greek import GREEK_NAMES
from studybot.formula.spelling import COMMAND, FONTS, SUBSCRIPTS, SUPERSCRIPTS, WORD, Spelling, Spellings, base_at
from studybot.formula.spelling import closing_brace as brace_after
from studybot.formula.tokens import (
    FRACTIONS,
    LOOKALIKES,
    MAX_LENGTH,
    OPERATORS,
    SAME_AS,
    Kind,
    Token,
    number_at,
    shown_safely,
    unreadable,
)

# What the parser takes for a transpose, whatever names there are; a T may be the name of a number.
TRANSPOSE = "⊤"

_SAME: Mapping[int, int | str] = {**SAME_AS, **str.maketrans("\n\rµϵϕϑϱϖς′’ʹ⊺", "  μεφθρπσ'''⊤")}
_FIRST_STYLED = "\U0001d400"  # 𝐀: letters that come along with what is copied from typeset pages
_FUNCTIONS = {**ARITY, **FUNCTION_SPELLINGS}
_PART = re.compile(
    r"(?P<space>[ ~$]+)"
    r"|(?P<number>(?:[0-9]+(?:\.(?!\.|T(?![A-Za-z0-9_]))[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<letters>[A-Za-zα-ωΑ-Ω])"
    r"|(?P<command>\\)"
    r"|(?P<raised>[⁰-⁹¹²³⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ]+)"
    r"|(?P<fraction>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<root>[∛∜])"
    r"|(?P<python>\.T(?![A-Za-z0-9_])|@)"
    r"|(?P<op>\*\*|\.\.|<=|>=|!=|==|<>|[-+*/^()\[\]{},;=<>!%|√×·≤≥≠:'&])"
)
_PLAIN_SIGNS = frozenset("+-*/(),;|")
_SIGNS = {
    "times": "×", "cdot": "·", "ast": "*", "div": "/", "%": "%", "{": "(", "}": ")", "lbrace": "(", "rbrace": ")",
    "le": "<=", "leq": "<=", "ge": ">=", "geq": ">=", "lt": "<", "gt": ">", "ne": "!=", "neq": "!=",
    "vert": "|", "lvert": "|", "rvert": "|", "|": "|",
    "lbrack": "[", "rbrack": "]", "lparen": "(", "rparen": ")",
}  # fmt: skip
_SPACING = frozenset((
    *",;:! $()[]", "", "quad", "qquad", "space", "thinspace", "medspace", "displaystyle", "textstyle", "limits",
    "nolimits", "boxed", "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
))  # fmt: skip
_FRACTION_COMMANDS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
_MATRICES = frozenset(("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix"))
_TRANSPOSED = re.compile(
    r"\^ *(?:(?P<letter>T(?![A-Za-z0-9_])|\{ *T *\})|⊤|\\(?:top|intercal)(?![A-Za-z])"
    r"|\{ *(?:⊤|\\(?:top|intercal)|\\(?:mathsf|mathrm|text|mathbf|rm|mathit|intercal) *\{? *T *\}?) *\}"
    r"|\\(?:mathsf|mathrm|text|mathbf) *\{ *T *\})"
)
_FUNCTION_POWER = re.compile(r" *(?:\^|\*\*) *(?:\{ *(-?[0-9]{1,3}) *\}|(-?[0-9]{1,3})|\( *(-?[0-9]{1,3}) *\))")
_RAISED_NUMBER = re.compile(r" *([⁻⁰-⁹¹²³]{1,4})")
_SKIPPED = re.compile(r"(?:[ ~]|\\[,;:! ]|\\(?:left|[bB]igg?l?)(?![A-Za-z]))*")
_SCRIPT_SIGNS = frozenset(("_", "^", "'", *SUBSCRIPTS, *SUPERSCRIPTS))
_RAISERS = frozenset(("^", *SUPERSCRIPTS))
# What may follow the argument of a function that has no brackets: \ln x + 1 and \ln x \ln y are plain, \ln 2 x is not.
_ENDS_ARGUMENT = re.compile(r"(?: *$|[ ~]*(?:[-+=,;|)}\]·×<>]|\*(?!\*)|\\(?:cdot|times|right|[a-z]{2,})))")


@dataclass(frozen=True, slots=True)
class Handwriting:
    """How the answers to one question are written: the names, and whether there are matrices to transpose.

    `lists` says whether square brackets hold lists; otherwise they are brackets like others.
    """

    spellings: Spellings
    matrices: bool = False
    lists: bool = False

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text, names by the names they are declared as, closed by one of kind `end`.

        Raises `FormulaError` for what cannot be read, and for names that are not to be used here.
        """
        if len(text) > MAX_LENGTH:
            raise FormulaError("formula.long", f"at most {MAX_LENGTH} characters can be read", text[:MAX_LENGTH], 0, 1)
        tokens = _Reader(text, self).tokens()
        return with_rows(tokens) if self.lists and any(token.text == "[" for token in tokens) else tokens


class _Reader:
    def __init__(self, text: str, how: Handwriting) -> None:
        self.text = text
        self.source = text if text.isascii() and text.isprintable() else _one_alphabet(text)
        self.how = how
        self.spellings = how.spellings
        self.made: list[Token] = []
        self.place = 0
        self.spaced = False
        self.depth = 0
        self.environments: list[str] = []

    def tokens(self) -> list[Token]:
        length = len(self.source)
        while self.place < length:
            self.part()
        self.put("end", "", length, length)
        return self.made

    # -- what the reading is made of

    def put(self, kind: Kind, text: str, start: int, end: int) -> None:
        self.made.append(Token(kind, text, start, end, self.spaced))
        self.spaced = False

    def signs(self, signs: str, start: int, end: int) -> None:
        for sign in signs:
            self.put("op", sign, start, end)

    def fail(self, code: str, message: str, start: int, end: int, hint: str | None = None) -> FormulaError:
        return FormulaError(f"formula.{code}", message, self.text, start, end, hint=hint)

    def deeper(self) -> None:
        """To be called on the way into braces or an argument."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels of brackets and signs cannot be read"
            raise self.fail("deep", message, self.place, self.place + 1)

    def until(self, end: int) -> None:
        """Reads on to a place."""
        self.deeper()
        while self.place < end:
            self.part()
        self.depth -= 1

    def part(self) -> None:
        """Reads one word, number, sign or command with its arguments."""
        source, place = self.source, self.place
        # Half of all characters are one of these; without the pattern they take a third of the time.
        if (sign := source[place]) in _PLAIN_SIGNS and (sign != "*" or source[place + 1 : place + 2] != "*"):
            self.made.append(Token("op", sign, place, place + 1, self.spaced))
            self.spaced, self.place = False, place + 1
            return
        match = _PART.match(source, place)
        if match is None:
            raise self.strange(place)
        kind, end = match.lastgroup, match.end()
        match kind:
            case "letters":
                self.word()
                return
            case "space":
                self.spaced, self.place = True, end
                return
            case "number":
                written, end = number_at(self.text, source, place, end, grouping=False)
                self.put("number", written, place, end)
            case "op":
                self.sign(match.group(), end)
                return
            case "command":
                self.command()
                return
            case "raised":
                self.raised(match.group(), end)
            case "fraction":
                self.put("fraction", FRACTIONS[source[place]], place, end)
            case "root":
                self.root_sign(end)
                return
            case "python":
                self.signs("*" if match.group() == "@" else f"^{TRANSPOSE}", place, end)
        self.place = end

    def sign(self, sign: str, end: int) -> None:
        place = self.place
        if sign in ("^", "**"):
            self.power(end)
            return
        self.place = end
        if sign == "{":
            close = brace_after(self.source, place)
            if close < 0:
                raise self.fail("bracket", "this bracket is never closed: } is missing", place, end)
            if self.source[end:close].strip():
                self.put("op", "(", place, end)
                self.until(close)
                self.put("op", ")", close, close + 1)
            self.place = close + 1
        elif sign in "[]" and not self.how.lists:
            self.put("op", "(" if sign == "[" else ")", place, end)
        elif sign == "'":
            if not self.how.matrices or not self.after_operand():
                raise self.fail("prime", "a prime has no meaning here", place, end)
            self.signs(f"^{TRANSPOSE}", place, end)
        elif sign == "&" and self.environments:
            self.put("op", ",", place, end)
        elif sign == "&":
            raise self.strange(place)
        elif sign == "}":
            raise self.fail("bracket", "this } closes nothing", place, end)
        else:
            self.put("op", OPERATORS.get(sign, sign), place, end)

    def after_operand(self) -> bool:
        """Whether what was read last is something that can be multiplied or raised."""
        last = self.made[-1] if self.made else None
        return last is not None and (last.kind in ("name", "number", "fraction", "superscript") or last.text in ")]|!%")

    def power(self, end: int) -> None:
        place = self.place
        match = _TRANSPOSED.match(self.source, place) if self.how.matrices else None
        if match is not None and (match.group("letter") is None or Spelling("T") not in self.spellings.known):
            self.signs(f"^{TRANSPOSE}", place, match.end())
            self.place = match.end()
        else:
            self.put("op", "^", place, end)
            self.place = end

    def raised(self, written: str, end: int) -> None:
        """`²`, `⁻¹`, `ⁿ`, `ᵀ`."""
        plain = "".join(SUPERSCRIPTS[char] for char in written)
        if re.fullmatch(r"[+-]?[0-9]+", plain):
            self.put("superscript", plain, self.place, end)
        elif plain == "T" and self.how.matrices:
            self.signs(f"^{TRANSPOSE}", self.place, end)
        else:
            start = self.place
            self.signs("^(", start, end)
            # Read as what it would be on the line; what it says of places holds for the whole of it.
            inner = _Reader(plain, self.how)
            try:
                made = inner.tokens()[:-1]
            except FormulaError as fault:
                raise self.fail(fault.code.removeprefix("formula."), fault.message, start, end, fault.hint) from None
            self.made += [token._replace(start=start, end=end) for token in made]
            self.put("op", ")", start, end)

    # -- LaTeX

    def command(self) -> None:
        place = self.place
        match = COMMAND.match(self.source, place)
        if match is None:
            raise self.strange(place)
        name, end = match.group(1), match.end()
        if name in _SIGNS:
            sign = _SIGNS[name]
            if sign in "[]" and not self.how.lists:
                sign = "(" if sign == "[" else ")"
            self.put("op", sign, place, end)
            self.place = end
        elif name in _SPACING:
            if name in ("left", "right") and self.source[end : end + 1] == ".":
                end += 1
            self.spaced, self.place = True, end
        elif name in _FRACTION_COMMANDS:
            self.place = end
            self.put("op", "(", place, end)
            self.argument(name, place)
            self.put("op", "/", place, end)
            self.argument(name, place)
            self.put("op", ")", place, end)
        elif name == "sqrt":
            self.place = end
            self.root(place, end)
        elif name == "operatorname" or (name in FONTS and self.is_function_word(end)):
            self.place = end + len(self.source[end:]) - len(self.source[end:].lstrip(" "))
            close = brace_after(self.source, self.place)
            inner = self.source[self.place + 1 : close].strip() if close > 0 else ""
            if inner not in _FUNCTIONS:
                raise self.unknown_command(place, end)
            self.place = close + 1
            self.function(inner, place, close + 1, bare=True)
        elif name in _FUNCTIONS:
            self.place = end
            self.function(name, place, end, bare=True)
        elif name in ("begin", "end", "\\"):
            self.environment(name, place, end)
        elif base_at(self.source, place) is not None:
            self.word()
        else:
            raise self.unknown_command(place, end)

    def is_function_word(self, end: int) -> bool:
        """Whether braces with the name of a function follow: `\\mathrm{softmax}`."""
        match = re.compile(r" *\{ *([A-Za-z0-9]+) *\}").match(self.source, end)
        return (
            match is not None and match.group(1) in _FUNCTIONS and Spelling(match.group(1)) not in self.spellings.known
        )

    def unknown_command(self, start: int, end: int) -> FormulaError:
        command = shown_safely(self.source[start:end])
        if command == "\\infty":
            return self.fail("character", "infinity is not a number that can be an answer", start, end)
        return self.fail("command", f"the command {command} is not read here", start, end)

    def argument(self, name: str, start: int) -> None:
        """What LaTeX takes as the argument of a command: a group, a command, one digit or one letter."""
        while self.source[self.place : self.place + 1] == " ":
            self.place += 1
        place = self.place
        char = self.source[place : place + 1]
        if char.isdigit() and char.isascii():
            self.place += 1
            if name == "sqrt":
                while self.source[self.place : self.place + 1].isdigit():
                    self.place += 1
            self.put("number", self.source[place : self.place], place, self.place)
        elif char.isalpha() and char.isascii():
            self.named(place, Spelling(char), place + 1)
        elif char in ("{", "\\") or char in GREEK_NAMES:
            self.deeper()
            self.part()
            self.depth -= 1
        else:
            raise self.fail("incomplete", f"\\{name} needs what stands in its braces", start, start + len(name) + 1)

    def root(self, start: int, end: int) -> None:
        """`\\sqrt{x}`, `\\sqrt[3]{x}`, `\\sqrt(x)`."""
        opening = _SKIPPED.match(self.source, self.place)
        after = opening.end() if opening else self.place
        if self.source[after : after + 1] == "[":
            close = self.source.find("]", after)
            if close < 0:
                raise self.fail("bracket", "this bracket is never closed: ] is missing", after, after + 1)
            self.place = close + 1
            self.signs("((", start, end)
            self.argument("sqrt", start)
            self.signs(")^(", start, end)
            self.put("number", "1", start, end)
            self.signs("/(", start, end)
            back, self.place = self.place, after + 1
            self.until(close)
            self.place = back
            self.signs(")))", start, end)
            return
        self.put("name", "sqrt", start, end)
        if self.source[after : after + 1] == "(":
            self.place = after
            return
        self.put("op", "(", start, end)
        self.argument("sqrt", start)
        self.put("op", ")", start, end)

    def root_sign(self, end: int) -> None:
        """`∛x`, `∜(x+1)`."""
        start, self.place = self.place, end
        degree = {"∛": "3", "∜": "4"}[self.source[start]]
        self.argument_of(self.source[start], start, end)
        self.signs("^(", start, end)
        self.put("number", "1", start, end)
        self.put("op", "/", start, end)
        self.put("number", degree, start, end)
        self.put("op", ")", start, end)

    def environment(self, name: str, start: int, end: int) -> None:
        """`\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}`."""
        if name == "\\":
            self.place = end
            if self.environments:
                self.signs("],[", start, end)
            else:
                self.spaced = True
            return
        close = brace_after(self.source, end) if self.source[end : end + 1] == "{" else -1
        kind = self.source[end + 1 : close] if close > 0 else ""
        if kind not in _MATRICES or not self.how.lists:
            raise self.unknown_command(start, max(end, close + 1))
        self.place = close + 1
        if name == "begin":
            self.environments.append(kind)
            self.signs("[[", start, close + 1)
        elif not self.environments or self.environments.pop() != kind:
            raise self.fail("bracket", f"\\end{{{kind}}} closes nothing", start, close + 1)
        elif [token.text for token in self.made[-3:]] == ["]", ",", "["]:  # a last line that is ended, too
            del self.made[-2:]
            self.put("op", "]", start, close + 1)
        else:
            self.signs("]]", start, close + 1)

    # -- words

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
        if word in ALSO_NAMES and self.source[end : end + 1] != "(":
            if not self.how.matrices:
                raise self.unknown(word, start, end)
            self.put("name", word, start, end)
            self.place = end
        elif word in _FUNCTIONS or spelling.base == "log":
            self.place = end
            self.function(word, start, end, bare=False)
        elif word == "transpose" and self.how.matrices:
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

    def is_transpose(self, word: str, start: int, end: int) -> bool:
        """Whether the T of `W_Q^TW_K` begins here."""
        last = self.made[-1] if self.made else None
        return (
            self.how.matrices
            and word[0] == "T"
            and end - start == len(word)
            and last is not None
            and last.text == "^"
            and Spelling("T") not in self.spellings.known
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
        last = set(_FUNCTIONS) if follows in ("(", "^", "{") else set()
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

    # -- functions

    def function(self, name: str, start: int, end: int, *, bare: bool) -> None:
        """A function: `sin(x)`, `\\sin x`, `sin^2(x)`, `\\log_2 x`, `log_b(x)`.

        Only after a command the brackets may be missing: `sin m` may be a name that was not closed.
        """
        foot: tuple[int, int] | None = None
        if name == "log" or name.startswith("log_"):
            if (base := name.partition("_")[2]) and name not in _FUNCTIONS:
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
                close = brace_after(self.source, first)
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
        skipped = _SKIPPED.match(self.source, self.place)
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

    # -- faults

    def strange(self, place: int) -> FormulaError:
        """The fault of a character that is not read, with the letter that it looks like where that is a name."""
        char = self.source[place]
        if char in LOOKALIKES and (near := self.spellings.near(LOOKALIKES[char])) is not None:
            return self.fail(
                "character", f"unknown letter {char} (Cyrillic)", place, place + 1, f"did you mean {near}?"
            )
        if char in SUBSCRIPTS or char == "_":
            return self.fail("character", "an index has no letter before it", place, place + 1)
        return unreadable(self.text, place)

    def not_here(self, start: int, end: int) -> FormulaError:
        """The fault of a name of the question that this answer may not contain."""
        names = [shown_name(name) for name in self.spellings.names]
        listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
        written = shown_safely(self.text[start:end])
        message = f"the answer is to be in terms of {listed} only" if listed else "the answer is to have no names in it"
        return self.fail("letters", f"{written} cannot stand here: {message}", start, end)

    def unknown(self, word: str, start: int, end: int) -> FormulaError:
        """What to say of a word that is none of the names here."""
        written = shown_safely(self.text[start:end])
        message = f"{written} is not known here"
        if word.lower() in ("nan", "inf", "infinity"):
            return self.fail("undefined", f"{written} is not a number that can be an answer", start, end)
        looks = _LOOKS_LATIN.get(self.source[start]) if end == start + 1 else None
        if looks is not None and (near := self.spellings.near(looks)) is not None:
            return self.fail("name", f"{message} (it is a Greek letter)", start, end, f"did you mean {near}?")
        if (near := self.spellings.near(word)) is not None:
            return self.fail("name", message, start, end, f"did you mean {near}?")
        functions = sorted((name for name in _FUNCTIONS if word.startswith(name)), key=len, reverse=True)
        for name in functions:
            rest = word[len(name) :]
            if rest.isdigit() or self.spellings.split(rest):
                return self.fail("function", f"the function {name} needs brackets", start, end, f"write {name}({rest})")
        head = word.rstrip("0123456789")
        if head != word and (head in self.spellings.flat or self.spellings.split(head)):
            digits = word[len(head) :]
            return self.fail("name", message, start, end, f"write {head}*{digits} or {head}^{digits}")
        names = ", ".join(sorted(map(shown_name, self.spellings.names))[:8])
        return self.fail("name", message, start, end, f"the names here are {names}" if names else None)


def shown_name(name: str) -> str:
    """A name as it stands in a message."""
    return shown_safely(name)


# Greek letters that look like Latin ones.
_LOOKS_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικχυρα", "ABEZHIKMNOPTYXovikxupa", strict=True))


def _one_alphabet(text: str) -> str:
    """The text with each character that is only another shape of one replaced by that; places stay as they are."""
    text = text.translate(_SAME)
    if any(char >= _FIRST_STYLED for char in text):
        shapes = [unicodedata.normalize("NFKC", char) if char >= _FIRST_STYLED else char for char in text]
        text = "".join(shape if len(shape) == 1 else char for shape, char in zip(shapes, text, strict=True))
    return text
