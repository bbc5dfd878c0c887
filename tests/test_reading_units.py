"""Units are read as people write them, in the dimension that is asked for or in another."""

from __future__ import annotations

import pytest
from answers import fault, read, value

from studybot.formula.units import NO_DIMENSION

READ: dict[str, list[tuple[str, float]]] = {
    "s": [
        ("42 s", 42), ("42s", 42), ("~42 s", 42), ("42 seconds.", 42), ("42 Seconds", 42), ("42 sec.", 42),
        ("42 (s)", 42), ("42 [s]", 42), ("(42 s)", 42), ("t = 42 s", 42), ("0.28 h", 1008), ("12h", 43200),
        ("1.5 hrs", 5400), ("90min", 5400), ("1 h 30 min", 5400), ("1h30min", 5400), ("1h 30m", 5400),
        ("1h30m20s", 5420), ("1 hour, 30 minutes", 5400), ("1 hour and 30 minutes", 5400), ("3 days 4 hours", 273600),
        ("42 ms", 0.042), ("42 µs", 42e-6), ("42 μs", 42e-6), ("42 us", 42e-6), ("1½ hours", 5400),
        ("200 TB / 4.8 TB/s", 200 / 4.8), ("200 TB/(4.8 TB/s)", 200 / 4.8), ("200/4.8 s", 200 / 4.8),
        ("3 million seconds", 3e6), ("1.684 x 10^7 s", 1.684e7), ("42 seconds per token", 42),
        ("1.684 \\times 10^{7}\\,\\text{s}", 1.684e7), ("1 year", 31557600),
    ],
    "USD": [
        ("$5", 5), ("$ 5", 5), ("5 $", 5), ("5$", 5), ("-$5", -5), ("$-5", -5), ("($5)", 5), ("$(2+3)", 5),
        ("5 USD", 5), ("USD 5", 5), ("USD5", 5), ("US$ 5", 5), ("US$5", 5), ("5 dollars", 5), ("5 US dollars", 5),
        ("5 bucks", 5), ("50 cents", 0.5), ("50¢", 0.5), ("5 dollars 20 cents", 5.2), ("$5.20 USD", 5.2),
        ("$3.5K", 3500), ("$3.5k", 3500), ("$5m", 5e6), ("$5bn", 5e9), ("$3.5 million", 3.5e6), ("5k$", 5000),
        ("5 kUSD", 5000), ("2,000,000 USD", 2e6), ("$10,486", 10486), ("$2.1x10^11", 2.1e11), ("5", 5), ("0.42", 0.42),
        ("cost = $5", 5), ("≈ $5", 5), ("$5.", 5), ("\\$5", 5), ("12.12 h * $1.5/h", 18.18), ("12.12 * $1.5", 18.18),
        ("$1.50/hour × 12.12 hours", 18.18),
        ("12.12 GPU-hours * $1.50/GPU-hour", 18.18), ("12.12 GPU hours * $1.50 per GPU hour", 18.18), ("US $5", 5),
        ("USD $5", 5), ("$5mm", 5e6), ("$½ million", 5e5), ("8.33e12 tokens * $120 per million tokens", 999.6e6),
    ],
    "token": [
        ("5", 5), ("5 tokens", 5), ("5 Tokens", 5), ("5 tok", 5), ("5k tokens", 5000), ("5 million tokens", 5e6),
        ("5 Mtokens", 5e6), ("8.33 trillion", 8.33e12), ("14,835", 14835), ("5e6 words * 1.4 tokens/word", 7e6),
    ],
    "token/min": [
        ("60/41.67 tokens/min", 60 / 41.67), ("1.44 tokens per minute", 1.44), ("1.44 tokens a minute", 1.44),
        ("1.44/min", 1.44), ("1.44 per minute", 1.44), ("1.44 1/min", 1.44), ("1.44 min^-1", 1.44), ("1.44 min⁻¹",
        1.44),
        ("1.44 tokens*min^-1", 1.44), ("1.44 (tokens/min)", 1.44), ("0.024 tok/s", 1.44), ("0.024 Hz", 1.44),
        ("86.4 tokens/hour", 1.44), ("1e6 tokens per second", 6e7), ("1 token per 41.67 s", 60 / 41.67),
        ("1 token / 41.67 s", 60 / 41.67), ("60 s/min / 41.67 s", 60 / 41.67),
    ],
    "B": [
        ("2 GB", 2e9), ("2 GiB", 2 * 1024**3), ("2 Gb", 2.5e8), ("2 Gbit", 2.5e8), ("2 gigabytes", 2e9),
        ("2 GigaBytes", 2e9), ("2 giga bytes", 2e9), ("2 GByte", 2e9), ("2 KB", 2000), ("2 GBs", 2e9), ("16 bit", 2),
        ("1e9 * 16 bits", 2e9), ("2 thousand MB", 2e9), ("181.9 TiB", 181.9 * 1024**4), ("23.6 MB per token", 23.6e6),
        ("2.5 G bytes", 2.5e9), ("2 K bytes", 2000), ("2 gigabyte(s)", 2e9),
    ],
    "B/s": [
        ("4.8 TB/s", 4.8e12), ("4.8 TB/sec", 4.8e12), ("4.8 TB per second", 4.8e12), ("4.8 TBps", 4.8e12),
        ("38.4 Tbps", 4.8e12), ("4.8 TB s-1", 4.8e12), ("5 GB/s / 2", 2.5e9), ("288 TB/min", 4.8e12),
    ],
    "FLOP": [
        ("8.64e19", 8.64e19), ("8.64e19 FLOP", 8.64e19), ("8.64e19 FLOPs", 8.64e19), ("8.64e19 flops", 8.64e19),
        ("86.4 exaFLOP", 8.64e19), ("86.4 exaflops", 8.64e19), ("1 petaFLOP-day", 8.64e19),
        ("1 petaflop/s-day", 8.64e19), ("1 PFLOP/s-day", 8.64e19), ("1 PF-day", 8.64e19), ("1 petaflop day", 8.64e19),
        ("1 PFLOP/s * 1 day", 8.64e19), ("1e15 FLOP/s * 86400 s", 8.64e19), ("2e18 operations", 2e18),
        ("2e18 floating point operations", 2e18), ("8.64 e19 FLOP", 8.64e19),
    ],
    "FLOP/s": [
        ("312 TFLOP/s", 3.12e14), ("312 TFLOPS", 3.12e14), ("312 TFLOPs/s", 3.12e14), ("312 TFLOPS/s", 3.12e14),
        ("312 teraflop per second", 3.12e14), ("312T FLOP/s", 3.12e14), ("1.08e18 FLOP/hour", 3e14),
    ],
    "GPU*hour": [
        ("12.12 GPU-hours", 12.12), ("12.12 GPU hours", 12.12), ("12.12 GPUh", 12.12), ("12.12 GPU·h", 12.12),
        ("12.12 (GPU-hours)", 12.12), ("12.12 h", 12.12), ("0.5 GPU-days", 12), ("12.12 gpu-hrs", 12.12),
    ],
    "petaFLOP-day": [("3640", 3640), ("3640 petaFLOP-days", 3640), ("3640 PF-days", 3640), ("3640 petaflop days", 3640),
        ("3640 petaFLOP*day", 3640), ("3640 petaflop/s days", 3640), ("1e30 FLOP/(1 petaFLOP-day)", 1e30 / 8.64e19)],
    "GPU": [("20", 20), ("20 GPUs", 20), ("20 gpus", 20), ("2 TB / 100 GB", 20), ("2e12/1e11", 20)],
    "W": [("700 Watts", 700), ("0.7 kW", 700), ("0.7 kilo watts", 700), ("700 J/s", 700), ("190 μW", 190e-6)],
    "J": [
        ("5 kWh", 18e6), ("5 kWhs", 18e6), ("5 kilowatt hours", 18e6), ("5 kW-h", 18e6), ("3 zJ", 3e-21), ("5 N m", 5),
    ],
    "kg": [
        ("552 t", 552e3), ("5 kg CO2", 5), ("5 kg of CO2", 5), ("5 g CO2", 0.005), ("552 t CO2e", 552e3), ("552 tCO2",
        552e3),
        ("552 tCO₂", 552e3), ("5 metric tons", 5000), ("5 kilos", 5), ("5 lbs", 2.26796185),
    ],
    "m": [("5 mm", 0.005), ("5 μm", 5e-6), ("5 Å", 5e-10), ("5 km", 5000), ("5 cm", 0.05), ("5 in", 0.127)],
    "m^3": [
        ("5 m^3", 5), ("5 m³", 5), ("5 m3", 5), ("5 m**3", 5), ("5 (m)^3", 5), ("5 cm3", 5e-6), ("5 mL", 5e-6),
        ("5 L", 0.005),
    ],
    "m/s^2": [
        ("9.81 m/s^2", 9.81), ("9.81 m/s/s", 9.81), ("9.81 m/s2", 9.81), ("9.81 m s-2", 9.81), ("9.81 m*s^(-2)", 9.81),
    ],
    "W/m^2": [("5 W/m^2", 5), ("5 W m-2", 5), ("5 W·m⁻²", 5), ("5 W/(m*m)", 5), ("5 W per m^2", 5)],
    "J/(kg*K)": [("5 J/kg K", 5), ("5 J/(kg K)", 5), ("5 J/kg/K", 5), ("5 J kg^-1 K^-1", 5)],
    "K": [("298.15 K", 298.15), ("25 °C", 298.15), ("25 degrees Celsius", 298.15), ("-5 °C", 268.15)],
}  # fmt: skip


