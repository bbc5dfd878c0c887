"""Reads the subset of LaTeX that banks use between dollars. What the tree cannot hold is an error, with its place."""

from __future__ import annotations

from functools import lru_cache

from studybot.formula.errors import FormulaError
from studybot.notation.latex_commands import (
    ACCENTS,
    BARS,
    BLACKBOARD,
    BRACKETS,
    CLOSED_BY,
    CLOSING,
    FUNCTIONS,
    LETTERS,
    MATRICES,
    NARROW,
    NO_SPACES,
    OPENING,
    OPERATORS,
    SIGNS,
    WIDE,
    WORDS,
)
from studybot.notation.latex_tokens import LatexCursor, LatexToken
from studybot.notation.letters import indices
from studybot.notation.tree import (
    PRIME,
    Accent,
    Call,
    Fenced,
    Fraction,
    Matrix,
    Node,
    Number,
    Operator,
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


@lru_cache(maxsize=2_000)
def read_latex(text: str) -> Node:
    """The tree of what stands between two dollars.

    Raises `FormulaError` (`notation.unknown`, `.bracket`, `.script`, `.incomplete`, `.long`, `.deep`, `.empty`), which
    points at what cannot be read and says what would be right.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("notation.long", f"at most {MAX_LENGTH} characters can be read", text, MAX_LENGTH, len(text))
    return _Reader(text).whole()


class _Reader(LatexCursor):
    def whole(self) -> Node:
        if self.token.kind == "end":
            raise self.fail("empty", "there is nothing to read")
        node = self.row()
        token = self.token
        if token.kind != "end":
            name = self.text[token.start : token.end]
            if token.text in ("&", "\\"):
                raise self.fail("unknown", f"{name} stands in a matrix only", hint=_FORMS["begin"])
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

    def close_brace(self, opening: LatexToken) -> None:
        if (closing := self.closing()) is not None:
            raise self.fail("bracket", f"this {closing} closes nothing")
        if self.token.kind != "close":
            raise self.fail("bracket", "this brace is never closed: } is missing", opening)
        self.advance()

    def fenced(self, opening: str, token: LatexToken) -> Node:
        body = self.row()
        closing = self.closing()
        if closing is None or closing not in CLOSED_BY[opening]:
            shown = self.text[token.start : token.end]
            raise self.fail("bracket", f"this {shown} is never closed: {CLOSED_BY[opening][0]} is missing", token)
        self.advance()
        return Fenced(opening, body, closing)

    def command(self) -> Node:
        token = self.advance()
        name = token.text
        if name in LETTERS:
            return Symbol(LETTERS[name])
        if name in ("frac", "tfrac", "dfrac"):
            above = self.argument(token)
            return Fraction(above, self.argument(token))
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
        if name == "mathbf":
            return self.bold(token)
        if name == "mathbb":
            return self.blackboard(token)
        if name == "begin":
            return self.matrix(token)
        if name == "left":
            return self.left(token)
        if (bracket := BRACKETS.get(name)) in OPENING:
            return self.fenced(bracket or "", token)
        if name in OPERATORS or name in NARROW | WIDE | NO_SPACES or name == "right" or bracket in CLOSING:
            raise self.fail("incomplete", f"something is missing before \\{name}", token)
        raise self.fail_command(token)

    def argument(self, command: LatexToken) -> Node:
        """What a command applies to: a group, one digit or one other piece."""
        token = self.token
        if token.kind in ("end", "close") or (token.kind == "command" and token.text in OPERATORS):
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

    def bold(self, command: LatexToken) -> Node:
        node = self.argument(command)
        letters = node.items if isinstance(node, Row) else (node,)
        if not all(isinstance(letter, Symbol) for letter in letters):
            raise self.fail("unknown", "only letters can be bold", command)
        return row([Symbol(letter.text, bold=True) for letter in letters if isinstance(letter, Symbol)])

    def blackboard(self, command: LatexToken) -> Node:
        letter = self.argument(command)
        if not isinstance(letter, Symbol) or letter.text not in BLACKBOARD:
            raise self.fail("unknown", f"\\mathbb is known with {', '.join(BLACKBOARD)}", command)
        return Symbol(BLACKBOARD[letter.text])

    def matrix(self, command: LatexToken) -> Node:
        """What follows the `\\begin{pmatrix}` that has been read, up to its end."""
        name = self.advance().text
        if name not in MATRICES:
            raise self.fail("unknown", f"\\begin{{{name}}} is not known", command, _FORMS["begin"])
        rows: list[list[Node]] = [[]]
        while True:
            start = self.token
            entry = self.row()
            closing = self.token
            if entry == Row(()):
                raise self.fail("empty", "an entry is missing here", start)
            rows[-1].append(entry)
            if closing.text not in ("&", "\\", "end"):
                raise self.fail("bracket", f"this \\begin{{{name}}} has no \\end{{{name}}}", command)
            self.advance()
            if closing.text == "\\" and self.token.text == "end":  # the last row may be closed too
                closing = self.advance()
            if closing.text == "end":
                break
            if closing.text == "\\":
                rows.append([])
        ending = self.advance()
        if ending.text != name:
            raise self.fail("bracket", f"\\begin{{{name}}} is closed by \\end{{{name}}}", ending)
        if len({len(entries) for entries in rows}) > 1:
            raise self.fail("incomplete", "the rows of this matrix have unequal lengths", command)
        return Matrix(tuple(map(tuple, rows)), vector=len(rows[0]) == 1)

    def left(self, token: LatexToken) -> Node:
        opening = self.delimiter(token)
        body = self.row()
        if not (self.token.kind == "command" and self.token.text == "right"):
            raise self.fail("bracket", "this \\left has no \\right", token)
        return Fenced(opening, body, self.delimiter(self.advance()))

    def delimiter(self, command: LatexToken) -> str:
        token = self.token
        if token.kind == "sign" and token.text in "()[]|.":
            self.advance()
            return "" if token.text == "." else token.text
        if token.kind == "command" and (sign := BRACKETS.get(token.text) or BARS.get(token.text)):
            self.advance()
            return sign
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

    def script(self, token: LatexToken) -> Node:
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


_FORMS = {
    "frac": r"write \frac{a}{b}", "tfrac": r"write \tfrac{a}{b}", "sqrt": r"write \sqrt{x}",
    "mathbb": r"write \mathbb{R}", "begin": r"write \begin{pmatrix} a & b \\ c & d \end{pmatrix}",
}  # fmt: skip


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
