"""Sheets and documents as LaTeX: what TeX will read, and that no text of strangers is ever a command."""

from __future__ import annotations

import re

import pytest
from example_sheets import EDITIONS, sheet, sheet_of_words, shipped
from hostile import TEN_THOUSAND, WORDS
from hypothesis import given, settings
from hypothesis import strategies as st

from studybot.formula.safely import shown_safely
from studybot.notation.latex import read_latex
from studybot.notation.latex_commands import COMMANDS, LETTERS, OPERATORS
from studybot.notation.to_latex import LIKE_LATIN
from studybot.notation.tree import Symbol, Text
from studybot.sheets.formats.latex import sheet_latex
from studybot.sheets.sheet import Edition, Layout
from studybot.show.document import Bar, Document, Formula, Gap, Math, Table, Verbatim, Words, line
from studybot.show.latex import escaped, to_latex_document

# How a piece of escaped text is read by TeX, and what is then on the page.
PIECES = re.compile(
    r"\\text(?:backslash|asciitilde|asciicircum|asciigrave)\{\}"
    r"|\\[#$%&_{}]"
    r"|\\sign\{(?P<sign>.)\}\{[0-9A-F]+\}"
    r"|\\ensuremath\{(?P<math>-|\\[A-Za-z]+)\}"
    r"|(?P<nothing>\{\}|\\allowbreak )"
    r"|(?P<plain>[^\\{}#$%&_~^`])"
)
SIGNS = {
    "-": "−",
    **{f"\\{name}": sign for name, (sign, _) in OPERATORS.items()},
    **{f"\\{name}": letter for name, letter in LETTERS.items()},
}
NAMED = {
    r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", r"\textasciigrave{}": "`",
}  # fmt: skip
LIGATURES = ("--", "''", ",,", "<<", ">>", "``", "?`", "!`")


def read(latex: str) -> str:
    """Escaped text as it stands on the page; fails where anything in it is markup that `escaped` does not write."""
    found, place = "", 0
    while place < len(latex):
        piece = PIECES.match(latex, place)
        assert piece is not None, latex[place:]
        if char := piece["sign"] or piece["plain"]:
            found += char
        elif piece["math"]:
            found += SIGNS[piece["math"]]
        elif not piece["nothing"]:
            found += NAMED.get(piece.group()) or piece.group()[1:]
        place = piece.end()
    return found


@settings(deadline=None)
@given(WORDS)
def test_words_of_strangers_are_words(words: str) -> None:
    written = escaped(words)
    assert not any(pair in written for pair in LIGATURES)
    assert read(written) == shown_safely(words.replace("\n", " "))


def skeleton(latex: str) -> list[str]:
    """The commands and braces of a file, without what stands for a character."""
    bare = re.sub(
        r"\\text(?:backslash|asciitilde|asciicircum|asciigrave)\{\}|\\[#$%&_{}]|\\sign\{.\}\{[0-9A-F]+\}"
        r"|\\ensuremath\{(?:-|\\[A-Za-z]+)\}|\{\}|\\allowbreak ",
        "",
        latex,
    )
    return re.findall(r"\\(?:[A-Za-z]+|.)|[{}$%&#_^~]", bare)


@settings(deadline=None)
@given(WORDS, st.sampled_from(EDITIONS))
def test_a_sheet_of_hostile_words_has_the_commands_of_a_harmless_one(words: str, edition: Edition) -> None:
    body = sheet_latex(sheet_of_words(f"x{words}", edition)).partition("\\fancyfoot")[2]
    assert skeleton(body) == skeleton(sheet_latex(sheet_of_words("x", edition)).partition("\\fancyfoot")[2])


def test_a_long_word_may_be_broken_and_comes_out_whole() -> None:
    written = escaped(TEN_THOUSAND)
    assert max(map(len, re.split(r" |\\allowbreak ", written))) < 30
    assert read(written) == TEN_THOUSAND


ESCAPES = [
    ("50% of $1 & #2_a{b}", r"50\% of \$1 \& \#2\_a\{b\}"),
    (r"\input{x}~^", r"\textbackslash{}input\{x\}\textasciitilde{}\textasciicircum{}"),
    ("a--b---c ''d'' `e` <<f>>", r"a-{}-b-{}-{}-c '{}'d'{}' \textasciigrave{}e\textasciigrave{} <{}<f>{}>"),
    ("naïve Łódź – “so”", "naïve Łódź – “so”"),
    ("α ≤ −3", r"\ensuremath{\alpha} \ensuremath{\le} \ensuremath{-}3"),
    ("王 😀", r"\sign{王}{738B} \sign{😀}{1F600}"),
    ("a\nb\x1b\u202e", r"a b\textbackslash{}x1b\textbackslash{}u202e"),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPES)
def test_every_sign_that_tex_takes_for_its_own(text: str, expected: str) -> None:
    assert escaped(text) == expected


BLOCKS: list[tuple[Document, str]] = [
    (
        (line(Words("(a) ", "label"), "how ", Words("quietly", "quiet")),),
        "\\labelled{0}{(a)}{how \\quiet{quietly}}\n\n",
    ),
    ((line(Words("b) ", "label"), "so", indent=1),), "\\labelled{1}{b)}{so}\n\n"),
    ((line("how", Words(" [1 point]", "points")),), "how\\points{ [1 point]}\n\n"),
    ((line("b", indent=2),), "\\indented{2}{b}\n\n"),
    ((line(Math(read_latex("x_1"), "strong")),), "{\\boldmath $x_{1}$}\n\n"),
    ((line(Math(Symbol("Α")), Math(Text("日"))),), "$\\Alpha$$\\text{\\sign{日}{65E5}}$\n\n"),
    ((Gap(),), "\\bigskip\n\n"),
    (
        (Formula(read_latex("x = 3"), (Words("see "), Math(read_latex("y")))),),
        "\\formula{1}{$\\displaystyle x = 3$\\quad \\quiet{(see $y$)}}\n\n",
    ),
    ((Verbatim(("a  ~b", "   ^")),), "\\texttt{a~~\\textasciitilde{}b}\n\n\\texttt{~~~\\textasciicircum{}}\n\n"),
    (
        (Table(("who", "share", "points"), (((Words("[A&B"),), (Bar(0.5),), (Words("12"),)),), frozenset({2})),),
        "\\begin{tabular}{@{}llr@{}}\n"
        "{who} & {share} & {points} \\\\\n\\hline\n{[A\\&B} & {} & {12} \\\\\n\\end{tabular}\n\n",
    ),
]


@pytest.mark.parametrize(("document", "expected"), BLOCKS)
def test_a_block_of_each_kind(document: Document, expected: str) -> None:
    assert to_latex_document(document) == expected


def test_columns_of_words_share_the_line_where_a_table_is_too_wide() -> None:
    wide = Table(("what", "n"), (((Words("word " * 40),), (Words("1" * 50),)),), frozenset({1}))
    assert to_latex_document((wide,)).startswith("\\begin{tabular}{@{}p{0.720\\linewidth}r@{}}")


# Commands of LaTeX itself that a sheet is made with, beside those of formulas.
KNOWN = {f"\\{name}" for name in COMMANDS | set(LIKE_LATIN)} | {
    "\\" + name
    for name in (
        "par", "bfseries", "LARGE", "large", "smallskip", "bigskip", "hrule", "textbf", "texttt", "quiet", "quad",
        "displaystyle", "writtenin", "problemheading", "room", "formula", "indented", "begin", "end", "label", "text",
        "mathrm", "operatorname", "ensuremath", "footnotesize", "fancyfoot", "thepage", "pageref", "left", "right",
        "boldmath", "textasciigrave", "labelled", "points", "medskip", "filledin", "blank", "group", "enspace",
    )
}  # fmt: skip


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_shipped_questions_need_known_commands_only_and_close_all_they_open(edition: Edition) -> None:
    body = "\\fancyfoot" + sheet_latex(sheet(list(shipped()), edition)).partition("\\fancyfoot")[2]
    assert set(re.findall(r"\\[A-Za-z]+", body)) <= KNOWN
    opened: list[str] = []
    for name in re.findall(r"\\begin\{\w+\}|\\end\{\w+\}|(?<!\\)[{}]|\\left(?![a-z])|\\right(?![a-z])", body):
        if name.startswith("\\end") or name in ("}", "\\right"):
            assert opened.pop() == {"}": "{", "\\right": "\\left"}.get(name, name.replace("end", "begin"))
        else:
            opened.append(name)
    assert opened == []
    assert len(re.findall(r"(?<!\\)\$", body)) % 2 == 0


@pytest.mark.parametrize(("paper", "option"), [("a4", "a4paper"), ("letter", "letterpaper")])
def test_it_is_set_for_the_paper_of_the_sheet(paper: str, option: str) -> None:
    tree = sheet(["fermi/inference-cost"])._replace(layout=Layout("a4" if paper == "a4" else "letter"))
    assert sheet_latex(tree).startswith(f"\\documentclass[11pt,{option}]{{article}}\n")
