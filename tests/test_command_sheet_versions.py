"""`studybot sheet` for many: versions, rosters, what was interrupted, secrets, the report."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from banks import fixed_bank
from pypdf import PdfReader
from running import Inside

ROSTER = 'name,id\nAda Lovelace,ada\n"=cmd|x",Ada\nBob,../../x\nÉva,CON\nDan,5\n'
FOUR = ("fermi/landauer", "fermi/carbon", "fermi/recoup", "fermi/inference-cost")


@pytest.fixture
def studybot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inside:
    """In a folder of its own, with a roster."""
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(ROSTER, encoding="utf-8")
    return Inside(tmp_path / "home")


def index(folder: str) -> list[dict[str, str]]:
    with (Path(folder) / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def test_each_student_has_a_version_with_name_and_id(studybot: Inside) -> None:
    ran = studybot("sheet", *FOUR, "--roster", "r.csv", "-o", "out/", "--key", "keys", "--format", "txt")
    assert (ran.code, ran.err) == (0, "")
    assert "5 sheets of 5 versions." in ran.out
    assert list(files("out")) == [
        "001-ada.txt",
        "002-Ada.txt",
        "003-x.txt",
        "004-CON.txt",
        "005-5.txt",
        "index.csv",
        "recipe.yaml",
    ]
    assert list(files("keys")) == [
        "001-ada-key.txt",
        "002-Ada-key.txt",
        "003-x-key.txt",
        "004-CON-key.txt",
        "005-5-key.txt",
    ]
    rows = index("out")
    assert [row["student"] for row in rows] == ["ada", "Ada", "../../x", "CON", "5"]
    assert [row["name"] for row in rows] == ["Ada Lovelace", "'=cmd|x", "Bob", "Éva", "Dan"]
    for row in rows:
        text = (Path("out") / row["file"]).read_text(encoding="utf-8")
        assert row["code"] in text
        assert row["student"] in text
        assert all(row[str(number)] in text for number in (1, 2, 3, 4))
    assert len({row["code"] for row in rows}) == 5


def test_the_same_questions_in_the_same_order_or_each_its_own(studybot: Inside) -> None:
    assert studybot("sheet", "fermi", "-n", "3", "--versions", "6", "-o", "own", "--format", "txt").code == 0
    assert (
        studybot(
            "sheet", "fermi", "-n", "3", "--versions", "6", "--same-questions", "-o", "same", "--format", "txt"
        ).code
        == 0
    )

    def questions(folder: str) -> set[tuple[str, ...]]:
        return {tuple(row[str(number)][:5] for number in (1, 2, 3)) for row in index(folder)}

    assert len(questions("same")) == 1
    assert len(questions("own")) > 3
    assert len({row["1"] for row in index("same")}) == 6


def test_any_version_is_made_again_from_recipe_and_code(studybot: Inside) -> None:
    assert studybot("sheet", "fermi", "-n", "2", "--versions", "4", "-o", "out", "--key", "out").code == 0
    for row in index("out")[1:3]:
        again = ("--code", row["code"], "-o", "again.pdf", "--key", "key.pdf")
        assert studybot("sheet", "out/recipe.yaml", *again).code == 0
        assert Path("again.pdf").read_bytes() == files("out")[row["file"]]
        assert Path("key.pdf").read_bytes() == files("out")[row["file"].replace(".pdf", "-key.pdf")]
    assert not Path("again.recipe.yaml").exists()


def test_the_recipe_makes_them_all_again(studybot: Inside) -> None:
    assert studybot("sheet", *FOUR, "--roster", "r.csv", "-o", "one", "--format", "html").code == 0
    ran = studybot("sheet", "one/recipe.yaml", "--roster", "r.csv", "-o", "two", "--format", "html")
    assert (ran.code, ran.err) == (0, "")
    assert files("one") == files("two")


def test_where_a_question_has_other_parts_by_now_sheet_and_index_agree(studybot: Inside) -> None:
    options = ("--versions", "2", "--same-questions", "-o", "out", "--format", "txt")
    assert studybot("sheet", "fermi/landauer", *options).code == 0
    recipe = Path("out/recipe.yaml").read_text(encoding="utf-8")
    Path("two.yaml").write_text(re.sub(r"points: \[.*\]", "points: [7, 8]", recipe), encoding="utf-8")
    assert studybot("sheet", "two.yaml", "-o", "again", "--format", "txt").code == 0
    assert index("again") == index("out")
    assert files("again")["001.txt"] == files("out")["001.txt"]


def test_fewer_versions_than_students_and_no_neighbours_with_the_same(studybot: Inside) -> None:
    ran = studybot("sheet", *FOUR, "--roster", "r.csv", "--versions", "2", "-o", "out", "--format", "txt")
    assert "5 sheets of 2 versions." in ran.out
    codes = [row["code"] for row in index("out")]
    assert len(set(codes)) == 2
    assert all(one != other for one, other in pairwise(codes))


def test_what_is_missing_is_written_and_nothing_else(studybot: Inside) -> None:
    options = ("sheet", *FOUR, "--roster", "r.csv", "-o", "out", "--key", "keys", "--format", "txt")
    assert studybot(*options).code == 0
    before = {**files("out"), **files("keys")}
    Path("out/002-Ada.txt").unlink()
    Path("keys/005-5-key.txt").unlink()
    Path("out/001-ada.txt").write_text("as it is", encoding="utf-8")
    Path("out/.003-x.txt.99.part").write_text("half", encoding="utf-8")
    ran = studybot(*options, "--resume")
    assert (ran.code, ran.err) == (0, "")
    assert "5 sheets of 5 versions, of which 2 were missing." in ran.out
    assert {**files("out"), **files("keys")} == {**before, "001-ada.txt": b"as it is"}


def test_pages_without_their_recipe_are_not_taken_for_those_of_another_run(studybot: Inside) -> None:
    options = ("sheet", *FOUR, "--roster", "r.csv", "-o", "out", "--format", "txt")
    assert studybot(*options, "--seed", "1").code == 0
    first = files("out")
    for name in ("recipe.yaml", "index.csv"):
        Path("out", name).unlink()
    ran = studybot(*options, "--seed", "2", "--resume")
    assert "5 sheets of 5 versions, of which 5 were missing." in ran.out
    assert all(files("out")[name] != content for name, content in first.items())


def test_a_folder_with_other_sheets_is_left_alone(studybot: Inside) -> None:
    options = ("sheet", *FOUR, "--roster", "r.csv", "-o", "out", "--format", "txt")
    assert studybot(*options, "--seed", "1").code == 0
    before = files("out")
    ran = studybot(*options)
    assert ran.code == 2
    assert "out has sheets already (--resume writes what is missing; or name another folder)" in ran.err
    ran = studybot(*options, "--seed", "2", "--resume")
    assert ran.code == 2
    assert "recipe.yaml is of other sheets than these" in ran.err
    Path("r.csv").write_text(ROSTER + "Eve,6\n", encoding="utf-8")
    assert "is of other sheets than these" in studybot(*options, "--seed", "1", "--resume").err
    assert files("out") == before


def test_sheets_whose_recipe_is_gone_are_not_taken_for_those_that_are_missing(studybot: Inside) -> None:
    options = ("sheet", *FOUR, "--roster", "r.csv", "-o", "out", "--format", "txt")
    assert studybot(*options, "--seed", "1").code == 0
    for name in ("index.csv", "recipe.yaml"):
        Path("out", name).unlink()
    ran = studybot(*options, "--seed", "2", "--resume")
    assert "of which 5 were missing" in ran.out
    for row in index("out"):
        assert row["code"] in Path("out", row["file"]).read_text(encoding="utf-8")


def test_a_secret_keys_the_draw_and_keeps_codes_off_the_sheets(studybot: Inside) -> None:
    Path("secret").write_text("a secret of thirty characters.\n", encoding="utf-8")
    options = ("sheet", *FOUR, "--roster", "r.csv", "--seed", "3", "--format", "txt")
    assert studybot(*options, "-o", "open").code == 0
    ran = studybot(*options, "--secret", "secret", "-o", "keyed")
    assert ran.code == 0
    assert "Whoever has the banks" not in ran.out
    (first, *_), (other, *_) = index("keyed"), index("open")
    assert first["1"] != other["1"]
    text = (Path("keyed") / first["file"]).read_text(encoding="utf-8")
    assert first["code"] in text
    assert not any(first[str(number)] in text for number in (1, 2, 3, 4))
    assert "a secret" not in Path("keyed/recipe.yaml").read_text(encoding="utf-8")
    again = ("sheet", "keyed/recipe.yaml", "--code", first["code"], "-o", "again.txt")
    assert "a secret keys these sheets (name its file with --secret)" in studybot(*again).err
    Path("wrong").write_text("another one of thirty characters", encoding="utf-8")
    assert "this is not the secret of these sheets" in studybot(*again, "--secret", "wrong").err
    assert not Path("again.txt").exists()
    assert studybot(*again, "--secret", "secret").code == 0
    assert first["code"] in Path("again.txt").read_text(encoding="utf-8")


def test_no_recipe_in_a_keyed_sheet_tells_the_code_of_a_problem(studybot: Inside) -> None:
    Path("secret").write_text("a secret of thirty characters.\n", encoding="utf-8")
    code = studybot("explain", "fermi/landauer", "--seed", "9", "--json").data["code"]

    def recipes(place: str, *arguments: str) -> list[int]:
        assert studybot("sheet", "fermi/carbon", *arguments, "--versions", "2", "-o", place).code == 0
        assert studybot("sheet", "fermi/carbon", *arguments, "-o", f"{place}.pdf").code == 0
        return [len(PdfReader(name).attachments) for name in (f"{place}/001.pdf", f"{place}/002.pdf", f"{place}.pdf")]

    assert recipes("coded", code, "--secret", "secret") == [0, 0, 0]
    assert recipes("open", code) == [1, 1, 1]
    assert recipes("keyed", "fermi/landauer", "--secret", "secret") == [1, 1, 1]


def test_without_a_secret_a_roster_is_told_what_that_means(studybot: Inside) -> None:
    ran = studybot("sheet", *FOUR, "--roster", "r.csv", "-o", "out", "--format", "txt")
    assert (
        "Whoever has the banks and a recipe can print the key. Where this counts, --secret FILE prevents it."
        in ran.text
    )


def test_a_short_secret_is_none(studybot: Inside) -> None:
    Path("secret").write_text("short\n", encoding="utf-8")
    ran = studybot("sheet", "fermi", "-o", "s.txt", "--secret", "secret")
    assert ran.code == 2
    assert "secret is no secret: it has 5 bytes" in ran.err


def test_the_report_shows_the_spread_and_writes_nothing(studybot: Inside) -> None:
    ran = studybot("sheet", "fermi/landauer", "fermi/carbon", "--versions", "30", "--report")
    assert (ran.code, ran.err) == (0, "")
    found = re.search(r"fermi/landauer +30 +3 \(3\) +\S+ \(\S+\) +(\d\.\d) \((\d\.\d)\)", ran.out)
    assert found is not None
    assert float(found[1]) < float(found[2])
    # Landauer's question has three parts and three operations, the burgers' three and four.
    assert "Each version has 6 parts, 6 points and 7 operations." in ran.text
    assert [path.name for path in Path().iterdir() if path.name != "home"] == ["r.csv"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("-o", "s.pdf", "--versions", "3"), 2, "versions go into a folder, and s.pdf is a file"),
        (("-o", "r.csv", "--versions", "3"), 2, "versions go into a folder, and r.csv is a file"),
        (("-o", "x" * 300, "--versions", "3"), 1, "x cannot be written: File name too long"),
        (("-o", "out", "--roster", "r.csv", "--versions", "1"), 2, "one version for all students"),
        (("-o", "out", "--versions", "20001"), 2, "there are at most 20,000 versions"),
        (("-o", "out", "--roster", "gone.csv"), 3, "gone.csv cannot be read: No such file or directory"),
        (("-o", "out", "--roster", "bad.csv"), 3, "bad.csv:1:1: there is no column id"),
        (("-o", "out", "--roster", "twice.csv"), 3, "twice.csv:3:1: the id 1 is that of line 2, too"),
    ],
)
def test_what_cannot_be_is_told_before_the_first_page(
    studybot: Inside, arguments: tuple[str, ...], code: int, told: str
) -> None:
    Path("bad.csv").write_text("name,number\nA,1\n", encoding="utf-8")
    Path("twice.csv").write_text("name,id\nA,1\nB,1\n", encoding="utf-8")
    ran = studybot("sheet", *FOUR, *arguments)
    assert ran.code == code
    assert told in ran.err
    assert not Path("out").exists()


def test_more_versions_than_there_are_is_told_before_the_first_page(studybot: Inside, tmp_path: Path) -> None:
    ran = studybot("sheet", f"{fixed_bank(tmp_path)}:price", "--versions", "3", "-o", "out")
    assert ran.code == 3
    assert (
        "these questions do not have 3 different versions (1 were found: ask for fewer, or add a question)" in ran.err
    )
    assert not Path("out").exists()


def test_codes_name_the_same_numbers_for_all(studybot: Inside) -> None:
    code = studybot("explain", "fermi/landauer", "--seed", "9", "--json").data["code"]
    ran = studybot("sheet", code, "--versions", "3", "-o", "out")
    assert ran.code == 2
    assert "codes name the same numbers on every version" in ran.err


def test_a_version_that_there_is_not_is_told(studybot: Inside) -> None:
    assert studybot("sheet", *FOUR, "--versions", "2", "-o", "two", "--seed", "1", "--format", "txt").code == 0
    text = Path("two/recipe.yaml").read_text(encoding="utf-8")
    Path("one.yaml").write_text(text.replace("versions: 2\n", "versions: 1\n"), encoding="utf-8")
    ran = studybot("sheet", "one.yaml", "--code", index("two")[1]["code"], "-o", "s.txt")
    assert ran.code == 2
    assert "is version 2 of 1" in ran.err


def test_the_sheet_of_one_student_is_made_again(studybot: Inside) -> None:
    assert studybot("sheet", *FOUR, "--roster", "r.csv", "-o", "out", "--format", "txt").code == 0
    row = index("out")[3]
    again = ("sheet", "out/recipe.yaml", "--code", row["code"], "-o", "again.txt")
    assert studybot(*again, "--roster", "r.csv").code == 0
    assert Path("again.txt").read_bytes() == files("out")[row["file"]]
    assert studybot(*again).code == 0
    assert "Éva" not in Path("again.txt").read_text(encoding="utf-8")


def test_a_version_that_several_students_have_is_nobodys(studybot: Inside) -> None:
    assert studybot("sheet", *FOUR, "--roster", "r.csv", "--versions", "2", "-o", "out", "--format", "txt").code == 0
    code = index("out")[0]["code"]
    ran = studybot("sheet", "out/recipe.yaml", "--code", code, "--roster", "r.csv", "-o", "again.txt")
    assert ran.code == 2
    assert f"3 students have the version {code}" in ran.err


def test_signs_that_a_pdf_lacks_are_told_before_it_is_printed(studybot: Inside) -> None:
    Path("r.csv").write_text("name,id\n李小龍,1\nÉva,2\nAda 😀,3\n", encoding="utf-8")
    ran = studybot("sheet", "fermi/landauer", "--roster", "r.csv", "-o", "out")
    assert ran.code == 0
    assert "the fonts of a PDF lack signs in 李小龍, and so in 1 more" in ran.err
    ran = studybot("sheet", "fermi/landauer", "--roster", "r.csv", "-o", "html", "--format", "html")
    assert (ran.code, ran.err) == (0, "")
    assert "李小龍" in (Path("html") / index("html")[0]["file"]).read_text(encoding="utf-8")
    assert "lack signs in 試験," in studybot("sheet", "fermi/landauer", "--title", "試験", "-o", "s.pdf").err


def test_who_interrupts_is_told_how_it_goes_on(studybot: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("studybot.cli.sheets.versions.print_all", interrupted)
    ran = studybot("sheet", *FOUR, "--versions", "3", "-o", "out", "--format", "txt")
    assert ran.code == 130
    assert ran.err == "studybot: what was written is whole: --resume goes on\ninterrupted\n"


def test_a_recipe_that_is_not_there_is_told(studybot: Inside) -> None:
    ran = studybot("sheet", "gone/recipe.yaml", "--code", "S7Q-M2X-P9T", "-o", "s.txt")
    assert (ran.code, ran.err) == (2, "studybot: there is no file gone/recipe.yaml\n")


def test_keys_of_other_sheets_are_not_taken_for_those_of_a_run_that_was_interrupted(
    studybot: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("sheet", *FOUR, "--versions", "3", "--format", "txt", "--key", "keys")
    assert studybot(*options, "-o", "one", "--seed", "1").code == 0

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("studybot.cli.sheets.versions.print_all", interrupted)
        assert studybot(*options, "-o", "two", "--seed", "2").code == 130
    assert studybot(*options, "-o", "two", "--seed", "2", "--resume").code == 0
    for row in index("two"):
        key = (Path("keys") / row["file"].replace(".txt", "-key.txt")).read_text(encoding="utf-8")
        assert row["code"] in key
