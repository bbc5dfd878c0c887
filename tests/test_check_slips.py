"""`bank check`: slips that cannot be told from the right answer or from one another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from checking import bank_of, found, line_of, spoilt, the_one
from hypothesis import given
from hypothesis import strategies as st

from studybot.marking.arrays import admits_many
from studybot.marking.tolerance import Tolerance
from studybot.problem.derivation import Derivation
from studybot.vetting.check import check_bank
from studybot.vetting.sample import Sample

SLIP = "        - gives: way / speed / 60\n          says: minutes were taken for hours\n"


def with_slips(*slips: tuple[str, str]) -> str:
    return spoilt((SLIP, "".join(f"        - gives: {gives}\n          says: {says}\n" for gives, says in slips)))


def test_a_slip_that_always_equals_the_answer_is_reported(tmp_path: Path) -> None:
    wrong = with_slips(("1 / (speed / way)", "the wrong way round"))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("warning", "slip-always")
    assert finding.message.startswith("the slip 1 / (speed / way) of time is always within the tolerance")
    assert finding.place.line == line_of("1 / (speed / way)", wrong)


def test_a_slip_that_sometimes_equals_the_answer_is_reported_with_share_and_seed(tmp_path: Path) -> None:
    # 1000 times the fare (in dollars for a metre) is 1 where a kilometre costs a dollar.
    slip = "      slips:\n        - gives: 1000 * fare * price / time\n          says: the fare was counted twice\n"
    wrong = spoilt(("      says: what an hour earns\n", "      says: what an hour earns\n" + slip))
    bank = bank_of(tmp_path, wrong)
    finding = the_one(check_bank(bank, variants=2_000))
    assert (finding.level, finding.check) == ("warning", "slip-near")
    fares = Sample.of(Derivation.of(bank.questions[0]), 2_000).array("fare")
    dollar = np.isclose(fares, 0.001)
    assert f"on {dollar.sum()} of 2,000 variants" in finding.message
    assert finding.hint is not None
    assert f"--seed {dollar.argmax()}`" in finding.hint


def test_two_slips_that_always_coincide_but_say_different_things_are_reported(tmp_path: Path) -> None:
    wrong = with_slips(("way / speed / 60", "minutes were taken for hours"), ("way / (60*speed)", "something else"))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("warning", "slips-coincide")
    assert "way / (60*speed) of time always comes out as way / speed / 60 does" in finding.message
    assert finding.place.line == line_of("way / (60*speed)", wrong)


def test_two_slips_that_say_the_same_may_coincide(tmp_path: Path) -> None:
    assert found(tmp_path, with_slips(("way / speed / 60", "minutes"), ("way / (60*speed)", "minutes"))) == []


def test_a_slip_that_is_undefined_is_reported(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, with_slips(("way / (speed - speed)", "nothing was left of the speed"))))
    assert (finding.level, finding.check) == ("warning", "slip-undefined")
    assert "cannot be computed on every variant" in finding.message


@pytest.mark.parametrize(("half", "checks"), [("", []), (", half: 100", ["slip-always"])])
def test_a_slip_that_an_estimate_gets_credit_for_is_reported(tmp_path: Path, half: str, checks: list[str]) -> None:
    """Minutes for hours are 60 times off: within a factor of 100 for half the credit, not within one of 2."""
    estimate = f"      unit: hour\n      accept: {{factor: 2{half}}}\n"
    findings = found(tmp_path, spoilt(("      unit: hour\n", estimate), ("wrong: {time: [2 h], ", "wrong: {")))
    assert [finding.check for finding in findings if finding.check.startswith("slip")] == checks


# Without the smallest floats, whose logarithm is not taken.
_VALUES = st.just(0.0) | st.floats(1e-9, 1e6) | st.floats(-1e6, -1e-9)


@given(
    st.lists(st.tuples(_VALUES, _VALUES), min_size=1, max_size=20),
    st.sampled_from(
        [
            Tolerance(relative=0.01),
            Tolerance(relative=0.0),
            Tolerance(relative=0.02, absolute=3.0),
            Tolerance(absolute=0.5),
            Tolerance(figures=3),
            Tolerance(decimals=2),
            Tolerance(min_figures=2),
        ]
    ),
    st.sampled_from([1.0, 60.0, 0.001]),
)
def test_tolerances_on_arrays_are_those_of_marking(
    pairs: list[tuple[float, float]], tolerance: Tolerance, factor: float
) -> None:
    values, references = (np.array(column) for column in zip(*pairs, strict=True))
    expected = [tolerance.admits(value, reference, factor) for value, reference in pairs]
    assert admits_many(tolerance, values, references, factor).tolist() == expected
