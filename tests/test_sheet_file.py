"""The file of a sheet: what a teacher may say in it, and what is told of one that is wrong."""

from __future__ import annotations

import pytest

from studybot.bank.findings import BankError
from studybot.formula.errors import Place
from studybot.sheets.files.sheet_file import Bank, Item, Points, read_sheet_file
from studybot.sheets.sheet import Layout

WHOLE = """\
# Week 3
studybot-sheet: 1
title: Problem set 3
date: 11 December
text: |
  Give units.

  No phones.
layout: {paper: letter, room: 1.5, new-page: section}
seed: 17
versions: 4
same-questions: true
banks: [mine.yaml, ../more/other.yml]
sections:
- title: Estimates
  text: Three minutes a point.
  problems:
  - fermi/landauer
  - text: The next is about $N$.
  - {question: fermi/carbon, points: [2, 1, 3], text: 'And: $\\beta$.'}
  - {draw: 2, from: [fermi, 'lora/*'], skill: model-memory, points: 6}
  - text: That is all.
- problems:
  - {code: 3C83-5G7F-7PGY}
"""


def test_a_file_can_say_all_of_a_sheet() -> None:
    sheet = read_sheet_file(WHOLE, "x.yaml")
    assert sheet[:4] == ("Problem set 3", "11 December", "Give units.\n\nNo phones.", Layout("letter", 1.5, "section"))
    assert (sheet.seed, sheet.versions, sheet.same_questions) == (17, 4, True)
    assert sheet.banks == (
        Bank("mine.yaml", Place("x.yaml", 13, 9)),
        Bank("../more/other.yml", Place("x.yaml", 13, 20)),
    )
    first, second = sheet.sections
    assert (first.title, first.closing) == ("Estimates", "That is all.")
    assert first.items == (
        Item("Three minutes a point.", ("fermi/landauer",), None, (), None, Place("x.yaml", 18, 5)),
        Item(
            "The next is about $N$.\n\nAnd: $\\beta$.",
            ("fermi/carbon",),
            None,
            (),
            Points((2, 1, 3), False, Place("x.yaml", 20, 39)),
            Place("x.yaml", 20, 5),
        ),
        Item(
            "",
            ("fermi", "lora/*"),
            2,
            ("model-memory",),
            Points((6,), True, Place("x.yaml", 21, 69)),
            Place("x.yaml", 21, 5),
        ),
    )
    assert second.items[0].words == ("3C83-5G7F-7PGY",)


def test_a_sheet_needs_no_sections() -> None:
    sheet = read_sheet_file("studybot-sheet: 1\nproblems: [fermi/landauer]\n", "x.yaml")
    assert (sheet.title, sheet.layout, sheet.seed, sheet.versions, sheet.same_questions) == (
        *("", Layout(), None, None, False),
    )
    assert [item.words for section in sheet.sections for item in section.items] == [("fermi/landauer",)]


