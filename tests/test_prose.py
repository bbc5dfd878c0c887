"""An author's prose with the numbers of a variant put in: forms, symbols, paragraphs, sentences, escapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import bank_of, spoilt

from studybot.bank.prose import Math, Placeholder, Words, segments
from studybot.bank.schema import Text
from studybot.formula.errors import FormulaError, Place
from studybot.problem.derivation import Derivation
from studybot.problem.part_letters import letter
from studybot.problem.pins import pinned
from studybot.problem.variant import Variant, drawn
from studybot.show.document import Paragraph
from studybot.show.plain import to_text
from studybot.show.prose import clause, paragraphs, sentence
from studybot.show.questions import ask, heading, text

TEXT = "text: A train runs {way} at {speed}. Every kilometre costs {fare}."
GIVENS = """\
    seats: {range: [1.0e3, 1.0e6], digits: 2, says: seats}
    tokens: {value: 7e9, unit: token, says: tokens}
    train: {case: {ICE: {says: an ICE, power: 8 MW}, IC: {power: 6400 kW}}, says: the train}
    fare:"""


def variant_of(folder: Path, *changes: tuple[str, str]) -> Variant:
    derivation = Derivation.of(bank_of(folder, spoilt(("    fare:", GIVENS), *changes)).questions[0])
    pins = {"train": "ICE", "seats": "1.5e6"}
    found = drawn(derivation, 0)
    seed = next(seed for seed in range(1_000) if drawn(derivation, seed).values["way"] == 120_000)
    assert found.values.keys() == drawn(derivation, seed).values.keys()
    return pinned(drawn(derivation, seed), pins)


def shown(folder: Path, written: str) -> str:
    """A text as it is shown in plain mode, on one line."""
    variant = variant_of(folder)
    (paragraph,) = paragraphs(Text(written, Place("", 1, 1)), variant)
    return to_text((paragraph,), width=1_000).rstrip("\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("It runs {way}.", "It runs 120 km."),
        ("It runs {way:bare} km.", "It runs 120 km."),
        ("It runs {way:m}.", "It runs 120,000 m."),
        ("It runs {way:sci} km.", "It runs 1.2e2 km."),
        ("Here {way=}.", "Here way = 120 km."),
        ("Here {way=:bare}.", "Here way = 120."),
        ("{tokens} or {tokens:words} or {tokens:sci} or {tokens:bare}.", "7e9 tokens or 7 billion or 7e9 or 7e9."),
        ("A train of {seats} or {seats:words} seats.", "A train of 1,500,000 or 1.5 million seats."),
        ("{train} has {power}, {power:kW} or {power:bare} MW.", "an ICE has 8 MW, 8000 kW or 8 MW."),
        ("It takes {time:min}.", None),
        ("A price of \\$5 and $x^2$ and \\{braces\\} and {{more}}.", "A price of $5 and x^2 and {braces} and {more}."),
        ("<b>bold</b> [red]red[/red] \\alpha *star* `code`", "<b>bold</b> [red]red[/red] \\alpha *star* `code`"),
    ],
)
def test_values_are_put_into_texts(tmp_path: Path, written: str, expected: str | None) -> None:
    found = shown(tmp_path, written)
    if expected is None:
        minutes = variant_of(tmp_path).values["time"] / 60
        assert found == f"It takes {minutes:.4g} min."
    else:
        assert found == expected


def test_a_row_without_words_is_shown_by_its_key_and_in_its_own_unit(tmp_path: Path) -> None:
    variant = pinned(variant_of(tmp_path), {"train": "IC"})
    written = Text("{train} has {power}, or {power:bare} kW or {power:words}.", Place("", 1, 1))
    assert to_text(paragraphs(written, variant)) == "IC has 6400 kW, or 6400 kW or 6400.\n"


def test_control_characters_never_reach_a_terminal(tmp_path: Path) -> None:
    assert shown(tmp_path, "a\u202eb\u200bc\x9bd") == "a\\u202eb\\u200bc\\x9bd"


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("text: >\n    One {way}\n    and more.\n\n    Two {speed}.\n\n\n    Three {fare}.", 3),
        ("text: |\n    One {way}\n    and more.\n\n    Two {speed}.\n\n    Three {fare}.", 3),
        ("text: One {way}\n    and more.\n\n    Two {speed}.\n\n    Three {fare}.", 3),
        ("text: 'One {way}\n    and more.\n\n    Two {speed}.\n\n    Three {fare}.'", 3),
        ("text: >-\n    One {way}\n    and more. Two {speed}. Three {fare}.", 1),
        ("text: |\n    One {way}\n    and more. Two {speed}. Three {fare}.", 1),
    ],
)
def test_empty_lines_part_paragraphs_however_a_text_is_written(tmp_path: Path, written: str, count: int) -> None:
    variant = variant_of(tmp_path, (TEXT, written))
    blocks = text(variant)
    assert len(blocks) == count
    lines = to_text(blocks, width=1_000)
    assert lines.startswith("One 120 km and more.")
    assert lines.count("\n") == count


@pytest.mark.parametrize(
    ("written", "as_sentence", "as_clause"),
    [
        ("every kilometre is paid", "Every kilometre is paid.", "every kilometre is paid."),
        ("Every kilometre is paid.", "Every kilometre is paid.", "Every kilometre is paid."),
        ("what is a kilometre?", "What is a kilometre?", "what is a kilometre?"),
        ("look out!", "Look out!", "look out!"),
        ("$x$ is {way}", "x is 120 km.", "x is 120 km."),
        ("{way}", "120 km.", "120 km."),
        ("ändern", "Ändern.", "ändern."),
    ],
)
def test_a_reason_is_a_sentence_or_the_end_of_one(
    tmp_path: Path, written: str, as_sentence: str, as_clause: str
) -> None:
    variant = variant_of(tmp_path)
    given = Text(written, Place("", 1, 1))
    assert to_text((Paragraph(sentence(given, variant)),)) == f"{as_sentence}\n"
    assert to_text((Paragraph(clause(given, variant)),)) == f"{as_clause}\n"


def test_a_question_has_a_heading_and_its_parts_have_letters(tmp_path: Path) -> None:
    variant = variant_of(tmp_path, ("answer: price / time", "answer: price / time\n      points: 3"))
    assert to_text(heading(variant, "2 of 3")) == "A ride by train · own/ride · 2 of 3\n\n"
    assert [to_text(ask(variant, part)) for part in variant.question.parts] == [
        "(a) How long does it take?\n",
        "(b) What does the train earn in an hour? [3 points]\n",
    ]
    assert [letter(number) for number in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        *("a", "z", "aa", "ab", "az", "ba", "zz", "aaa"),
    ]


# -- taking texts apart


def test_a_text_is_words_mathematics_and_values() -> None:
    assert segments("At {v=:km/hour}, $\\{x\\} = \\$1$ {n}") == (
        Words("At "),
        Placeholder("v", "km/hour", True, 4),
        Words(", "),
        Math("\\{x\\} = \\$1", 18),
        Words(" "),
        Placeholder("n", "", False, 32),
    )


@pytest.mark.parametrize("source", ["", "no values", "a \\$ b \\{ c \\}", "{{}}", "$x$$y$"])
def test_texts_without_values(source: str) -> None:
    assert not any(isinstance(segment, Placeholder) for segment in segments(source))


@pytest.mark.parametrize(
    ("source", "code", "start"),
    [
        ("costs $5", "prose.dollar", 6),
        ("$a$ and $b", "prose.dollar", 8),
        ("$a \\$", "prose.dollar", 0),
        ("a } b", "prose.brace", 2),
        ("a {", "prose.brace", 2),
        ("{}", "prose.brace", 0),
        ("{a b}", "prose.brace", 0),
        ("{2x}", "prose.brace", 0),
        ("{a.__class__}", "prose.brace", 0),
        ("{a!r}", "prose.brace", 0),
        ("{a[0]}", "prose.brace", 0),
        ("{a:{b}}", "prose.brace", 0),
    ],
)
def test_a_brace_or_dollar_without_its_partner_is_an_error(source: str, code: str, start: int) -> None:
    with pytest.raises(FormulaError) as caught:
        segments(source)
    assert (caught.value.code, caught.value.start) == (code, start)
