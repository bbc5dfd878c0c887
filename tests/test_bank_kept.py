"""Questions are kept as they were read, for exactly what they were read from, and read again where that is in doubt."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from banks import fixed_bank
from checking import HEAD, RIDE, spoilt
from every_kind import kinds_bank

from studybot.bank import kept, schema
from studybot.bank.findings import BankError
from studybot.bank.library import Library
from studybot.bank.loading import Tree
from studybot.bank.parsed import digest_of
from studybot.bank.reading import BankReader
from studybot.bank.schema import Question
from studybot.marking.mark import Mark
from studybot.marking.part import mark_part
from studybot.problem.codes import revision_of
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example
from studybot.problem.variant import drawn

SHIPPED = Path(__file__).parents[1] / "questions"
USING = HEAD.replace("skills:", "use: sizes\nskills:") + RIDE.replace(
    "    way:   {range: [10, 500], step: 1, unit: km, says: length of the ride}\n", "    route: {case: routes}\n"
)
SIZES = """\
studybot: 1
bank: sizes
title: Sizes
tables:
  routes:
    short: {way: 100 km, says: a short one}
    long: {way: 400 km, says: a long one}
questions: []
"""
CASE = USING.replace("{way: 100, speed", "{route: short, speed")


def questions(folder: Path, *, cached: bool = True) -> list[Question]:
    """Those of the banks in a folder."""
    library = Library([folder / "banks"], cache=folder / "cache" if cached else None)
    return [entry.question for entry in library.entries()]


def files(folder: Path) -> list[Path]:
    """Where they are kept."""
    return sorted((folder / "cache" / "questions").iterdir())


@pytest.fixture
def banks(tmp_path: Path) -> Path:
    (tmp_path / "banks").mkdir()
    return tmp_path / "banks"


@pytest.fixture
def ride(banks: Path) -> Path:
    file = banks / "own.yaml"
    file.write_text(HEAD + RIDE, encoding="utf-8")
    return file


@pytest.fixture
def using(banks: Path) -> Path:
    (banks / "own.yaml").write_text(CASE, encoding="utf-8")
    (banks / "sizes.yaml").write_text(SIZES, encoding="utf-8")
    return banks / "own.yaml"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of questions that were read, as they are: what was kept is not among them."""
    told: list[str] = []
    original = BankReader.question

    def telling(self: BankReader, item: Tree) -> Question | None:
        question = original(self, item)
        told.append(question.id if question is not None else "")
        return question

    monkeypatch.setattr(BankReader, "question", telling)
    return told


def marks(derivation: Derivation) -> list[Mark]:
    """Of every answer in the examples of a question."""
    found = []
    for example in derivation.question.examples:
        variant = from_example(derivation, example)
        for part in derivation.question.parts:
            answers = (*example.right.get(part.id, ()), *example.wrong.get(part.id, ()))
            found += [mark_part(variant, part, answer.text) for answer in answers]
            if part.id in example.answers:
                found.append(mark_part(variant, part, example.answers[part.id].text))
    return found


def test_every_question_is_kept_as_it_was_read(banks: Path, tmp_path: Path, read: list[str]) -> None:
    for file in SHIPPED.glob("*.yaml"):
        (banks / file.name).write_bytes(file.read_bytes())
    fixed_bank(banks)
    kinds_bank(banks)
    (banks / "own.yaml").write_text(HEAD + RIDE, encoding="utf-8")
    plain = questions(tmp_path, cached=False)
    assert questions(tmp_path) == plain
    read.clear()
    again = questions(tmp_path)
    assert read == []
    # In words, too: where a formula stands in its text does not count in comparisons.
    assert list(map(repr, again)) == list(map(repr, plain))
    for one, other in zip(plain, again, strict=True):
        assert revision_of(other) == revision_of(one)
        first, second = Derivation.of(one), Derivation.of(other)
        for seed in range(3):
            assert repr(drawn(second, seed)) == repr(drawn(first, seed))
        assert list(map(repr, marks(second))) == list(map(repr, marks(first)))


def test_everything_that_a_question_is_made_of_was_kept_above() -> None:
    """Or a new kind of drawing, task or formula would be read anew in every process, and nobody would notice."""
    described = {name for name in vars(schema) if isinstance(getattr(schema, name), type)}
    others = {"Bank", "Skill", "Symbol", "Place", "Matrix", "Node", "Unit", "Mapping"}
    assert {made.__name__ for made in kept.MADE} >= described - others