HEAD = "studybot-sheet: 1\n"


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("studybot-sheet: 2\nproblems: [a]\n", "1:17", "studybot-sheet is 1 here, not 2"),
        (HEAD, "1:1", "the sheet needs problems"),
        (HEAD + "problems: []\n", "2:1", "there are 1 to 200 problems and texts"),
        (HEAD + "problems: [a]\nsections: []\n", "1:1", "the sheet has either sections or problems, not both"),
        (HEAD + "sections: []\n", "2:1", "a sheet has 1 to 200 sections"),
        (HEAD + "sections:\n- title: A\n", "3:3", "a section needs the field problems"),
        (HEAD + "problem: [a]\n", "2:1", "the sheet has no field problem (did you mean problems?)"),
        (HEAD + "layout: {paper: a3}\nproblems: [a]\n", "2:17", "paper of layout is a4 or letter, not a3"),
        (HEAD + "layout: {room: 9}\nproblems: [a]\n", "2:10", "room of layout is a number from 0 to 3, not 9"),
        (HEAD + "layout: {room: -1}\nproblems: [a]\n", "2:16", "room of layout is a number from 0 to 3, such as 1.5"),
        (HEAD + "layout: {new-page: part}\nproblems: [a]\n", "2:20", "new-page of layout is nothing, section or"),
        (HEAD + "seed: many\nproblems: [a]\n", "2:7", "seed of the sheet is a whole number, not many"),
        (HEAD + "versions: 0\nproblems: [a]\n", "2:11", "versions of the sheet is a whole number from 1 to 20000"),
        (HEAD + "banks: [/etc/x.yaml]\nproblems: [a]\n", "2:9", "banks are YAML files beside the sheet, not /etc/"),
        (HEAD + "banks: [x.txt]\nproblems: [a]\n", "2:9", "banks are YAML files beside the sheet, not x.txt"),
        (HEAD + "text: See {N}.\nproblems: [a]\n", "2:12", "N has no value here (a brace itself is written {{)"),
        (HEAD + "text: It costs $5.\nproblems: [a]\n", "2:16", "this dollar sign has no partner"),
        (HEAD + "text: So $\\nope{x}$ is.\nproblems: [a]\n", "2:11", "$\\nope{x}$ cannot be shown"),
        (HEAD + "problems:\n- {draw: 2}\n", "3:3", "a problem needs the field from"),
        (HEAD + "problems:\n- {draw: 2, from: []}\n", "3:13", "this names no question"),
        (HEAD + f"problems: [{'a' * 201}]\n", "2:12", "this names no question"),
        (HEAD + f"text: {'a' * 8_001}\nproblems: [a]\n", "2:7", "text has at most 8,000 characters"),
        (HEAD + f"banks: [{'a.yaml, ' * 101}]\nproblems: [a]\n", "2:1", "a sheet names at most 100 banks"),
        (HEAD + "problems:\n- {draw: two, from: fermi}\n", "3:10", "draw of a problem is a whole number from 1 to 100"),
        (HEAD + "problems:\n- {draw: 2, from: fermi, points: [1, 2]}\n", "3:26", "points of a draw is one number"),
        (HEAD + "problems:\n- {question: a, draw: 2}\n", "3:17", "a problem has either question or draw"),
        (HEAD + "problems:\n- {question: a, skill: b}\n", "3:17", "skill of a problem goes with draw"),
        (HEAD + "problems:\n- {text: a, points: 3}\n", "3:13", "points of a problem goes with a question"),
        (HEAD + "problems:\n- {}\n", "3:3", "a problem needs a question, a code, a draw or a text"),
        (HEAD + "problems:\n- {question: a, points: lots}\n", "3:25", "points are whole numbers up to 1000, not lots"),
        (HEAD + f"problems:\n- {{question: a, points: {'9' * 5_000}}}\n", "3:25", "points are whole numbers up to 1"),
        (HEAD + "problems:\n- {code: 3K7Q-M2XP-A9TR}\n", "3:10", "a character of the code 3K7Q-M2XP-A9TR is mistyped"),
        (HEAD + "problems: {a: b}\n", "2:11", "problems of the sheet is a list, not a mapping"),
        ("- studybot-sheet: 1\n", "1:1", "the sheet is a mapping of fields"),
        (HEAD + f"problems:\n- {{question: a, points: {'0' * 5_000}}}\n", "3:25", "points are whole numbers"),
        (HEAD + "problems:\n- {question: a, points: 0000000009999}\n", "3:25", "points are whole numbers up to 1000"),
        (HEAD + "problems: [{text: a}]\n", "2:1", "the sheet has no problem"),
        (HEAD + "sections: [{title: A, problems: [{text: a}]}]\n", "2:1", "the sheet has no problem"),
        (HEAD + "problems: [{text: ' '}]\n", "2:12", "a problem needs a question, a code, a draw or a text"),
        (HEAD + "problems: [{draw: 1, from: []}]\n", "2:22", "this names no question"),
        (HEAD + f"text: ${'{' * 900}$\nproblems: [a]\n", "2:28", f"${'{' * 60}...$ cannot be shown"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_sheet_is_told_with_its_place(text: str, place: str, told: str) -> None:
    with pytest.raises(BankError) as caught:
        read_sheet_file(text, "x.yaml")
    sentences = [finding.sentence() for finding in caught.value.findings]
    assert any(sentence.startswith(f"x.yaml:{place}: {told}") for sentence in sentences), sentences


@pytest.mark.parametrize(
    "problems",
    [
        "- text: {0}\n  - {{text: {0}, question: a}}\n",
        "- text: {0}\n  - text: {0}\n  - a\n",
        "- a\n  - text: {0}\n  - text: {0}\n",
        "- {{text: {1}, question: a}}\n",
    ],
)
def test_texts_in_a_row_are_no_longer_than_one(problems: str) -> None:
    text = HEAD + f"sections:\n- text: {'s' * 2_001}\n  problems:\n  " + problems
    with pytest.raises(BankError, match="texts in a row have at most 8,000 characters together"):
        read_sheet_file(text.format("x" * 4_500, "x" * 6_000), "x.yaml")
    assert read_sheet_file(text.format("x" * 2_900, "x" * 5_900), "x.yaml").sections[0].items