@pytest.mark.parametrize(("unit", "text", "worth"), [(unit, *case) for unit, cases in READ.items() for case in cases])
def test_a_quantity_is_read(unit: str, text: str, worth: float) -> None:
    assert value(text, unit) == pytest.approx(worth, rel=1e-12)


ASKED_ABOUT = [
    ("2 gb", "B", "did you mean GB or Gb?"),
    ("2 Kb", "B", "did you mean KB or kB or kb?"),
    ("0.7 kw", "W", "did you mean kW?"),
    ("3 mhz", "Hz", "did you mean MHz or mHz?"),
    ("200 T", "B", "did you mean TB?"),
    ("2 G", "B", "did you mean GB?"),
    ("312 TFLOPs", "FLOP/s", "write TFLOP for an amount, TFLOP/s for a rate"),
    ("312 teraflops", "FLOP/s", "write TFLOP for an amount, TFLOP/s for a rate"),
    ("4.8 TBs", "B/s", "write TB for an amount, TB/s for a rate"),
    ("2 months", "s", "use days or years"),
    ("1h30", "s", "name both units, as in 1 h 30 min, or use one"),
    ("1:30", "s", "write 1 h 30 min, or 90 min"),
    ("5 €", "USD", "write $ or USD"),
    ("5 euros", "USD", "write $ or USD"),
    ("7b", "parameter", "write B or billion for a large number"),
    ("42 s s", "s", None),
    ("41.67 s (0.69 min)", "s", "give one number, or put an operator between them"),
    ("5 tokens/s min", "token", "use brackets, as in W/(m^2*K)"),
    ("20 °C + 5 °C", "K", None),
    ("20 A100 GPUs", "GPU", None),
    ("9.81+m/s", "m/s", "write 1 m if one is meant"),
]


