"""An answer that is one number is read without the parser, and means exactly what the parser would make of it."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import pytest

from studybot.formula.errors import FormulaError
from studybot.formula.grammar import MULTIPLIER_LETTERS, SPELLED_OUT, Grammar
from studybot.formula.parser import parse, parse_unit
from studybot.formula.quantity import read_quantity
from studybot.formula.tree import walk
from studybot.formula.unit_table import BUILT_IN, Units
from studybot.formula.units import NO_UNIT
from studybot.marking.literal import read_literal
from studybot.marking.reading import read_answer

FOLDER = Path(__file__).parent / "conformance"
TYPED = [json.loads(line)["answer"] for line in (FOLDER / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
UNITS = Units((("apple", "apples"), ("m", "ms")))
EXPECTED = [
    NO_UNIT,
    *(parse_unit(text, UNITS) for text in ("s", "GB", "token", "USD", "USD/hour", "K", "FLOP/s", "apples", "m/s^2")),
]
FOREIGN = frozenset({"N", "T", "B", "h", "s", "x", "e", "tokens"})

NUMBERS = (
    "0", "5", "41.67", "007", "0.5", "0.0", ".5", "5.", "1e5", "1E5", "1e+5", "1e05", "2e-12", "9" * 17, "-3", "-0",
    "+3", "--3", "$3", "$-3", "-$3", "$ 3", "1,000", "1 000", "1,234,567.80e+09", "0,100",
    "12,34", "1,0000", "1,000,00", "1,000.", "1.50665e+01", "3e00", "3e-0", "$10,486.50",
    "1.5e308", "1e-99", "½", "3%", "٣", "３", "−3",
    " 5", "5 ",
)  # fmt: skip
WORDS = (
    "", "s", "S", "sec", "min", "h", "d", "ms", "Ms", "B", "b", "GB", "GBs", "KB", "kB", "K", "k", "M", "m", "T", "t",
    "G", "bn", "mn", "million", "Hundred", "USD", "usd", "cents", "$", "US", "tokens", "tok", "token", "apple",
    "apples", "orange", "FLOP", "FLOPs", "FLOPS", "TFLOPs", "TFLOPS", "PFLOP", "petaFLOP", "GPUh", "kWh", "eV", "e",
    "E", "pi", "per", "percent", "pct", "of", "and", "or", "not", "x", "X", "inf", "in", "a", "degC", "C", "A", "L",
    "l", "u", "us", "kg", "kgCO", "bps", "Hz", "month", "kilo", "kilobytes", "N", "Nm", "ft", "to", "a", "an", "sqrt",
    "max", "nan", "Y", "Zs",
)  # fmt: skip


def agree(text: str) -> bool:
    """Whether an answer is read without the parser; if so, the parser must say the same, places included."""
    met = False
    for expects, foreign, units in itertools.product(EXPECTED, (frozenset(), FOREIGN), (BUILT_IN, UNITS)):
        found = read_literal(text, expects, units, foreign)
        if found is None:
            continue
        met = True
        tree, quantity = found
        parsed = parse(text, Grammar(units=units, expects=expects, foreign=foreign))
        assert tree == parsed, text
        assert [(node.start, node.end) for node in walk(tree)] == [(node.start, node.end) for node in walk(parsed)]
        worth = read_quantity(parsed, text)
        assert quantity == worth, text
        try:
            reading = read_answer(text, expects, units=units, foreign=foreign)
        except FormulaError as fault:
            assert fault.code in ("answer.unit-missing", "answer.letter"), text
        else:
            assert reading.tree == parsed, text
    return met


def test_every_number_with_every_word() -> None:
    met = [
        number + gap + word
        for number in NUMBERS
        for word in WORDS
        for gap in ("", " ", "  ")
        if agree(number + gap + word)
    ]
    assert "41.67 min" in met
    assert "$3" in met
    assert len(met) > 500


def test_what_people_typed() -> None:
    assert sum(agree(text) for text in TYPED) > 50


def test_small_changes_of_what_people_typed() -> None:
    chance = random.Random(5)
    alphabet = "0123456789.,eE+-$%/ ksmhBGTUDtokenFLOP"
    for text in [*TYPED, *(f"{number} {word}" for number in NUMBERS for word in WORDS)]:
        letters = list(text)
        for _ in range(chance.randint(1, 3)):
            letters.insert(chance.randint(0, len(letters)), chance.choice(alphabet))
            del letters[chance.randrange(len(letters))]
        agree("".join(letters))


@pytest.mark.parametrize("word", [*MULTIPLIER_LETTERS, *SPELLED_OUT, "e", "x", "percent", "degC"])
def test_words_that_are_more_than_units_are_left_to_the_parser(word: str) -> None:
    assert read_literal(f"5 {word}", NO_UNIT, BUILT_IN, frozenset()) is None
