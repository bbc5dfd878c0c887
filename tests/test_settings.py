"""The settings: folders of banks of one's own, named once and found like the shipped ones."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from checking import HEAD, RIDE, spoilt
from running import Inside, process

LONG_AGO = 1_700_000_000


@pytest.fixture
def studybot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inside:
    monkeypatch.chdir(tmp_path)
    return Inside(tmp_path / "home")


def bank(folder: str, name: str = "own", questions: str = RIDE) -> Path:
    """A bank that nobody has touched for long, as the index wants it."""
    Path(folder).mkdir(exist_ok=True)
    path = Path(folder, f"{name}.yaml")
    path.write_text(spoilt(("bank: own", f"bank: {name}"), text=HEAD) + questions, encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def settings(studybot: Inside, text: str) -> Path:
    path = studybot.home / "settings.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_named_once_and_its_banks_are_found_from_then_on(studybot: Inside, tmp_path: Path) -> None:
    bank("banks")
    added = studybot("bank", "add", "banks")
    assert (added.code, added.err) == (0, "")
    assert added.text == f"Found from now on: 1 question of {tmp_path / 'banks'}, in own"
    assert [entry["id"] for entry in studybot("list", "own", "--json").data] == ["own/ride"]
    assert "own/ride" in {entry["id"] for entry in studybot("list", "--json").data}
    asked = studybot("quiz", "own/ride", "--seed", "3")
    assert "A ride by train · own/ride" in asked.out


def test_a_code_of_such_a_bank_needs_no_file(studybot: Inside) -> None:
    bank("banks")
    studybot("bank", "add", "banks")
    shown = studybot("explain", "own/ride", "--seed", "3").text
    again = re.search(r"Asked again by studybot quiz (\S+)$", shown)
    assert again is not None
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", again[1])
    assert studybot("explain", again[1]).text == shown


def test_the_folder_is_found_from_everywhere_and_by_other_processes(studybot: Inside, tmp_path: Path) -> None:
    bank("banks")
    studybot("bank", "add", "./banks/../banks/")
    (tmp_path / "elsewhere").mkdir()
    ran = process("list", "own", home=studybot.home, cwd=tmp_path / "elsewhere")
    assert (ran.code, ran.err) == (0, "")
    assert "own/ride" in ran.out


def test_a_folder_is_forgotten_again_and_stays(studybot: Inside) -> None:
    path = bank("banks")
    bank("more", "more")
    studybot("bank", "add", "banks")
    studybot("bank", "add", "more")
    removed = studybot("bank", "remove", "banks")
    assert (removed.code, removed.err) == (0, "")
    assert studybot("list", "own").code == 2
    assert studybot("list", "more").code == 0
    assert path.exists()
    again = studybot("bank", "remove", "banks")
    assert again.code == 2
    assert "the folder banks is not among the settings (known are: " in again.err


def test_a_folder_that_is_gone_can_be_forgotten_and_keeps_nothing_else_from_being_asked(
    studybot: Inside, tmp_path: Path
) -> None:
    path = bank("banks")
    studybot("bank", "add", "banks")
    path.unlink()
    path.parent.rmdir()
    ran = studybot("list", "fermi")
    assert ran.code == 0
    assert ran.err == f"studybot: there is no file {tmp_path / 'banks'}, but the settings name it\n"
    assert studybot("bank", "remove", "banks").code == 0
    assert studybot("list", "fermi").err == ""


def test_a_folder_is_named_twice_and_is_known_once(studybot: Inside) -> None:
    bank("banks")
    for _ in range(2):
        assert studybot("bank", "add", "banks").code == 0
    assert (studybot.home / "settings.yaml").read_text(encoding="utf-8").count("banks'") == 1


def test_a_bank_with_the_name_of_a_shipped_one_is_refused(studybot: Inside) -> None:
    path = bank("banks", "fermi")
    ran = studybot("bank", "add", "banks")
    assert ran.code == 3
    assert re.search(rf"two banks have the name fermi: \S+ and {re.escape(str(path.resolve()))} \(rename", ran.err)
    assert not (studybot.home / "settings.yaml").exists()


def test_such_a_bank_that_comes_later_is_told_by_every_command(studybot: Inside) -> None:
    bank("banks")
    studybot("bank", "add", "banks")
    bank("banks", "fermi")
    ran = studybot("quiz", "lora")
    assert ran.code == 3
    assert "two banks have the name fermi: " in ran.err


def test_a_bank_that_cannot_be_read_is_told_before_its_folder_is_named(studybot: Inside) -> None:
    bank("banks").write_text("bank: own\nquestoins: []\n", encoding="utf-8")
    ran = studybot("bank", "add", "banks")
    assert ran.code == 3
    assert "own.yaml:2:1: the bank has no field questoins (did you mean questions?)" in ran.err
    assert not (studybot.home / "settings.yaml").exists()


@pytest.mark.parametrize(
    ("folder", "told"), [("nowhere", "there is no folder nowhere"), ("empty", "has no YAML files")]
)
def test_what_is_no_folder_of_banks_is_not_named(studybot: Inside, folder: str, told: str) -> None:
    Path("empty").mkdir()
    ran = studybot("bank", "add", folder)
    assert ran.code in (2, 3)
    assert told in ran.err
    assert not (studybot.home / "settings.yaml").exists()


def test_a_folder_whose_name_yaml_would_take_for_something_else(studybot: Inside) -> None:
    folder = "it's: a #1 'bank'"
    bank(folder)
    assert studybot("bank", "add", folder).code == 0
    assert studybot("list", "own").code == 0
    assert studybot("bank", "remove", folder).code == 0


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("folder: [banks]\n", "1:1", "the settings file has no field folder (did you mean folders?)"),
        ("# mine\ncolour: blue\n", "2:1", "the settings file has no field colour (it has: folders)"),
        ("folders: {a: b}\n", "1:10", "folders of the settings file is a list, not a mapping"),
        ("folders: [[a]]\n", "1:11", "folders of the settings file holds values, not a list"),
        ("folders: [a\n", "2:1", "this is not YAML"),
        ("just words\n", "1:1", "settings are a mapping of fields (for example `folders: [~/banks]`)"),
        ("folders: &x [a]\n", "1:10", "anchors (&x) are not part of the format"),
        (
            "folders: ['~nobody-of-this-name/banks']\n",
            "1:11",
            "nobody has the home folder of ~nobody-of-this-name/banks",
        ),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_its_place(studybot: Inside, text: str, place: str, told: str) -> None:
    path = settings(studybot, text)
    ran = studybot("list")
    assert ran.code == 3
    assert f"{path}:{place}: {told}" in ran.err


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "folders: []\n"])
def test_settings_may_say_nothing(studybot: Inside, text: str) -> None:
    settings(studybot, text)
    assert studybot("list", "fermi").err == ""


def test_a_folder_written_by_hand_is_beside_the_settings_and_comments_above_stay(studybot: Inside) -> None:
    path = settings(studybot, "# my settings\nfolders: [../banks]\n")
    bank("banks")
    assert studybot("list", "own").code == 0
    bank("more", "more")
    assert studybot("bank", "add", "more").code == 0
    assert path.read_text(encoding="utf-8").startswith("# my settings\nfolders:\n  - ")
    assert studybot("list", "own", "more").code == 0


# -- a folder that is named on the command line


def test_a_named_folder_is_indexed_and_its_variants_are_found_by_their_files(studybot: Inside) -> None:
    file = bank("banks")
    shown = studybot("explain", "./banks", "--seed", "3").text
    assert shown.endswith("Asked again by studybot quiz banks/own.yaml:" + shown[-14:])
    assert studybot("explain", shown.rpartition(" ")[2]).text == shown
    # Known by its size and time, so that it is not opened before a question of it is asked.
    content = file.read_bytes()
    file.write_bytes(b"?" * len(content))
    os.utime(file, (LONG_AGO, LONG_AGO))
    assert [entry["id"] for entry in studybot("list", "./banks", "--json").data] == ["own/ride"]


def test_a_named_file_is_read_whole_so_that_mistakes_show_at_once(studybot: Inside) -> None:
    file = bank(
        "banks", questions=RIDE + spoilt(("id: ride", "id: walk"), ("answer: way / speed", "answer: way / sped"))
    )
    assert studybot("list", "./banks").code == 0
    ran = studybot("list", str(file))
    assert ran.code == 3
    assert "there is no quantity sped" in ran.err
