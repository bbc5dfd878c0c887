"""Which units there are, how people spell them, and how a spelling is looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache

from studybot.formula.units import DATA, MONEY, TIME, Atom, Dimension, Unit, dimension_of

_BYTE_PREFIXES = {"Ki": 1024**1, "Mi": 1024**2, "Gi": 1024**3, "Ti": 1024**4, "Pi": 1024**5, "Ei": 1024**6}
_LARGE = {"k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15, "E": 10**18, "Z": 10**21, "Y": 10**24}
_SMALL = {"m": 10**-3, "u": 10**-6, "µ": 10**-6, "n": 10**-9, "p": 10**-12, "f": 10**-15}
_PREFIX_WORDS = {
    "kilo": 10**3, "mega": 10**6, "giga": 10**9, "tera": 10**12, "peta": 10**15, "exa": 10**18, "zetta": 10**21,
    "kibi": 1024, "mebi": 1024**2, "gibi": 1024**3, "tebi": 1024**4, "pebi": 1024**5,
    "milli": 10**-3, "micro": 10**-6, "nano": 10**-9, "pico": 10**-12,
}  # fmt: skip


_LETTER_OF_WORD = {
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E", "zetta": "Z",
    "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti", "pebi": "Pi",
    "milli": "m", "micro": "µ", "nano": "n", "pico": "p",
}  # fmt: skip


def _exact(prefix: float) -> Fraction:
    return Fraction(prefix) if prefix >= 1 else 1 / Fraction(round(1 / prefix))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of the table: the atom, its other spellings, and which prefixes go with symbols and with words."""

    atom: Atom
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    prefixes: Mapping[str, float] = field(default_factory=dict)


def _measure(
    symbol: str,
    dimension: Dimension,
    factor: Fraction | int = 1,
    symbols: str = "",
    words: str = "",
    prefixes: Mapping[str, float] | None = None,
    offset: Fraction | None = None,
) -> _Entry:
    spelled = tuple(words.split())
    plural = f"{symbol}s" if f"{symbol}s" in spelled else ""
    atom = Atom(symbol, Fraction(factor), dimension, plural=plural, offset=offset or Fraction(0))
    return _Entry(atom, (symbol, *symbols.split()), spelled, prefixes or {})


def _count(symbol: str, plural: str = "", symbols: str = "", words: str = "", prefixes: bool = False) -> _Entry:
    atom = Atom(symbol, Fraction(1), label=symbol, plural=plural)
    return _Entry(atom, (symbol, *symbols.split()), (*words.split(), *([plural] if plural else [])), _LARGE if prefixes else {})


_ANY = {**_LARGE, **_SMALL}
_LENGTH = dimension_of(m=1)
_ENERGY = dimension_of(kg=1, m=2, s=-2)
_POWER = dimension_of(kg=1, m=2, s=-3)

