"""`studybot bank watch`: the question that is being written, shown again at every save."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from checking import HEAD, RIDE, spoilt
from terminal import STUDYBOT, Terminal, variables

WALK = spoilt(("id: ride", "id: walk"), ("title: A ride by train", "title: A walk"))
CLEARED = "\x1b[2J"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(HEAD + RIDE + WALK, encoding="utf-8")
    return path


@pytest.fixture
def screen(file: Path) -> Iterator[Terminal]:
    """A terminal that is high enough for all that is shown."""
    with Terminal("bank", "watch", "own.yaml", home=file.parent, height=60, width=110) as terminal:
        terminal.see("A ride by train · own/ride", "0 errors, 0 warnings, 0 notes", "Ctrl-C ends.")
        yield terminal


def save(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def replace(file: Path, text: str) -> None:
    """As most editors do: a new file is put in the place of the old one."""
    aside = file.with_suffix(".swap")
    aside.write_text(text, encoding="utf-8")
    aside.replace(file)


def test_a_question_is_shown_with_its_parts_steps_and_findings(screen: Terminal) -> None:
    screen.see(
        "(a) How long does it take?", "time = way/speed =", "(b) What does the train earn in an hour?", "Answer: "
    )


@pytest.mark.parametrize("write", [save, replace])
def test_what_is_saved_takes_the_place_of_what_was_shown(screen: Terminal, file: Path, write: object) -> None:
    assert callable(write)
    write(file, HEAD + spoilt(("title: A ride by train", "title: On rails")) + WALK)
    screen.see("On rails · own/ride", "0 errors")
    screen.see_no_more("A ride by train")
    assert screen.raw.count(CLEARED) == 2


def test_the_question_that_is_changed_is_the_one_that_is_shown(screen: Terminal, file: Path) -> None:
    walk = WALK.replace("How long does it take?", "How long does one walk?")
    save(file, HEAD + RIDE + walk)
    screen.see("A walk · own/walk", "How long does one walk?")
    # It stays there when only the head of the file changes.
    save(file, HEAD.replace("My own bank", "Mine") + RIDE + walk)
    screen.see("A walk · own/walk")
    save(file, HEAD.replace("My own bank", "Mine") + spoilt(("    way:", "    long:"), ("{way}", "{long}")) + walk)
    screen.see("own/ride cannot be read.", "there is no quantity way")


def test_a_mistake_is_told_with_its_place_and_goes_when_it_is_mended(screen: Terminal, file: Path) -> None:
    save(file, HEAD + spoilt(("unit: hour\n", "unit: km\n")) + WALK)
    place = (HEAD + RIDE).partition("      answer: way / speed")[0].count("\n") + 1
    screen.see(f"error own.yaml:{place}:15: time comes out in s, not in m", "2 errors")
    save(file, HEAD + RIDE + WALK)
    screen.see("0 errors")
    screen.see_no_more("error own.yaml")


def test_what_is_no_yaml_for_a_moment_is_told(screen: Terminal, file: Path) -> None:
    save(file, HEAD + RIDE + WALK + "- id: {next\n")
    screen.see("this is not YAML", "1 error")
    save(file, HEAD + RIDE + WALK + spoilt(("id: ride", "id: next"), ("title: A ride", "title: The next ride")))
    screen.see("The next ride by train · own/next", "0 errors")


def test_a_file_that_is_gone_is_waited_for(screen: Terminal, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.unlink()
    screen.see("There is no file own.yaml now.")
    save(file, text)
    screen.see("A ride by train · own/ride", "0 errors")


def test_ctrl_c_ends(screen: Terminal) -> None:
    screen.press("c-c")
    assert screen.end() == 0
    assert "Traceback" not in screen.raw


def test_a_named_question_stays_whatever_changes(file: Path) -> None:
    with Terminal("bank", "watch", "own.yaml:walk", "--seed", "5", home=file.parent, height=60, width=110) as screen:
        screen.see("A walk · own/walk", "0 errors")
        save(file, HEAD + spoilt(("title: A ride by train", "title: On rails")) + WALK.replace("A walk", "On foot"))
        screen.see("On foot · own/walk", "0 errors")
        save(file, HEAD + RIDE)
        screen.see("own.yaml has no question walk.")


def test_the_seed_chooses_the_numbers(file: Path) -> None:
    asked = subprocess.run(
        [STUDYBOT, "explain", "own.yaml:ride", "--seed", "5", "--plain"],
        env=variables(file.parent),
        cwd=file.parent,
        capture_output=True,
        check=True,
    ).stdout.decode()
    with Terminal("bank", "watch", "own.yaml", "--seed", "5", home=file.parent, height=60, width=110) as screen:
        screen.see(" ".join(asked.partition("(b)")[0].split())[:120])


def test_the_first_question_with_a_mistake_is_shown_first(file: Path) -> None:
    save(file, HEAD + RIDE + WALK.replace("answer: way / speed", "answer: way / sped"))
    with Terminal("bank", "watch", "own.yaml", home=file.parent, height=60, width=110) as screen:
        screen.see("own/walk cannot be read.", "there is no quantity sped")


def test_through_a_pipe_every_change_is_printed_and_nothing_cleared(file: Path) -> None:
    process = subprocess.Popen(
        [STUDYBOT, "bank", "watch", "own.yaml"], env=variables(file.parent), cwd=file.parent, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        first = _until(process.stdout.fileno(), "0 errors, 0 warnings, 0 notes")
        save(file, HEAD + spoilt(("title: A ride by train", "title: On rails")) + WALK)
        second = _until(process.stdout.fileno(), "0 errors, 0 warnings, 0 notes")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.stdout.close()
    assert "A ride by train · own/ride" in first
    assert "On rails · own/ride" in second
    assert "\x1b" not in first + second


def _until(pipe: int, wanted: str) -> str:
    """What comes through a pipe until this does."""
    read = b""
    while wanted not in read.decode("utf-8", "ignore"):
        piece = os.read(pipe, 65_536)
        assert piece, f"never came: {wanted} in {read!r}"
        read += piece
    return read.decode("utf-8")


@pytest.mark.parametrize(
    ("word", "code", "told"),
    [
        ("missing.yaml", 3, "there is no file missing.yaml (`studybot bank new` writes a first one)"),
        (".", 2, ". is a folder (name the file that you are writing)"),
        ("notes.txt", 3, "notes.txt is not a bank (a bank is a .yaml file)"),
    ],
)
def test_what_cannot_be_watched_is_a_sentence(tmp_path: Path, word: str, code: int, told: str) -> None:
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    ran = subprocess.run(
        [STUDYBOT, "bank", "watch", word], env=variables(tmp_path), cwd=tmp_path, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr.decode()) == (code, f"studybot: {told}\n")
