"""Units are worth what their definitions say; pint is the oracle."""

from __future__ import annotations

from fractions import Fraction

import pint
import pytest

from studybot.formula.parser import parse_unit
from studybot.formula.unit_table import BUILT_IN, Units, unit
from studybot.formula.units import BASE_MEASURES, NO_DIMENSION, NO_UNIT, Unit

PINT: pint.UnitRegistry[float] = pint.UnitRegistry()
# Our base measures as pint has them; it knows no money.
PINT_BASES = ("meter", "kilogram", "second", "ampere", "kelvin", "mole", "byte")
PINT_DIMENSIONS = ("[length]", "[mass]", "[time]", "[current]", "[temperature]", "[substance]")
SPELLINGS = """
    s sec second seconds ms µs us ns ps fs min minute minutes h hr hour hours day days d week weeks year years
    B byte bytes kB MB GB TB PB EB ZB YB KiB MiB GiB TiB PiB EiB bit bits kbit Mbit Gbit Tbit kibibyte mebibyte
    gibibyte tebibyte kilobyte megabyte gigabyte terabyte petabyte exabyte megabit gigabits bps
    m mm cm dm km µm nm pm meter metres kilometer millimeter micrometer nanometer centimeter foot feet ft yard yd
    inch inches mile miles mi angstrom Å
    kg g mg µg gram grams kilogram t tonne lb pound pounds
    l liter litre ml dl milliliter
    A mA ampere C coulomb V mV kV volt K kelvin mol mmol mole N kN newton Pa kPa MPa pascal
    J kJ MJ GJ mJ joule joules kilojoule eV keV MeV meV electron_volt W kW MW GW mW µW nW watt watts kilowatt megawatt
    Wh kWh MWh GWh Hz kHz MHz GHz THz hertz aJ zJ
""".split()  # noqa: SIM905


@pytest.mark.parametrize("spelling", [each for each in SPELLINGS if each != "electron_volt"])
def test_a_unit_is_worth_what_pint_says(spelling: str) -> None:
    ours = BUILT_IN.get(spelling)
    assert ours is not None
    theirs = PINT.Quantity(1.0, {"t": "tonne"}.get(spelling, spelling)).to_base_units()
    dimensions = dict(theirs.dimensionality)
    bits = PINT.Quantity(1.0, "byte").to_base_units().magnitude
    data = ours.dimension[BASE_MEASURES.index("B")]
    assert ours.factor == pytest.approx(theirs.magnitude / bits**data, rel=1e-9)
    assert [ours.dimension[place] for place in range(6)] == [dimensions.get(name, 0) for name in PINT_DIMENSIONS]


def test_celsius_is_kelvin_moved() -> None:
    celsius = unit("°C")
    assert 25 * celsius.factor + celsius.offset == pytest.approx(PINT.Quantity(25, "degC").to("kelvin").magnitude)
    assert celsius.dimension == unit("K").dimension


DEFINITIONS = {
    "petaFLOP-day": Fraction(86400 * 10**15),
    "year": Fraction(31557600),
    "TB": Fraction(10**12),
    "TiB": Fraction(2**40),
    "Gbit": Fraction(125 * 10**6),
    "cent": Fraction(1, 100),
    "kUSD": Fraction(1000),
    "mi": Fraction(1609344, 1000),
    "lb": Fraction(45359237, 10**8),
    "kWh": Fraction(3600000),
    "zJ": Fraction(1, 10**21),
    "EFLOP": Fraction(10**18),
    "USD/hour": Fraction(1, 3600),
    "token/min": Fraction(1, 60),
    "kg*m/s^2": Fraction(1),
    "USD/MB": Fraction(1, 10**6),
}


@pytest.mark.parametrize("text", DEFINITIONS)
def test_definitions_are_exact(text: str) -> None:
    assert parse_unit(text).exact_factor == DEFINITIONS[text]


