"""From tokens to a tree: a Pratt parser, one for authors' formulas and students' answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from studybot.formula.errors import FormulaError
from studybot.formula.functions import ARITY, CONSTANTS, SPELLINGS
from studybot.formula.tokens import Token, shown_safely, tokenize
from studybot.formula.tree import Binary, Call, Compound, Name, Node, Number, Unary, UnitFactor, walk
from studybot.formula.unit_table import BUILT_IN, Units, is_not_fixed
from studybot.formula.units import MONEY, NO_DIMENSION, NO_UNIT, Unit

# Deeper than any formula in use (the deepest in our banks has 9 levels), shallow enough for Python's own stack.
MAX_DEPTH = 60

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _QUANTITY, _SIGN, _POWER, _POSTFIX = range(10, 110, 10)
_INFIX = {
    "or": _OR, "and": _AND,
    "<": _COMPARE, "<=": _COMPARE, ">": _COMPARE, ">=": _COMPARE, "=": _COMPARE, "!=": _COMPARE,
    "+": _SUM, "-": _SUM,
    "*": _PRODUCT, "×": _PRODUCT, "·": _PRODUCT, "/": _PRODUCT,
    "^": _POWER,
}  # fmt: skip
_COMPARISONS = {"<", "<=", ">", ">=", "=", "!="}

_MULTIPLIER_WORDS = {
    "hundred": 2, "thousand": 3, "thousands": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9,
    "trillion": 12, "trillions": 12, "quadrillion": 15, "mn": 6, "mln": 6, "bn": 9, "tn": 12, "trn": 12,
}  # fmt: skip
# Letters mean thousands and millions only where nothing physical is asked for: 3 M of a volume would be a molarity.
_MULTIPLIER_LETTERS = {"k": 3, "K": 3, "M": 6, "B": 9, "T": 12}
_PERCENT_WORDS = {"percent", "pct"}


@dataclass(frozen=True)
class Grammar:
    """What a text may contain.

    `names`: names that may be used; None allows any. `units`: units that may stand in it; None for formulas, in which
    none may. `expects`: the unit that is asked for, which decides whether `175B` are bytes or billions; None if
    nothing is known. `foreign`: names that mean something in the question, but may not be typed in this answer.
    """

    names: Collection[str] | None = frozenset()
    units: Units | None = BUILT_IN
    expects: Unit | None = None
    foreign: Collection[str] = frozenset()
    grouping: bool = True


FORMULA = Grammar(names=None, units=None, grouping=False)
DATA = Grammar()


def parse(text: str, grammar: Grammar) -> Node:
    """The tree of a text. Raises `FormulaError`, which points at what cannot be read and says what would be right."""
    return _Parser(text, grammar).whole()


def parse_chain(text: str, grammar: Grammar) -> tuple[Node, ...]:
    """The forms of a chain `a = b = c`, which say the same thing in several ways; one form where there is no `=`."""
    return _Parser(text, grammar).chain()


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


class _Parser:
    def __init__(self, text: str, grammar: Grammar) -> None:
        self.text = text
        self.grammar = grammar
        self.units = grammar.units
        self.tokens = tokenize(text, grouping=grammar.grouping)
        self.at = 0
        self.depth = 0
        self.bars = 0

    # -- tokens

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def peek(self, ahead: int = 1) -> Token:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def advance(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def is_op(self, *texts: str) -> bool:
        return self.token.kind == "op" and self.token.text in texts

    def fail(self, code: str, message: str, token: Token | None = None, hint: str | None = None) -> FormulaError:
        token = token or self.token
        return FormulaError(f"formula.{code}", message, self.text, token.start, token.end, hint=hint)

    def expect(self, closing: str, opening: Token) -> Token:
        if not self.is_op(closing):
            if self.token.kind == "end":
                raise self.fail("bracket", f"this bracket is never closed: {closing} is missing", opening)
            raise self.fail("bracket", f"{shown_safely(self.token.text)} stands where {closing} should close the bracket")
        return self.advance()

    # -- the grammar

    def whole(self) -> Node:
        if self.token.kind == "end":
            raise self.fail("empty", "there is nothing to read")
        node = self.expression(0)
        if self.token.kind != "end":
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
        if self.token.kind != "end":
            raise self.leftover()
        return tuple(forms)

    def leftover(self) -> FormulaError:
        token = self.token
        if token.text in (")", "]", "}"):
            return self.fail("bracket", f"this {token.text} closes nothing")
        if token.kind == "number":
            return self.fail("operator", "two numbers stand side by side", hint="put an operator between them")
        if token.text == ",":
            hint = "the decimal sign is a point" if self.peek().kind == "number" else None
            return self.fail("comma", "a comma has no meaning here", hint=hint)
        if token.text == ":":
            return self.fail("colon", "a colon has no meaning here", hint="write 1 h 30 min, or 90 min")
        return self.fail("syntax", f"{shown_safely(token.text)} has no meaning here")

    def expression(self, binding: int) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("deep", f"more than {MAX_DEPTH} levels of brackets and signs cannot be read")
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
            exponent = self.power_of(Number(float(token.text), token.text, start=token.start, end=token.end))
            return Binary("^", left, exponent, start=left.start, end=token.end)
        if token.kind == "op" and token.text in ("!", "%"):
            self.advance()
            return Unary(token.text, left, start=left.start, end=token.end)
        operator = token.text if token.kind == "op" or token.text in ("and", "or") else ""
        if operator in _INFIX:
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
        if operator == "^":
            right = self.expression(power - 1)
        elif power == _PRODUCT and self.unit_follows():
            # `60/min`, `5*kg`: a unit by itself, which here has its number before the sign.
            right = self.unit_atom() if operator == "/" else self.unit_product()
        elif power == _PRODUCT and self.units is not None and _has_unit(left):
            # In `200 TB / 4.8 TB/s` each number has its own unit; in `60/41.67 tokens/min` the unit is the quotient's.
            right = self.with_own_unit()
        else:
            right = self.expression(power)
        if operator in _COMPARISONS and isinstance(left, Binary) and left.op in _COMPARISONS:
            raise self.fail("comparison", "comparisons cannot be chained", token, hint="join them with `and`")
        name = "*" if operator in ("×", "·") else operator
        return Binary(name, left, right, start=left.start, end=right.end)

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
        if token.kind == "name" and self.units is not None and token.text in _PERCENT_WORDS:
            self.advance()
            return Unary("%", left, start=left.start, end=token.end)
        if token.kind == "number":
            return self.compound(left, binding)
        begins = token.kind == "name" or token.text in ("(", "√", "$", "¢") or (token.text == "|" and not self.bars)
        if not begins or binding >= _PRODUCT or token.text in ("and", "or", "not"):
            return None
        if self.unit_follows():
            unit = self.unit_product()
            return Binary("*", left, unit, start=left.start, end=unit.end)
        right = self.expression(_PRODUCT)
        return Binary("*", left, right, start=left.start, end=right.end)

    def compound(self, left: Node, binding: int) -> Node | None:
        """`1 h 30 min`: quantities of one dimension side by side, each unit smaller than the one before."""
        last = left.terms[-1] if isinstance(left, Compound) else left
        before = _literal_unit(last)
        if before is None or binding >= _QUANTITY:
            return None
        token = self.token
        following = self.with_own_unit()
        after = _literal_unit(following)
        if after is None or after.dimension != before.dimension or not after.factor < before.factor:
            raise self.fail("operator", "two numbers stand side by side", token, hint="put an operator between them")
        terms = (*left.terms, following) if isinstance(left, Compound) else (left, following)
        return Compound(terms, start=left.start, end=following.end)

    def operand(self) -> Node:
        token = self.token
        match token.kind:
            case "number":
                self.advance()
                return self.scaled(Number(float(token.text), token.text, start=token.start, end=token.end))
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
                self.expect(")", token)
                return inner
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

    def scaled(self, number: Number) -> Number:
        """A literal with its power of ten or its `million`, as one number: `1.98×10^15`, `3.7 million`, `1.6bn`."""
        exponent, end = 0, number.end
        if self.is_op("×", "·") and self.peek().text == "10" and "e" not in number.text:
            written = self.peek(2)
            if written.kind == "superscript":
                exponent, end = int(written.text), written.end
                self.at += 3
            elif written.text == "^":
                sign = self.peek(3).text if self.peek(3).text in ("-", "+") else ""
                digits = self.peek(3 + len(sign))
                if digits.kind == "number" and digits.text.isdigit() and self.peek(4 + len(sign)).text not in ("^", "!"):
                    exponent, end = int(f"{sign}{digits.text}"), digits.end
                    self.at += 4 + len(sign)
        if (zeros := self.multiplier()) is not None:
            exponent, end = exponent + zeros, self.advance().end
        if not exponent:
            return number
        mantissa, _, before = number.text.partition("e")
        if abs(exponent) > 999 or float(f"{mantissa}e{exponent}") == float("inf"):
            message = "this number is too large to compute with"
            raise FormulaError("formula.overflow", message, self.text, number.start, end)
        text = f"{mantissa}e{int(before or 0) + exponent}"
        return Number(float(text), text, start=number.start, end=end)

    def multiplier(self) -> int | None:
        """The power of ten that the next word stands for, if it is one (`million`, the B of `7B`)."""
        token = self.token
        if token.kind != "name" or self.units is None:
            return None
        if token.text in _MULTIPLIER_WORDS:
            return _MULTIPLIER_WORDS[token.text]
        zeros = _MULTIPLIER_LETTERS.get(token.text)
        if zeros is None:
            return None
        following = self.peek()
        counted = self.units.get(following.text) if following.kind == "name" else None
        if counted is not None and (counted.dimension in (NO_DIMENSION, MONEY)):
            return zeros
        expected = self.grammar.expects
        if expected is None:
            return None if self.units.get(token.text) else zeros
        return None if expected.is_measure else zeros

    def price(self) -> Node:
        """`$18.18`, `$1.50/hour`: the unit before its number."""
        sign = self.unit_atom()
        number = self.operand() if self.token.kind == "number" else None
        if number is None:
            raise self.fail("incomplete", f"a number should follow {shown_safely(self.text[sign.start : sign.end])}")
        unit = sign.unit
        end = number.end
        if self.is_op("/") and self.unit_starts(self.peek()):
            tail = self.unit_tail(unit)
            unit, end = tail.unit, tail.end
        return Binary("*", number, UnitFactor(unit, start=sign.start, end=end), start=sign.start, end=end)

    # -- names

    def named(self) -> Node:
        token = self.token
        text = SPELLINGS.get(token.text, token.text)
        following = self.peek()
        if text == "not":
            self.advance()
            inner = self.expression(_NOT)
            return Unary("not", inner, start=token.start, end=inner.end)
        allowed = self.grammar.names
        if text in ARITY and (allowed is None or token.text not in allowed):
            if following.text == "(":
                return self.call(text)
            if self.units is None or self.units.get(token.text) is None:
                hint = f"write {token.text}(...)"
                raise self.fail("function", f"the function {token.text} needs brackets", hint=hint)
        if allowed is None or token.text in allowed:
            self.advance()
            return Name(token.text, start=token.start, end=token.end)
        constant = {"π": "pi"}.get(token.text, token.text)
        if constant in CONSTANTS and not (constant == "e" and "e" in self.grammar.foreign):
            self.advance()
            return Name(constant, start=token.start, end=token.end)
        if self.units is not None and token.text not in self.grammar.foreign:
            unit = self.units.get(token.text)
            if unit is not None and unit.dimension == MONEY and following.kind == "number":
                return self.price()
            if unit is not None:
                message = f"the unit {token.text} needs a number before it"
                raise self.fail("unit-alone", message, hint=f"write 1 {token.text} if one is meant")
        raise self.unknown()

    def call(self, name: str) -> Node:
        token = self.advance()
        opening = self.advance()
        arguments: list[Node] = []
        if not self.is_op(")"):
            arguments.append(self.expression(0))
            while self.is_op(",", ";"):
                self.advance()
                arguments.append(self.expression(0))
        closing = self.expect(")", opening)
        fewest, most = ARITY[name]
        if not fewest <= len(arguments) <= most:
            wanted = "one argument" if most == 1 else f"{fewest} or more arguments" if most > 2 else "1 or 2 arguments"
            raise self.fail("arguments", f"{token.text} takes {wanted}, not {len(arguments)}", token)
        return Call(name, tuple(arguments), start=token.start, end=closing.end)

    def unknown(self) -> FormulaError:
        """What to say of a word that is neither name, unit nor function."""
        token = self.token
        word = shown_safely(token.text)
        if token.text in self.grammar.foreign:
            return self.fail("letters", f"{word} is a name, and the answer is a number", hint="put the numbers in")
        if token.text.lower() in ("nan", "inf", "infinity"):
            return self.fail("undefined", f"{word} is not a number that can be an answer")
        if self.units is None:
            return self.fail("name", f"{word} is not known here")
        if is_not_fixed(token.text):
            return self.fail("unit", f"a {word} has no fixed length", hint="use days or years")
        expects = self.grammar.expects
        if token.text.endswith(("FLOPs", "OPs")) and (work := self.units.get(token.text[:-1])) is not None:
            hint = f"write {work.text} for an amount, {work.text}/s for a rate"
            return self.fail("unit", f"{word} can mean an amount or a rate", hint=hint)
        candidates = self.units.near(token.text)
        if not candidates and token.text in ("k", "M", "G", "T", "P", "E") and expects is not None and expects.powers:
            candidates = [token.text + expects.powers[0][0].symbol.lstrip("kMGTPE")]
            candidates = [spelling for spelling in candidates if self.units.get(spelling)]
        if not candidates:
            candidates = self.units.similar(token.text)
        hint = f"did you mean {' or '.join(candidates[:3])}?" if candidates else None
        return self.fail("unknown", f"{word} is neither a unit nor a function", hint=hint)

    # -- units

    def unit_starts(self, token: Token) -> bool:
        if self.units is None or (token.kind != "name" and token.text not in ("$", "¢")):
            return False
        if token.text in _MULTIPLIER_WORDS or token.text in ("per", "e", "pi"):
            return False
        return self.lookup(token) is not None

    def lookup(self, token: Token) -> Unit | None:
        """The unit that a word stands for here. A name of the question is one only where such a unit is asked for."""
        assert self.units is not None
        unit = self.units.get(token.text)
        expects = self.grammar.expects or NO_UNIT
        if unit is None and token.text.endswith("FLOPs") and "FLOP" in expects.labels and not expects.is_measure:
            return self.units.get(token.text[:-1])
        if unit is not None and token.text in self.grammar.foreign:
            asked = {atom.dimension if atom.label == "" else atom.label for atom, _ in expects.powers}
            atom = unit.powers[0][0]
            if (atom.label or atom.dimension) not in asked:
                return None
        return unit

    def unit_follows(self) -> bool:
        if self.units is None:
            return False
        token = self.token
        if token.text == "(" and token.kind == "op":
            return self.unit_starts(self.peek()) and self.peek(2).text in (")", "/", "*", "·", "^", "per")
        if token.text == "per":
            return self.unit_starts(self.peek())
        return self.unit_starts(token)

    def unit_product(self) -> UnitFactor:
        """`tokens/min`, `kg m/s^2`, `GPU-hours`, `(tokens/min)`: everything that belongs to one unit."""
        if self.is_op("("):
            opening = self.advance()
            inner = self.unit_product()
            closing = self.expect(")", opening)
            return UnitFactor(inner.unit, start=opening.start, end=closing.end)
        if self.token.text == "per":
            return self.unit_tail(NO_UNIT)
        first = self.unit_atom()
        tail = self.unit_tail(first.unit)
        return UnitFactor(tail.unit, start=first.start, end=max(first.end, tail.end))

    def unit_tail(self, unit: Unit) -> UnitFactor:
        start = end = self.token.start
        while True:
            token, following = self.token, self.peek()
            if token.text in ("/", "per") and token.kind in ("op", "name") and self.unit_starts(following):
                self.advance()
                factor = self.unit_atom()
                unit = unit.times(factor.unit, -1)
            elif token.text == "/" and following.text == "(" and self.unit_starts(self.peek(2)):
                self.advance()
                factor = self.unit_product()
                unit = unit.times(factor.unit, -1)
            elif token.text in ("*", "·", "×", "-") and token.kind == "op" and self.unit_starts(following):
                if token.text == "-" and (token.spaced or following.spaced):
                    break
                self.advance()
                factor = self.unit_atom()
                unit = unit.times(factor.unit)
            elif self.unit_starts(token):
                factor = self.unit_atom()
                unit = unit.times(factor.unit)
            else:
                break
            end = factor.end
        return UnitFactor(unit, start=start, end=end)

    def unit_atom(self) -> UnitFactor:
        token = self.advance()
        assert self.units is not None
        unit = self.lookup(token)
        end = token.end
        # A petaFLOP-day is one unit; elsewhere the hyphen of `GPU-hours` multiplies.
        if self.is_op("-") and not self.token.spaced and self.peek().kind == "name" and not self.peek().spaced:
            whole = self.units.get(f"{token.text}-{self.peek().text}")
            if whole is not None:
                self.advance()
                end = self.advance().end
                unit = whole
        elif self.is_op("/") and self.peek().text == "s" and self.peek(2).text == "-" and self.peek(3).kind == "name":
            whole = self.units.get(f"{token.text}-{self.peek(3).text}")  # petaflop/s-day
            if whole is not None:
                self.at += 3
                end = self.advance().end
                unit = whole
        if unit is None:
            self.at -= 1
            raise self.unknown()
        power, end = self.unit_power(end)
        return UnitFactor(unit.to_power(power) if power != 1 else unit, start=token.start, end=end)

    def unit_power(self, end: int) -> tuple[int | Fraction, int]:
        if self.token.kind == "superscript":
            token = self.advance()
            return int(token.text), token.end
        if not self.is_op("^"):
            return 1, end
        bracket = self.peek().text == "("
        ahead = 2 if bracket else 1
        sign = -1 if self.peek(ahead).text == "-" else 1
        digits = self.peek(ahead + (sign < 0))
        if digits.kind != "number" or not digits.text.isdigit() or int(digits.text) > 9:
            raise self.fail("unit-power", "a unit has a whole number as its power", self.peek())
        self.at += ahead + (sign < 0) + 1
        if bracket:
            end = self.expect(")", self.token).end
        return sign * int(digits.text), max(end, digits.end)


def _has_unit(node: Node) -> bool:
    return any(isinstance(part, UnitFactor) for part in walk(node))


def _literal_unit(node: Node) -> Unit | None:
    """The unit of a literal quantity (`30 min`), or None for anything else."""
    match node:
        case Binary("*", Number(), UnitFactor(unit)) if unit.is_measure:
            return unit
    return None
