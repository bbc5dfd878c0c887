"""Sheets and documents as Markdown: what GitHub makes of them, and that no text of strangers is ever markup."""

from __future__ import annotations

import re

import pytest
from example_sheets import EDITIONS, sheet_of_words
from hostile import TEN_THOUSAND, WORDS, as_shown, collapsed
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from studybot.notation.latex import read_latex
from studybot.notation.tree import Call, Symbol, Text
from studybot.sheets.formats.markdown import sheet_markdown
from studybot.sheets.sheet import Edition
from studybot.show.document import Bar, Document, Formula, Gap, Math, Paragraph, Role, Table, Verbatim, Words, line
from studybot.show.markdown import to_markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# The elements of our own that stand among words.
ELEMENTS = {f"<{slash}{name}>" for slash in ("", "/") for name in ("span", "strong", "em", "code")}
# What GitHub looks for in the text once Markdown has been read.
LATER = re.compile(r"[$@]|#[0-9A-Za-z]|:[a-z0-9_+-]+:|https?://|www\.", re.IGNORECASE)


def inline_tokens(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or []]


def text_of(tokens: list[Token]) -> str:
    """The words in a line as they are read, without mathematics."""
    assert all(token.content in ELEMENTS for token in tokens if token.type == "html_inline")
    return collapsed("".join(token.content for token in tokens if token.type in ("text", "text_special")))


def blocks_of(tokens: list[Token]) -> list[str]:
    return [token.type for token in tokens]


def hidden(markdown: str) -> str:
    """Markdown without what stands in elements of its own."""
    return re.sub(r"<span>[$@#:]</span>", "\x00", markdown)


@settings(deadline=None)
@given(WORDS, st.sampled_from(["plain", "strong", "quiet", "right", "wrong", "command", "title", "label", "points"]))
def test_words_of_strangers_are_words(words: str, role: Role) -> None:
    words = f"{words}x"
    markdown = to_markdown((line("a ", Words(words, role)),))
    tokens = READER.parse(markdown)
    assert blocks_of(tokens) == ["paragraph_open", "inline", "paragraph_close"]
    children = inline_tokens(tokens)
    marks = {"strong_open", "strong_close", "em_open", "em_close"} if role != "plain" else set()
    assert {token.type for token in children} <= {"text", "text_special", "html_inline", *marks}
    assert sum(token.type.endswith("_open") for token in children) + ("<code>" in markdown) <= 1
    assert text_of(children) == f"a {as_shown(words)}"
    assert not LATER.search(hidden(markdown))


@settings(deadline=None)
@given(WORDS)
def test_nothing_at_the_beginning_of_a_paragraph_or_an_item_makes_it_another_block(words: str) -> None:
    words = f"{words}x"
    tokens = READER.parse(to_markdown((line(words), line(words, indent=1), line(words, indent=2))))
    inner = ["paragraph_open", "inline", "paragraph_close"]
    listed = ["bullet_list_open", "list_item_open", *inner]
    closed = ["list_item_close", "bullet_list_close"]
    assert blocks_of(tokens) == [*inner, *listed, *listed, *closed, *closed]
    assert {text_of(token.children or []) for token in tokens if token.type == "inline"} == {as_shown(words)}


@settings(deadline=None)
@given(WORDS)
def test_cells_and_lines_that_keep_their_blanks_hold_anything(words: str) -> None:
    words = f"{words}x"
    cell = (Words(words),)
    tokens = READER.parse(to_markdown((Table((words, words), ((cell, cell),), frozenset({1})), Verbatim((words, "^")))))
    assert [text_of(token.children or []) for token in tokens if token.type == "inline"] == [as_shown(words)] * 4
    assert tokens[-1].type == "fence"
    first, second = tokens[-1].content.splitlines()
    assert collapsed(first.replace("\\x0a", " ")) == as_shown(words)
    assert second == "^"


