"""Sheets as PDF: what stands on them, for whom they can be read, and that text on them stays text."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from papers import BANKS, sheet_of, variants
from pypdf import PdfReader

from studybot.notation.latex import read_latex
from studybot.notation.tree import Fenced, Node, Symbol
from studybot.sheets.formats.pdf import PdfMaker
from studybot.sheets.sheet import Edition, Layout, Paper, PartOnSheet, Problem, Section, Sheet
from studybot.show.document import Formula, Gap, Math, Table, Verbatim, Words, line

OPTIONS = (line(Words("a) ", "label"), "7 m"),)
STEPS = (line("Both count."),)
ANSWER = (("Answer",),)
SMALL = Sheet(
    edition="sheet",
    title="Week 3",
    date="14 December 2026",
    student="",
    student_id="",
    code="S4-3K7Q-M2XP",
    intro=(line("Steps count."),),
    sections=(
        Section(
            title="Warming up",
            text=(line("No calculator."),),
            problems=(
                Problem(
                    number=1,
                    title="A rectangle",
                    points=3,
                    code="3K7Q-M2XP-A9TR",
                    text=(line("It is ", Math(read_latex(r"2 \times 10^3")), " m long."),),
                    parts=(
                        PartOnSheet("a", 1, (line("How wide?"),), OPTIONS, 1, (), (), ANSWER),
                        PartOnSheet("b", 2, (line("How large?"),), (), 4, (line("14 m²"),), STEPS, ANSWER),
                    ),
                ),
            ),
        ),
    ),
)  # fmt: skip
# Where this changes, sheets that were made before cannot be made again to the byte: only with a new version of typst,
# or where the look was changed on purpose.
SMALL_SHA256 = "471f0f347f6905c6f8b2ea0689a0fc47182cc7f8815ee458a3645c685f40a3b0"


@cache
def maker() -> PdfMaker:
    return PdfMaker()


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def shown(pdf: bytes) -> str:
    """All text without blanks and line ends, which are where the page has room."""
    return packed("".join(pages(pdf)))


def packed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFKC", text))


def small(text: str) -> Sheet:
    """A sheet with a text wherever a stranger may have put one."""
    words = (line(text, Words(text, "strong")), Verbatim((text,)), Table((text,), (((Words(text),),),)))
    maths = (line(Math(Symbol(text))), Formula(Fenced("(", Symbol(text, bold=True), ")"), (Words(text),)))
    options = (line(Words(text, "label"), text, indent=1),)
    part = PartOnSheet("a", 1, words, options, 1, words, (*maths, Gap()), ((text, text), (text,)))
    problem = Problem(1, text, 1, text, words, (part,))
    return Sheet("solutions", text, text, text, text, "S4", (), (Section(text, words, (problem,)),))


def test_a_sheet_has_a_head_and_its_code_and_number_on_every_page() -> None:
    every = pages(maker().made(sheet_of(variants(BANKS[1], 2), student="Ada Lovelace", number=1815)))
    assert len(every) > 2
    for text in ("Problem sheet 3", "14 December 2026", "Ada Lovelace", "Name", "1815", "Points"):
        assert text in every[0]
    for number, page in enumerate(every, start=1):
        assert "S4-3K7Q-M2XP-1815" in page
        assert f"{number} / {len(every)}" in page


def test_what_is_asked_stands_on_a_sheet_and_what_is_right_does_not() -> None:
    (page,) = pages(maker().made(SMALL))
    for text in ("Week 3", "Steps count.", "Warming up", "No calculator.", "1. A rectangle", "3K7Q-M2XP-A9TR"):
        assert text in page
    for text in ("3 points", "(a)", "[1]", "How wide?", "7 m", "(b)", "[2]", "How large?", "1 / 1"):
        assert text in page
    assert "14 m²" not in page
    assert "Both count" not in page


def test_a_key_has_answers_only_and_solutions_have_everything() -> None:
    (key,) = pages(maker().made(SMALL._replace(edition="key")))
    assert "Answer key" in key
    assert "14 m" in key
    assert "How large?" not in key
    assert "Both count." not in key
    (solutions,) = pages(maker().made(SMALL._replace(edition="solutions")))
    for text in ("Worked solutions", "How large?", "Answer:", "14 m", "Both count."):
        assert text in solutions


def test_a_line_for_the_name_is_where_no_student_is_printed() -> None:
    def lines(sheet: Sheet) -> int:
        return PdfReader(BytesIO(maker().made(sheet))).pages[0].get_contents().get_data().count(b" l\n")  # type: ignore[union-attr]

    assert lines(SMALL) == lines(SMALL._replace(student="Ada", student_id="7")) + 2


@pytest.mark.parametrize("edition", ["sheet", "key", "solutions"])
@pytest.mark.parametrize("bank", [bank for bank in BANKS if bank.stem != "hardware"], ids=lambda bank: bank.stem)
def test_every_shipped_bank_can_be_printed(bank: Path, edition: Edition) -> None:
    some = variants(bank, 3)
    assert len(some) == 3
    text = shown(maker().made(sheet_of(some, edition, "letter")))
    for variant in some:
        assert packed(variant.question.title) in text


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_pages_have_the_size_that_is_asked_for(paper: Any, size: tuple[int, int]) -> None:
    box = PdfReader(BytesIO(maker().made(SMALL._replace(layout=Layout(paper))))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def placed(pdf: bytes) -> list[tuple[str, float, float]]:
    """The pieces of text on the first page, each with how far from the left and from below it stands."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, matrix: Any, position: list[float], font: Any, size: Any) -> None:
        if text.strip():
            across, down = position[4], position[5]
            found.append(
                (
                    text.strip(),
                    matrix[0] * across + matrix[2] * down + matrix[4],
                    matrix[1] * across + matrix[3] * down + matrix[5],
                )
            )

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("edition", ["sheet", "key", "solutions"])
def test_letter_and_points_stand_on_the_line_that_they_belong_to(edition: Edition) -> None:
    tall = (line("Let ", Math(read_latex(r"A = \begin{bmatrix} 1 \\ 2 \\ 3 \end{bmatrix}")), ". What is it?"),)
    part = PartOnSheet("a", 7, tall, (), 1, tall, ())
    problem = SMALL.sections[0].problems[0]._replace(parts=(part, part._replace(letter="b")))
    pieces = placed(maker().made(SMALL._replace(edition=edition, sections=(Section("", (), (problem,)),))))
    letter, points, first = (next(piece for piece in pieces if text in piece[0]) for text in ("(a)", "[7]", "Let"))
    assert letter[2] == pytest.approx(first[2], abs=0.1)
    assert points[2] == pytest.approx(first[2], abs=0.1)
    assert letter[1] < first[1] < points[1]


