"""Lines are broken where a reader would break them: none is wider than the screen, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from studybot.formula.safely import shown_safely
from studybot.notation.plain import to_plain
from studybot.notation.tree import Number, Quantity, Unit
from studybot.show.document import TOGETHER, Formula, Math, Paragraph, Span, Table, Words, line
from studybot.show.plain import to_text
from studybot.show.terminal import print_document
from studybot.show.wrapping import Piece, Word, sides_of, words_of, wrapped

# Letters, blanks, wide characters (two columns), combining ones (none), what is escaped, line ends.
CHARACTERS = st.sampled_from("aaaa bbbb  cc.,=()漢字あé\u0301\u200b\x1b\n\t")
TEXTS = st.text(CHARACTERS, max_size=60)
SPANS = st.lists(
    st.one_of(
        st.builds(Words, TEXTS, st.sampled_from(["plain", "strong", "quiet"])),
        st.builds(
            lambda digits, name: Math(Quantity(Number(digits), Unit(((name, 1),)))),
            st.from_regex(r"[1-9][0-9]{0,45}", fullmatch=True),
            st.sampled_from(["s", "tokens", "petaFLOP-days", "parameters of the very large model"]),
        ),
    ),
    max_size=8,
)
MEASURES: list[Callable[[str], int]] = [len, cell_len]


def joined(words: list[Word]) -> str:
    return " ".join("".join(piece.text for piece in word) for word in words)


def bare(text: str) -> str:
    return "".join(text.split())


def test_a_number_stays_with_its_percent_sign_and_with_what_is_kept_together() -> None:
    told = line("predicted 67 %, then 7 %; a %s", f"about 3{TOGETHER}points")
    for width in range(10, 40):
        lines = to_text((told,), width, fits=True).splitlines()
        assert " ".join(lines) == "predicted 67 %, then 7 %; a %sabout 3 points"
        assert not any(text.startswith(("%,", "%;", "points")) for text in lines), width


def test_a_table_that_is_too_wide_has_a_colon_behind_its_titles() -> None:
    row = (("hint",), ("^T",), ("a hint, for part of the credit",))
    table = Table(("command", "key", "what it does"), (tuple((Words(text),) for (text,) in row),))
    assert to_text((table,), 40, fits=True).splitlines() == [
        "hint",
        "  key: ^T what it does: a hint, for",
        "    part of the credit",
    ]


@pytest.mark.parametrize("measure", MEASURES)
@settings(deadline=None)
@given(SPANS, st.integers(2, 40))
def test_no_line_is_wider_than_its_width_and_nothing_is_lost(
    measure: Callable[[str], int], spans: list[Span], width: int
) -> None:
    words = words_of(spans, to_plain, shown_safely)
    lines = [joined(found) for found in wrapped(words, width, measure)]
    assert all(measure(found) <= width for found in lines), lines
    assert bare("".join(lines)) == bare(joined(words))


@settings(deadline=None)
@given(SPANS, st.integers(2, 40))
def test_roles_stay_with_their_text(spans: list[Span], width: int) -> None:
    def by_role(words: list[Word]) -> dict[str, str]:
        roles = dict.fromkeys(("plain", "strong", "quiet"), "")
        for word in words:
            for piece in word:
                roles[piece.role] += bare(piece.text)
        return roles

    words = words_of(spans, to_plain, shown_safely)
    assert by_role([word for found in wrapped(words, width, cell_len) for word in found]) == by_role(words)


@settings(deadline=None)
@given(SPANS, st.integers(2, 40))
def test_a_line_takes_as_many_words_as_fit(spans: list[Span], width: int) -> None:
    words = words_of(spans, to_plain, shown_safely)
    if any(len(joined([word])) > width for word in words):
        return
    lines = wrapped(words, width, len)
    for before, after in pairwise(lines):
        assert len(joined([*before, after[0]])) > width


@settings(deadline=None)
@given(SPANS, st.integers(12, 60))
def test_a_terminal_shows_no_line_wider_than_itself(spans: list[Span], width: int) -> None:
    for block in (Paragraph(tuple(spans)), Paragraph(tuple(spans), indent=1)):
        output = StringIO()
        print_document((block,), Console(file=output, width=width, force_terminal=False))
        assert all(cell_len(found) <= width for found in output.getvalue().splitlines())
        assert "\x1b" not in output.getvalue()


def test_words_are_parted_at_blanks_and_formulas_stick_to_their_comma() -> None:
    spans = (Words("A model with "), Math(Number("7")), Words(", or so"), Words("."))
    assert [joined([word]) for word in words_of(spans, to_plain, str)] == ["A", "model", "with", "7,", "or", "so."]


def test_a_short_formula_stays_whole_and_a_long_one_is_broken_at_blanks() -> None:
    short, long = (Quantity(Number("7"), Unit(((name, 1),))) for name in ("books", f"books {'and ' * 8}more"))
    assert len(words_of([Math(short)], to_plain, str)) == 1
    assert len(words_of([Math(long)], to_plain, str)) == 11


FORMULAS = [
    (20, ["flop = 2 * N * T", "= 2e18 FLOP"], "flop = 2 * N * T = 2e18 FLOP"),
    (20, ["x = a * b", "+ long * longer", "= 3"], "x = a * b + long * longer = 3"),
    (20, ["x = 1", "= first * second", "* third + 4", "= 3"], "x = 1 = first * second * third + 4 = 3"),
    (16, ["speed = −3", "− −40000 − −5", "= 9"], "speed = −3 − −40000 − −5 = 9"),
]


@pytest.mark.parametrize(("width", "lines", "formula"), FORMULAS)
def test_a_formula_is_broken_before_equals_signs_and_then_before_its_terms(
    width: int, lines: list[str], formula: str
) -> None:
    groups = sides_of(formula, "strong", lambda text: len(text) <= width)
    assert [joined(found) for group in groups for found in wrapped(group, width, len)] == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("aaa bbb ccc", ["aaa bbb", "ccc"]),
        ("aaaaaaa bbb", ["aaaaaaa", "bbb"]),
        ("aaaaaaaaa bb", ["aaaaaaa", "aa bb"]),
        ("漢字漢字 bb", ["漢字漢", "字 bb"]),
    ],
)
def test_lines_of_seven_columns(text: str, lines: list[str]) -> None:
    words = words_of([Words(text)], to_plain, str)
    assert [joined(found) for found in wrapped(words, 7, cell_len)] == lines


def test_a_remark_is_cut_at_its_blanks_where_it_is_too_long() -> None:
    word = (Piece("(1 hour = 3600 s)", "quiet"), Piece(".", "plain"))
    assert [joined(found) for found in wrapped([word], 10, len)] == ["(1 hour =", "3600 s)."]


def test_plain_text_keeps_a_formula_on_one_line() -> None:
    node = Quantity(Number("7"), Unit((("books " + "and " * 40 + "more", 1),)))
    assert to_text((Formula(node),), width=20).count("\n") == 1
    assert to_text((line("word " * 20),), width=20).count("\n") == 5
