"""The formats of a sheet say the same: the words of each are those of the tree, in order, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from example_sheets import EDITIONS, sheet, sheet_of_words, shipped
from hostile import TEN_THOUSAND, WORDS
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studybot.formula.errors import FormulaError
from studybot.formula.safely import shown_safely
from studybot.notation.plain import to_plain
from studybot.notation.tree import Node
from studybot.sheets.formats.html import sheet_html
from studybot.sheets.formats.latex import sheet_latex
from studybot.sheets.formats.markdown import sheet_markdown
from studybot.sheets.formats.text import sheet_text
from studybot.sheets.prose import check_prose, prose
from studybot.sheets.sheet import Edition, Section, Sheet
from studybot.show.document import (
    TOGETHER,
    Bar,
    Block,
    Document,
    Formula,
    Gap,
    Heat,
    Paragraph,
    Span,
    Table,
    Verbatim,
    Words,
)

MATHML = "{http://www.w3.org/1998/Math/MathML}"


def words_of_html(page: str) -> str:
    body = ElementTree.fromstring(page.removeprefix("<!DOCTYPE html>")).find("body")
    assert body is not None
    return "".join(_outside_of_formulas(body))


def _outside_of_formulas(element: ElementTree.Element) -> list[str]:
    inside = [element.text or "", *(text for child in element for text in _outside_of_formulas(child))]
    return [*(inside if element.tag != f"{MATHML}math" else []), element.tail or ""]


def words_of_markdown(text: str) -> str:
    # A remark stands in the block of its formula, and so do its words.
    text = re.sub(r"```math\n(.*)\n```", _remark, re.sub(r"\$`[^`]*`\$", "", text))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [child for token in tokens for child in token.children or [token]]
    return "".join(token.content for token in inline if token.type in ("text", "text_special", "fence"))


def _remark(block: re.Match[str]) -> str:
    _, _, remark = block[1].partition(r" \qquad ")
    return "".join(re.findall(r"\\text\{(\(|\)|, )\}", remark))


def words_of_latex(file: str) -> str:
    body = file.partition("\\begin{document}")[2].replace("~", " ")
    code = re.findall(r"\\fancyfoot\[L\]\{\\footnotesize\\texttt\{(.*)\}\}", file)
    body = re.sub(r"(?<!\\)\$[^$]*(?:\\\$[^$]*)*(?<!\\)\$", "", body)
    body = re.sub(r"\\(?:indented|labelled|formula|room|group)\{[\d.]+\}|\\(?:begin|end|label)\{\w+\}", "", body)
    body = re.sub(r"\\text(asciigrave|backslash|asciitilde|asciicircum)\{\}", lambda name: _CHARACTERS[name[1]], body)
    body = re.sub(r"\\(?:[A-Za-z]+|/)|(?<!\\)[{}]", "", body)
    return re.sub(r"\\([#$%&_{}])", r"\1", body) + "".join(code)


_CHARACTERS = {"asciigrave": "`", "backslash": "\0", "asciitilde": "~", "asciicircum": "^"}


def no_formula(node: Node) -> str:
    return ""


FORMATS: dict[str, tuple[Callable[[Sheet], str], Callable[[str], str], Callable[[Node], str]]] = {
    "html": (sheet_html, words_of_html, no_formula),
    "markdown": (sheet_markdown, words_of_markdown, no_formula),
    "latex": (sheet_latex, words_of_latex, no_formula),
    "text": (sheet_text, str, to_plain),
}
# What is said beside the words of the tree, in all of them together.
ADDED = re.compile(
    r"(?:Name:?|Number:?|Date:?|Points:?|Code:?|Answerkey|Workedsolutions|Solution|\d+points?|\d+|[()\[\].·_]"
    r"|Answer:?|reason:?|[a-z]\))*"
)


def said(document: Document, formula: Callable[[Node], str]) -> list[str]:
    """The words of a document in order, with its formulas as a format has them."""
    return [text for block in document for text in _said(block, formula)]


def _said(block: Block, formula: Callable[[Node], str]) -> list[str]:
    def line(spans: tuple[Span, ...]) -> list[str]:
        written = [
            span.text if isinstance(span, Words) else formula(span.node) for span in spans if not isinstance(span, Bar)
        ]
        return ["".join(written)]

    match block:
        case Paragraph(spans):
            return line(spans)
        case Formula(node, remark):
            return [formula(node), *line(remark)]
        case Table(header, rows):
            return [*header, *(text for row in rows for cell in row for text in line(cell))]
        case Verbatim(lines):
            return [*lines]
        case Heat(words=words):
            return said(words, formula)
        case Gap():
            return []
    raise TypeError(block)


def in_order(sheet: Sheet, formula: Callable[[Node], str]) -> list[str]:
    """All that the tree says in its edition."""
    key, solutions = sheet.edition == "key", sheet.edition == "solutions"
    found = [sheet.title, sheet.student, sheet.student_id, sheet.date]
    found += said(sheet.intro, formula) if sheet.edition == "sheet" else []
    for section in sheet.sections:
        found += [section.title, *said(section.text, formula)]
        for problem in section.problems:
            found += [str(problem.number), problem.title]
            found += said(problem.text, formula) if not key else []
            for part in problem.parts:
                several = len(problem.parts) > 1
                worth = [f"[{part.points} point{'s' * (part.points != 1)}]"] if several else []
                found += [f"({part.letter})"] if several else []
                first, *others = said(part.answer if key else part.asked, formula)
                found += [first, *worth, *others]
                found += said(part.options, formula) if not key else []
                found += ["Answer:", *said(part.answer, formula), *said(part.steps, formula)] if solutions else []
    return [*found, sheet.code]


def close(text: str) -> str:
    """Text without its blanks, which formats break lines at."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("question", shipped())
