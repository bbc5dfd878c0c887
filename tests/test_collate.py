"""All versions in one file for the printer: every sheet whole, in order, beginning on the front of a leaf."""

from __future__ import annotations

import csv
import errno
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from running import Inside

from studybot.formula.errors import StudybotError
from studybot.sheets.collating import collate

ROSTER = "name,id\nAda,1\nBob,2\nCleo,3\n"
OPTIONS = ("sheet", "fermi/landauer", "fermi/carbon", "--roster", "r.csv", "--collate", "--seed", "3")


@pytest.fixture
def studybot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inside:
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(ROSTER, encoding="utf-8")
    return Inside(tmp_path / "home")


def pages(name: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(name).pages]


def index() -> list[dict[str, str]]:
    with Path("all.index.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_sheet_begins_on_the_front_of_a_leaf(studybot: Inside) -> None:
    ran = studybot(*OPTIONS, "-o", "all.pdf", "--key", "keys.pdf")
    assert (ran.code, ran.err) == (0, "")
    assert "3 sheets of 3 versions. sheet: all.pdf key: keys.pdf index: all.index.csv" in ran.text
    assert sorted(path.name for path in Path().iterdir() if path.name != "home") == [
        *("all.index.csv", "all.pdf", "all.recipe.yaml", "keys.pdf", "r.csv")
    ]
    rows = index()
    assert [row["file"] for row in rows] == ["all.pdf"] * 3
    for name in ("all.pdf", "keys.pdf"):
        every = pages(name)
        firsts = [place for place, text in enumerate(every) if re.search(r"\b1 / \d", text)]
        assert len(firsts) == 3
        assert all(place % 2 == 0 for place in firsts)
        assert len(every) % 2 == 0
        for row, first in zip(rows, firsts, strict=True):
            assert row["code"] in every[first]
            assert row["name"] in every[first]
    # The key is one page: its back is blank.
    assert [text.strip() == "" for text in pages("keys.pdf")] == [False, True] * 3
    # No tree of tags comes along, into which they would point.
    assert not any("/StructParents" in page for page in PdfReader("keys.pdf").pages)
    assert {tuple(map(round, page.mediabox[2:])) for page in PdfReader("keys.pdf").pages} == {(595, 842)}


def test_what_was_interrupted_is_gone_on_with(studybot: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    assert studybot(*OPTIONS, "-o", "all.pdf").code == 0
    whole = Path("all.pdf").read_bytes()
    for name in ("all.pdf", "all.index.csv", "all.recipe.yaml"):
        Path(name).unlink()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("studybot.cli.sheets.versions.collate", interrupted)
        assert studybot(*OPTIONS, "-o", "all.pdf").code == 130
    assert not Path("all.pdf").exists()
    ran = studybot(*OPTIONS, "-o", "all.pdf")
    assert ran.code == 2
    assert "all.index.csv is there already (--resume writes what is missing; or name another file)" in ran.err
    (Path(".all.pdf.sheets") / "002-2.pdf").unlink()
    ran = studybot(*OPTIONS, "-o", "all.pdf", "--resume")
    assert "3 sheets of 3 versions, of which 1 were missing." in ran.text
    assert Path("all.pdf").read_bytes() == whole
    assert not Path(".all.pdf.sheets").exists()
    ran = studybot(*OPTIONS, "-o", "all.pdf", "--resume")
    assert (ran.code, ran.err) == (0, "")
    assert "of which 0 were missing" in ran.text
    assert Path("all.pdf").read_bytes() == whole


def test_what_was_killed_leaves_nothing_once_it_is_gone_on_with(
    studybot: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("studybot.cli.sheets.versions.rmtree", lambda folder: (folder / "001-1.pdf").unlink())
        assert studybot(*OPTIONS, "-o", "all.pdf").code == 0
    whole = Path("all.pdf").read_bytes()
    for left in (".all.pdf.9.part", ".all.index.csv.9.part", ".all.recipe.yaml.9.part", ".all.pdf.sheets/.9.part"):
        Path(left).write_bytes(b"half")
    Path(".all.pdf.sheets/004-4.pdf").write_bytes(b"of a student who has left the course")
    ran = studybot(*OPTIONS, "-o", "all.pdf", "--resume")
    assert (ran.code, ran.err) == (0, "")
    assert Path("all.pdf").read_bytes() == whole
    assert sorted(path.name for path in Path().iterdir() if path.name != "home") == [
        *("all.index.csv", "all.pdf", "all.recipe.yaml", "r.csv")
    ]


def test_a_pdf_that_is_there_is_not_taken_for_one_of_these(studybot: Inside) -> None:
    Path("all.pdf").write_bytes(b"of last year")
    ran = studybot(*OPTIONS, "-o", "all.pdf", "--resume")
    assert "of which 3 were missing" in ran.text
    assert len(pages("all.pdf")) >= 3


def test_what_an_interrupted_run_has_left_of_other_sheets_does_not_stay(studybot: Inside) -> None:
    folder = Path(".all.pdf.sheets")
    folder.mkdir()
    (folder / "004-9.pdf").write_bytes(b"of another roster")
    ran = studybot(*OPTIONS, "-o", "all.pdf")
    assert (ran.code, ran.err) == (0, "")
    assert not folder.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "out/"), "--collate writes one PDF, and out is none (-o all.pdf)"),
        (("-o", "all.html"), "--collate writes one PDF, and all.html is none"),
        (("-o", "all.pdf", "--format", "html"), "--collate makes a PDF for the printer"),
        (("-o", "all.pdf", "--key", "all.pdf"), "all.pdf cannot be both sheet and key"),
        (("-o", "gone/all.pdf"), "there is no folder gone"),
    ],
)
def test_it_is_one_pdf_for_each_edition(studybot: Inside, arguments: tuple[str, ...], told: str) -> None:
    ran = studybot(*OPTIONS, *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert sorted(path.name for path in Path().iterdir() if path.name != "home") == ["r.csv"]


def test_it_goes_with_versions(studybot: Inside) -> None:
    ran = studybot("sheet", "fermi/landauer", "-o", "s.pdf", "--collate")
    assert ran.code == 2
    assert "--collate goes with --versions or --roster" in ran.err


def test_a_file_that_is_no_pdf_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nand nothing more")
    with (tmp_path / "all.pdf").open("wb") as output, pytest.raises(StudybotError, match=r"a\.pdf is no PDF any more"):
        collate([tmp_path / "a.pdf"], "T", output, None)


class Full(BytesIO):
    """A disk that is full after the first kilobyte."""

    def write(self, content: Any) -> int:
        if self.tell() + len(content) > 1_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(content)

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_is_full_is_told_where_it_can_be_answered(studybot: Inside) -> None:
    assert studybot("sheet", "fermi/landauer", "-o", "a.pdf").code == 0
    with pytest.raises(OSError, match="No space left on device"):
        collate([Path("a.pdf")], "T", Full(), None)


def test_ctrl_c_is_not_raised_in_the_midst_of_loading_the_library() -> None:
    script = """
import sys, threading
from io import BytesIO
from studybot.sheets.collating import collate
loaded_in = set()
class Watching:
    def find_spec(self, name, *_):
        if name == "pikepdf._core":
            loaded_in.add(threading.current_thread())
sys.meta_path.insert(0, Watching())
collate([], "T", BytesIO(), None)
print(len(loaded_in), threading.main_thread() in loaded_in)
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "1 False\n"
