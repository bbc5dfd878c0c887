"""The first question is on the screen before anything slow is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from terminal import Terminal, variables

from studybot.cli.main import _app_for, app

PACKAGE = Path(__file__).parent.parent / "studybot"
SLOW = ("sympy", "numpy", "pint", "prompt_toolkit", "typst", "hypothesis")

# Runs the command with an input that tells, when it is first read, what has been imported by then.
RECORDING = f"""
import io, sys

class Recording(io.StringIO):
    def readline(self, size=-1):
        loaded = sorted({{name.partition(".")[0] for name in sys.modules}} & set({SLOW!r}))
        sys.stderr.write(f"loaded: {{loaded}}")
        return ""

sys.stdin = Recording()
sys.argv = ["studybot", "quiz", "--seed", "1", *sys.argv[1:]]
from studybot.cli.main import run
run()
"""

# Lets nobody import anything slow before a file is there.
HOLDING = f"""
import sys, time
from pathlib import Path

class Hold:
    def find_spec(self, name, path=None, target=None):
        if name in {SLOW!r}:
            here = Path(__file__).parent
            (here / "held").write_text(name)
            while not (here / "go").exists():
                time.sleep(0.01)
        return None

# The process that does algebra is another, and may load what it wants.
if "studybot.marking.algebra.worker" not in sys.orig_argv:
    sys.meta_path.insert(0, Hold())
"""


# What a sheet without answers does without: typer could bring pydantic, and only marking compares expressions.
NOT_FOR_A_SHEET = (
    *("sympy", "numpy", "pint", "prompt_toolkit", "pydantic", "rich.console", "yaml", "importlib.metadata", "csv"),
    # A question that is kept as it was read needs none of these.
    *("studybot.bank.reading", "studybot.bank.fields", "studybot.bank.parts", "studybot.bank.source"),
    *("studybot.formula.parser", "studybot.formula.tokens", "studybot.formula.unit_parser"),
    *("studybot.marking.mark", "studybot.marking.expressions", "studybot.show.answers", "studybot.show.solution"),
)

# Runs the command, and tells at its end what has been imported.
TELLING = f"""
import sys
from studybot.cli.environment import Environment
from studybot.cli.main import main

status = main(["sheet", "fermi", "-n", "3", "--seed", "1", *sys.argv[1:]], Environment.of_process())
sys.stderr.write(f"loaded: {{[name for name in {(*NOT_FOR_A_SHEET, "typst")!r} if name in sys.modules]}}")
sys.exit(status)
"""


def loaded_by_a_sheet(home: Path, *arguments: str) -> str:
    """What of all that is looked for is loaded once a sheet is made, for the second time."""
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", TELLING, *arguments], capture_output=True, env=variables(home), cwd=home, check=True
        )
    return done.stderr.decode()


@pytest.mark.parametrize("file", ["sheet.pdf", "sheet.html", "sheet.md", "sheet.tex", "sheet.txt"])
def test_a_sheet_without_answers_loads_nothing_that_marks_or_is_slow(tmp_path: Path, file: str) -> None:
    # The recipe names the version of typst, whatever the format.
    assert loaded_by_a_sheet(tmp_path, "-o", file) == "loaded: ['typst']"


def test_a_key_loads_what_knows_the_answers(tmp_path: Path) -> None:
    loaded = loaded_by_a_sheet(tmp_path, "--key", "key.pdf")
    assert "studybot.show.answers" in loaded
    assert "numpy" not in loaded
    assert "sympy" not in loaded


def test_only_the_command_that_is_called_is_made() -> None:
    whole = [command.name for command in app.registered_commands]
    for words in (["sheet", "fermi"], ["--plain", "sheet"], ["sheet", "--help"]):
        assert [command.name for command in _app_for(words).registered_commands] == ["sheet"]
        assert not _app_for(words).registered_groups
    for words in (
        [],
        ["--help"],
        ["-h", "sheet"],
        ["--version", "sheet"],
        ["bank", "new"],
        ["sheets"],
        ["--plain"],
        [""],
    ):
        assert _app_for(words) is app
    assert [command.name for command in app.registered_commands] == whole
    assert len(app.registered_groups) == 2


def test_typer_does_not_compile_annotations_on_every_start() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (PACKAGE / "cli").glob("*.py")}
    late = "\nfrom __future__ import annotations"
    assert [name for name, text in texts.items() if ".command(" in text and late in text] == []


def test_nothing_slow_is_loaded_when_a_pipe_is_first_read(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RECORDING], capture_output=True, env=variables(tmp_path), cwd=tmp_path, check=True
    )
    assert b"question 1 of" in done.stdout
    assert b"(a) " in done.stdout
    assert done.stderr.decode() == "loaded: []"


@pytest.mark.parametrize("arguments", [("quiz", "--seed", "1"), ("quiz", "fermi/landauer", "--plain"), ()])
def test_the_question_is_on_a_terminal_before_anything_slow_is_loaded(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "sitecustomize.py").write_text(HOLDING, encoding="utf-8")
    with Terminal(*arguments, home=tmp_path, extra={"PYTHONPATH": str(tmp_path)}) as screen:
        screen.see("question 1 of", "(a) ")
        if "--plain" not in arguments:
            # The editor is what is wanted next, and is waited for.
            assert "^D quit" not in screen.text
            (tmp_path / "go").touch()
            screen.see("^D quit")
            assert (tmp_path / "held").read_text(encoding="utf-8") == "prompt_toolkit"
        else:
            screen.see("answer>")
            assert not (tmp_path / "held").exists()


def test_an_answer_is_marked_without_anything_slow(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(HOLDING, encoding="utf-8")
    arguments = ("quiz", "fermi/inference-cost", "--plain")
    with Terminal(*arguments, home=tmp_path, extra={"PYTHONPATH": str(tmp_path)}) as screen:
        screen.see("answer>")
        screen.enter("1e99 kg")
        screen.see("reads as 1e99 kg Wrong")
        screen.enter(":steps")
        screen.see("The answer:")
        assert not (tmp_path / "held").exists()
