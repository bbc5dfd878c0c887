"""Which questions are meant by a bank, an id, a glob, a code or a path; and what is said of what means nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import HEAD, RIDE, spoilt

from studybot.bank.findings import BankError
from studybot.bank.library import Library
from studybot.cli.selection import is_path, select, select_one
from studybot.formula.errors import StudybotError
from studybot.problem.codes import code_of

SHIPPED = Path(__file__).parents[1] / "questions"
LIBRARY = Library([SHIPPED / "fermi.yaml", SHIPPED / "hardware.yaml"])
FERMI = (
    "chinchilla chinchilla-symbolic compute-budget text-of-tokens weights-memory storage-cost decode-latency "
    "activation-batch petaflop-day training-run inference-cost recoup landauer carbon"
)
EVERY = [f"fermi/{name}" for name in FERMI.split()]
COST = next(entry.question for entry in LIBRARY.entries() if entry.id == "fermi/inference-cost")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank of one's own in the current folder, with two questions."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "own.yaml"
    path.write_text(HEAD + RIDE + spoilt(("id: ride", "id: way-home")), encoding="utf-8")
    return path


def ids(*words: str) -> list[str]:
    return [selected.id for selected in select(words, LIBRARY)]


def fault(*words: str) -> StudybotError:
    with pytest.raises(StudybotError) as caught:
        select(words, LIBRARY)
    return caught.value


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ((), EVERY),
        (("fermi",), EVERY),
        (("fermi/carbon",), ["fermi/carbon"]),
        (("fermi/*-cost",), ["fermi/storage-cost", "fermi/inference-cost"]),
        (("*-cost",), ["fermi/storage-cost", "fermi/inference-cost"]),
        (("*/*-cost",), ["fermi/storage-cost", "fermi/inference-cost"]),
        (("c*",), ["fermi/chinchilla", "fermi/chinchilla-symbolic", "fermi/compute-budget", "fermi/carbon"]),
        (("fermi/ca????",), ["fermi/carbon"]),
        (("fermi/[rl]*",), ["fermi/recoup", "fermi/landauer"]),
        (("fermi/recoup", "fermi/carbon"), ["fermi/recoup", "fermi/carbon"]),
        (("fermi/carbon", "fermi/ca*", "fermi/carbon"), ["fermi/carbon"]),
        (("hardware",), []),
    ],
)
def test_a_word_means_a_bank_an_id_or_a_glob(words: tuple[str, ...], meant: list[str]) -> None:
    assert ids(*words) == meant


def test_a_question_carries_its_skill_and_no_seed() -> None:
    (selected,) = select(["fermi/carbon"], LIBRARY)
    assert (selected.skill, selected.seed, selected.revised) == ("carbon", None, False)
    assert selected.question.title == "A training run in burgers"


@pytest.mark.parametrize("words", [["own.yaml"], ["./own.yaml"], ["."], ["./"]])
def test_a_path_means_every_question_in_it(own: Path, words: list[str]) -> None:
    assert ids(*words) == ["own/ride", "own/way-home"]
    assert ids(str(own), *words) == ["own/ride", "own/way-home"]
    assert ids(str(own.parent)) == ["own/ride", "own/way-home"]


@pytest.mark.parametrize("word", ["own.yaml:way-home", "./own.yaml:way-home", "own.yaml:own/way-home"])
def test_a_path_with_an_id_means_that_question(own: Path, word: str) -> None:
    assert ids(word) == ["own/way-home"]
    assert ids(f"{own}:way-home") == ["own/way-home"]


def test_a_folder_below_needs_a_stroke_or_a_dot(own: Path) -> None:
    (own.parent / "mine").mkdir()
    own.rename(own.parent / "mine" / "own.yaml")
    assert ids("mine/") == ids("./mine") == ["own/ride", "own/way-home"]
    found = fault("mine")
    assert found.message == "there is no bank or question mine"
    assert found.hint == "write ./mine if you mean the file or folder"


def test_a_bank_of_ones_own_is_known_by_its_name_beside_its_path(own: Path) -> None:
    assert ids("own.yaml:ride", "own/way-home", "fermi/carbon") == ["own/ride", "own/way-home", "fermi/carbon"]
    assert fault("own/way-home").code == "selection.unknown"


def test_a_question_that_its_file_does_not_have(own: Path) -> None:
    found = fault("own.yaml:walk")
    assert found.message == "own.yaml has no question walk"
    assert found.hint == "it has: ride, way-home"


def test_what_is_and_what_is_no_path() -> None:
    for word in ("own.yaml", "a/own.yml", "own.yaml:ride", "./banks", "../banks", "~/banks", "/banks", "banks/", "."):
        assert is_path(word), word
    for word in ("fermi", "fermi/carbon", "fermi/*", "3K7Q-M2XP-A9TR", "yaml"):
        assert not is_path(word), word


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("fermy", "there is no bank or question fermy", "did you mean fermi?"),
        ("fermi/carbn", "there is no bank or question fermi/carbn", "did you mean fermi/carbon?"),
        ("carbon", "there is no bank or question carbon", "did you mean fermi/carbon?"),
        ("landaur", "there is no bank or question landaur", "did you mean fermi/landauer?"),
        ("chemistry", "there is no bank or question chemistry", "`studybot list` shows what there is"),
        ("FERMI", "there is no bank or question FERMI", "`studybot list` shows what there is"),
        ("", "there is no bank or question ", "`studybot list` shows what there is"),
        ("fermi/", "there is no file fermi", None),
        ("chem*", "no question's id is like chem*", None),
        ("missing.yaml", "there is no file missing.yaml", None),
        ("x" * 10_000, f"there is no bank or question {'x' * 10_000}", "`studybot list` shows what there is"),
        ("a\0b", "there is no bank or question a\0b", "`studybot list` shows what there is"),
    ],
)
def test_a_word_that_means_nothing_is_told_what_is_near(
    word: str, message: str, hint: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = fault(word)
    assert (found.message, found.hint) == (message, hint)


def test_a_bank_of_ones_own_with_a_name_that_is_taken(own: Path) -> None:
    taken = own.with_name("fermi.yaml")
    taken.write_text(HEAD.replace("bank: own", "bank: fermi") + RIDE, encoding="utf-8")
    with pytest.raises(BankError) as caught:
        select(["fermi.yaml"], LIBRARY)
    assert caught.value.message == f"two banks have the name fermi: {SHIPPED / 'fermi.yaml'} and fermi.yaml"


# -- codes


def test_a_code_means_one_variant_in_any_spelling() -> None:
    code = code_of(COST, 4711).text
    for written in (code, code.lower(), code.replace("-", ""), f" {code} "):
        selected = select_one(written, LIBRARY)
        assert (selected.id, selected.seed, selected.revised) == ("fermi/inference-cost", 4711, False)


def test_codes_of_two_variants_are_two_questions() -> None:
    codes = [code_of(COST, seed).text for seed in (1, 2, 1)]
    assert [selected.seed for selected in select(codes, LIBRARY)] == [1, 2]


def test_a_code_of_a_bank_of_ones_own_needs_its_file(own: Path) -> None:
    (question,) = (entry.question for entry in Library([], [own]).entries() if entry.id == "own/ride")
    code = code_of(question, 7).text
    assert [(found.id, found.seed) for found in select([f"{own}:way-home", code], LIBRARY)] == [
        ("own/way-home", None),
        ("own/ride", 7),
    ]
    found = fault(code)
    assert found.message == f"no question of the banks has the code {code}"
    assert found.hint == "for a bank of your own: file.yaml:CODE"
    for written in (f"{own}:{code}", f"own.yaml:{code.lower()}"):
        assert [(found.id, found.seed) for found in select([written], LIBRARY)] == [("own/ride", 7)]


def test_a_code_of_another_revision_is_told_apart(own: Path) -> None:
    (question,) = (entry.question for entry in Library([], [own]).entries() if entry.id == "own/ride")
    code = code_of(question, 7).text
    own.write_text(HEAD + spoilt(("A ride by train", "On rails")), encoding="utf-8")
    assert not select_one(code, LIBRARY.with_own([own])).revised
    own.write_text(HEAD + spoilt(("[10, 500], step: 1", "[10, 600], step: 1")), encoding="utf-8")
    revised = select_one(code, LIBRARY.with_own([own]))
    assert (revised.id, revised.seed, revised.revised) == ("own/ride", 7, True)


def test_a_mistyped_code_is_told_as_one() -> None:
    code = code_of(COST, 4711).text
    wrong = code[:6] + ("2" if code[6] != "2" else "3") + code[7:]
    assert (fault(wrong).code, fault(wrong).hint) == ("code.check", "compare it again")
    short = fault(code[:-1])
    assert (short.code, short.message) == ("code.form", f"{code[:-1]} is not a code: it has 11 characters, not 12")
    strange = fault(code[:6] + "O" + code[7:])
    assert strange.code == "code.form"
    assert strange.hint == "codes have neither 0 and O nor 1, I and L"


def test_one_question_is_meant_where_one_is_wanted() -> None:
    assert select_one("fermi/carbon", LIBRARY).id == "fermi/carbon"
    with pytest.raises(StudybotError) as caught:
        select_one("fermi", LIBRARY)
    assert caught.value.message == "fermi means 14 questions"
    assert caught.value.hint is not None
    assert caught.value.hint.startswith("one of fermi/chinchilla, ")
    with pytest.raises(StudybotError) as caught:
        select_one("hardware", LIBRARY)
    assert caught.value.message == "hardware has no questions"
