"""Lines of nothing but words are written on a terminal without Rich, and look as Rich writes them."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest

from studybot.cli.environment import Environment
from studybot.cli.screen import Screen
from studybot.show.document import Document, Paragraph, Words, line


class Tty(StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def shown(document: Document, columns: str, *, through_rich: bool) -> str:
    variables = {"COLUMNS": columns, "TERM": "xterm-256color"}
    environment = replace(Environment.of_process(), stdout=Tty(), variables=variables)
    screen = Screen(environment, plain=False)
    if through_rich:
        assert screen.console.width == int(columns)
    screen.show(document)
    assert isinstance(environment.stdout, Tty)
    assert ("console" in screen.__dict__) == through_rich
    return environment.stdout.getvalue()


@pytest.mark.parametrize("columns", ["1", "7", "20", "60", "100"])
def test_plain_words_look_the_same(columns: str) -> None:
    document = (
        line("sheet: /home/somebody/courses/of/the/winter/sheet-with-a-long-name.pdf"),
        Paragraph((Words("10 problems, 51 points, [bold]code[/] S7D-YA2-23F :smile: 67 % of all"),), indent=1),
        Paragraph(
            (Words("one line for programs, whatever its length, and a \x1b[31mcontrol\a character"),), whole=True
        ),
        line("two ", "spans"),
    )
    assert shown(document, columns, through_rich=False) == shown(document, columns, through_rich=True)


@pytest.mark.parametrize("odd", [line("Straße"), line("loud", role="strong")])
def test_everything_else_is_for_rich(odd: Paragraph) -> None:
    shown((odd,), "60", through_rich=True)
    environment = replace(Environment.of_process(), stdout=Tty(), variables={"TERM": "xterm-256color"})
    screen = Screen(environment, plain=False)
    screen.show((line("words"), odd))
    assert "console" in screen.__dict__