def test_every_format_has_the_words_of_the_tree_and_no_others(question: str, edition: Edition) -> None:
    tree = sheet([question], edition)
    code = tree.sections[0].problems[0].code
    for name, (rendered, words_of, formula) in FORMATS.items():
        words = close(words_of(rendered(tree)))
        assert words.count(code) == 1, name
        words = words.replace(code, "")
        place, left = 0, ""
        for text in filter(None, map(close, in_order(tree, formula))):
            found = words.find(text, place)
            assert found >= 0, (name, text, words[place:])
            left += words[place:found]
            place = found + len(text)
        assert ADDED.fullmatch(left + words[place:]), (name, left + words[place:])


@settings(deadline=None)
@given(WORDS, st.sampled_from(EDITIONS))
def test_plain_text_has_lines_of_a_hundred_columns_in_which_nothing_controls_a_terminal(
    words: str, edition: Edition
) -> None:
    written = sheet_text(sheet_of_words(words, edition))
    lines = written.split("\n")
    assert all(line.isprintable() and len(line) <= 100 for line in lines)
    # A no-break space is what it is everywhere else, a blank that holds words together.
    assert close(" ".join(map(shown_safely, words.replace("\n", " ").split(TOGETHER)))) in close(written)


@pytest.mark.parametrize("edition", EDITIONS)
def test_shipped_sheets_have_lines_of_a_hundred_columns_in_plain_text(edition: Edition) -> None:
    assert max(map(len, sheet_text(sheet(list(shipped()), edition)).splitlines())) <= 100


def test_a_name_of_ten_thousand_characters_is_cut_into_lines() -> None:
    written = sheet_text(sheet_of_words(TEN_THOUSAND))
    assert max(map(len, written.splitlines())) <= 100
    assert close(TEN_THOUSAND) in close(written)


def test_a_part_alone_has_no_letter_and_no_points_of_its_own() -> None:
    tree = sheet_of_words("words")
    [section] = tree.sections
    [problem] = section.problems
    alone = tree._replace(sections=(section._replace(problems=(problem._replace(parts=problem.parts[:1]),)),))
    for rendered, words_of, _ in FORMATS.values():
        assert "(a)words" in close(words_of(rendered(tree)))
        assert "[2points]" in close(words_of(rendered(tree)))
        assert "(a)" not in words_of(rendered(alone))
        assert "[2points]" not in close(words_of(rendered(alone)))


def test_a_key_has_neither_texts_nor_what_is_asked() -> None:
    for rendered, words_of, _ in FORMATS.values():
        words = close(words_of(rendered(sheet(["fermi/inference-cost"], "key"))))
        assert words.startswith("Problemset3Answerkey")
        assert "?" not in words


FORMULAS = st.sampled_from(
    [
        *(
            "N",
            "\\beta",
            "\\frac{a}{b}",
            "\\sqrt{x}",
            "x^2",
            "a<b",
            "a>b",
            "\\&",
            "\\%",
            "\\#",
            "x'",
            '"',
            "`",
            "<b>",
            "{",
            "}",
        ),
        *(
            "\\text{<b> &}",
            "\\text{a_b}",
            "\\text{[a](b)}",
            "\\text{]]>}",
            "\\text{http://a.b}",
            "\\text{%}",
            "\\text{`}",
        ),
        *("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "\\input{x}", "\\href{a}{b}", "😀", "\u202e"),
    ]
)
PROSE = st.lists(
    st.one_of(
        WORDS.map(lambda words: words.replace("{", "{{").replace("}", "}}").replace("$", "\\$")),
        st.lists(FORMULAS, min_size=1, max_size=3).map(lambda pieces: f"${''.join(pieces)}$"),
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@settings(deadline=None)
@given(PROSE, WORDS, st.sampled_from(EDITIONS))
def test_a_text_with_mathematics_is_refused_with_its_place_or_stays_text(
    text: str, words: str, edition: Edition
) -> None:
    try:
        check_prose(text)
    except FormulaError as fault:
        assert 0 <= fault.start <= len(text)
        return
    tree = sheet_of_words(words, edition)
    said = prose(text)
    sections = tuple(section._replace(text=said) for section in tree.sections)
    tree = tree._replace(intro=said, sections=(*sections, Section("", said, ())))
    page = ElementTree.fromstring(sheet_html(tree).removeprefix("<!DOCTYPE html>"))
    assert {element.tag for element in page.iter() if not element.tag.startswith(MATHML)} <= HTML
    markdown = re.sub(r"\$`[^`]*`\$", "", sheet_markdown(tree))
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    inline = [child for token in tokens for child in (token, *(token.children or ()))]
    assert not {token.type for token in inline} & {"link_open", "image", "html_block"}
    ours = re.compile("</?(?:br|span|em|strong)>")
    assert all(ours.fullmatch(token.content) for token in inline if token.type == "html_inline")
    assert all(line.isprintable() for line in sheet_text(tree).split("\n"))
    assert not re.search(r"\\(?:input|href|url)\b", sheet_latex(tree))


HTML = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "footer"),
    *("h1", "h2", "h3", "p", "div", "span", "i", "b", "strong", "em", "code", "pre", "bdi", "dl", "dt", "dd"),
    *("ol", "ul", "li", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "br"),
}