@settings(deadline=None)
@given(WORDS, st.sampled_from(EDITIONS))
def test_a_sheet_of_hostile_words_has_the_blocks_of_a_harmless_one(words: str, edition: Edition) -> None:
    tokens = READER.parse(sheet_markdown(sheet_of_words(f"{words}x", edition)))
    harmless = READER.parse(sheet_markdown(sheet_of_words("x", edition)))
    assert blocks_of(tokens) == blocks_of(harmless)
    assert not {token.type for token in inline_tokens(tokens)} & {"link_open", "image", "s_open"}
    assert not {token.type for token in tokens} & {"html_block", "code_block"}


def test_a_name_of_ten_thousand_characters_comes_out_whole() -> None:
    assert TEN_THOUSAND.strip() in sheet_markdown(sheet_of_words(TEN_THOUSAND))


LINES: list[tuple[Paragraph, str]] = [
    (line("costs $5 for @all, see #1"), "costs <span>$</span>5 for <span>@</span>all, see <span>#</span>1\n"),
    (line("1. two * three_four"), "1\\. two \\* three\\_four\n"),
    (line("- minus"), "\\- minus\n"),
    (line("a-b 1.5 (c) 3-4: x"), "a-b 1.5 (c) 3-4: x\n"),
    (line(Words("(a) ", "strong"), "how"), "**(a)** how\n"),
    (line(Words("the time", "strong"), ": work"), "**the time**: work\n"),
    (line("un", Words("likely", "strong")), "un<strong>likely</strong>\n"),
    (line("type ", Words(":skip", "command")), "type <code>:skip</code>\n"),
    (line("so ", Math(read_latex("x_1 < 2")), ", yes"), "so $`x_{1} < 2`$, yes\n"),
    # Beside a letter GitHub takes it for no mathematics.
    (line("the ", Math(read_latex("x")), "s and pre-", Math(read_latex("y_1"))), "the xs and pre-y₁\n"),
    (line("in ", Math(Text("a`b")), " and ", Math(Text("a\\b"))), "in a\\`b and a\\\\b\n"),
    (line("so ", Math(Symbol("Α"))), "so $`\\mathrm{A}`$\n"),
    (line("so ", Math(Call("softmax", (Symbol("x"),)))), "so $`\\mathop{\\mathrm{softmax}}\\nolimits (x)`$\n"),
]  # fmt: skip


@pytest.mark.parametrize(("paragraph", "expected"), LINES)
def test_what_github_would_take_for_its_own(paragraph: Paragraph, expected: str) -> None:
    assert to_markdown((paragraph,)) == expected


BLOCKS: list[tuple[Document, str]] = [
    ((line("a"), Gap(), line("b")), "a\n\nb\n"),
    ((line("a"), line("b", indent=1), line("c", indent=1), line("d")), "a\n\n- b\n- c\n\nd\n"),
    ((line("b", indent=3),), "- b\n"),
    ((Formula(read_latex("x = 3")),), "```math\nx = 3\n```\n"),
    (
        (Formula(read_latex("x = 3"), (Words("see "), Math(read_latex("y")))),),
        "```math\nx = 3 \\qquad \\text{(}\\text{see }y\\text{)}\n```\n",
    ),
    ((Formula(Text("a\\b"), (Words("so"),)),), "a\\\\b (so)\n"),
    ((Verbatim(("a ``` b", "  ^")),), "````text\na ``` b\n  ^\n````\n"),
    (
        (Table(("who", "bar", "size"), (((Words("A|B"),), (Bar(0.5),), (Math(read_latex("|x|")),)),), frozenset({2})),),
        "| who | bar | size |\n| --- | --- | ---: |\n| A\\|B |  | $`\\left\\| x \\right\\|`$ |\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), BLOCKS)
def test_a_block_of_each_kind(document: Document, expected: str) -> None:
    assert to_markdown(document) == expected


def test_there_are_lines_for_the_name_and_room_to_write_on_a_sheet() -> None:
    tree = sheet_of_words("x")._replace(student="", student_id="")
    written = sheet_markdown(tree)
    assert "\nName: ______________________________  \nNumber: ______________________________  \n" in written
    assert written.count("\n\n<br>x: \\_\\_\\_") == 2
