"""`bank check`: whether the variants of a question take about the same work."""

from __future__ import annotations

from pathlib import Path

from checking import RIDE, found, report, the_one

POWER = """\
- id: power
  title: Powers
  skill: trains
  given:
    a: {pick: [1, 20, 300], says: a number}
    b: {range: [1000, 1999], step: 1, says: another number}
  text: There are {a} and {b}.
  parts:
    - id: product
      ask: What is their product plus 5?
      work:
        times: {is: a * b, says: the product, because: it is asked for}
      answer: times + 5
      because: it is asked for
"""


def test_size_digits_and_operations_of_the_variants_are_told(tmp_path: Path) -> None:
    fairness = report(tmp_path, POWER).fairness
    assert fairness is not None
    # From 1,005 and a little more to nearly 300 * 1999: 2.7 decades.
    assert 2.6 < fairness.decades < 2.8
    # 1, 2 and 3 have one significant digit, and numbers like 1234 four; every tenth has fewer.
    assert (fairness.digits.low, fairness.digits.high) == (4, 5)
    # Multiplying by 1 is no work.
    assert (fairness.operations.low, fairness.operations.high) == (1, 2)
    assert fairness.outliers == ()


def test_an_answer_of_another_size_is_told_with_its_seed(tmp_path: Path) -> None:
    """One of a hundred numbers is a billion times as large as the others."""
    numbers = ", ".join(str(number) for number in range(101, 200))
    finding = the_one(found(tmp_path, POWER.replace("[1, 20, 300]", f"[{numbers}, 1e12]")))
    assert (finding.level, finding.check) == ("note", "fairness")
    assert finding.message.startswith("the answer to product has the size 10^15 with seed ")
    assert finding.message.endswith(", where most variants have 5 to 6")


def test_a_ride_has_nothing_to_tell(tmp_path: Path) -> None:
    made = report(tmp_path, RIDE)
    assert made.fairness is not None
    assert made.findings == ()
