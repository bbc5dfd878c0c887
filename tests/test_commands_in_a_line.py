"""What is typed in place of an answer, or behind one that stayed in the line."""

from __future__ import annotations

from studybot.study.commands import is_command, read_command


def test_a_command_behind_an_answer_that_stayed_in_the_line_is_a_command() -> None:
    assert is_command("18.18 dolars:hint")
    assert read_command("18.18 dolars:hint").name == "hint"
    assert not is_command("1:30")
    assert not is_command("time: 42 s")