def test_numbers_in_a_matrix_stand_below_each_other_by_their_points() -> None:
    tall = (line("It is ", Math(read_latex(r"\begin{bmatrix} 7.25 \\ 8 \\ -9.5 \end{bmatrix}"))),)
    pieces = placed(maker().made(SMALL._replace(intro=tall)))
    left = {text: across for text, across, _ in pieces if text in "789"}
    assert max(left.values()) - min(left.values()) < 0.3


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("edition", ["sheet", "key", "solutions"])
@pytest.mark.parametrize("bank", [bank for bank in BANKS if bank.stem != "hardware"], ids=lambda bank: bank.stem)
def test_no_page_ends_with_a_title_or_with_what_is_asked(bank: Path, edition: Edition, paper: Paper) -> None:
    some = variants(bank, 4, seed=3)
    for page in pages(maker().made(sheet_of(some, edition, paper))):
        *_, last = (text for text in page.splitlines() if text.strip() and "S4-3K7Q" not in text)
        assert not any(variant.question.title in last for variant in some)
        assert not last.endswith("?") or edition == "solutions"


@pytest.mark.parametrize(("edition", "count"), [("sheet", 2), ("key", 0), ("solutions", 0)])
def test_what_is_filled_in_has_its_place_on_the_sheet_alone(edition: Edition, count: int) -> None:
    part = SMALL.sections[0].problems[0].parts[0]._replace(blanks=(("a)", "reason"), ("b)", "reason")))
    problem = SMALL.sections[0].problems[0]._replace(parts=(part,))
    (page,) = pages(maker().made(SMALL._replace(edition=edition, sections=(Section("", (), (problem,)),))))
    assert page.count("reason") == count


def test_room_to_write_is_in_proportion() -> None:
    def length(room: int) -> int:
        part = SMALL.sections[0].problems[0].parts[1]._replace(room=room)
        problem = SMALL.sections[0].problems[0]._replace(parts=(part,) * 5)
        return len(pages(maker().made(SMALL._replace(sections=(Section("", (), (problem,)),)))))

    assert length(16) > length(6) > length(1)


def test_the_same_sheet_is_the_same_bytes_on_every_machine() -> None:
    assert hashlib.sha256(maker().made(SMALL)).hexdigest() == SMALL_SHA256


