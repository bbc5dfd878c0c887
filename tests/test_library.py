"""Banks by name: those of some folders, and files and folders of the student's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import HEAD, RIDE, spoilt

from studybot.bank.findings import BankError
from studybot.bank.library import Library, bank_files
from studybot.bank.schema import Case
from studybot.formula.errors import StudybotError

SHIPPED = Path(__file__).parents[1] / "questions"


def bank(folder: Path, name: str, questions: str = RIDE, file: str | None = None) -> Path:
    """A bank of this name, in a file of its name."""
    folder.mkdir(exist_ok=True)
    path = folder / (file or f"{name}.yaml")
    path.write_text(spoilt(("bank: own", f"bank: {name}"), text=HEAD) + questions, encoding="utf-8")
    return path


def test_the_shipped_banks_are_found(tmp_path: Path) -> None:
    library = Library([SHIPPED])
    assert library.names() == tuple(sorted(file.stem for file in SHIPPED.glob("*.yaml")))
    assert {"circuits", "fermi", "hardware", "lora", "prompting"} <= set(library.names())
    assert len(library.entries("fermi")) >= 13
    assert library.entries("hardware") == ()  # tables alone
    assert len(library.entries()) == sum(len(library.entries(name)) for name in library.names())


def test_an_entry_says_what_a_question_is_before_it_is_read(tmp_path: Path) -> None:
    bank(tmp_path, "own")
    (entry,) = Library([tmp_path]).entries()
    assert (entry.id, entry.bank, entry.title, entry.skill) == ("own/ride", "own", "A ride by train", "trains")
    assert (entry.parts, entry.skills, entry.examples) == (("time", "earned"), ("trains", "trains"), ("short",))
    assert entry.question.id == "own/ride"
    assert entry.question is entry.question


@pytest.mark.parametrize("own", [False, True])
def test_entries_agree_with_the_questions(own: bool) -> None:
    for entry in (Library([], [SHIPPED]) if own else Library([SHIPPED])).entries():
        question = entry.question
        assert (entry.id, entry.title, entry.skill) == (question.id, question.title, question.skill)
        assert entry.parts == tuple(part.id for part in question.parts)
        assert entry.skills == tuple(part.skill for part in question.parts)
        assert entry.examples == tuple(example.name for example in question.examples)


def test_banks_come_in_the_order_of_folders_and_file_names(tmp_path: Path) -> None:
    bank(tmp_path / "a", "zoo")
    bank(tmp_path / "b", "bus")
    bank(tmp_path / "b", "air")
    assert Library([tmp_path / "a", tmp_path / "b"]).names() == ("zoo", "air", "bus")
    assert Library([tmp_path / "b", tmp_path / "a"]).names() == ("air", "bus", "zoo")


def test_both_endings_are_banks_and_other_files_are_not(tmp_path: Path) -> None:
    bank(tmp_path, "one")
    bank(tmp_path, "two", file="two.yml")
    (tmp_path / "README.md").write_text("not a bank", encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    assert [path.name for path in bank_files(tmp_path)] == ["one.yaml", "two.yml"]


def test_two_banks_of_one_name_are_an_error_that_names_both(tmp_path: Path) -> None:
    first, second = bank(tmp_path / "a", "own"), bank(tmp_path / "b", "own")
    with pytest.raises(BankError) as caught:
        Library([tmp_path / "a", tmp_path / "b"])
    assert caught.value.message == f"two banks have the name own: {first} and {second}"
    with pytest.raises(BankError):
        Library([tmp_path / "a"]).with_own([second])


def test_one_bank_named_twice_is_one(tmp_path: Path) -> None:
    path = bank(tmp_path, "own")
    library = Library([tmp_path]).with_own([path, tmp_path, tmp_path / "." / "own.yaml"])
    assert library.names() == ("own",)
    assert len(library.entries()) == 1


def test_a_bank_of_another_name_than_its_file_is_an_error(tmp_path: Path) -> None:
    path = bank(tmp_path, "other", file="own.yaml")
    with pytest.raises(BankError) as caught:
        Library([], [path]).entries()
    assert caught.value.message == "the bank other lies in a file of another name"
    assert caught.value.hint == "name the file other.yaml"


def test_a_bank_of_ones_own_shows_every_mistake_at_once(tmp_path: Path) -> None:
    path = bank(
        tmp_path, "own", spoilt(("answer: way / speed\n", "answer: way / sped\n"), ("unit: km/hour", "unit: km/"))
    )
    with pytest.raises(BankError) as caught:
        Library([], [path]).entries()
    assert len(caught.value.findings) == 2
    assert caught.value.message.endswith("(and 1 more)")


def test_a_mistake_in_another_question_does_not_keep_a_checked_bank_from_being_asked(tmp_path: Path) -> None:
    broken = spoilt(("id: ride", "id: broken"), ("answer: way / speed\n", "answer: way / sped\n"))
    bank(tmp_path, "own", RIDE + broken)
    good, bad = Library([tmp_path]).entries()
    assert good.question.id == "own/ride"
    with pytest.raises(BankError) as caught:
        _ = bad.question
    assert "there is no quantity sped" in caught.value.message


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.yaml", "there is no file "),
        ("notes.txt", "notes.txt is not a bank"),
        ("empty", "has no YAML files"),
        ("sheets", "has no banks, only sheets and exams"),
        ("~nobody-of-this-name/own.yaml", "there is no file ~nobody-of-this-name/own.yaml"),
        (f"{'long' * 2_000}.yaml", "cannot be read: "),
        ("a\0b.yaml", "there is no file "),
    ],
)
def test_a_path_that_is_no_bank_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("bank: own", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "sheets").mkdir()
    for name, key in (("week", "studybot-sheet"), ("s.recipe", "studybot-recipe"), ("friday", "studybot-exam")):
        (tmp_path / "sheets" / f"{name}.yaml").write_text(f"# Of a course.\n{key}: 1\n", encoding="utf-8")
    with pytest.raises(StudybotError) as caught:
        Library([Path(path)])
    assert caught.value.code == "bank.missing"
    assert message in caught.value.message


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    bank(tmp_path, "own")
    library = Library([], [Path("~/own.yaml")])
    assert [entry.id for entry in library.entries_at(Path("~/own.yaml"))] == ["own/ride"]


def test_tables_of_a_bank_beside_it_are_drawn_from(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(
        "bank: data\ntables:\n  engines:\n    steam: {says: steam engine, v: 36 km/hour}\n", encoding="utf-8"
    )
    path = bank(tmp_path, "own", spoilt(("    fare:", "    engine: {case: engines}\n    fare:")))
    path.write_text(path.read_text(encoding="utf-8").replace("skills:", "use: data\nskills:"), encoding="utf-8")
    (entry,) = Library([tmp_path]).entries("own")
    (case,) = (given.drawing for given in entry.question.given if given.name == "engine")
    assert isinstance(case, Case)
    assert [row.columns["v"].value for row in case.rows] == [10.0]


BLOCKS = """\
text: |
    A train runs {way}
    at {speed}.

    Every kilometre costs {fare}."""


def test_what_was_parsed_before_reads_the_same(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    folder = tmp_path / "banks"
    bank(folder, "own", spoilt(("text: A train runs {way} at {speed}. Every kilometre costs {fare}.", BLOCKS)))
    (folder / "fermi.yaml").write_bytes((SHIPPED / "fermi.yaml").read_bytes())
    (folder / "hardware.yaml").write_bytes((SHIPPED / "hardware.yaml").read_bytes())
    plain = [entry.question for entry in Library([folder]).entries()]
    first = [entry.question for entry in Library([folder], cache=cache).entries()]
    kept = [file for file in cache.rglob("*") if file.is_file()]
    again = [entry.question for entry in Library([folder], cache=cache).entries()]
    assert plain == first == again
    assert len(kept) == 3 + len(plain)
    for file in kept:
        file.write_text("damaged", encoding="utf-8")
    assert [entry.question for entry in Library([folder], cache=cache).entries()] == plain


def test_a_changed_file_is_never_taken_from_the_cache(tmp_path: Path) -> None:
    path = bank(tmp_path / "banks", "own")
    cache = tmp_path / "cache"
    assert [entry.title for entry in Library([path], cache=cache).entries()] == ["A ride by train"]
    bank(tmp_path / "banks", "own", spoilt(("A ride by train", "A ride on rails")))
    assert [entry.title for entry in Library([path], cache=cache).entries()] == ["A ride on rails"]
