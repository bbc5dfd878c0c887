"""Which units there are, how people spell them, and how a spelling is looked up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from functools import cache, cached_property

from studybot.formula.units import DATA, MONEY, NO_DIMENSION, TIME, Atom, Dimension, Unit, dimension_of
from studybot.formula.values import value

Prefix = int | Fraction
_LARGE: dict[str, Prefix] = {
    letter: 10**zeros for letter, zeros in zip("kMGTPEZY", (3, 6, 9, 12, 15, 18, 21, 24), strict=True)
}
_SMALL: dict[str, Prefix] = {
    letter: Fraction(1, 10**places) for letter, places in zip("muµnpf", (3, 6, 6, 9, 12, 15), strict=True)
}
_TINY: dict[str, Prefix] = {**_SMALL, "a": Fraction(1, 10**18), "z": Fraction(1, 10**21)}
_METRIC: dict[str, Prefix] = {"k": 1000, "d": Fraction(1, 10), "c": Fraction(1, 100), **_SMALL}
_THOUSANDS: dict[str, Prefix] = {letter: _LARGE[letter] for letter in "kMG"}
_ANY: dict[str, Prefix] = {**_LARGE, **_TINY}
_BYTE_PREFIXES: dict[str, Prefix] = {f"{letter}i": 1024**power for power, letter in enumerate("KMGTPE", 1)}

_LETTER_OF_WORD = {
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y",
    "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti", "pebi": "Pi", "exbi": "Ei",
    "deci": "d", "centi": "c", "milli": "m", "micro": "µ", "nano": "n", "pico": "p", "femto": "f", "atto": "a",
    "zepto": "z",
}  # fmt: skip
_WORTH = {**_ANY, **_METRIC, **_BYTE_PREFIXES}


@value
class _Entry:
    """A row of the table: the atom, its spellings, and which prefixes go with them.

    The case of a symbol matters (mW, MW); a word is a word in any (Watts).
    """

    atom: Atom
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    prefixes: Mapping[str, Prefix] = field(default_factory=dict)


def _measure(
    symbol: str,
    dimension: Dimension,
    factor: Fraction | int = 1,
    symbols: str = "",
    words: str = "",
    prefixes: Mapping[str, Prefix] | None = None,
    offset: Fraction | None = None,
) -> _Entry:
    spelled = tuple(words.split())
    plural = f"{symbol}s" if f"{symbol}s" in spelled else ""
    atom = Atom(symbol, Fraction(factor), dimension, plural=plural, offset=offset or Fraction(0))
    return _Entry(atom, (symbol, *symbols.split()), spelled, prefixes or {})


def _count(symbol: str, plural: str = "", words: str = "", prefixes: bool = False, label: str = "") -> _Entry:
    atom = Atom(symbol, Fraction(1), label=label or symbol, plural=plural)
    spelled = dict.fromkeys((*words.split(), *([plural] if plural else []), *([symbol] if symbol.islower() else [])))
    return _Entry(atom, (symbol,), tuple(spelled), _LARGE if prefixes else {})


_LENGTH = dimension_of(m=1)
_VOLUME = dimension_of(m=3)
_ENERGY = dimension_of(kg=1, m=2, s=-2)
_POWER = dimension_of(kg=1, m=2, s=-3)
_DATA_RATE = dimension_of(B=1, s=-1)

# Definitions: SI brochure (BIPM, 9th edition, 2019), IEC 80000-13 for binary prefixes, the international yard and
# pound of 1959. A year is the Julian year of 365.25 days, which the International Astronomical Union uses.
_TABLE = (
    _measure("s", TIME, words="sec secs second seconds", prefixes=_SMALL),
    _measure("min", TIME, 60, symbols="mins", words="min minute minutes"),
    _measure("hour", TIME, 3600, symbols="h", words="hr hrs hour hours"),
    _measure("day", TIME, 86400, symbols="d", words="day days"),
    _measure("week", TIME, 7 * 86400, words="wk wks week weeks"),
    _measure("year", TIME, Fraction(31557600), words="yr yrs year years"),
    _measure("B", DATA, 1, words="byte bytes", prefixes={**_LARGE, **_BYTE_PREFIXES, "K": 1000}),
    _measure("bit", DATA, Fraction(1, 8), symbols="b", words="bit bits", prefixes={**_LARGE, **_BYTE_PREFIXES}),
    _measure("bps", _DATA_RATE, Fraction(1, 8), prefixes=_LARGE),
    _measure("Bps", _DATA_RATE, 1, prefixes=_LARGE),
    _measure("USD", MONEY, 1, symbols="US$ us$ $", words="usd dollar dollars buck bucks", prefixes=_THOUSANDS),
    _measure("cent", MONEY, Fraction(1, 100), symbols="¢", words="cent cents"),
    _measure("m", _LENGTH, words="meter meters metre metres", prefixes=_METRIC),
    _measure("Å", _LENGTH, Fraction(1, 10**10), words="angstrom angstroms"),
    _measure("ft", _LENGTH, Fraction(3048, 10000), words="foot feet"),
    _measure("yd", _LENGTH, Fraction(9144, 10000), words="yard yards"),
    _measure("inch", _LENGTH, Fraction(254, 10000), symbols="in", words="inch inches"),
    _measure("mi", _LENGTH, Fraction(1609344, 1000), words="mile miles"),
    _measure("kg", dimension_of(kg=1), 1, words="kilogram kilograms kilogramme kilogrammes kilo kilos"),
    _measure("g", dimension_of(kg=1), Fraction(1, 1000), words="gram grams gramme grammes", prefixes=_SMALL),
    _measure("t", dimension_of(kg=1), 1000, words="tonne tonnes ton tons", prefixes=_THOUSANDS),
    _measure("lb", dimension_of(kg=1), Fraction(45359237, 10**8), symbols="lbs", words="pound pounds"),
    _measure("l", _VOLUME, Fraction(1, 1000), symbols="L", words="liter liters litre litres", prefixes=_METRIC),
    _measure("A", dimension_of(A=1), words="ampere amperes amp amps", prefixes=_METRIC),
    _measure("C", dimension_of(A=1, s=1), words="coulomb coulombs", prefixes=_SMALL),
    _measure("V", dimension_of(kg=1, m=2, s=-3, A=-1), words="volt volts", prefixes=_ANY),
    _measure("K", dimension_of(K=1), symbols="°K", words="kelvin kelvins", prefixes=_SMALL),
    _measure("°C", dimension_of(K=1), 1, symbols="degC ℃", words="celsius", offset=Fraction(27315, 100)),
    _measure("mol", dimension_of(mol=1), words="mole moles", prefixes=_SMALL),
    _measure("N", dimension_of(kg=1, m=1, s=-2), words="newton newtons", prefixes=_ANY),
    _measure("Pa", dimension_of(kg=1, m=-1, s=-2), words="pascal pascals", prefixes=_ANY),
    _measure("J", _ENERGY, words="joule joules", prefixes=_ANY),
    _measure("eV", _ENERGY, Fraction(1602176634, 10**28), words="electronvolt electronvolts", prefixes=_ANY),
    _measure("W", _POWER, words="watt watts", prefixes=_ANY),
    _measure("Wh", _ENERGY, 3600, words="watthour watthours", prefixes=_LARGE),
    _measure("Hz", dimension_of(s=-1), words="hertz", prefixes=_ANY),
    _measure("CO2", NO_DIMENSION, words="co2e co2eq"),  # what a mass is of; it counts nothing
    _count("FLOP", words="flop", prefixes=True),
    _count("OP", words="op operation operations", prefixes=True, label="FLOP"),
    _count("token", "tokens", words="tok toks", prefixes=True),
    _count("parameter", "parameters", words="param params weight weights", prefixes=True),
    _count("GPU", "GPUs", words="gpu"),
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
_PETAFLOP_STEMS = ("petaflop", "petaflops", "pflop", "pflops", "pf", "pfs")
_GAS = re.compile(r"CO2(?:e|eq)?$")
# Units of several words, in lower case; a hyphen in what is typed counts as a space.
_PHRASES = {
    **dict.fromkeys(("us dollar", "us dollars"), "USD"),
    **dict.fromkeys(("metric ton", "metric tons", "metric tonne", "metric tonnes"), "t"),
    **dict.fromkeys(("degree c", "degrees c", "deg c", "° c", "degree celsius", "degrees celsius"), "°C"),
    **dict.fromkeys(("co2 e", "co2 eq", "co2 equivalent", "co2 equivalents"), "CO2"),
    **dict.fromkeys((f"floating point {word}" for word in ("operation", "operations", "ops")), "FLOP"),
    **dict.fromkeys((f"{stem} {day}" for stem in _PETAFLOP_STEMS for day in ("day", "days")), "petaFLOP-day"),
}
_PHRASE_STARTS = {phrase.split()[0] for phrase in _PHRASES} | _LETTER_OF_WORD.keys() | set("kmgtpeµun")
_NOT_FIXED = {word: word.removesuffix("s") for word in ("month", "months", "decade", "decades", "quarter", "quarters")}


@value
class Units:
    """The units that a text may use: the table above and the nouns `(singular, plural)` that a bank counts."""

    counts: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        return (*_TABLE, *(_count(singular, plural) for singular, plural in self.counts))

    @cached_property
    def _plain(self) -> dict[str, _Entry]:
        return {spelling: entry for entry in self._entries for spelling in (*entry.symbols, *entry.words)}

    @cached_property
    def _words(self) -> dict[str, _Entry]:
        return {word.lower(): entry for entry in self._entries for word in entry.words}

    @cached_property
    def _known(self) -> dict[str, Unit | None]:
        return {}

    def get(self, spelling: str) -> Unit | None:
        """The unit spelled so in one word, or None."""
        if spelling not in self._known:
            if len(self._known) > MAX_REMEMBERED_SPELLINGS:
                self._known.clear()
            self._known[spelling] = self._look_up(spelling)
        return self._known[spelling]

    def _look_up(self, spelling: str) -> Unit | None:
        if entry := self._plain.get(spelling):
            return Unit(((entry.atom, 1),))
        if spelling == _PETAFLOP_DAY.symbol:
            return Unit(((_PETAFLOP_DAY, 1),))
        for prefix in _PREFIXES_BY_INITIAL.get(spelling[:1], ()):
            rest = spelling[len(prefix) :]
            if spelling.startswith(prefix) and (entry := self._plain.get(rest)) and prefix in entry.prefixes:
                return Unit(((_prefixed(entry.atom, prefix, entry.prefixes[prefix]), 1),))
        # The capital S is "per second": TFLOPS is a rate, TFLOPs might be either.
        if spelling.endswith(("FLOPS", "OPS")) and (work := self.get(spelling[:-1])):
            return work.times(SECOND, -1)
        if (gas := _GAS.search(spelling)) and gas.start() and (mass := self.get(spelling[: gas.start()])):
            return mass.times(unit("CO2"))
        if spelling in ("GPUh", "GPUhr", "GPUhrs"):
            return unit("GPU").times(unit("hour"))
        return self._word(spelling)

    def _word(self, spelling: str) -> Unit | None:
        """A unit that is spelled out, whatever its case: `Seconds`, `GigaBytes`, `MByte`."""
        folded = spelling.lower()
        if entry := self._words.get(folded):
            return Unit(((entry.atom, 1),))
        for prefix, letter in _LETTER_OF_WORD.items():
            rest = folded[len(prefix) :]
            if len(rest) > 2 and folded.startswith(prefix) and (entry := self._words.get(rest)) and entry.prefixes:
                return Unit(((_prefixed(entry.atom, letter, _WORTH[letter]), 1),))
        for prefix in _PREFIXES_BY_INITIAL.get(spelling[:1], ()):
            rest = folded[len(prefix) :]
            if len(rest) > 2 and (entry := self._words.get(rest)) and prefix in entry.prefixes:
                return Unit(((_prefixed(entry.atom, prefix, entry.prefixes[prefix]), 1),))
        return None

    def begins_phrase(self, word: str) -> bool:
        """Whether a unit of several words may begin with this one."""
        return word.lower() in _PHRASE_STARTS

    def phrase(self, words: Sequence[str], *, spaced: bool = True) -> Unit | None:
        """The unit of several words: `US dollars`, `petaFLOP day`; `G bytes` where there are only spaces in it."""
        if spelling := _PHRASES.get(" ".join(words).lower()):
            return self.get(spelling)
        prefix, unit = words[0], words[1]
        is_prefix = prefix.lower() in _LETTER_OF_WORD or (spaced and len(unit) > 2 and unit.lower() in self._words)
        if not is_prefix:
            return None
        if len(words) == 2:
            return self.get(prefix + unit)
        return self.phrase((prefix + unit, *words[2:]), spaced=spaced)

    def singular(self, spelling: str) -> Unit | None:
        """The unit without its s, where that may be a plural or "per second": of FLOPs, GBs, kWhs."""
        one = self.get(spelling[:-1]) if len(spelling) > 2 and spelling[-1] in "sS" else None
        if one is None or len(one.powers) != 1:
            return None
        has_plural = one.labels == {"FLOP": 1} or one.dimension == DATA or spelling[:-1].endswith(("Wh", "kg"))
        return one if has_plural else None

    def near(self, spelling: str) -> list[str]:
        """Known spellings that differ in case alone: `kw` suggests kW, `mhz` suggests MHz and mHz."""
        folded = spelling.casefold()
        return sorted({known for known in self._spellings() if known.casefold() == folded and known != spelling})

    def similar(self, spelling: str, also: Collection[str] = ()) -> list[str]:
        """Up to three known spellings that look like a misspelt one, the most alike first."""
        from difflib import get_close_matches  # slow to import, and wanted only after a mistake

        # Three letters that differ in one are as like to be something else altogether.
        likely = [word for word in (*self._plain, *also) if len(word) > 2] if len(spelling) > 2 else []
        return get_close_matches(spelling.lower()[:40], likely, n=3, cutoff=0.75)

    def _spellings(self) -> Iterator[str]:
        for spelling, entry in self._plain.items():
            yield spelling
            yield from (prefix + spelling for prefix in entry.prefixes)


# Student input decides what is looked up; this bounds what a long session remembers of it.
MAX_REMEMBERED_SPELLINGS = 5_000

_PREFIXES_BY_INITIAL: dict[str, list[str]] = {}
for _prefix in sorted({*_WORTH, "K"}, key=len, reverse=True):
    _PREFIXES_BY_INITIAL.setdefault(_prefix[0], []).append(_prefix)


def _prefixed(atom: Atom, prefix: str, worth: Prefix) -> Atom:
    prefix = {"u": "µ", "K": "k"}.get(prefix, prefix)
    plural = prefix + atom.plural if atom.plural else ""
    return Atom(prefix + atom.symbol, atom.factor * worth, atom.dimension, atom.label, plural)


@cache
def unit(spelling: str) -> Unit:
    """A built-in unit by a spelling that is known to exist, for use in code."""
    found = BUILT_IN.get(spelling)
    if found is None:
        raise KeyError(spelling)
    return found


BUILT_IN = Units()
SECOND = unit("s")


def is_not_fixed(word: str) -> str | None:
    """The span of time without a fixed length that a word names (a month), or None."""
    return _NOT_FIXED.get(word.lower())
