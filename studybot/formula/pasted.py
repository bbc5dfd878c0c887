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
from studybot.formula.errors import FormulaError
from studybot.formula.function_reader import FUNCTIONS, SKIPPED
from studybot.formula.greek import GREEK_NAMES
from studybot.formula.safely import shown_safely
from studybot.formula.spelling import COMMAND, FONTS, SUPERSCRIPTS, Spelling, Spellings, base_at, closing_brace
from studybot.formula.tokens import FRACTIONS, MAX_LENGTH, OPERATORS, SAME_AS, Token, number_at
from studybot.formula.word_reader import TRANSPOSE, WordReader

_SAME: Mapping[int, int | str] = {**SAME_AS, **str.maketrans("\n\rµϵϕϑϱϖς′’ʹ⊺", "  μεφθρπσ'''⊤")}
_FIRST_STYLED = "\U0001d400"  # 𝐀: letters that come along with what is copied from typeset pages
_PART = re.compile(
    r"(?P<space>[ ~$]+)"
    r"|(?P<number>(?:[0-9]+(?:\.(?!\.|T(?![A-Za-z0-9_]))[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<letters>[A-Za-zα-ωΑ-Ω])"
    r"|(?P<command>\\)"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ]+)"
    r"|(?P<fraction>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<root>[∛∜])"
    r"|(?P<python>\.T(?![A-Za-z0-9_])|@)"
    r"|(?P<op>\*\*|\.\.|<=|>=|!=|==|<>|[-+*/^()\[\]{},;=<>!%|√×·≤≥≠:'&])"
)
# Half of all characters are one of these; without the pattern they take a third of the time.
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
# More of a command than this says nothing in a message.
_MOST_SHOWN = 40
_WORD_IN_BRACES = re.compile(r" *\{ *([A-Za-z0-9]+) *\}")


@dataclass(frozen=True, slots=True)
class Handwriting:
    """How the answers to one question are written: the names, and whether there are matrices.

    Without matrices square brackets are brackets like others; with them they hold lists, and `^T` transposes.
    """

    spellings: Spellings
    matrices: bool = False

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text, names by the names they are declared as, closed by one of kind `end`.

        Raises `FormulaError` for what cannot be read, and for names that are not to be used here.
        """
        if len(text) > MAX_LENGTH:
            raise FormulaError("formula.long", f"at most {MAX_LENGTH} characters can be read", text[:MAX_LENGTH], 0, 1)
        tokens = _Reader(text, self).tokens()
        return with_rows(tokens) if self.matrices and any(token.text == "[" for token in tokens) else tokens


class _Reader(WordReader):
    def __init__(self, text: str, how: Handwriting) -> None:
        source = text if text.isascii() and text.isprintable() else _one_alphabet(text)
        super().__init__(text, source, how.spellings, how.matrices)
        self.how = how
        self.environments: list[str] = []

    def tokens(self) -> list[Token]:
        length = len(self.source)
        while self.place < length:
            self.part()
        self.put("end", "", length, length)
        return self.made

    def part(self) -> None:
        """Reads one word, number, sign or command with its arguments."""
        source, place = self.source, self.place
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
            close = closing_brace(self.source, place)
            if close < 0:
                raise self.fail("bracket", "this bracket is never closed: } is missing", place, end)
            if self.source[end:close].strip():
                self.put("op", "(", place, end)
                self.until(close)
                self.put("op", ")", close, close + 1)
            self.place = close + 1
        elif sign in "[]" and not self.matrices:
            self.put("op", "(" if sign == "[" else ")", place, end)
        elif sign == "'":
            if not self.matrices or not self.after_operand():
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

    def power(self, end: int) -> None:
        place = self.place
        match = _TRANSPOSED.match(self.source, place) if self.matrices else None
        if match is not None and (match.group("letter") is None or self.spellings.transposes):
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
        elif plain == "T" and self.matrices:
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
            if sign in "[]" and not self.matrices:
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
            close = closing_brace(self.source, self.place)
            inner = self.source[self.place + 1 : close].strip() if close > 0 else ""
            if inner not in FUNCTIONS:
                raise self.unknown_command(place, end)
            self.place = close + 1
            self.function(inner, place, close + 1, bare=True)
        elif name in FUNCTIONS:
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
        match = _WORD_IN_BRACES.match(self.source, end)
        return (
            match is not None and match.group(1) in FUNCTIONS and Spelling(match.group(1)) not in self.spellings.known
        )

    def unknown_command(self, start: int, end: int) -> FormulaError:
        command = shown_safely(self.source[start : min(end, start + _MOST_SHOWN)])
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
        opening = SKIPPED.match(self.source, self.place)
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
        close = closing_brace(self.source, end) if self.source[end : end + 1] == "{" else -1
        kind = self.source[end + 1 : close] if close > 0 else ""
        if kind not in _MATRICES or not self.matrices:
            raise self.unknown_command(start, max(end, close + 1))
        self.place = close + 1
        if name == "begin":
            self.environments.append(kind)
            self.signs("[[", start, close + 1)
        elif not self.environments or self.environments.pop() != kind:
            raise self.fail("bracket", "this closes no matrix", start, close + 1)
        elif [token.text for token in self.made[-3:]] == ["]", ",", "["]:  # a last line that is ended, too
            del self.made[-2:]
            self.put("op", "]", start, close + 1)
        else:
            self.signs("]]", start, close + 1)


def _one_alphabet(text: str) -> str:
    """The text with each character that is only another shape of one replaced by that; places stay as they are."""
    text = text.translate(_SAME)
    if any(char >= _FIRST_STYLED for char in text):
        shapes = [unicodedata.normalize("NFKC", char) if char >= _FIRST_STYLED else char for char in text]
        text = "".join(shape if len(shape) == 1 else char for shape, char in zip(shapes, text, strict=True))
    return text