def test_places_are_told_as_the_bank_is_named_now(
    ride: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = questions(tmp_path)
    assert first.place.file == str(ride)
    read.clear()
    monkeypatch.chdir(tmp_path)
    (entry,) = Library([Path("banks")], cache=tmp_path / "cache").entries()
    assert entry.question.place == first.place._replace(file="banks/own.yaml")
    assert entry.question.parts[0].place.file == "banks/own.yaml"
    assert read == []


def test_a_changed_bank_is_read_and_leaves_no_file_behind(ride: Path, tmp_path: Path, read: list[str]) -> None:
    questions(tmp_path)
    before = files(tmp_path)
    ride.write_text(HEAD + RIDE.replace("by train", "by bus"), encoding="utf-8")
    assert [question.title for question in questions(tmp_path)] == ["A ride by bus"]
    assert files(tmp_path) == before
    read.clear()
    assert [question.title for question in questions(tmp_path)] == ["A ride by bus"]
    assert read == []


def test_what_another_bank_has_in_its_tables_counts(using: Path, tmp_path: Path, read: list[str]) -> None:
    plain = questions(tmp_path, cached=False)
    questions(tmp_path)
    read.clear()
    assert list(map(repr, questions(tmp_path))) == list(map(repr, plain))
    assert read == []
    sizes = using.with_name("sizes.yaml")
    sizes.write_text(SIZES.replace("400 km", "500 km"), encoding="utf-8")
    assert questions(tmp_path) == questions(tmp_path, cached=False) != plain
    sizes.unlink()
    with pytest.raises(BankError, match="there is no file"):
        questions(tmp_path)


def test_a_bank_that_is_used_and_not_needed_counts_too(using: Path, tmp_path: Path, read: list[str]) -> None:
    using.write_text(HEAD.replace("skills:", "use: sizes\nskills:") + RIDE, encoding="utf-8")
    sizes = using.with_name("sizes.yaml")
    # It is not parsed, so nothing is wrong.
    sizes.write_text("*", encoding="utf-8")
    entry = Library([using], cache=tmp_path / "cache").entries()[0]
    assert entry.question.title == "A ride by train"
    read.clear()
    assert Library([using], cache=tmp_path / "cache").entries()[0].question == entry.question
    assert read == []
    sizes.unlink()
    with pytest.raises(BankError, match="there is no file"):
        _ = Library([using], cache=tmp_path / "cache").entries()[0].question


def test_other_code_reads_anew(ride: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    questions(tmp_path)
    before = files(tmp_path)
    read.clear()
    monkeypatch.setattr(kept, "_code", lambda: "other")
    questions(tmp_path)
    questions(tmp_path)
    assert read == ["own/ride"]
    assert files(tmp_path) == before


def test_code_that_is_edited_is_other_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in kept.ROOMS:
        (tmp_path / room).mkdir()
    module = tmp_path / "formula" / "parser.py"
    monkeypatch.setattr(kept, "__file__", str(tmp_path / "bank" / "kept.py"))
    with pytest.raises(FileNotFoundError):
        kept._code.__wrapped__()
    (tmp_path / "bank" / "reading.py").touch()
    told = set()
    for text, at in (("", 1), ("x", 1), ("y", 2), ("", 2)):
        module.write_text(text, encoding="utf-8")
        os.utime(module, (at, at))
        told.add(kept._code.__wrapped__())
    (tmp_path / "bank" / "new.py").touch()
    told.add(kept._code.__wrapped__())
    assert len(told) == 5


def test_no_code_that_reads_lies_elsewhere() -> None:
    code = "import sys, studybot.bank.reading; print(*(name for name in sys.modules if name.startswith('studybot.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    rooms = {f"studybot.{room}" for room in kept.ROOMS}
    assert {name for name in done.stdout.split() if name not in rooms and name.rpartition(".")[0] not in rooms} == set()


@pytest.mark.parametrize(
    ("right", "wrong"), [("wrong: {time: [2 h]", "wrong: {time: [$10,486]"), ("km/hour", "kn/hour")]
)
def test_a_question_with_a_finding_is_not_kept(
    ride: Path, tmp_path: Path, read: list[str], right: str, wrong: str
) -> None:
    ride.write_text(HEAD + spoilt((right, wrong)), encoding="utf-8")
    for _ in range(2):
        with suppress(BankError):
            questions(tmp_path)
    assert len(read) == 2
    assert not (tmp_path / "cache" / "questions").exists()


def test_damage_anywhere_costs_time_and_nothing_else(ride: Path, tmp_path: Path, read: list[str]) -> None:
    expected = questions(tmp_path)
    (file,) = files(tmp_path)
    good = file.read_bytes()
    read.clear()
    store = kept.Kept(ride, tmp_path / "cache")
    for place in range(0, len(good), 7):
        file.write_bytes(good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :])
        assert store.question(0) is None, place
        file.write_bytes(good[:place])
        assert store.question(0) is None, place
    for damage in (b"", b"\n\n", b"x", b"\xff" * 99, b"[" * 100_000, good + b" "):
        file.write_bytes(damage)
        assert store.question(0) is None
        assert questions(tmp_path) == expected
        assert file.read_bytes() == good
    assert len(read) == 6


@pytest.mark.parametrize(
    "told",
    [
        *("null", "[]", "{}", '{"Question":[]}', '{"Question":1}', '{"same":0}', '{"fraction":[1,0]}', '{"list":1}'),
        *('{"os.system":["true"]}', '{"Text":["a",{"at":[1,2]}]}', '{"at":[1]}', '{"map":[[{"list":[]}]]}', "1", "x"),
        *("[" * 100_000, '{"list":[' * 20_000, '{"Name":[0,0]}', '{"Symbol":[1]}', '{"map":{"a":1,"b":2}}'),
    ],
)
def test_what_is_no_question_is_not_taken_for_one(ride: Path, tmp_path: Path, told: str) -> None:
    """Also where somebody made the digest fit."""
    expected = questions(tmp_path)
    (file,) = files(tmp_path)
    seal = kept._seal(digest_of(HEAD + RIDE), None, 0, told)
    file.write_text(f"{seal}\n\n{told}", encoding="utf-8")
    assert questions(tmp_path) == expected


@pytest.mark.parametrize("name", ["../own.yaml", "/dev/zero", "nowhere.yaml", ".", "\x00"])
def test_no_file_is_opened_elsewhere(ride: Path, tmp_path: Path, name: str) -> None:
    expected = questions(tmp_path)
    (file,) = files(tmp_path)
    seal, _, told = file.read_text(encoding="utf-8").split("\n", 2)
    file.write_text(f"{seal}\n{name}\n{told}", encoding="utf-8")
    assert questions(tmp_path) == expected


def test_a_question_is_not_taken_for_another(ride: Path, tmp_path: Path) -> None:
    ride.write_text(HEAD + RIDE + RIDE.replace("id: ride", "id: walk"), encoding="utf-8")
    expected = questions(tmp_path)
    first, second = files(tmp_path)
    second.write_bytes(first.read_bytes())
    assert questions(tmp_path) == expected


def test_a_cache_that_cannot_be_written_is_done_without(ride: Path, tmp_path: Path, read: list[str]) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "questions").write_text("a file stands where the folder should be", encoding="utf-8")
    assert questions(tmp_path) == questions(tmp_path) == questions(tmp_path, cached=False)
    assert len(read) == 3


def test_processes_that_keep_at_once_leave_whole_files(banks: Path, tmp_path: Path, read: list[str]) -> None:
    for name in ("fermi.yaml", "hardware.yaml"):
        (banks / name).write_bytes((SHIPPED / name).read_bytes())
    code = "\n".join(
        [
            "from pathlib import Path",
            "from studybot.bank.library import Library",
            "for _ in range(3):",
            "    for entry in Library([Path('banks')], cache=Path('cache')).entries():",
            "        entry.question",
            "    for file in Path('cache', 'questions').iterdir():",
            "        file.unlink(missing_ok=True)",
            "[entry.question for entry in Library([Path('banks')], cache=Path('cache')).entries()]",
        ]
    )
    running = [subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    questions(tmp_path)
    read.clear()
    assert questions(tmp_path) == questions(tmp_path, cached=False)
    assert len(read) == len(files(tmp_path)) == len(questions(tmp_path))
