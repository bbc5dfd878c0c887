"""Sheets and documents as HTML: well-formed, in order for whoever listens, and no text of strangers is ever markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from example_sheets import EDITIONS, sheet, sheet_of_words, shipped
from hostile import TEN_THOUSAND, WORDS, as_shown, collapsed
from hypothesis import given, settings
from hypothesis import strategies as st

from studybot.notation.latex import read_latex
from studybot.notation.tree import Symbol
from studybot.sheets.formats.html import sheet_html
from studybot.sheets.sheet import Edition, Layout
from studybot.show.document import Bar, Document, Formula, Gap, Heat, Math, Table, Verbatim, Words, line
from studybot.show.html import to_html


def parsed(page: str) -> ElementTree.Element:
    return ElementTree.fromstring(page.removeprefix("<!DOCTYPE html>"))


class Tags(HTMLParser):
    """The tags of a page with their attributes, as a browser reads them, and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}", ()))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", (data,)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@settings(deadline=None)
@given(WORDS, st.sampled_from(EDITIONS))
def test_words_of_strangers_are_words(words: str, edition: Edition) -> None:
    words = f"x{words}"  # of which none makes no element
    page = sheet_html(sheet_of_words(words, edition))
    harmless = sheet_html(sheet_of_words("x", edition))
    assert Tags(page).found == Tags(harmless).found
    parsed(page)
    body = page.partition("<body>")[2]
    said = [text for text in map(collapsed, Tags(body).texts) if text]
    plain = [text for text in map(collapsed, Tags(harmless.partition("<body>")[2]).texts) if text]
    assert said == [text.replace("x", as_shown(words)) if "x" in text.split() else text for text in plain]


@settings(deadline=None)
@given(WORDS)
def test_a_code_of_a_stranger_stays_in_its_string_in_the_style(words: str) -> None:
    page = sheet_html(sheet_of_words(words))
    [style] = re.findall(r'@bottom-left \{ content: "(.*?)"; font', page)
    assert re.fullmatch(r"(?:[0-9A-Za-z -]|\\[0-9a-f]{6})*", style)
    assert page.count("</style>") == 1


def test_a_name_of_ten_thousand_characters_comes_out_whole() -> None:
    assert TEN_THOUSAND.strip() in sheet_html(sheet_of_words(TEN_THOUSAND))


BLOCKS: list[tuple[Document, str]] = [
    ((line("a < b & ", Words("c", "strong")),), "<p>a &lt; b &amp; <strong>c</strong></p>\n"),
    (
        (line(Words("right", "right"), ": yes", indent=2),),
        '<p class="in2"><strong class="right">right</strong>: yes</p>\n',
    ),
    (
        (line(Words("quiet", "quiet"), Words(":skip", "command")),),
        '<p><span class="quiet">quiet</span><code>:skip</code></p>\n',
    ),
    ((Gap(),), '<div class="gap"></div>\n'),
    ((Verbatim(("a  b", "   ^")),), '<pre><span class="quiet">a  b\n   ^</span></pre>\n'),
    (
        (Table(("who", "share", "points"), (((Words("A|B"),), (Bar(0.5),), (Words("12"),)),), frozenset({2})),),
        '<table><thead><tr><th scope="col">who</th><th scope="col">share</th><th scope="col" class="number">points</th>'
        '</tr></thead><tbody><tr><td>A|B</td><td></td><td class="number">12</td></tr></tbody></table>\n',
    ),
    (
        (Table(("", ""), (((Words("a"),), (Bar(0.5),)),)),),
        "<table><tbody><tr><td>a</td></tr></tbody></table>\n",
    ),
    (
        (Heat(("",), (("Mon", (1,)),), ("", "", "", "", ""), (line("Monday: 3 answers"),)),),
        "<p>Monday: 3 answers</p>\n",
    ),
]


@pytest.mark.parametrize(("document", "expected"), BLOCKS)
def test_a_block_of_each_kind(document: Document, expected: str) -> None:
    assert to_html(document) == expected


HELD: list[tuple[Document, str]] = [
    ((line("see (", Math(Symbol("x")), "), too"),), "see |(x),| too"),
    ((line(Math(Symbol("x")), ", ", Math(Symbol("y")), "."),), "|x,| |y.|"),
    ((line(Math(Symbol("x")), ")(", Math(Symbol("y"))),), "|x)||(y|"),
    ((line("It is ", Math(Symbol("x")), Words(".", "strong")),), "It is x."),
]


@pytest.mark.parametrize(("document", "expected"), HELD)
def test_no_line_ends_between_mathematics_and_the_signs_beside_it(document: Document, expected: str) -> None:
    fragment = to_html(document)
    (paragraph,) = ElementTree.fromstring(f"<body>{fragment}</body>")
    told = paragraph.text or ""
    for piece in paragraph:
        edge = "|" if piece.get("class") == "held" else ""
        told += f"{edge}{''.join(piece.itertext())}{edge}{piece.tail or ''}"
    assert told == expected


def test_a_formula_can_be_broken_before_its_relations_and_each_piece_has_words() -> None:
    formula = Formula(read_latex(r"x = a \cdot b = 3"), (Words("see "), Math(read_latex("a"))))
    root = ElementTree.fromstring(to_html((formula,)))
    assert root.attrib == {"class": "formula in1"}
    math = root.findall(".//{*}math")
    assert [element.get("alttext") for element in math] == ["x", "= a · b", "= 3", "a"]
    assert "".join(root.itertext()).endswith("(see a)")


def test_the_page_says_its_language_title_and_order_to_those_who_listen() -> None:
    root = parsed(sheet_html(sheet(list(shipped())[:3], "solutions")))
    assert root.get("lang") == "en"
    assert root.findtext("head/title") == "Problem set 3 – Worked solutions – S7Q-M2X-P9T"
    levels = [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", element.tag)]
    assert levels == [1, 2, 2, 2]
    assert [len(root.findall(f".//{landmark}")) for landmark in ("header", "main", "footer", "script")] == [1, 1, 1, 0]
    articles = root.findall(".//article")
    for article in articles:
        name = article.get("aria-labelledby")
        assert article.find(f".//*[@id='{name}']") is not None
    assert len(root.findall(".//details/summary")) == sum(len(article.findall("ol/li")) for article in articles)
    assert all(math.get("alttext") for math in root.iter("{http://www.w3.org/1998/Math/MathML}math"))


def test_problems_in_a_titled_section_are_one_level_deeper() -> None:
    root = parsed(sheet_html(sheet_of_words("words")))
    assert [element.tag for element in root.iter() if re.fullmatch("h[1-6]", element.tag)] == ["h1", "h2", "h3"]


def test_there_is_room_to_write_and_a_line_for_the_name_on_a_sheet_only() -> None:
    questions = ["fermi/inference-cost"]
    rooms = {edition: parsed(sheet_html(sheet(questions, edition))) for edition in EDITIONS}
    tree = sheet(questions)
    expected = sum(part.room for part in tree.sections[0].problems[0].parts)
    assert [len(rooms[edition].findall(".//div[@class='room']//i")) for edition in EDITIONS] == [expected, 0, 0]
    assert [len(rooms[edition].findall(".//div[@class='blank']")) for edition in EDITIONS] == [2, 0, 0]


@pytest.mark.parametrize(("paper", "size"), [("a4", "A4"), ("letter", "letter")])
def test_it_is_printed_on_the_paper_of_the_sheet(paper: str, size: str) -> None:
    tree = sheet(["fermi/inference-cost"])._replace(layout=Layout("a4" if paper == "a4" else "letter"))
    assert f"@page {{ size: {size};" in sheet_html(tree)