SAME = [
    ("TFLOPS", "TFLOP/s"),
    ("TOPS", "TOP/s"),
    ("kW*h", "kWh"),
    ("J/s", "W"),
    ("N*m", "J"),
    ("kg*m^2/s^2", "J"),
    ("V*A", "W"),
    ("C/s", "A"),
    ("Gbps", "Gbit/s"),
    ("dm^3", "l"),
    ("GPU-hours", "GPU*hour"),
    ("USD/GPU-hour", "USD/(GPU*hour)"),
    ("USD/GPU hour", "USD/GPU/hour"),
    ("W/m^2 K", "W/(m^2*K)"),
    ("m/s*day", "m*day/s"),
    ("US dollars", "USD"),
    ("metric tons", "t"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_thing(one: str, other: str) -> None:
    first, second = parse_unit(one), parse_unit(other)
    assert first.factor == pytest.approx(second.factor, rel=1e-15)
    assert first.dimension == second.dimension
    assert first.labels == second.labels


def test_labels_count_without_measuring() -> None:
    assert unit("token").dimension == NO_DIMENSION
    assert parse_unit("token/s").labels == {"token": 1}
    assert parse_unit("FLOP/token").labels == {"FLOP": 1, "token": -1}
    assert parse_unit("token/word*word").labels == {"token": 1}
    assert unit("petaFLOP-day").labels == {"FLOP": 1}
    # What a mass is of is said and not counted.
    assert parse_unit("kg CO2").labels == {}


def test_measures_need_their_unit_and_counts_and_money_do_not() -> None:
    assert all(parse_unit(text).is_measure for text in ("s", "B", "token/s", "USD/hour", "GPU*hour", "W"))
    assert not any(parse_unit(text).is_measure for text in ("token", "USD", "FLOP", "petaFLOP-day", "token/word"))
    assert not NO_UNIT.is_measure


def test_prefixes_go_with_the_units_that_people_use_them_with() -> None:
    for nonsense in ("kday", "mB", "µbit", "GiW", "kcm", "mmin", "Mhour", "kBi", "MGB", "KW", "kKB"):
        assert BUILT_IN.get(nonsense) is None, nonsense


def test_the_case_of_a_symbol_matters_and_that_of_a_word_does_not() -> None:
    assert unit("mW").factor == 1e-3
    assert unit("MW").factor == 1e6
    assert unit("Gb").factor * 8 == unit("GB").factor
    for word in ("Watts", "WATTS", "KiloWatts", "kWatt", "MegaBytes", "Tokens", "Seconds", "Hrs", "Usd"):
        assert BUILT_IN.get(word) is not None, word
    for symbol in ("kw", "KW", "gb", "mhz", "j", "Kg", "S", "H", "hZ"):
        assert BUILT_IN.get(symbol) is None, symbol


def test_a_bank_counts_what_it_likes() -> None:
    units = Units((("library", "libraries"),))
    assert units.get("libraries") == units.get("library") == units.get("Libraries")
    assert BUILT_IN.get("library") is None


TEXTS = [
    ("FLOP/s", "FLOP/s", "FLOP/s"),
    ("token/min", "token/min", "tokens/min"),
    ("GPU*hour", "GPU*hour", "GPU*hours"),
    ("kg m/s^2", "kg*m/s^2", "kg*m/s^2"),
    ("1/s", "1/s", "1/s"),
    ("petaFLOP-days", "petaFLOP-day", "petaFLOP-days"),
    ("minutes", "min", "min"),
    ("us", "µs", "µs"),
    ("KB", "kB", "kB"),
    ("m^(-2)", "1/m^2", "1/m^2"),
]


@pytest.mark.parametrize(("typed", "text", "plural"), TEXTS)
def test_a_unit_is_written_in_one_way(typed: str, text: str, plural: str) -> None:
    found = parse_unit(typed)
    assert (found.text, found.plural_text) == (text, plural)


def test_powers_of_one_unit_are_joined() -> None:
    metre = unit("m")
    assert metre.times(metre) == metre.to_power(2)
    assert metre.times(metre, -1) == NO_UNIT == Unit()
    assert metre.to_power(0) == NO_UNIT
    assert metre.to_power(Fraction(1, 2)).factor == 1
    assert unit("km").to_power(Fraction(1, 2)).factor == pytest.approx(1000**0.5)


def test_suggestions() -> None:
    assert BUILT_IN.near("mhz") == ["MHz", "mHz"]
    assert BUILT_IN.near("kw") == ["kW"]
    assert BUILT_IN.similar("secnds")[0] == "seconds"
    assert BUILT_IN.similar("qqqq") == []
