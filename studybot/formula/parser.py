"""From tokens to a tree: a Pratt parser, one for authors' formulas and students' answers."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from studybot.formula.errors import FormulaError
from studybot.formula.functions import ALSO_NAMES, ARITY, CONSTANTS, SPELLINGS
from studybot.formula.grammar import DATA, FORMULA, PRICE_LETTERS, SPELLED_OUT, Grammar
from studybot.formula.literals import LiteralParser
from studybot.formula.run_together import split
from studybot.formula.safely import shown_safely
from studybot.formula.tokens import Token, out_of_range
from studybot.formula.tree import Binary, Call, Compound, Listing, Name, Node, Number, Unary, UnitFactor
from studybot.formula.unit_table import BUILT_IN, Units, unit
from studybot.formula.units import MONEY, NO_UNIT, TIME, Unit

__all__ = ["DATA", "FORMULA", "Grammar", "parse", "parse_chain", "parse_unit"]

_OR, _AND, _NOT, _COMPARE, _RANGE, _SUM, _PRODUCT, _QUANTITY, _SIGN, _POWER, _POSTFIX = range(10, 120, 10)
_INFIX = {
    "or": _OR, "and": _AND,
    "<": _COMPARE, "<=": _COMPARE, ">": _COMPARE, ">=": _COMPARE, "=": _COMPARE, "!=": _COMPARE,
    "..": _RANGE,
    "+": _SUM, "-": _SUM,
    "*": _PRODUCT, "×": _PRODUCT, "·": _PRODUCT, "/": _PRODUCT,
    "^": _POWER,
}  # fmt: skip
_WORDS_INFIX = {"and": "and", "or": "or", "per": "/"}
_COMPARISONS = {"<", "<=", ">", ">=", "=", "!="}
_PERCENT_WORDS = {"percent", "pct"}
_METRE, _MINUTE = unit("m"), unit("min")


def parse(text: str, grammar: Grammar) -> Node:
    """The tree of a text. Raises `FormulaError`, which points at what cannot be read and says what would be right."""
    return _Parser(text, grammar).whole()


def parse_chain(text: str, grammar: Grammar) -> tuple[Node, ...]:
    """The forms of a chain `a = b = c`, which say the same thing in several ways; one form where there is no `=`."""
    return _Parser(text, grammar).chain()


# A question names each of its units five times.
@lru_cache(maxsize=1000)
def parse_unit(text: str, units: Units = BUILT_IN) -> Unit:
    """A unit by itself, such as `USD/hour` or `1/s`. Raises `FormulaError` where it is none."""
    lead = "" if text.lstrip().startswith("1") else "1 "
    try:
        tree = parse(lead + text, Grammar(units=units))
    except FormulaError as fault:
        place = fault.start - len(lead)
        raise FormulaError("formula.unit", fault.message, text, place, place + 1, hint=fault.hint) from None
    match tree:
        case Binary("*", Number(text="1"), UnitFactor(unit)):
            return unit
        case Binary("/", Number(text="1"), UnitFactor(unit)):
            return NO_UNIT.times(unit, -1)
    raise FormulaError("formula.unit", "this is not a unit", text, 0, len(text), hint="for example GB, s or USD/hour")


class _Parser(LiteralParser):
    def __init__(self, text: str, grammar: Grammar) -> None:
        super().__init__(text, grammar)
        self.bars = 0
        self.calls = 0

    # -- the grammar

    def whole(self) -> Node:
        if self.at_end():
            raise self.fail("empty", "there is nothing to read")
        node = self.expression(0)
        if not self.at_end():
            raise self.leftover()
        return node

    def chain(self) -> tuple[Node, ...]:
        forms = [self.expression(_COMPARE)]
        while self.is_op("="):
            self.advance()
            forms.append(self.expression(_COMPARE))
        if len(forms) == 1:
            self.at = self.depth = 0
            return (self.whole(),)
        if not self.at_end():
            raise self.leftover()
        return tuple(forms)

    def leftover(self) -> FormulaError:
        token = self.token
        if token.text in (")", "]", "}"):
            return self.fail("bracket", f"this {token.text} closes nothing")
        if token.kind in ("number", "fraction"):
            hint: str | None = "put an operator between them"
            if token.kind == "number" and self.peek().text == "/":
                before, below = self.tokens[self.at - 1].text, self.peek(2).text
                hint = f"for a mixed number write {shown_safely(before)} + {token.text}/{shown_safely(below)}"
            return self.fail("operator", "two numbers stand side by side", hint=hint)
        if token.text == "..":
            return self.fail("range", "an answer is one number, not a range of them")
        if token.text == ",":
            hint = "the decimal sign is a point" if self.peek().kind == "number" else None
            return self.fail("comma", "a comma has no meaning here", hint=hint)
        if token.text == ":":
            return self.fail("colon", "a colon has no meaning here", hint="write 1 h 30 min, or 90 min")
        return self.fail("syntax", f"{shown_safely(token.text)} has no meaning here")

    def expression(self, binding: int) -> Node:
        self.deeper()
        node = self.operand()
        while True:
            extended = self.extend(node, binding)
            if extended is None:
                self.depth -= 1
                return node
            node = extended

    def extend(self, left: Node, binding: int) -> Node | None:
        """`left` with the next operator and its operand, or None where that binds less than `binding` asks."""
        token = self.token
        if token.kind == "end":
            return None
        if token.kind == "superscript":
            if binding >= _POWER:
                return None
            self.advance()
            if len(token.text) > 9:
                raise out_of_range(self.text, token.start, token.end, large=True)
            exponent = self.power_of(Number(float(token.text), token.text, start=token.start, end=token.end))
            return Binary("^", left, exponent, start=left.start, end=token.end)
        if token.kind == "op" and token.text in ("!", "%"):
            if self.tokens[self.at - 1].text == token.text:
                hint = "write (3!)! if you mean that" if token.text == "!" else None
                raise self.fail("twice", f"{token.text} stands twice", token, hint=hint)
            self.advance()
            return Unary(token.text, left, start=left.start, end=token.end)
        if token.text in ("and", ",") and not self.calls and self.units is not None and self.peek().kind == "number":
            compound = self.compound(left, binding, 1)
            if compound is not None:
                return compound
        operator = token.text if token.kind == "op" else _WORDS_INFIX.get(token.text, "")
        if operator == ".." and self.units is not None:
            return None  # an answer that is one number
        if operator in _INFIX and not (token.text == "per" and (self.units is None or self.unit_starts(1))):
            return self.infix(left, operator, binding)
        return self.side_by_side(left, binding)

    @staticmethod
    def power_of(number: Number) -> Node:
        """A signed literal as the tree has it: the sign apart from the digits."""
        if number.text[0] not in "+-":
            return number
        digits = Number(abs(number.value), number.text[1:], start=number.start, end=number.end)
        return Unary("-", digits, start=number.start, end=number.end) if number.text[0] == "-" else digits

    def infix(self, left: Node, operator: str, binding: int) -> Node | None:
        power = _INFIX[operator]
        if power <= binding:
            return None
        token = self.advance()
        right: Node
        if operator == "^" and self.is_transpose():
            end = self.advance().end
            return Unary("T", left, start=left.start, end=end)
        if operator == "^":
            right = self.expression(power - 1)
        elif power == _PRODUCT and self.token.kind != "number" and self.unit_follows():
            # `60/min`, `5*kg`: a unit by itself, which here has its number before the sign.
            right = self.bare_divisor() if operator == "/" else self.unit_product()
        elif power == _PRODUCT and (self.unit_end > left.start or self.grammar.own_units):
            # In `200 TB / 4.8 TB/s` each number has its own unit; in `60/41.67 tokens/min` the unit is the quotient's.
            right = self.with_own_unit()
        else:
            right = self.expression(power)
        if operator == "/" and self.units is not None:
            self.check_divisor(left, right)
        if operator in _COMPARISONS and isinstance(left, Binary) and left.op in _COMPARISONS:
            raise self.fail("comparison", "comparisons cannot be chained", token, hint="join them with `and`")
        if operator == ".." and isinstance(left, Binary) and left.op == "..":
            raise self.fail("range", "positions run from one end to the other", token, hint="write first..last")
        name = "*" if operator in ("×", "·") else operator
        return Binary(name, left, right, start=left.start, end=right.end)

    def is_transpose(self) -> bool:
        """Whether the T of `A^T` stands here: where T is a name of numbers, `A^(T)` is its power."""
        names = self.grammar.names
        if self.token.text == "⊤":
            return True
        return self.units is None and self.token.text == "T" and (names is None or "T" not in names)

    def bare_divisor(self) -> UnitFactor:
        """The unit after the division sign of `60/min`."""
        if self.is_op("(", "["):
            return self.unit_product()
        divisor = self.unit_divisor()
        return self.finished(divisor.unit, divisor.start, divisor.end)

    def check_divisor(self, left: Node, right: Node) -> None:
        """Refuses `1/3 %` and `1/2 million`, of which the one or the other half may be meant to be scaled."""
        last = self.tokens[self.at - 1]
        if isinstance(right, Unary) and right.op == "%" and last.text != ")":
            doubtful = True
        else:
            doubtful = (
                last.text in SPELLED_OUT and isinstance(left, Number) and left.text.isdigit() and left.value < 100
            )
        if doubtful and isinstance(right, Unary | Number) and self.tokens[self.at - 2].kind == "number":
            message = f"{shown_safely(last.text)} may belong to the fraction or to what divides"
            raise FormulaError("formula.scaled-divisor", message, self.text, left.start, right.end, hint="use brackets")

    def with_own_unit(self) -> Node:
        """An operand of a product, with the unit that follows it."""
        node = self.expression(_PRODUCT)
        while self.unit_follows():
            unit = self.unit_product()
            node = Binary("*", node, unit, start=node.start, end=unit.end)
        return node

    def side_by_side(self, left: Node, binding: int) -> Node | None:
        """A product without a sign, a unit after a number, a compound quantity."""
        token = self.token
        if token.kind == "name" and self.units is not None:
            words = 2 if token.text == "per" and self.peek().text == "cent" else 1
            if words == 2 or token.text in _PERCENT_WORDS:
                self.at += words
                return Unary("%", left, start=left.start, end=self.tokens[self.at - 1].end)
            if token.text == "of" and isinstance(left, Unary) and left.op == "%":
                return self.infix(left, "*", binding)
        if token.kind == "number" and not self.unit_follows():
            return self.compound(left, binding, 0)
        if self.units is not None and token.kind == "name" and token.text in (self.grammar.names or ()):
            self.check_meaning(token)
        begins = token.kind in ("name", "number") or token.text in ("(", "[", "√", "$", "¢")
        begins = begins or (token.text == "|" and not self.bars)
        if not begins or binding >= _PRODUCT or token.text in ("and", "or", "not"):
            return None
        if self.unit_follows():
            unit = self.unit_product()
            return Binary("*", left, unit, start=left.start, end=unit.end)
        if token.text == "[":
            return None
        if token.kind == "op" and left.start < self.unit_end == self.tokens[self.at - 1].end:
            # 41.67 s (0.69 min)
            hint = "give one number, or put an operator between them"
            raise self.fail("operator", "a bracket stands right after a unit", hint=hint)
        right = self.expression(_PRODUCT)
        return Binary("*", left, right, start=left.start, end=right.end)

    def check_meaning(self, token: Token) -> None:
        """Refuses `60 tokens` where tokens are also a quantity: it may be a product or a unit."""
        assert self.units is not None
        before = self.tokens[self.at - 1]
        if self.units.get(token.text) is not None and (before.kind == "number" or before.text in SPELLED_OUT):
            message = f"{shown_safely(token.text)} is a quantity here, and also a unit"
            hint = "write * before the quantity, or another word for the unit"
            raise self.fail("two-meanings", message, token, hint=hint)

    def compound(self, left: Node, binding: int, skipped: int) -> Node | None:
        """`1 h 30 min`: quantities of one dimension side by side, each unit smaller than the one before.

        `skipped` counts the tokens between them: none, or the comma of `1 hour, 30 minutes`.
        """
        last = left.terms[-1] if isinstance(left, Compound) else left
        before = _literal_unit(last)
        if before is None or binding >= _QUANTITY:
            return None
        self.at += skipped
        at, token = self.at, self.token
        following = self.with_own_unit()
        after = _literal_unit(following)
        if after == _METRE and before.dimension == TIME and isinstance(following, Binary):
            after = _MINUTE  # 1h 30m
            minutes = UnitFactor(after, start=following.right.start, end=following.right.end)
            following = Binary("*", following.left, minutes, start=following.start, end=following.end)
        if after is None or after.dimension != before.dimension or not after.factor < before.factor:
            hint = "put an operator between them"
            if isinstance(following, Number) and before.dimension == TIME:
                hint = "name both units, as in 1 h 30 min, or use one"
            elif token.start == self.tokens[at - 1].end and self.tokens[at - 1].kind == "name":
                raise self.unknown_word(self.tokens[at - 1])  # 20 A100
            raise self.fail("operator", "two numbers stand side by side", token, hint=hint)
        terms = (*left.terms, following) if isinstance(left, Compound) else (left, following)
        return Compound(terms, start=left.start, end=following.end)

    def operand(self) -> Node:
        token = self.token
        match token.kind:
            case "number":
                self.advance()
                return self.scaled(Number(float(token.text), token.text, start=token.start, end=token.end))
            case "fraction":
                return self.times_word(self.fraction())
            case "name":
                return self.named()
            case "op" if token.text in ("-", "+"):
                self.advance()
                inner = self.expression(_SIGN)
                return Unary("-", inner, start=token.start, end=inner.end) if token.text == "-" else inner
            case "op" if token.text == "(":
                self.advance()
                bars, self.bars = self.bars, 0
                inner = self.expression(0)
                self.bars = bars
                if self.units is None and self.is_op(","):
                    return self.listing(token, ")", [inner])
                closing = self.expect(")", token)
                return replace(inner, start=token.start, end=closing.end)
            case "op" if token.text == "[" and self.units is None:
                self.advance()
                return self.listing(token, "]", [] if self.is_op("]") else [self.expression(0)])
            case "op" if token.text == "|":
                self.advance()
                self.bars += 1
                inner = self.expression(0)
                self.bars -= 1
                closing = self.expect("|", token)
                return Call("abs", (inner,), start=token.start, end=closing.end)
            case "op" if token.text == "√":
                self.advance()
                inner = self.expression(_POWER)
                return Call("sqrt", (inner,), start=token.start, end=inner.end)
            case "op" if token.text in ("$", "¢") and self.units is not None:
                return self.price()
            case "end":
                raise self.fail("incomplete", "something is missing at the end")
            case "superscript":
                raise self.fail("syntax", "a power has nothing before it")
        if token.text in (")", "]", "}") and self.at and self.tokens[self.at - 1].text in ("(", "[", "{"):
            raise self.fail("empty", "these brackets are empty")
        raise self.fail("syntax", f"{shown_safely(token.text)} cannot stand here")

    def listing(self, opening: Token, closing: str, items: list[Node]) -> Node:
        """The rest of a list after its first item; in an author's formula also of an interval such as `[a, b)`."""
        while self.is_op(",", ";"):
            self.advance()
            items.append(self.expression(0))
        if self.grammar.names is None and len(items) == 2 and self.is_op(")", "]"):
            ends = f"{opening.text}{self.token.text}"
            return Listing(tuple(items), ends, start=opening.start, end=self.advance().end)
        end = self.expect(closing, opening).end
        return Listing(tuple(items), start=opening.start, end=end)

    def price(self) -> Node:
        """`$18.18`, `$1.50/hour`, `$-5`, `$5.20 USD`: the unit before its number."""
        assert self.units is not None
        sign = self.advance()
        if sign.kind == "name" and self.is_op("$"):
            self.advance()  # USD $5
        unit = self.units.get(sign.text)
        number: Node
        if self.token.kind == "number":
            token = self.advance()
            digits = Number(float(token.text), token.text, start=token.start, end=token.end)
            number = self.scaled(digits, PRICE_LETTERS)
        elif self.token.kind == "fraction" or self.is_op("(", "-"):
            number = self.expression(_SIGN)
        else:
            raise self.fail("incomplete", f"a number should follow {shown_safely(sign.text)}")
        assert unit is not None
        found = self.unit_at(self.at)
        if found is not None and found[0] == unit and sign.text != self.token.text:
            self.at += found[1]
        end = self.tokens[self.at - 1].end
        if (self.is_op("/") or self.token.text in ("per", "a", "an")) and self.unit_starts(1):
            tail = self.unit_tail(unit)
            unit, end = tail.unit, tail.end or end
        factor = self.finished(unit, sign.start, end)
        return Binary("*", number, factor, start=sign.start, end=end)

    # -- names

    def named(self) -> Node:
        token = self.token
        text = SPELLINGS.get(token.text, token.text)
        word = None if self.units is None else SPELLED_OUT.get(token.text)
        if word is not None and self.at and self.tokens[self.at - 1].text in ("/", "per"):
            self.advance()  # $120 per million tokens
            return Number(10.0**word, f"1e{word}", start=token.start, end=token.end)
        if text == "not":
            self.advance()
            inner = self.expression(_NOT)
            return Unary("not", inner, start=token.start, end=inner.end)
        allowed = self.grammar.names
        if text in ARITY and (allowed is None or token.text not in allowed or self.is_identity()):
            following = self.peek()
            if following.text == "(":
                return self.call(text)
            if self.units is None and text not in ALSO_NAMES and self.split_name():
                return self.named()  # d, e and t written together
            if text not in ALSO_NAMES and (self.units is None or self.units.get(token.text) is None):
                hint = f"write {token.text}({following.text if following.kind == 'number' else '...'})"
                raise self.fail("function", f"the function {token.text} needs brackets", hint=hint)
        if allowed is None or token.text in allowed:
            self.advance()
            return Name(token.text, start=token.start, end=token.end)
        constant = {"π": "pi"}.get(token.text, token.text)
        if constant in CONSTANTS and not (constant == "e" and "e" in self.grammar.foreign):
            self.advance()
            return Name(constant, start=token.start, end=token.end)
        if self.units is None and self.split_name():
            return self.named()
        if self.units is not None and token.text not in self.grammar.foreign:
            unit = self.units.get(token.text)
            if unit is not None and unit.dimension == MONEY and self.is_price_at(self.at):
                return self.price()
            if unit is not None:
                message = f"the unit {token.text} needs a number before it"
                raise self.fail("unit-alone", message, hint=f"write 1 {token.text} if one is meant")
        raise self.unknown()

    def is_identity(self) -> bool:
        """Whether this is `I(3)`, which is a product for nobody, also where `I` itself is a name."""
        size, after = self.peek(2), self.peek(3)
        return self.token.text == "I" and self.peek().text == "(" and size.text.isdigit() and after.text == ")"

    def split_name(self) -> bool:
        """`mn` is m times n where those are declared and `mn` is not: one token becomes several."""
        token = self.token
        names = split(token.text, frozenset(self.grammar.names or ()))
        if not names:
            return False
        place = token.start
        pieces: list[Token] = []
        for name in names:
            pieces.append(Token("name", name, place, place + len(name), token.spaced and not pieces))
            place += len(name)
        self.tokens[self.at : self.at + 1] = pieces
        return True

    def call(self, name: str) -> Node:
        token = self.advance()
        opening = self.advance()
        arguments: list[Node] = []
        self.calls += 1
        if not self.is_op(")"):
            arguments.append(self.expression(0))
            while self.is_op(",", ";"):
                self.advance()
                arguments.append(self.expression(0))
        closing = self.expect(")", opening)
        self.calls -= 1
        fewest, most = ARITY[name]
        if not fewest <= len(arguments) <= most:
            several = f"{fewest} or more" if most > 3 else str(most) if fewest == most else f"{fewest} or {most}"
            wanted = "one argument" if most == 1 else f"{several} arguments"
            raise self.fail("arguments", f"{token.text} takes {wanted}, not {len(arguments)}", token)
        if name == "diff" and not isinstance(arguments[1], Name):
            raise self.fail("arguments", "diff takes a formula and the name to differentiate by", token)
        return Call(name, tuple(arguments), start=token.start, end=closing.end)


def _literal_unit(node: Node) -> Unit | None:
    """The unit of a literal quantity (`30 min`, `5 dollars`), or None for anything else."""
    match node:
        case Binary("*", Number(), UnitFactor(unit)) if unit.is_measure or unit.dimension == MONEY:
            return unit
    return None