# Definitions: SI brochure (BIPM, 9th edition, 2019), IEC 80000-13 for binary prefixes, the international yard and
# pound of 1959. A year is the Julian year of 365.25 days, which the International Astronomical Union uses.
_TABLE = (
    _measure("s", TIME, symbols="sec secs", words="second seconds", prefixes=_SMALL),
    _measure("min", TIME, 60, symbols="mins", words="minute minutes"),
    _measure("hour", TIME, 3600, symbols="h hr hrs", words="hour hours"),
    _measure("day", TIME, 86400, symbols="d", words="day days"),
    _measure("week", TIME, 7 * 86400, symbols="wk", words="week weeks"),
    _measure("year", TIME, Fraction(31557600), symbols="yr yrs", words="year years"),
    _measure("B", DATA, 1, words="byte bytes", prefixes={**_LARGE, **_BYTE_PREFIXES, "K": 1000}),
    _measure("bit", DATA, Fraction(1, 8), symbols="b", words="bit bits", prefixes={**_LARGE, **_BYTE_PREFIXES}),
    _measure("USD", MONEY, 1, symbols="usd US$ $", words="dollar dollars"),
    _measure("cent", MONEY, Fraction(1, 100), symbols="¢", words="cent cents"),
    _measure("m", _LENGTH, words="meter meters metre metres", prefixes={"k": 1000, **_SMALL}),
    _measure("cm", _LENGTH, Fraction(1, 100), words="centimeter centimeters centimetre centimetres"),
    _measure("ft", _LENGTH, Fraction(3048, 10000), words="foot feet"),
    _measure("inch", _LENGTH, Fraction(254, 10000), words="inches"),
    _measure("mi", _LENGTH, Fraction(1609344, 1000), words="mile miles"),
    _measure("kg", dimension_of(kg=1), 1, words="kilogram kilograms"),
    _measure("g", dimension_of(kg=1), Fraction(1, 1000), words="gram grams", prefixes=_SMALL),
    _measure("t", dimension_of(kg=1), 1000, words="tonne tonnes ton tons", prefixes={"k": 1000, "M": 10**6, "G": 10**9}),
    _measure("lb", dimension_of(kg=1), Fraction(45359237, 10**8), symbols="lbs", words="pound pounds"),
    _measure("l", dimension_of(m=3), Fraction(1, 1000), words="liter liters litre litres", prefixes=_SMALL),
    _measure("A", dimension_of(A=1), words="ampere amperes amp amps", prefixes={"k": 1000, **_SMALL}),
    _measure("C", dimension_of(A=1, s=1), words="coulomb coulombs", prefixes=_SMALL),
    _measure("V", dimension_of(kg=1, m=2, s=-3, A=-1), words="volt volts", prefixes=_ANY),
    _measure("K", dimension_of(K=1), words="kelvin kelvins"),
    _measure("°C", dimension_of(K=1), 1, symbols="degC ℃", words="celsius", offset=Fraction(27315, 100)),
    _measure("mol", dimension_of(mol=1), words="mole moles", prefixes=_SMALL),
    _measure("N", dimension_of(kg=1, m=1, s=-2), words="newton newtons", prefixes=_ANY),
    _measure("Pa", dimension_of(kg=1, m=-1, s=-2), words="pascal pascals", prefixes=_ANY),
    _measure("J", _ENERGY, words="joule joules", prefixes=_ANY),
    _measure("eV", _ENERGY, Fraction(1602176634, 10**28), words="electronvolt electronvolts", prefixes=_ANY),
    _measure("W", _POWER, words="watt watts", prefixes=_ANY),
    _measure("Wh", _ENERGY, 3600, words="watthour watthours", prefixes=_LARGE),
    _measure("Hz", dimension_of(s=-1), words="hertz", prefixes=_ANY),
    _count("FLOP", symbols="FLOp flop", prefixes=True),
    _count("OP", plural="OPs", symbols="op", words="operation operations", prefixes=True),
    _count("token", "tokens", symbols="tok toks", prefixes=True),
    _count("parameter", "parameters", symbols="param params weight weights", prefixes=True),
    _count("GPU", "GPUs", symbols="gpu gpus"),
    _count("word", "words"),
    _count("page", "pages"),
    _count("book", "books"),
    _count("essay", "essays"),
    _count("layer", "layers"),
    _count("head", "heads"),
    _count("value", "values"),
    _count("example", "examples"),
    _count("burger", "burgers", words="hamburger hamburgers"),
    _count("sequence", "sequences"),
    _count("vector", "vectors"),
    _count("step", "steps"),
    _count("request", "requests"),
    _count("expert", "experts"),
)

# A petaFLOP-day is 10^15 FLOP/s for a day, so its parts do not multiply as GPU-hours do.
_PETAFLOP_DAY = Atom("petaFLOP-day", Fraction(10**15 * 86400), label="FLOP", plural="petaFLOP-days")
_PETAFLOP_DAY_SPELLINGS = frozenset(
    f"{stem}-{day}"
    for stem in ("petaFLOP", "petaFLOPs", "petaFLOPS", "petaflop", "petaflops", "PetaFLOP", "PFLOP", "PFLOPS", "PF")
    for day in ("day", "days")
)
_NOT_FIXED = {"month", "months", "decade", "century", "quarter"}


