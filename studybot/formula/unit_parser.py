"""Units as they stand in a text: `tokens/min`, `kg m/s^2`, `GPU-hours`, `metric tons of CO2`."""

from __future__ import annotations

import re
from fractions import Fraction

from studybot.formula.cursor import Cursor
from studybot.formula.errors import FormulaError
from studybot.formula.grammar import SPELLED_OUT, Grammar, multiplier_word
from studybot.formula.safely import shown_safely
from studybot.formula.tokens import Token
from studybot.formula.tree import UnitFactor
from studybot.formula.unit_table import SECOND, Units, is_not_fixed
from studybot.formula.units import MONEY, NO_DIMENSION, NO_UNIT, TIME, Unit

_MAX_POWER = 9
# Beyond this a product of units is nonsense, and its factor may leave the range of floats.
_MAX_ATOMS = 12
_LARGEST_FACTOR = 1e200
_BRACKETS = {"(": ")", "[": "]"}
_PER = ("per", "a", "an")
_TIMES = ("*", "·", "×")
_NAMES_NO_UNIT = frozenset({"per", "e", "pi"})
_SECONDS = frozenset({"s", "sec", "second"})
_DAYS = frozenset({"day", "days"})
_WORD = re.compile(r"\w*")


class UnitParser(Cursor):
    """Reads units at the cursor. Which words are units depends on what the answer is expected in."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        super().__init__(text, grammar)
        self.units = grammar.units
        self.unit_end = -1  # where the last unit ends that was read

    # -- what stands here

    def unit_at(self, at: int) -> tuple[Unit, int] | None:
        """The unit that begins at a token and how many tokens it takes, or None."""
        token = self.tokens[at]
        if self.units is None or token.text in _NAMES_NO_UNIT or token.text in (self.grammar.names or ()):
            return None
        if token.kind != "name":
            unit = self.units.get(token.text) if token.text in ("$", "¢") else None
        elif self.units.begins_phrase(token.text) and (found := self.phrase_at(at)):
            return found
        elif multiplier_word(token.text) is not None:
            return None
        else:
            unit = self.lookup(at)
        if unit is None or (unit.dimension == MONEY and self.is_price_at(at)):
            return None
        return unit, 1

    def is_price_at(self, at: int) -> bool:
        """Whether a currency belongs to the number after it: in `12 * $1.50`, not in `12 $`."""
        before, after = self.tokens[at - 1] if at else None, self.tokens[at + 1]
        if before is not None and (before.kind != "op" or before.text in (")", "]", "%", "!", "$", "|")):
            return False
        return after.kind in ("number", "fraction") or (after.kind == "op" and after.text in ("(", "-", "$"))

    def phrase_at(self, at: int) -> tuple[Unit, int] | None:
        """A unit of several words, joined by spaces or hyphens: `US dollars`, `petaFLOP-day`, `petaflop/s-day`."""
        assert self.units is not None
        words, ends = [self.tokens[at].text], [at + 1]
        following = [token.text for token in self.tokens[at + 1 : at + 5]]
        if following[0] == "/" and following[1:2] and following[1] in _SECONDS:
            # petaflop/s-day, petaflop/s day
            hyphen = following[2:3] == ["-"]
            day = following[2 + hyphen : 3 + hyphen]
            whole = self.units.phrase([words[0], *day]) if day and day[0] in _DAYS else None
            return None if whole is None else (whole, 4 + hyphen)
        here = at + 1
        while len(words) < 3:
            if self.tokens[here].text in ("-", *_TIMES):
                here += 1
            if self.tokens[here].kind != "name":
                break
            words.append(self.tokens[here].text)
            here += 1
            ends.append(here)
        for count in range(len(words), 1, -1):
            # A sign between the words is a hyphen only where they have no other meaning: 5 m*seconds are no ms.
            whole = self.units.phrase(words[:count], spaced=ends[count - 1] == at + count)
            if whole is not None:
                return whole, ends[count - 1] - at
        return None

    def lookup(self, at: int) -> Unit | None:
        """The unit that a word stands for here. A name of the question is one only where such a unit is asked for."""
        assert self.units is not None
        word = self.tokens[at].text
        unit = self.units.get(word)
        # TFLOPs may be an amount or a rate, and so may GBs: what is asked for, or `/s` behind it, decides.
        if word[-1] in "sS" and (one := self.units.singular(word)) is not None:
            if self.is_per_time_at(at + 1):
                return one
            if unit is None and self.grammar.expects is not None and _alike(one, self.grammar.expects):
                return one
        if unit is not None and word in self.grammar.foreign and not self.is_asked_for(unit):
            return None
        return unit

    def is_per_time_at(self, at: int) -> bool:
        if self.tokens[at].text not in ("/", "per"):
            return False
        following = self.tokens[at + 1]
        unit = self.units.get(following.text) if self.units is not None and following.kind == "name" else None
        return unit is not None and unit.dimension == TIME

    def is_asked_for(self, unit: Unit) -> bool:
        """Whether a unit could be a part of what is expected."""
        expects = self.grammar.expects or NO_UNIT
        if unit.labels:
            return unit.labels.keys() <= expects.labels.keys()
        asked = expects.dimension
        return asked != NO_DIMENSION and all(asked[place] for place, power in enumerate(unit.dimension) if power)

    def unit_starts(self, ahead: int = 0) -> bool:
        return self.unit_at(min(self.at + ahead, len(self.tokens) - 1)) is not None

    def unit_follows(self) -> bool:
        """Whether a unit stands here, also in brackets, as `per min` or as `1/s`."""
        if self.units is None:
            return False
        token = self.token
        if token.kind == "name":
            return self.unit_starts(1) if token.text == "per" else self.unit_starts()
        if token.kind == "number":
            return token.text == "1" and self.peek().text == "/" and self.unit_starts(2)
        if token.text in _BRACKETS:
            return self.unit_starts(1) and self.is_bracketed_unit()
        return token.text in ("$", "¢") and self.unit_starts()

    def is_bracketed_unit(self) -> bool:
        """Whether there is nothing but units up to the bracket that closes this one."""
        closing = _BRACKETS[self.token.text]
        for at in range(self.at + 1, len(self.tokens)):
            token = self.tokens[at]
            if token.text == closing:
                return True
            is_power = token.kind == "number" and self.tokens[at - 1].text in ("^", "-")
            if not is_power and token.kind == "op" and token.text not in ("/", "^", "-", *_TIMES):
                return False
            if not is_power and token.kind in ("number", "fraction", "end"):
                return False
        return False

    # -- reading it

    def unit_product(self) -> UnitFactor:
        """Everything that belongs to one unit."""
        self.deeper()
        opening = self.token
        if opening.text in _BRACKETS:
            self.advance()
            inner = self.unit_product()
            end = self.expect(_BRACKETS[opening.text], opening).end
            unit = inner.unit
            if self.is_op("^") or self.token.kind == "superscript":
                power, end = self.unit_power(unit, end)
                unit = unit.to_power(power)
        elif opening.text == "per" or opening.kind == "number":
            if opening.kind == "number":
                self.advance()
            tail = self.unit_tail(NO_UNIT)
            unit, end = tail.unit, tail.end
        else:
            first = self.unit_atom()
            tail = self.unit_tail(first.unit)
            unit, end = tail.unit, max(first.end, tail.end)
        self.depth -= 1
        return self.finished(unit, opening.start, end)

    def finished(self, unit: Unit, start: int, end: int) -> UnitFactor:
        """A unit as a factor, once it is known to be worth a number that floats can hold."""
        usable = len(unit.powers) <= _MAX_ATOMS and all(-_MAX_POWER <= power <= _MAX_POWER for _, power in unit.powers)
        try:
            usable = usable and 1 / _LARGEST_FACTOR < unit.factor < _LARGEST_FACTOR
        except OverflowError:
            usable = False
        if not usable:
            raise FormulaError("formula.unit", "such a unit cannot be computed with", self.text, start, end)
        self.unit_end = end
        return UnitFactor(unit, start=start, end=end)

    def unit_tail(self, unit: Unit) -> UnitFactor:
        start = end = self.tokens[self.at - 1].end
        while True:
            token = self.token
            if (token.text == "/" or (token.text in _PER and token.kind == "name")) and self.unit_starts(1):
                if token.text in ("a", "an") and self.units_dimension(1) != TIME:
                    break
                self.advance()
                factor = self.unit_divisor()
                unit = unit.times(factor.unit, -1)
            elif token.text == "/" and self.peek().text == "(" and self.unit_starts(2):
                self.advance()
                factor = self.unit_product()
                unit = unit.times(factor.unit, -1)
            elif token.kind == "op" and token.text in _TIMES and self.unit_starts(1):
                self.advance()
                factor = self.unit_atom()
                unit = unit.times(factor.unit)
            elif token.kind in ("name", "op") and self.unit_starts(1 if token.text == "of" else 0):
                if token.text == "of":
                    self.advance()
                at = self.token
                factor = self.unit_atom()
                if token.text != "of" and unit.powers[-1:] == factor.unit.powers:
                    raise self.fail("unit-twice", f"{shown_safely(at.text)} stands twice", at)
                unit = unit.times(factor.unit)
            else:
                break
            end = factor.end
            if len(unit.powers) > _MAX_ATOMS:
                break
        return UnitFactor(unit, start=start, end=end)

    def units_dimension(self, ahead: int) -> object:
        found = self.unit_at(self.at + ahead)
        return found[0].dimension if found else None

    def unit_divisor(self) -> UnitFactor:
        """What a division sign divides by: in `$/GPU hour` and in `W/m^2 K` all that stands side by side after it."""
        divisor = self.unit_atom()
        while self.token.kind == "name" and self.token.text not in _PER and self.unit_starts():
            token = self.token
            factor = self.unit_atom()
            if factor.unit.dimension == divisor.unit.dimension or any(power < 0 for _, power in factor.unit.powers):
                message = f"{shown_safely(token.text)} may stand above or below the line"
                raise self.fail("unit-order", message, token, hint="use brackets, as in W/(m^2*K)")
            unit = divisor.unit.times(factor.unit)
            divisor = UnitFactor(unit, start=divisor.start, end=factor.end)
        return divisor

    def unit_atom(self) -> UnitFactor:
        """One unit with its power, or several that hyphens join: `GPU-hours`, also in `$/GPU-hour`."""
        start = self.token.start
        found = self.unit_at(self.at)
        if found is None:
            raise self.unknown()
        unit, count = found
        self.at += count
        end = self.tokens[self.at - 1].end
        if self.is_op("(") and self.peek().text == "s" and self.peek(2).text == ")" and self.token.start == end:
            end = self.peek(2).end  # token(s)
            self.at += 3
        power, end = self.unit_power(unit, end)
        if power != 1:
            unit = unit.to_power(power)
        if self.is_op("-") and self.token.start == end and not self.peek().spaced and self.unit_starts(1):
            self.advance()
            joined = self.unit_atom()
            unit, end = unit.times(joined.unit), joined.end
        return UnitFactor(unit, start=start, end=end)

    def unit_power(self, unit: Unit, end: int) -> tuple[int | Fraction, int]:
        token = self.token
        if token.kind == "superscript":
            self.advance()
            return self.checked_power(token.text, token), token.end
        if not self.is_op("^"):
            return self.glued_power(unit, end)
        bracket = self.peek().text == "("
        ahead = 2 if bracket else 1
        sign = "-" if self.peek(ahead).text == "-" else ""
        digits = self.peek(ahead + len(sign))
        if digits.kind != "number" or not digits.text.isdigit():
            raise self.fail("unit-power", "a unit has a whole number as its power", self.peek())
        power = self.checked_power(sign + digits.text, digits)
        self.at += ahead + len(sign) + 1
        if bracket:
            end = self.expect(")", self.token).end
        return power, max(end, digits.end)

    def checked_power(self, written: str, token: Token) -> int:
        if len(written) > 3 or not 0 < abs(int(written)) <= _MAX_POWER:
            raise self.fail("unit-power", f"a unit has a power from 1 to {_MAX_POWER}", token)
        return int(written)

    def glued_power(self, unit: Unit, end: int) -> tuple[int, int]:
        """`m3`, `m/s2` and `s-1`, in which the sign for a power was left out; 1 where there is none."""
        token = self.token
        if token.start != end or not unit.is_measure:
            return 1, end
        sign = token.kind == "op" and token.text == "-"
        digits = self.peek() if sign else token
        if digits.kind != "number" or len(digits.text) != 1 or digits.text not in "1234" or (sign and digits.spaced):
            return 1, end
        after_at = min(self.at + 1 + sign, len(self.tokens) - 1)
        after = self.unit_at(after_at)
        if sign:
            # `2 h-1 min` is a difference.
            if after is not None and after[0].dimension == unit.dimension:
                return 1, end
        elif digits.text == "1" or (unit.dimension == TIME and unit != SECOND):
            return 1, end  # `1h3` begins something like `1h3min`
        elif after is not None and self.tokens[after_at].start == digits.end:
            return 1, end
        self.at = after_at
        return int(("-" if sign else "") + digits.text), digits.end

    # -- what is no unit

    def unknown(self) -> FormulaError:
        """What to say of a word that is neither name, unit nor function."""
        token = self.token
        word = shown_safely(token.text)
        if token.text in self.grammar.foreign:
            return self.fail("letters", f"{word} is a name, and the answer is a number", hint="put the numbers in")
        if token.text.lower() in ("nan", "inf", "infinity"):
            return self.fail("undefined", f"{word} is not a number that can be an answer")
        if self.units is None:
            return self.fail("name", f"{word} is not known here", hint=self.known_names(token.text))
        if (span := is_not_fixed(token.text)) is not None:
            return self.fail("unit", f"a {span} has no fixed length", hint="use days or years")
        if token.text in ("EUR", "GBP", "euro", "euros", "Euro"):
            return self.fail("unit", "prices are in dollars here", hint="write $ or USD")
        if token.text == "to":
            return self.fail("words", "an answer is one number, not a range of them")
        if (work := self.units.singular(token.text)) is not None:
            hint = f"write {work.text} for an amount, {work.text}/s for a rate"
            return self.fail("unit", f"{word} can mean an amount or a rate", hint=hint)
        if multiplier_word(token.text) is not None:
            return self.fail("syntax", f"{word} stands after a number", hint=f"write 1 {word} if one is meant")
        return self.unknown_word(token)

    def known_names(self, word: str) -> str | None:
        """Which names there are, the one that differs in case alone first."""
        names = self.grammar.names
        if not names:
            return None
        same = [name for name in names if name.casefold() == word.casefold()]
        return f"did you mean {same[0]}?" if same else f"the names here are {', '.join(sorted(names)[:8])}"

    def unknown_word(self, token: Token) -> FormulaError:
        """The fault of a word that begins at a token: of H100 as a whole, although its digits are another token."""
        assert self.units is not None
        rest = _WORD.match(self.text, token.end)
        end = rest.end() if rest else token.end
        word = token.text + self.text[token.end : end]
        suggestions = suggested(word, self.units, self.grammar.expects)
        hint = f"did you mean {' or '.join(suggestions)}?" if suggestions else None
        message = f"{shown_safely(word[:40])} is neither a unit nor a function"
        return FormulaError("formula.unknown", message, self.text, token.start, end, hint=hint)


def _alike(unit: Unit, expects: Unit) -> bool:
    return unit.dimension == expects.dimension and unit.labels.items() <= expects.labels.items()


def suggested(word: str, units: Units, expects: Unit | None) -> list[str]:
    """Up to three spellings that a word which is no unit may have been meant for, the likeliest first."""
    known = units.near(word)
    if expects is not None and expects.powers and word in ("k", "K", "M", "G", "T", "P", "E"):
        completed = word + expects.powers[0][0].symbol.lstrip("kMGTPE")
        fits = units.get(completed) is not None
        known = ([completed] if fits else [each for each in known if each != "K"]) if expects.is_measure else []
    if len(word) > 2:
        known += [large for large in ("million", "billion", "trillion") if large.startswith(word.lower())]
    known = known or units.similar(word, also=SPELLED_OUT)
    if expects is not None:
        known.sort(key=lambda each: (found := units.get(each)) is None or found.dimension != expects.dimension)
    return known[:3]
