"""`studybot sheet` for one sheet: the sheet, its key and solutions, its recipe, and the same sheet again."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from banks import fixed_bank
from running import Inside

from studybot.sheets.formats.output import write_whole


@pytest.fixture
def studybot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inside:
    """In a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Inside(tmp_path / "home")


def read(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def code_in(out: str) -> str:
    found = re.search(r"code (S..-...-...)", out)
    assert found is not None
    return found[1]


def test_a_sheet_with_its_key_and_solutions(studybot: Inside, tmp_path: Path) -> None:
    fixed_bank(tmp_path)
    ran = studybot(
        *("sheet", "./fixed.yaml:price", "-o", "s.txt", "--key", "k.txt", "--solutions", "w.txt"),
        *("--title", "Week 3", "--date", "24 December"),
    )
    assert (ran.code, ran.err) == (0, "")
    assert "sheet: s.txt\nkey: k.txt\nsolutions: w.txt\nrecipe: s.recipe.yaml\n1 problem, 3 points, code S" in ran.out
    sheet, key, solutions = read("s.txt"), read("k.txt"), read("w.txt")
    for text in (sheet, key, solutions):
        assert "Week 3" in text
        assert code_in(ran.out) in text
    assert "24 December" in sheet
    assert "What does the rent come to?" in sheet
    assert "$110.61" in key
    assert "110.61" not in sheet
    assert "every hour of the GPU is paid" in " ".join(solutions.split())
    assert "every hour of the GPU is paid" not in " ".join(key.split())


@pytest.mark.parametrize(
    ("ending", "start"),
    [("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>"), ("md", b""), ("tex", b"\\documentclass"), ("txt", b"")],
)
def test_the_ending_decides_the_format(studybot: Inside, ending: str, start: bytes) -> None:
    assert studybot("sheet", "fermi/landauer", "-o", f"s.{ending.upper()}", "--title", "Week 3").code == 0
    content = Path(f"s.{ending.upper()}").read_bytes()
    assert content[: len(start)].lower() == start.lower()
    if ending != "pdf":
        assert "Week 3" in content.decode()


def test_without_a_sheet_there_is_the_key_alone(studybot: Inside) -> None:
    assert studybot("sheet", "fermi/landauer", "--key", "k.txt").code == 0
    assert sorted(path.name for path in Path().iterdir() if path.is_file()) == ["k.recipe.yaml", "k.txt"]


def test_ten_problems_at_most_in_the_order_of_the_bank(studybot: Inside) -> None:
    assert studybot("sheet", "fermi", "-o", "s.txt").out.count("10 problems") == 1
    recipe = read("s.recipe.yaml")
    ids = re.findall(r"id: (fermi/\S+)", recipe)
    every = [found["id"] for found in studybot("list", "fermi", "--json").data]
    assert len(ids) == 10
    assert ids == [name for name in every if name in ids]


def test_a_seed_is_the_same_sheet_and_another_another(studybot: Inside) -> None:
    for name, seed in (("a", "5"), ("b", "5"), ("c", "6")):
        assert studybot("sheet", "fermi", "-n", "3", "--seed", seed, "-o", f"{name}.html").code == 0
    assert read("a.html") == read("b.html")
    assert read("a.html") != read("c.html")


def test_the_recipe_makes_the_same_bytes_again(studybot: Inside) -> None:
    first = studybot(
        "sheet", "fermi", "-n", "3", "-o", "a.pdf", "--key", "k.pdf", "--title", "One", "--paper", "letter"
    )
    code = code_in(first.out)
    ran = studybot("sheet", "a.recipe.yaml", "--code", code.lower(), "-o", "b.pdf", "--key", "l.pdf")
    assert (ran.code, ran.err) == (0, "")
    assert Path("a.pdf").read_bytes() == Path("b.pdf").read_bytes()
    assert Path("k.pdf").read_bytes() == Path("l.pdf").read_bytes()
    # Without a code, too, where there is but one version; and no second recipe is written.
    assert studybot("sheet", "a.recipe.yaml", "-o", "c.pdf").code == 0
    assert Path("a.pdf").read_bytes() == Path("c.pdf").read_bytes()
    assert [path.name for path in Path().glob("*.yaml")] == ["a.recipe.yaml"]


def test_codes_put_the_numbers_that_they_name_onto_a_sheet(studybot: Inside) -> None:
    named = studybot("explain", "fermi/landauer", "--seed", "9", "--json").data
    code = named["code"]
    assert studybot("sheet", code, "-o", "s.txt").code == 0
    assert code in read("s.txt")


def test_with_a_bank_of_ones_own_the_recipe_finds_it_beside_itself_or_named(studybot: Inside, tmp_path: Path) -> None:
    (tmp_path / "banks").mkdir()
    (tmp_path / "far").mkdir()
    bank = fixed_bank(tmp_path / "banks")
    assert studybot("sheet", str(bank), "-n", "2", "-o", "s.txt").code == 0
    assert str(tmp_path) not in read("s.recipe.yaml")
    ran = studybot("sheet", "s.recipe.yaml", "-o", "t.txt")
    assert ran.code == 3
    assert "s.recipe.yaml:11:9: there is no file fixed.yaml (put fixed.yaml beside the recipe, or name it" in ran.err
    assert studybot("sheet", "s.recipe.yaml", str(bank), "-o", "t.txt").code == 0
    assert read("s.txt") == read("t.txt")
    shutil.copy(bank, tmp_path)
    assert studybot("sheet", "s.recipe.yaml", "-o", "u.txt").code == 0
    assert read("s.txt") == read("u.txt")


def test_what_has_changed_since_is_told(studybot: Inside, tmp_path: Path) -> None:
    bank = fixed_bank(tmp_path)
    assert studybot("sheet", str(bank), "-n", "3", "-o", "s.txt").code == 0
    bank.write_text(
        bank.read_text(encoding="utf-8").replace("answer: 2 * N * T", "answer: 3 * N * T"), encoding="utf-8"
    )
    recipe = Path("s.recipe.yaml")
    recipe.write_text(re.sub('studybot: "[^"]*"', 'studybot: "0.0.1"', read("s.recipe.yaml")), encoding="utf-8")
    ran = studybot("sheet", "s.recipe.yaml", "-o", "t.txt")
    assert ran.code == 0
    assert "fixed/price has changed since this sheet was made: its numbers and answers may differ." in ran.text
    assert "fixed/ride has changed" not in ran.text
    assert "This sheet was made with studybot 0.0.1, and this is" in ran.text


def test_a_recipe_is_never_written_over_another(studybot: Inside) -> None:
    first = studybot("sheet", "fermi", "-n", "2", "--seed", "1", "-o", "s.txt")
    assert "recipe: s.recipe.yaml" in studybot("sheet", "fermi", "-n", "2", "--seed", "1", "-o", "s.txt").out
    kept = read("s.recipe.yaml")
    assert "recipe: s.recipe-2.yaml" in studybot("sheet", "fermi", "-n", "2", "--seed", "2", "-o", "s.txt").out
    assert read("s.recipe.yaml") == kept
    assert studybot("sheet", "s.recipe.yaml", "--code", code_in(first.out), "-o", "t.txt").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("fermi",), "where is the sheet to go? (-o sheet.pdf, or --key key.pdf)"),
        (
            ("fermi", "-o", "s.doc"),
            "s.doc has the ending .doc, which is no format (one of .pdf, .html, .md, .tex, .txt)",
        ),
        (("fermi", "-o", "s"), "s has no ending, which is no format"),
        (("fermi", "-o", "gone/s.pdf"), "there is no folder gone (make it first)"),
        (("fermi", "-o", "s.pdf", "--key", "./s.pdf"), "s.pdf cannot be both sheet and key (name two files)"),
        (("fermi", "-o", "s.pdf", "--code", "S22-222-233"), "--code goes with the recipe of the sheet"),
        (("fermi", "-o", "s.pdf", "--title", "x" * 201), "--title has at most 200 characters, not 201"),
        (("fermi", "-o", "s.pdf", "--date", "a\x1b[31m"), "--date has control characters in it"),
        (("fermi", "-o", "s.pdf", "--resume"), "--resume goes with --versions or --roster"),
        (("fermi", "-o", "s.pdf", "--format", "md"), "--format goes with --versions or --roster"),
        (("fermy", "-o", "s.pdf"), "did you mean fermi?"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_written(
    studybot: Inside, arguments: tuple[str, ...], told: str
) -> None:
    ran = studybot("sheet", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert not [path for path in Path().iterdir() if path.is_file()]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-n", "3"), "a recipe says itself what is on the sheet"),
        (("--seed", "3"), "a recipe says itself what is on the sheet"),
        (("--title", "x"), "a recipe says itself what is on the sheet"),
        (("--code", "S22-222-23Y"), "a character of the code S22-222-23Y is mistyped"),
        (("--code", "S22-222-232"), "S22-222-232 is a sheet of another recipe (codes of this one begin with S"),
        (("--code", "3K7Q-M2XP-A9TR"), "is not the code of a sheet"),
    ],
)
def test_what_does_not_go_with_a_recipe_is_told(studybot: Inside, arguments: tuple[str, ...], told: str) -> None:
    assert studybot("sheet", "fermi/landauer", "-o", "s.txt").code == 0
    ran = studybot("sheet", "s.recipe.yaml", "-o", "t.txt", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert not Path("t.txt").exists()


def test_a_question_that_is_gone_is_told_with_its_place(studybot: Inside) -> None:
    assert studybot("sheet", "fermi/landauer", "-o", "s.txt").code == 0
    recipe = Path("s.recipe.yaml")
    recipe.write_text(read("s.recipe.yaml").replace("fermi/landauer", "fermi/landauers"), encoding="utf-8")
    ran = studybot("sheet", "s.recipe.yaml", "-o", "t.txt")
    assert ran.code == 3
    assert "s.recipe.yaml:11:9: there is no bank or question fermi/landauers (did you mean fermi/landauer?)" in ran.err


def test_a_file_that_cannot_be_written_leaves_the_ones_before(studybot: Inside, tmp_path: Path) -> None:
    Path("s.txt").write_text("before", encoding="utf-8")
    Path("k.txt").symlink_to(tmp_path / "gone" / "k.txt")
    ran = studybot("sheet", "fermi/landauer", "-o", "s.txt", "--key", "k.txt")
    assert ran.code == 1
    assert ran.err == "studybot: k.txt cannot be written: No such file or directory\n"
    # A sheet whose key is of other numbers would be worse than none.
    assert read("s.txt") == "before"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "home") == ["k.txt", "s.txt"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "folder.txt"), "folder.txt is a folder (name a file)"),
        (("-o", "s.txt", "--key", "pipe.txt"), "pipe.txt is no file to write (name a file)"),
        (("-o", "s.txt", "--key", "folder.txt/../s.txt"), "folder.txt/../s.txt cannot be both sheet and key"),
        (("-o", "s.txt", "--key", "link.txt"), "link.txt cannot be both sheet and key"),
        (("-o", "secret.txt", "--secret", "secret.txt"), "secret.txt cannot be both the secret and sheet"),
        (("-o", "s.txt", "--key", "bank.txt"), "bank.txt cannot be both what it is made from and key"),
        (("-o", "s.txt", "--seed", "9" * 21), "--seed has at most 20 digits"),
    ],
)
def test_nothing_that_is_read_or_is_no_file_is_written_over(
    studybot: Inside, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    fixed_bank(tmp_path)
    Path("folder.txt").mkdir()
    os.mkfifo("pipe.txt")
    Path("link.txt").symlink_to("s.txt")
    Path("bank.txt").symlink_to("fixed.yaml")
    Path("secret.txt").write_text("0123456789abcdef", encoding="utf-8")
    before = {path: path.stat() for path in Path().iterdir() if path.exists() and path.name != "home"}
    ran = studybot("sheet", "fixed.yaml", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert {path: path.stat() for path in Path().iterdir() if path.exists() and path.name != "home"} == before


def test_a_link_in_a_circle_is_told(studybot: Inside) -> None:
    Path("s.txt").symlink_to("s.txt")
    ran = studybot("sheet", "fermi/landauer", "-o", "s.txt")
    assert (ran.code, ran.err) == (1, "studybot: s.txt cannot be written: Too many levels of symbolic links\n")


def test_the_longest_seed_is_read_again(studybot: Inside) -> None:
    assert studybot("sheet", "fermi/landauer", "-o", "s.txt", "--seed", "9" * 20).code == 0
    assert studybot("sheet", "s.recipe.yaml", "-o", "t.txt").code == 0
    assert read("s.txt") == read("t.txt")


def test_a_file_is_written_over_in_one_go(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]