@dataclass(frozen=True)
class Units:
    """The units that a text may use: the table above and the nouns `(singular, plural)` that a bank counts."""

    counts: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _plain(self) -> dict[str, _Entry]:
        entries = [*_TABLE, *(_count(singular, plural) for singular, plural in self.counts)]
        return {spelling: entry for entry in entries for spelling in (*entry.symbols, *entry.words)}

    @cached_property
    def _known(self) -> dict[str, Unit | None]:
        return {}

    def get(self, spelling: str) -> Unit | None:
        """The unit spelled so, or None."""
        if spelling not in self._known:
            if len(self._known) > MAX_REMEMBERED_SPELLINGS:
                self._known.clear()
            self._known[spelling] = self._look_up(spelling)
        return self._known[spelling]

    def _look_up(self, spelling: str) -> Unit | None:
        if entry := self._plain.get(spelling):
            return Unit(((entry.atom, 1),))
        if spelling in _PETAFLOP_DAY_SPELLINGS:
            return Unit(((_PETAFLOP_DAY, 1),))
        for prefix in _PREFIXES_BY_INITIAL.get(spelling[:1], ()):
            if not spelling.startswith(prefix) or not (entry := self._plain.get(spelling[len(prefix) :])):
                continue
            rest = spelling[len(prefix) :]
            if len(prefix) <= 2:
                worth = entry.prefixes.get(prefix)
            else:
                worth = _PREFIX_WORDS[prefix] if entry.prefixes and len(rest) > 1 else None
            if worth is not None:
                return Unit(((_prefixed(entry.atom, prefix, worth), 1),))
        # The capital S is "per second": TFLOPS is a rate, TFLOPs might be either.
        if spelling.endswith(("FLOPS", "OPS")) and (work := self.get(spelling[:-1])):
            return work.times(SECOND, -1)
        return None

    def near(self, spelling: str) -> list[str]:
        """Known spellings that differ in case alone: `kw` suggests kW, `mhz` suggests MHz and mHz."""
        folded = spelling.casefold()
        return sorted({known for known in self._spellings() if known.casefold() == folded and known != spelling})

    def similar(self, spelling: str) -> list[str]:
        """Up to three known spellings that look like a misspelt one, the most alike first."""
        from difflib import get_close_matches  # slow to import, and wanted only after a mistake

        return get_close_matches(spelling, list(self._plain), n=3, cutoff=0.75)

    def _spellings(self) -> Iterator[str]:
        for spelling, entry in self._plain.items():
            yield spelling
            yield from (prefix + spelling for prefix in entry.prefixes)
        yield from _PETAFLOP_DAY_SPELLINGS


# Student input decides what is looked up; this bounds what a long session remembers of it.
MAX_REMEMBERED_SPELLINGS = 5_000

_PREFIXES_BY_INITIAL: dict[str, list[str]] = {}
for _prefix in sorted({*_LARGE, *_SMALL, *_BYTE_PREFIXES, "K", *_PREFIX_WORDS}, key=len, reverse=True):
    _PREFIXES_BY_INITIAL.setdefault(_prefix[0], []).append(_prefix)


def _prefixed(atom: Atom, prefix: str, worth: float) -> Atom:
    letter = _LETTER_OF_WORD.get(prefix, prefix)
    symbol = letter + atom.symbol
    return Atom(
        "kB" if symbol == "KB" else symbol,
        atom.factor * _exact(worth),
        atom.dimension,
        atom.label,
        letter + atom.plural if atom.plural else "",
    )


@lru_cache(maxsize=None)
def unit(spelling: str) -> Unit:
    """A built-in unit by a spelling that is known to exist, for use in code."""
    found = BUILT_IN.get(spelling)
    if found is None:
        raise KeyError(spelling)
    return found


BUILT_IN = Units()
SECOND = unit("s")


def is_not_fixed(word: str) -> bool:
    """Whether a word names a span of time without a fixed length (a month)."""
    return word.lower() in _NOT_FIXED
