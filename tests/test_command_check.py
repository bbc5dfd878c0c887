"""`studybot bank check` as a command: what it prints and how it ends. What it finds is tested elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from banks import FIXED, fixed_bank
from running import Inside, process

FEW = ("--variants", "200")


@pytest.fixture
def studybot(tmp_path: Path) -> Inside:
    return Inside(tmp_path)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return fixed_bank(tmp_path)


def spoilt(path: Path, before: str, after: str) -> str:
    path.write_text(FIXED.replace(before, after, 1), encoding="utf-8")
    return str(path)


def test_warnings_pass_unless_strict(studybot: Inside, bank: Path) -> None:
    check = ("bank", "check", f"{bank}:price")
    ran = studybot(*check)
    assert ran.code == 0
    assert "0 errors, 3 warnings, 0 notes" in ran.out
    assert studybot(*check, "--strict").code == 3


def test_errors_fail_with_their_place(studybot: Inside, bank: Path) -> None:
    path = spoilt(bank, "answer: hours * rent", "answer: hours * rnet")
    ran = studybot("bank", "check", path, *FEW)
    line = FIXED[: FIXED.index("answer: hours * rent")].count("\n") + 1
    assert ran.code == 3
    assert f"error {path}:{line}:" in ran.out
    assert "rnet" in ran.out
    assert "rent" in ran.out
    assert "1 error" in ran.out
    assert "Traceback" not in ran.err


def test_json_has_these_fields(studybot: Inside, bank: Path) -> None:
    path = spoilt(bank, "answer: hours * rent", "answer: hours * rnet")
    ran = studybot("bank", "check", path, *FEW, "--json")
    assert ran.code == 3
    assert set(ran.data) == {"questions", "findings", "sheets"}
    found = next(finding for finding in ran.data["findings"] if finding["level"] == "error")
    assert set(found) == {"level", "check", "question", "file", "line", "column", "message", "hint"}
    assert (found["file"], found["question"]) == (path, "fixed/price")
    assert {question["question"] for question in ran.data["questions"]} >= {"fixed/ride", "fixed/walk"}
    fields = {"question", "parts", "variants", "distinct", "mean_attempts", "fairness"}
    assert set(ran.data["questions"][0]) == fields
    assert set(ran.data["questions"][0]["fairness"]) == {"decades", "digits", "operations"}
    assert ran.data["questions"][0]["variants"] == 200


def test_one_question_is_checked_alone(studybot: Inside, bank: Path) -> None:
    ran = studybot("bank", "check", f"{bank}:walk", *FEW, "--json")
    assert [question["question"] for question in ran.data["questions"]] == ["fixed/walk"]
    shipped = studybot("bank", "check", "fermi/carbon", *FEW, "--json")
    assert [question["question"] for question in shipped.data["questions"]] == ["fermi/carbon"]


def test_a_folder_is_checked_whole(studybot: Inside, bank: Path) -> None:
    other = bank.with_name("other.yaml")
    other.write_text(FIXED.replace("bank: fixed", "bank: other"), encoding="utf-8")
    ran = studybot("bank", "check", str(bank.parent), *FEW, "--json")
    assert len(ran.data["questions"]) == 6


def test_a_bank_in_a_file_of_another_name(studybot: Inside, bank: Path) -> None:
    other = bank.with_name("other.yaml")
    bank.rename(other)
    ran = studybot("bank", "check", str(other), *FEW)
    assert ran.code == 3
    assert "fixed" in ran.out + ran.err
    assert "name the file fixed.yaml" in ran.out + ran.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"", "begins with `studybot: 1`"),
        (b"studybot: 1\n\tbank: x\n", ":2:"),
        (b"a: &a [*a, *a]\n", "anchor"),
        (b"!!python/object/apply:os.system [ls]\n", "tag"),
        (b"[" * 100_000, ""),
    ],
)
def test_what_is_no_bank_is_a_finding(studybot: Inside, tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "fixed.yaml"
    path.write_bytes(content)
    ran = studybot("bank", "check", str(path))
    assert ran.code == 3
    assert str(path) in ran.out + ran.err
    assert told in ran.out + ran.err
    assert "foreseen" not in ran.err


def test_what_is_not_there_is_a_sentence(studybot: Inside) -> None:
    for name, told in (("nowhere.yaml", "there is no file nowhere.yaml"), ("ferm", "did you mean fermi?")):
        ran = studybot("bank", "check", name)
        assert ran.code in (2, 3)
        assert told in ran.err


def test_the_number_of_variants_has_limits(studybot: Inside) -> None:
    for number in ("0", "-1", "1000001", "many"):
        assert studybot("bank", "check", "fermi", "--variants", number).code == 2


def test_the_shipped_banks_have_no_errors(tmp_path: Path) -> None:
    ran = process("bank", "check", "--variants", "500", "--strict", home=tmp_path)
    assert ran.code == 0, ran.out
    assert "0 errors, 0 warnings" in ran.out