@pytest.mark.parametrize(("text", "unit", "hint"), ASKED_ABOUT)
def test_a_doubtful_unit_is_asked_about(text: str, unit: str, hint: str | None) -> None:
    assert fault(text, unit).hint == hint


@pytest.mark.parametrize(
    ("text", "unit"), [("12.3", "m/s"), ("200 / 4.8", "s"), ("200 TB / 4.8 TB", "s"), ("1e9*2", "B")]
)
def test_a_measure_needs_its_unit(text: str, unit: str) -> None:
    found = fault(text, unit)
    assert found.code == "answer.unit-missing"
    assert found.start == len(text)


def test_counts_and_money_do_not_need_their_unit() -> None:
    assert read("5", "token").assumed.text == "token"
    assert read("5", "USD").assumed.text == "USD"
    assert not read("5 tokens", "token").assumed.powers


def test_zero_keeps_its_dimension() -> None:
    assert read("0 s", "m").quantity.dimension != read("0 m", "m").quantity.dimension


@pytest.mark.parametrize("text", ["0.6612 bit/B", "0.6612 bits per byte", "0.6612"])
def test_a_unit_that_is_worth_a_plain_number_counts_once(text: str) -> None:
    """A bit in a byte is 0.125."""
    assert read(text, "bit/B").value == pytest.approx(0.08265)


def test_units_that_cancel_leave_a_number() -> None:
    reading = read("2 TB / 100 GB")
    assert reading.quantity.dimension == NO_DIMENSION
    assert reading.value == 20


@pytest.mark.parametrize(
    ("text", "unit", "foreign", "worth"),
    [
        ("5 T", "token", "T", 5e12),  # trillion, although the question has a T
        ("5 B", "parameter", "B", 5e9),
        ("5 h", "s", "h", 18000),
        ("5 m", "m", "m", 5),
        ("5 N m", "J", "Nm", 5),
        ("5 J/s", "W", "s", 5),
        ("5 tokens/s", "token/s", "s", 5),
    ],
)
def test_a_name_of_the_question_is_a_unit_where_such_a_unit_is_asked_for(
    text: str, unit: str, foreign: str, worth: float
) -> None:
    assert value(text, unit, foreign=set(foreign)) == pytest.approx(worth)


@pytest.mark.parametrize(
    ("text", "unit", "foreign"),
    [
        ("2*N*T", "token", "NT"),
        ("2 N", "s", "N"),
        ("5 h", "USD", "h"),
        ("5 s", "", "s"),
        ("0.28*B", "", "B"),
        ("2B", "", "B"),
    ],
)
def test_elsewhere_the_numbers_are_to_be_put_in(text: str, unit: str, foreign: str) -> None:
    found = fault(text, unit, foreign=set(foreign))
    assert (found.code, found.hint) == ("formula.letters", "put the numbers in")


def test_a_bomb_of_powers_is_refused() -> None:
    for text in ("5 km⁹⁹⁹⁹⁹⁹⁹⁹⁹", "5 km^999999999", "5 YB^9 YB^9", "5 fs^9 fs^9 fs^9", "5" + " m" * 200):
        assert fault(text).code in ("formula.unit", "formula.unit-power", "formula.unit-twice")
