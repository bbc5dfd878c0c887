"""What LaTeX puts below and above an operand, and what a command takes without braces."""

from __future__ import annotations

from abc import abstractmethod

from studybot.notation.latex_brackets import BracketReader
from studybot.notation.latex_commands import FORMS, OPERATORS
from studybot.notation.latex_tokens import LatexToken
from studybot.notation.letters import indices
from studybot.notation.tree import PRIME, Node, Number, Row, Script, Symbol, Text

# A formula in a sentence has about 5 levels; what goes far beyond is a mistake or an attack.
MAX_DEPTH = 20


class ScriptReader(BracketReader):
    """Reads scripts, primes and the arguments of commands."""

    @abstractmethod
    def atom(self) -> Node:
        """One operand without its scripts."""

    def deeper(self) -> None:
        """Goes one level down, if that is not too deep. Going up is the caller's."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("deep", f"more than {MAX_DEPTH} levels cannot be read")

    def piece(self, empty: str) -> Node:
        """A group or one other operand, which is not nothing: `empty` says what to tell then."""
        start = self.token
        self.deeper()
        node = self.atom()
        self.depth -= 1
        if isinstance(node, Row) and not node.items:
            raise self.fail("empty", empty, start)
        return node

    def argument(self, command: LatexToken) -> Node:
        """What a command applies to: a group, one digit or one other piece."""
        token = self.token
        if token.kind in ("end", "close") or (token.kind == "command" and token.text in OPERATORS):
            hint = FORMS.get(command.text)
            raise self.fail("incomplete", f"\\{command.text} has too little after it", command, hint)
        if token.kind == "number":
            return self.digit(FORMS.get(command.text))
        return self.piece(f"\\{command.text} has an empty group after it")

    def digit(self, hint: str | None = None) -> Node:
        """A number without braces, which for TeX is its first digit alone: an error unless it has just one."""
        token = self.advance()
        if len(token.text) > 1:
            hint = hint or f"write {{{token.text}}}"
            raise self.fail("script", "without braces the first digit would be taken alone", token, hint)
        return Number(token.text)

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
        ahead = self.tokens[self.at : self.at + 3]
        if [token.kind for token in ahead] == ["open", "sign", "close"] and ahead[1].text in "*+-":
            self.at += 3
            return Symbol(ahead[1].text.replace("-", "−"))
        return self.piece("these braces are empty")


def _as_index(node: Node) -> Node:
    """An index of several letters that spell a word is that word: the `opt` of N_{opt}."""
    if isinstance(node, Row) and all(isinstance(item, Symbol) for item in node.items):
        letters = "".join(item.text for item in node.items if isinstance(item, Symbol) and not item.bold)
        if len(letters) == len(node.items) and letters.isascii() and indices(letters) is None:
            return Text(letters)
    return node
