"""What the two READMEs show is what happens."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from running import Ran, process

from studybot.bank.reading import load_bank
from studybot.bank.schema import Accept
from studybot.marking.forms import FORMS
from studybot.problem.derivation import Derivation
from studybot.problem.kinds import Kind, kind_of
from studybot.problem.variant import drawn

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
AUTHORS = (ROOT / "questions" / "README.md").read_text(encoding="utf-8")
# The commands of the table that need no terminal.
COMMANDS = re.findall(r"^\| `studybot (quiz|exam|explain|mark|list|bank check)([^`]*)`", README, re.MULTILINE)


# The banks that authors are shown, by their names: one small one, and every kind of answer.
BANKS = {
    name: block
    for block in re.findall(r"```yaml\n(.*?)```", AUTHORS, re.DOTALL)
    for name in re.findall(r"^bank: ([a-z]+)", block, re.MULTILINE)
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the bank that authors are shown."""
    (tmp_path / "mine.yaml").write_text(BANKS["mine"], encoding="utf-8")
    return tmp_path


def run(folder: Path, command: str, stdin: bytes = b"") -> Ran:
    return process(*command.split(), home=folder / "home", cwd=folder, stdin=stdin)


def test_there_are_commands_to_try() -> None:
    assert {name for name, _ in COMMANDS} == {"quiz", "exam", "explain", "mark", "list", "bank check"}


@pytest.mark.parametrize(("name", "arguments"), COMMANDS, ids=lambda word: word.strip())
def test_every_command_of_the_table_runs(folder: Path, name: str, arguments: str) -> None:
    ran = run(folder, name + arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


@pytest.mark.parametrize("name", BANKS)
def test_a_bank_that_authors_are_shown_is_without_errors_and_warnings(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.yaml").write_text(BANKS[name], encoding="utf-8")
    assert "0 errors, 0 warnings" in run(tmp_path, f"bank check {name}.yaml").out


def test_authors_are_shown_every_kind_of_answer_form_and_tolerance(tmp_path: Path) -> None:
    kinds, forms, tolerances = set[Kind](), set[str](), set[str]()
    for name, text in BANKS.items():
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        for question in load_bank(path).questions:
            variant = drawn(Derivation.of(question), 1)
            for part in question.parts:
                kinds.add(kind_of(variant, part))
                forms |= {part.accept.form} if part.accept.form else set()
                tolerances |= {field for field, value in part.accept._asdict().items() if value is not None}
    assert kinds == set(get_args(Kind))
    assert forms == set(FORMS)
    assert tolerances == set(Accept._fields)


def test_the_small_bank_that_authors_are_shown_is_explained_and_asked(folder: Path) -> None:
    assert "Answer: 30 min" in run(folder, "explain mine.yaml:train --example homework").out
    assert "A train ride" in run(folder, "quiz mine.yaml").out


def test_the_answers_in_the_pipe_are_right(folder: Path) -> None:
    shown = re.search(r"printf '([^']*)' \| studybot ([^`]*)`", README)
    assert shown is not None
    lines = shown[1].replace("\\n", "\n")
    assert run(folder, shown[2], lines.encode()).out.count("Right") == lines.count("\n") == 2


def test_the_recipe_of_an_exam_draws_one(folder: Path) -> None:
    shown = re.search(r"```yaml\n(studybot-exam: .*?)```", README, re.DOTALL)
    assert shown is not None
    (folder / "friday.yaml").write_text(shown[1], encoding="utf-8")
    assert run(folder, "exam friday.yaml", b":end\n").out.startswith("Friday's exam: 2 questions, 6 parts")


def test_the_file_of_a_sheet_is_one(folder: Path) -> None:
    (sheet,) = re.findall(r"```yaml\n(studybot-sheet: .*?)```", README, re.DOTALL)
    (folder / "week3.yaml").write_text(sheet, encoding="utf-8")
    ran = run(folder, "bank check week3.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "week3.yaml: 5 problems, 33 points" in ran.out
    assert run(folder, "sheet week3.yaml -o week3.pdf").code == 0


def test_the_library_call_gives_what_its_comments_say() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    told = re.findall(r"# (.*)", code[1])
    # A line with a comment shows what it is worth: several values without the brackets of a tuple.
    script = re.sub(r"^(.*\S)\s+# .*$", r"print(*map(repr, (\1,)), sep=', ')", code[1], flags=re.MULTILINE)
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == told
