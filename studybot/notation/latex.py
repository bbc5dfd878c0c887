"""Reads the subset of LaTeX that banks use between dollars. What the tree cannot hold is an error, with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from studybot.formula.errors import FormulaError
from studybot.notation.letters import GREEK, GREEK_NAMES, indices
from studybot.notation.tree import (
    PRIME,
    Accent,
    Call,
    Fenced,
    Fraction,
    Node,
    Number,
    Operator,
    OperatorKind,
    Root,
    Row,
    Script,
    Space,
    Symbol,
    Text,
    row,
)

# A formula in a sentence has under 100 characters, 5 levels and bars in bars at most once; what goes far beyond is a
# mistake or an attack.
MAX_LENGTH = 1_000
MAX_DEPTH = 20
MAX_BARS = 3

_LETTERS = {
    **GREEK,
    "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varrho": "ρ", "varsigma": "ς", "varpi": "ϖ",
    "infty": "∞", "partial": "∂", "nabla": "∇", "ell": "ℓ", "ldots": "…", "dots": "…", "cdots": "⋯", "prime": PRIME,
}  # fmt: skip
_OPERATORS: dict[str, tuple[str, OperatorKind]] = {
    "times": ("×", "binary"), "cdot": ("·", "binary"), "pm": ("±", "binary"),
    "le": ("≤", "relation"), "leq": ("≤", "relation"), "ge": ("≥", "relation"), "geq": ("≥", "relation"),
    "ne": ("≠", "relation"), "neq": ("≠", "relation"), "approx": ("≈", "relation"), "sim": ("∼", "relation"),
    "to": ("→", "relation"), "in": ("∈", "relation"), "ll": ("≪", "relation"), "gg": ("≫", "relation"),
    "sum": ("∑", "large"), "prod": ("∏", "large"), "%": ("%", "postfix"), "$": ("$", "prefix"),
}  # fmt: skip
_SIGNS: dict[str, tuple[str, OperatorKind]] = {
    "+": ("+", "binary"), "-": ("−", "binary"), "=": ("=", "relation"), "<": ("<", "relation"), ">": (">", "relation"),
    "/": ("/", "slash"), "!": ("!", "postfix"),
    ",": (",", "punctuation"), ";": (";", "punctuation"), ".": (".", "punctuation"),
}  # fmt: skip
_FUNCTIONS = {
    "exp", "log", "ln", "min", "max", "sin", "cos", "tan", "sec", "csc", "cot", "arcsin", "arccos", "arctan",
    "sinh", "cosh", "tanh", "softmax", "argmax", "argmin", "rank", "det", "diag",
}  # fmt: skip
_NARROW, _WIDE, _NO_SPACES = {",", ";", ":", " "}, {"quad", "qquad"}, {"!"}
_ACCENTS: dict[str, Literal["hat", "bar", "tilde"]] = {"hat": "hat", "bar": "bar", "tilde": "tilde"}
_WORDS = {"text", "mathrm", "operatorname"}
_BRACKETS = {"lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋", "lvert": "|", "rvert": "|", "{": "{", "}": "}"}
_OPENING = {"(", "[", "{", "⌈", "⌊"}
# Half-open intervals are closed by the other bracket: [0, 1).
_CLOSED_BY = {"(": ")]", "[": ")]", "{": "}", "⌈": "⌉⌋", "⌊": "⌋⌉"}
_CLOSING = {")", "]", "}", "⌉", "⌋"}

_COMMANDS = {
    *_LETTERS, *_OPERATORS, *_FUNCTIONS, *_WIDE, *_ACCENTS, *_WORDS, *_BRACKETS,
    "frac", "tfrac", "dfrac", "sqrt", "mathbf", "left", "right",
}  # fmt: skip
# What people write in place of a command: characters of other notations, and commands with another name here.
_INSTEAD = {
    "*": r"\cdot", "×": r"\times", "·": r"\cdot", "−": "-", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx",
    "∞": r"\infty", "∑": r"\sum", "→": r"\to", "∈": r"\in", "∂": r"\partial", "%": r"\%", "$": r"\$", "√": r"\sqrt{x}",
    "mathit": r"\text", "textbf": r"\mathbf", "textit": r"\text", "textrm": r"\text", "div": "/", "ast": r"\cdot",
    "rightarrow": r"\to", "widehat": r"\hat", "overline": r"\bar", "widetilde": r"\tilde", "over": r"\frac",
    "dotsc": r"\dots", "lbrace": r"\{", "rbrace": r"\}", "leqslant": r"\le", "geqslant": r"\ge",
    **{letter: f"\\{name}" for letter, name in GREEK_NAMES.items()},
}  # fmt: skip

_TOKEN = re.compile(
    r"(?P<space>[ \n\t]+)"
    r"|(?P<number>(?:[0-9]+(?:\{,\}[0-9]{3}(?![0-9]))+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
    r"|(?P<letter>[A-Za-z])"
    r"|\\(?P<command>[A-Za-z]+|[,;:!%${} ])"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|(?P<script>[\^_])"
    r"|(?P<prime>'+)"
    r"|(?P<sign>[-+=<>,;.!|()\[\]/*])"
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # a group of _TOKEN, or "end"
    text: str
    start: int
    end: int
    spaced: bool  # whether a space precedes it


@lru_cache(maxsize=2_000)
def read_latex(text: str) -> Node:
    """The tree of what stands between two dollars.

    Raises `FormulaError` (`notation.unknown`, `.bracket`, `.script`, `.incomplete`, `.long`, `.deep`, `.empty`), which
    points at what cannot be read and says what would be right.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("notation.long", f"at most {MAX_LENGTH} characters can be read", text, MAX_LENGTH, len(text))
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = self.tokenized()
        self.at = 0
        self.depth = 0

    def tokenized(self) -> list[_Token]:
        tokens: list[_Token] = []
        place, spaced = 0, False
        while place < len(self.text):
            match = _TOKEN.match(self.text, place)
            if match is None:
                raise self.fail_unknown(place)
            kind, end = match.lastgroup or "", match.end()
            if kind == "space":
                place, spaced = end, True
                continue
            tokens.append(_Token(kind, match.group(kind), place, end, spaced))
            place, spaced = end, False
            # Text is not mathematics: it is one token, to be read now.
            if tokens[-1].kind == "command" and tokens[-1].text in _WORDS:
                words, place = self.words(tokens[-1])
                tokens.append(words)
        tokens.append(_Token("end", "", len(self.text), len(self.text), spaced))
        return tokens

    def words(self, command: _Token) -> tuple[_Token, int]:
        """What stands in the braces of \\text{...}, and where they end."""
        start = command.end
        while self.text[start : start + 1] == " ":
            start += 1
        if self.text[start : start + 1] != "{":
            raise self.fail("incomplete", f"\\{command.text} needs braces", command, f"write \\{command.text}{{word}}")
        close = self.text.find("}", start)
        if close < 0:
            opening = _Token("open", "{", start, start + 1, False)
            raise self.fail("bracket", "this brace is never closed: } is missing", opening)
        written = self.text[start + 1 : close]
        for offset, char in enumerate(written):
            if char in "{$\\" or not char.isprintable():
                place = start + 1 + offset
                wrong = _Token("text", char, place, place + 1, False)
                raise self.fail("unknown", f"only plain words can stand in \\{command.text}", wrong)
        if not written.strip():
            raise self.fail("empty", "there is nothing in these braces", _Token("text", "", start, close + 1, False))
        return _Token("text", written, start, close + 1, False), close + 1

    # -- faults

    def fail(self, code: str, message: str, token: _Token | None = None, hint: str | None = None) -> FormulaError:
        token = token or self.token
        return FormulaError(f"notation.{code}", message, self.text, token.start, token.end, hint=hint)

    def fail_unknown(self, place: int) -> FormulaError:
        char = self.text[place]
        known = _INSTEAD.get(char)
        if char == "\\":
            shown = self.text[place : place + 2]
            shown = shown if shown.isprintable() else "a backslash with nothing after it"
            message = f"{shown} is not part of the mathematics that studybot reads"
            return FormulaError("notation.unknown", message, self.text, place, place + 2)
        shown = char if char.isprintable() else f"\\x{ord(char):02x}"
        message = f"{shown} is not part of the mathematics that studybot reads"
        hint = f"write {known}" if known else None
        return FormulaError("notation.unknown", message, self.text, place, place + 1, hint=hint)

    def fail_command(self, token: _Token) -> FormulaError:
        from difflib import get_close_matches  # slow to import, and wanted only after a mistake

        hint = None
        if token.text in _INSTEAD:
            hint = f"write {_INSTEAD[token.text]}"
        elif near := get_close_matches(token.text, sorted(_COMMANDS), n=1, cutoff=0.7):
            hint = f"did you mean \\{near[0]}?"
        elif len(token.text) > 1:
            hint = f"a word is written \\mathrm{{{token.text}}}"
        return self.fail("unknown", f"the command \\{token.text} is not known", token, hint)

    # -- tokens

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def advance(self) -> _Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def closing(self) -> str | None:
        """The bracket that the next token closes, if it closes one."""
        token = self.token
        if token.kind == "sign" and token.text in _CLOSING:
            return token.text
        if token.kind == "command" and (bracket := _BRACKETS.get(token.text)) in _CLOSING:
            return bracket
        return None

    # -- the grammar

    def whole(self) -> Node:
        if self.token.kind == "end":
            raise self.fail("empty", "there is nothing to read")
        node = self.row()
        token = self.token
        if token.kind != "end":
            name = "\\right" if token.text == "right" else self.text[token.start : token.end]
            raise self.fail("bracket", f"this {name} closes nothing")
        return node

    def row(self) -> Node:
        """Everything up to what closes it, which is left to the caller."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("deep", f"more than {MAX_DEPTH} levels cannot be read")
        items: list[Node] = []
        while not self.ends():
            self.item(items)
        self.depth -= 1
        return row(_with_bars(items)) if items else Row(())

    def ends(self) -> bool:
        token = self.token
        return (
            token.kind in ("end", "close")
            or (token.kind == "command" and token.text == "right")
            or self.closing() is not None
        )

    def item(self, items: list[Node]) -> None:
        """Reads the next piece into the items of its row."""
        token = self.token
        if token.kind == "command" and token.text in _NARROW | _WIDE | _NO_SPACES:
            self.advance()
            if token.text not in _NO_SPACES:
                items.append(Space(wide=token.text in _WIDE))
            return
        if token.kind in ("script", "prime"):
            raise self.fail("script", f"{token.text} has nothing before it")
        if operator := self.operator(items):
            # Only a sum or a product takes scripts; a power of a plus sign is a slip of the finger.
            items.append(self.scripted(operator) if operator.kind == "large" else operator)
            return
        # A space between operands is kept: it tells `W x` from `dL`. After \partial, LaTeX leaves no way to do without.
        apart = token.spaced and not (self.at and self.tokens[self.at - 1].text in ("partial", "nabla"))
        atom = self.atom()
        if apart and items and not isinstance(items[-1], Space) and _follows_operand(items):
            items.append(Space())
        node = self.scripted(atom)
        if not (isinstance(node, Script) and _join_scientific(items, node)):
            items.append(node)

    def operator(self, items: list[Node]) -> Operator | None:
        token = self.token
        found = None
        if token.kind == "sign":
            found = _SIGNS.get(token.text) if token.text != "|" else ("|", _bar_kind(items))
        elif token.kind == "command":
            found = _OPERATORS.get(token.text)
        if found is None:
            return None
        self.advance()
        text, kind = found
        if text in ("−", "+", "±") and not _follows_operand(items):
            kind = "prefix"
        elif kind == "slash" and token.spaced and self.token.spaced:
            kind = "binary"
        return Operator(text, kind)

    def atom(self) -> Node:
        """One operand without its scripts."""
        token = self.token
        match token.kind:
            case "number":
                self.advance()
                return Number(_plain_digits(token.text))
            case "letter":
                self.advance()
                return Symbol(token.text)
            case "open":
                self.advance()
                node = self.row()
                self.close_brace(token)
                return node
            case "sign" if token.text in _OPENING:
                self.advance()
                return self.fenced(token.text, token)
            case "command":
                return self.command()
            case "end":
                raise self.fail("incomplete", "something is missing at the end")
            case "sign" if token.text == "*":
                raise self.fail_unknown(token.start)
        raise self.fail("incomplete", f"something is missing before {self.text[token.start : token.end]}")

    def close_brace(self, opening: _Token) -> None:
        if (closing := self.closing()) is not None:
            raise self.fail("bracket", f"this {closing} closes nothing")
        if self.token.kind != "close":
            raise self.fail("bracket", "this brace is never closed: } is missing", opening)
        self.advance()

    def fenced(self, opening: str, token: _Token) -> Node:
        body = self.row()
        closing = self.closing()
        if closing is None or closing not in _CLOSED_BY[opening]:
            shown = self.text[token.start : token.end]
            raise self.fail("bracket", f"this {shown} is never closed: {_CLOSED_BY[opening][0]} is missing", token)
        self.advance()
        return Fenced(opening, body, closing)

    def command(self) -> Node:
        token = self.advance()
        name = token.text
        if name in _LETTERS:
            return Symbol(_LETTERS[name])
        if name in ("frac", "tfrac", "dfrac"):
            above = self.argument(token)
            return Fraction(above, self.argument(token))
        if name == "sqrt":
            index = self.root_index() if self.token.text == "[" else None
            return Root(self.argument(token), index)
        if name in _WORDS:
            words = self.advance().text
            return self.function(words) if name == "operatorname" else Text(words)
        if name in _FUNCTIONS:
            return self.function(name)
        if name in _ACCENTS:
            return Accent(_ACCENTS[name], self.argument(token))
        if name == "mathbf":
            return self.bold(token)
        if name == "left":
            return self.left(token)
        if (bracket := _BRACKETS.get(name)) in _OPENING:
            return self.fenced(bracket or "", token)
        if name in _OPERATORS or name in _NARROW | _WIDE | _NO_SPACES or name == "right" or bracket in _CLOSING:
            raise self.fail("incomplete", f"something is missing before \\{name}", token)
        if bracket == "|":
            raise self.fail("unknown", f"\\{name} stands after \\left or \\right only", token, "write |x|")
        raise self.fail_command(token)

    def argument(self, command: _Token) -> Node:
        """What a command applies to: a group, one digit or one other piece."""
        token = self.token
        if token.kind in ("end", "close") or (token.kind == "command" and token.text in _OPERATORS):
            hint = _FORMS.get(command.text)
            raise self.fail("incomplete", f"\\{command.text} has too little after it", command, hint)
        if token.kind == "number":
            return self.digit(_FORMS.get(command.text))
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("deep", f"more than {MAX_DEPTH} levels cannot be read")
        node = self.atom()
        self.depth -= 1
        if isinstance(node, Row) and not node.items:
            raise self.fail("empty", f"\\{command.text} has an empty group after it", token)
        return node

    def digit(self, hint: str | None = None) -> Node:
        """A number without braces, which for TeX is its first digit alone: an error unless it has just one."""
        token = self.advance()
        if len(token.text) > 1:
            hint = hint or f"write {{{token.text}}}"
            raise self.fail("script", "without braces the first digit would be taken alone", token, hint)
        return Number(token.text)

    def root_index(self) -> Node:
        opening = self.advance()
        index = self.row()
        if self.closing() != "]":
            raise self.fail("bracket", "this [ is never closed: ] is missing", opening)
        if index == Row(()):
            raise self.fail("empty", "the index of this root is empty", opening)
        self.advance()
        return index

    def function(self, name: str) -> Node:
        """A function with the brackets that follow it at once, or its name alone."""
        if self.token.kind != "sign" or self.token.text != "(":
            return Text(name)
        opening = self.advance()
        fenced = self.fenced("(", opening)
        assert isinstance(fenced, Fenced)
        if fenced.closing != ")":
            return Row((Text(name), fenced))
        return Call(name, tuple(_arguments(fenced.body)))

    def bold(self, command: _Token) -> Node:
        node = self.argument(command)
        letters = node.items if isinstance(node, Row) else (node,)
        if not all(isinstance(letter, Symbol) for letter in letters):
            raise self.fail("unknown", "only letters can be bold", command)
        return row([Symbol(letter.text, bold=True) for letter in letters if isinstance(letter, Symbol)])

    def left(self, token: _Token) -> Node:
        opening = self.delimiter(token)
        body = self.row()
        if not (self.token.kind == "command" and self.token.text == "right"):
            raise self.fail("bracket", "this \\left has no \\right", token)
        return Fenced(opening, body, self.delimiter(self.advance()))

    def delimiter(self, command: _Token) -> str:
        token = self.token
        if token.kind == "sign" and token.text in "()[]|.":
            self.advance()
            return "" if token.text == "." else token.text
        if token.kind == "command" and token.text in _BRACKETS:
            self.advance()
            return _BRACKETS[token.text]
        raise self.fail("bracket", f"\\{command.text} needs a bracket after it", command)

    def scripted(self, base: Node) -> Node:
        """The base with the scripts and primes that follow it."""
        sub: Node | None = None
        sup: Node | None = None
        primes = 0
        while self.token.kind in ("script", "prime"):
            token = self.advance()
            if token.kind == "prime":
                if primes or sup is not None:
                    message = "primes stand together, before the power"
                    raise self.fail("script", message, token, "write x'^2, or x''")
                primes = len(token.text)
            elif (sub if token.text == "_" else sup) is not None:
                where = "an index" if token.text == "_" else "a power"
                hint = f"put braces around what it belongs to: {{x{token.text}a}}"
                raise self.fail("script", f"this has {where} already", token, hint)
            elif token.text == "_":
                sub = _as_index(self.script(token))
            else:
                sup = self.script(token)
        if primes:
            marks = Symbol(PRIME * primes)
            sup = marks if sup is None else Row((marks, *(sup.items if isinstance(sup, Row) else (sup,))))
        return base if sub is None and sup is None else Script(base, sub, sup)

    def script(self, token: _Token) -> Node:
        following = self.token
        if following.kind == "number":
            return self.digit()
        if following.kind in ("end", "close", "script", "prime"):
            raise self.fail("incomplete", f"nothing follows this {token.text}", token)
        if following.kind == "sign":
            self.advance()
            if following.text == "*" or (following.text in "+-" and self.token.kind not in ("number", "letter")):
                return Symbol(following.text.replace("-", "−"))
            hint = f"put the whole in braces: {token.text}{{...}}"
            raise self.fail("script", f"{following.text} would stand there alone", following, hint)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("deep", f"more than {MAX_DEPTH} levels cannot be read")
        node = self.atom()
        self.depth -= 1
        if isinstance(node, Row) and not node.items:
            raise self.fail("empty", "these braces are empty", following)
        return node


_FORMS = {"frac": r"write \frac{a}{b}", "tfrac": r"write \tfrac{a}{b}", "sqrt": r"write \sqrt{x}"}


def _follows_operand(items: list[Node]) -> bool:
    """Whether what comes after these is multiplied with the last of them, and a minus sign subtracts from it."""
    last = next((item for item in reversed(items) if not isinstance(item, Space)), None)
    if isinstance(last, Operator):
        return last.kind == "postfix"
    return last is not None and not (isinstance(last, Script) and isinstance(last.base, Operator))


def _plain_digits(written: str) -> str:
    digits = written.replace("{,}", "")
    return f"0{digits}" if digits.startswith(".") else digits


def _join_scientific(items: list[Node], power: Script) -> bool:
    """Makes one number of `8.64 \\times 10^{19}`, so that every target can write it in its own way."""
    match items, power:
        case [*before, Number(digits, 0, False), Operator("×")], Script(Number("10"), None, exponent):
            match exponent:
                case Number(zeros):
                    sign = 1
                case Row((Operator("−", "prefix"), Number(zeros))):
                    sign = -1
                case _:
                    return False
            divided = bool(before) and isinstance(before[-1], Operator) and before[-1].text == "/"
            if divided or not zeros.isdigit() or len(zeros) > 3:
                return False
            items[-2:] = [Number(digits, sign * int(zeros))]
            return True
    return False


def _as_index(node: Node) -> Node:
    """An index of several letters that spell a word is that word: the `opt` of N_{opt}."""
    if isinstance(node, Row) and all(isinstance(item, Symbol) for item in node.items):
        letters = "".join(item.text for item in node.items if isinstance(item, Symbol) and not item.bold)
        if len(letters) == len(node.items) and letters.isascii() and indices(letters) is None:
            return Text(letters)
    return node


def _arguments(body: Node) -> list[Node]:
    items = body.items if isinstance(body, Row) else (body,)
    arguments: list[list[Node]] = [[]]
    for item in items:
        if isinstance(item, Operator) and item.text == ",":
            arguments.append([])
        else:
            arguments[-1].append(item)
    return [row(argument) if argument else Row(()) for argument in arguments]


def _is_bar(node: Node, kind: OperatorKind) -> bool:
    return isinstance(node, Operator) and node.text == "|" and node.kind == kind


def _bar_kind(items: list[Node]) -> OperatorKind:
    """How a bar stands after these: as a prefix where it opens, as a postfix where it closes one that did.

    Any other is a relation: the bar of `P(a | b)`.
    """
    opened = 0
    for item in items:
        opened += _is_bar(item, "prefix") - _is_bar(item, "postfix")
    if _follows_operand(items):
        return "postfix" if opened else "relation"
    return "prefix" if opened < MAX_BARS else "relation"


def _with_bars(items: list[Node]) -> list[Node]:
    """The items of a row with what stands between two bars made one; an opening bar without its closing one stays."""
    done: list[Node] = []
    opened: list[int] = []
    for item in items:
        if _is_bar(item, "prefix"):
            opened.append(len(done))
        elif _is_bar(item, "postfix"):
            start = opened.pop()
            done[start:] = [Fenced("|", row(done[start + 1 :]), "|")]
            continue
        done.append(item)
    return done