def test_the_same_sheet_is_the_same_bytes_in_another_process_and_after_other_sheets() -> None:
    maker().made(small("before"))
    program = (
        "import sys; from test_sheet_pdf import SMALL; from studybot.sheets.formats.pdf import PdfMaker;"
        "sys.stdout.buffer.write(PdfMaker().made(SMALL))"
    )
    here = Path(__file__).parent
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (here.parent, here)))}
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=variables, cwd="/")
    assert other.stdout == maker().made(SMALL)


def test_a_file_can_go_with_a_sheet() -> None:
    content = b"title: Week 3\nseed: 7\n\xff\x00"
    reader = PdfReader(BytesIO(maker().made(SMALL, ("recipe.yaml", content))))
    assert {name: list(found) for name, found in reader.attachments.items()} == {"recipe.yaml": [content]}
    assert not PdfReader(BytesIO(maker().made(SMALL))).attachments


def structure(node: Any, found: list[Any]) -> list[Any]:
    """Every element of the tree of tags."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            structure(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            structure(node["/K"], found)
    return found


def test_a_sheet_can_be_heard() -> None:
    reader = PdfReader(BytesIO(maker().made(SMALL, ("recipe.yaml", b"seed: 7\n"))))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    tags = structure(root["/StructTreeRoot"], [])
    assert [tag["/Alt"] for tag in tags if tag["/S"] == "/Formula"] == ["2 × 10³"]
    kinds = [tag["/S"] for tag in tags]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "Week 3"


def test_only_fonts_that_come_with_typst_are_used_and_all_are_embedded() -> None:
    reader = PdfReader(BytesIO(maker().made(small("mathematics ∑ שלום"))))
    found = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            (inner,) = font.get_object()["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(described)
            found.add(described["/FontName"].partition("+")[2])
    assert found <= {
        "NewCM10-Regular", "NewCM10-Bold", "NewCMMath-Regular", "NewCMMath-Book", "NewCMMath-Bold",
        "LibertinusSerif-Regular", "LibertinusSerif-Bold", "DejaVuSansMono", "DejaVuSansMono-Bold",
    }  # fmt: skip


HOSTILE = [
    '#read("sheet.json")',
    '#panic("run")',
    '#eval("1 + 1")',
    '#import "@preview/x:0.1.0"',
    "$x^2$ *b* _i_ `r` = h <l> @l \\ // c /* d */ ~ -- --- ... ' \" [x] ]{",
    "\\u{41} \\x00 {{x}} %s",
    "\x00\x07\x1b[0m\x7f\u202e\u2066\u200f\ud800\udfff\ufeff",
    "Zoë Müller-Łukasz Αλέξανδρος Александр",
    "中文 🙂",
]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(max_codepoint=0x24F), min_size=1, max_size=60).filter(str.strip))
def test_text_of_strangers_stays_text(text: str) -> None:
    check_shown(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_is_meant_to_do_harm_stays_text(text: str) -> None:
    check_shown(text)


def check_shown(text: str) -> None:
    spelled = "".join(spelled_out(char) for char in text)
    assert shown(maker().made(small(text))).count(packed(spelled)) >= 10


def spelled_out(char: str) -> str:
    """A character as the sheet has it: what has no shape is spelled out."""
    if char.isprintable() and (ord(char) < 0x500 or char in "∑"):
        return char
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30))
@example("")
def test_whatever_is_written_can_be_printed(text: str) -> None:
    assert "S4" in shown(maker().made(small(text)))


def test_a_mark_that_no_font_has_with_its_sign_is_spelled_out() -> None:
    text = "\u2550\u033c\u0488\u0308 \u1f4d\u20e0\u05b3 \u23cf\u1dc7 \u290f\u20dc\u0486"
    assert "\\u1dc7" in shown(maker().made(SMALL._replace(student=text)))


def test_a_name_of_ten_thousand_letters_is_printed_whole() -> None:
    name = "".join(chr(ord("α") + place * place % 25) for place in range(10_000))
    reader = PdfReader(BytesIO(maker().made(SMALL._replace(student=name))))
    found: list[str] = []

    def visit(text: str, matrix: Any, position: list[float], font: Any, size: Any) -> None:
        found.append(text)
        assert 0 <= position[4] < 595
        assert 0 <= position[5] < 842

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert re.sub("[^α-ω]", "", "".join(found)) == name


def test_mathematics_of_any_depth_is_printed() -> None:
    node: Node = Symbol("x")
    for _ in range(200):
        node = Fenced("(", node, ")")
    sheet = SMALL._replace(intro=(line(Math(node)), Formula(node)))
    assert "(" * 30 in shown(maker().made(sheet))
