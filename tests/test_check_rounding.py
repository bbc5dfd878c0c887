"""`bank check`: whether a student who rounds to 3 figures on the way is still marked right."""

from __future__ import annotations

from pathlib import Path

from checking import found, line_of, spoilt, the_one

# Two numbers that are nearly the same are worked out one after the other and taken from each other.
CANCELLING = """\
- id: away
  title: What is left
  skill: trains
  given:
    a: {range: [101, 199], step: 1, says: a number}
    b: {range: [3.1, 3.9], step: 0.1, says: another one}
  text: There are {a} and {b}.
  parts:
    - id: gap
      ask: By how much is their product larger than their quotient times 9?
      work:
        times: {is: a * b, says: the product, because: it is asked for}
        over:  {is: 9 * a / b, says: nine quotients, because: they are asked for}
      answer: times - over
      because: that is how much it is larger
"""

# Three figures may go up to the next whole number: 312.6 pages are written 313, and 312 are full.
PAGES = """\
- id: pages
  title: Pages
  skill: trains
  given:
    words: {range: [100000, 400000], step: 100, says: words in a book}
    each:  {range: [300, 420], step: 6, says: words on a page}
  text: A book has {words} words, and a page {each}.
  parts:
    - id: full
      ask: How many pages are full?
      work:
        exact: {is: words / each, says: pages with parts of pages, because: the words are spread over pages}
      answer: floor(exact)
      because: a part of a page is not full
      accept: {within: 0}
"""


def test_an_exact_answer_is_wanted_as_exactly_on_the_way(tmp_path: Path) -> None:
    """Three figures of 238 to 1333 pages are whole numbers: about half are rounded up, and are one too many.

    From 1000 on, 1234 becomes 1230 besides.
    """
    finding = the_one(found(tmp_path, PAGES))
    assert (finding.level, finding.check) == ("warning", "rounding")
    assert finding.message.startswith("who rounds to 3 figures at every step gets full wrong on ")
    wrong = int(finding.message.split(" on ")[1].split()[0].replace(",", ""))
    assert 800 < wrong < 1400
    assert finding.hint is not None
    assert "near to the next whole number" in finding.hint


def test_a_tolerance_that_would_do_is_told(tmp_path: Path) -> None:
    narrow = spoilt(("      unit: USD/hour\n", "      unit: USD/hour\n      accept: {within: 0.1%}\n"))
    finding = the_one(found(tmp_path, narrow))
    assert finding.check == "rounding"
    assert finding.place.line == line_of("price / time", narrow)
    assert finding.hint is not None
    # The time, the price and the result are rounded, each by up to 0.5 %, and hardly ever all of them the same way.
    told = finding.hint.split(";")[0]
    assert told in ("within 1% would do", "within 1.5% would do")
    wide = narrow.replace("within: 0.1%", told.removesuffix(" would do").replace("within", "within:"))
    assert found(tmp_path, wide) == []


def test_terms_that_cancel_are_told(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, CANCELLING.replace("[3.1, 3.9]", "[2.9, 3.1]").replace("0.1,", "0.01,")))
    assert finding.check == "rounding"
    assert finding.hint is not None
    assert finding.hint.startswith("not even within 10% would do")


def test_short_whole_numbers_and_exact_conversions_are_not_rounded(tmp_path: Path) -> None:
    """1536 values of 4 bytes are 6144 bytes, which are 6.144 kB: nothing of that is rounded before the answer."""
    question = """\
- id: vector
  title: A vector
  skill: trains
  given:
    width: {range: [1024, 2047], step: 1, says: values in a vector}
    size:  {pick: [2, 4], unit: B, says: memory of a value}
  text: A vector has {width} values of {size}.
  parts:
    - id: all
      ask: How many bytes are two vectors?
      work:
        one: {is: width * size, unit: B, says: one vector, because: each value takes as much}
      answer: 2 * one / size
      because: there are two
      accept: {within: 0}
"""
    assert [finding.check for finding in found(tmp_path, question)] == []


def test_figures_that_are_asked_for_are_kept_on_the_way(tmp_path: Path) -> None:
    exact = spoilt(("      unit: USD/hour\n", "      unit: USD/hour\n      accept: {figures: 5}\n"))
    assert "rounding" not in [finding.check for finding in found(tmp_path, exact)]
