"""Reads the subset of LaTeX that banks use between dollars. What the tree cannot hold is an error, with its place."""

from __future__ import annotations

from functools import lru_cache

from studybot.formula.errors import FormulaError
from studybot.notation.latex_commands import (
    ACCENTS,
    ALPHABETS,
    BARS,
    BOLD,
    BRACES,
    BRACKETS,
    CLOSING,
    FORMS,
    FUNCTIONS,
    LETTERS,
    NARROW,
    NO_SPACES,
    OPENING,
    OPERATORS,
    SIGNS,
    WIDE,
    WORDS,
)
from studybot.notation.latex_scripts import ScriptReader
from studybot.notation.latex_tokens import LatexToken
from studybot.notation.tree import (
    Accent,
    Brace,
    Call,
    Fenced,
    Fraction,
    Node,
    Number,
    Operator,
    Root,
    Row,
    Script,
    Space,
    Symbol,
    Text,
    ranges,
    row,
)

# A formula in a sentence has under 100 characters, and bars in bars at most once; what goes far beyond is a mistake or
# an attack.
MAX_LENGTH = 1_000
MAX_BARS = 3


@lru_cache(maxsize=2_000)
def read_latex(text: str) -> Node:
    """The tree of what stands between two dollars.

    Raises `FormulaError` (`notation.unknown`, `.bracket`, `.script`, `.incomplete`, `.long`, `.deep`, `.empty`), which
    points at what cannot be read and says what would be right.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("notation.long", f"at most {MAX_LENGTH} characters can be read", text, MAX_LENGTH, len(text))
    return _Reader(text).whole()


class _Reader(ScriptReader):
    """Reads rows: operands, signs, bars and spaces side by side."""

    def whole(self) -> Node:
        if self.token.kind == "end":
            raise self.fail("empty", "there is nothing to read")
        node = self.row()
        token = self.token
        if token.kind != "end":
            name = self.text[token.start : token.end]
            if token.text in ("&", "\\"):
                raise self.fail("unknown", f"{name} stands in matrices and cases only", hint=FORMS["begin"])
            raise self.fail("bracket", f"this {name} closes nothing")
        return node

    def row(self) -> Node:
        """Everything up to what closes it, which is left to the caller."""
        self.deeper()
        items: list[Node] = []
        while not self.ends():
            self.item(items)
        self.depth -= 1
        return row(items) if items else Row(())

    def ends(self) -> bool:
        token = self.token
        return (
            token.kind in ("end", "close")
            or (token.kind == "command" and token.text in ("right", "end", "\\"))
            or token.text == "&"
            or self.closing() is not None
        )

    def item(self, items: list[Node]) -> None:
        """Reads the next piece into the items of its row."""
        token = self.token
        if token.kind == "command" and token.text in NARROW | WIDE | NO_SPACES:
            self.advance()
            if token.text not in NO_SPACES:
                items.append(Space(wide=token.text in WIDE))
            return
        if token.kind in ("script", "prime"):
            raise self.fail("script", f"{token.text} has nothing before it")
        if bar := self.bar():
            self.advance()
            self.barred(items, bar)
            return
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
            found = SIGNS.get(token.text)
        elif token.kind == "command":
            found = OPERATORS.get(token.text)
        if found is None:
            return None
        self.advance()
        text, kind = found
        if text in ("−", "+", "±") and not _follows_operand(items):
            kind = "prefix"
        elif kind in ("slash", "range") and token.spaced and self.token.spaced:
            kind = "binary" if kind == "slash" else "relation"
        return Operator(text, kind)

    def bar(self) -> str | None:
        """The bar that the next token is, single or double."""
        token = self.token
        if token.kind == "sign":
            return "|" if token.text == "|" else None
        return BARS.get(token.text) if token.kind == "command" else None

    def barred(self, items: list[Node], bar: str) -> None:
        """Reads on after a bar: it opens, or closes one before it, or is the relation of `P(a | b)`."""
        opened = [place for place, item in enumerate(items) if item == Operator(bar, "prefix")]
        if not _follows_operand(items):
            items.append(Operator(bar, "prefix" if len(opened) < MAX_BARS else "relation"))
        elif opened:
            items[opened[-1] :] = [self.scripted(Fenced(bar, row(items[opened[-1] + 1 :]), bar))]
        else:
            items.append(Operator(bar, "relation"))

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
            case "sign" if token.text in OPENING:
                self.advance()
                return self.fenced(token.text, token)
            case "command":
                return self.command()
            case "end":
                raise self.fail("incomplete", "something is missing at the end")
            case "sign" if token.text == "*":
                raise self.fail_unknown(token.start)
        raise self.fail("incomplete", f"something is missing before {self.text[token.start : token.end]}")

    def command(self) -> Node:
        token = self.advance()
        name = token.text
        if name in LETTERS:
            return Symbol(LETTERS[name])
        if name in ("frac", "tfrac", "dfrac"):
            above = self.argument(token)
            return Fraction(above, self.argument(token))
        if name == "binom":
            above = self.argument(token)
            return Call(name, (above, self.argument(token)))
        if name == "sqrt":
            index = self.root_index() if self.token.text == "[" else None
            return Root(self.argument(token), index)
        if name in WORDS:
            words = self.advance().text
            return self.function(words) if name == "operatorname" else Text(words)
        if name in FUNCTIONS:
            return self.function(name)
        if name in ACCENTS:
            return Accent(ACCENTS[name], self.argument(token))
        if name in BRACES:
            return self.brace(token)
        if name in BOLD:
            return self.bold(token)
        if name in ALPHABETS:
            return self.letter(token)
        if name == "begin":
            return self.environment(token)
        if name == "left":
            return self.left(token)
        if (bracket := BRACKETS.get(name)) in OPENING:
            return self.fenced(bracket or "", token)
        if name in OPERATORS or name in NARROW | WIDE | NO_SPACES or name == "right" or bracket in CLOSING:
            raise self.fail("incomplete", f"something is missing before \\{name}", token)
        raise self.fail_command(token)

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
        if name == "arg" and self.token.kind == "command" and self.token.text in ("max", "min"):
            name = f"arg {self.advance().text}"
        following = self.token
        if following.kind == "sign" and following.text == "(":
            self.advance()
            fenced = self.fenced("(", following)
        elif following.kind == "command" and following.text == "left" and self.tokens[self.at + 1].text == "(":
            self.advance()
            fenced = self.left(following)
        else:
            return Text(name)
        if fenced.closing != ")":
            return Row((Text(name), fenced))
        return Call(name, tuple(_arguments(fenced.body)))

    def brace(self, command: LatexToken) -> Node:
        sign, above = BRACES[command.text]
        body = self.argument(command)
        token = self.token
        if token.kind != "script" or token.text != sign:
            return Brace(body, None, above)
        self.advance()
        return Brace(body, self.script(token), above)

    def bold(self, command: LatexToken) -> Node:
        node = self.argument(command)
        letters = [
            Symbol(item.digits) if isinstance(item, Number) else item
            for item in (node.items if isinstance(node, Row) else (node,))
        ]
        if not all(isinstance(letter, Symbol) for letter in letters):
            raise self.fail("unknown", "only letters and digits can be bold", command)
        return row([Symbol(letter.text, bold=True) for letter in letters if isinstance(letter, Symbol)])

    def letter(self, command: LatexToken) -> Node:
        """A letter of another alphabet."""
        plain, alphabet = self.argument(command), ALPHABETS[command.text]
        name = plain.digits if isinstance(plain, Number) else plain.text if isinstance(plain, Symbol) else ""
        if name not in alphabet:
            known = "a capital letter, or 1" if "1" in alphabet else "a capital letter"
            raise self.fail("unknown", f"\\{command.text} applies to {known}", command, FORMS[command.text])
        return Symbol(alphabet[name])


def _follows_operand(items: list[Node]) -> bool:
    """Whether what comes after these is multiplied with the last of them, and a minus sign subtracts from it."""
    last = next((item for item in reversed(items) if not isinstance(item, Space)), None)
    if isinstance(last, Operator):
        return last.kind == "postfix"
    return last is not None and not ranges(last)


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


def _arguments(body: Node) -> list[Node]:
    items = body.items if isinstance(body, Row) else (body,)
    arguments: list[list[Node]] = [[]]
    for item in items:
        if isinstance(item, Operator) and item.text == ",":
            arguments.append([])
        else:
            arguments[-1].append(item)
    return [row(argument) if argument else Row(()) for argument in arguments]
