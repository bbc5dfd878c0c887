"""The house is built as its design says: rooms import only from rooms below them, and keep to their own business."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "studybot"

# From the top down. Rooms of one floor know nothing of each other.
FLOORS = (
    {"cli"},
    {"study", "sheets", "exchange"},
    {"vetting"},
    {"show"},
    {"marking"},
    {"problem"},
    {"bank"},
    {"notation"},
    {"formula"},
    {"version"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


@cache
def trees() -> dict[str, ast.Module]:
    """Every module by its path below the package."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def room_of(module: str) -> str | None:
    return module.partition("/")[0] if "/" in module else None


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every module that is imported anywhere in a module, also late or only for types, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def top_level(name: str) -> str:
    return name.partition(".")[0]


def test_every_room_has_its_floor() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert rooms <= set(FLOOR_OF)


def test_arrows_point_down_only() -> None:
    upward = [
        f"{module}:{line} imports {name}"
        for module, tree in trees().items()
        for line, name in imports(tree)
        if name.startswith("studybot.") and (room := room_of(module)) is not None
        if (other := name.split(".")[1]) != room and FLOOR_OF.get(other, -1) <= FLOOR_OF[room]
    ]
    assert upward == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {f"studybot.{module.removesuffix('.py').replace('/', '.')}": tree for module, tree in trees().items()}
    needs = {name: {other for _, other in imports(tree) if other in names} for name, tree in names.items()}
    while ready := {name for name, others in needs.items() if not others}:
        needs = {name: others - ready for name, others in needs.items() if name not in ready}
    assert needs == {}


@pytest.mark.parametrize(
    ("library", "allowed"),
    [
        ("rich", ("cli/", "show/terminal.py")),
        ("typer", ("cli/",)),
        ("prompt_toolkit", ("cli/",)),
        ("platformdirs", ("cli/",)),
        ("tomllib", ("cli/",)),
        ("tomlkit", ("cli/",)),
        ("sqlite3", ("study/", "sheets/grading/collected.py")),
        ("yaml", ("bank/",)),
        ("typst", ("sheets/",)),
    ],
)
def test_a_library_is_known_in_its_rooms_only(library: str, allowed: tuple[str, ...]) -> None:
    found = {module for module, tree in trees().items() for _, name in imports(tree) if top_level(name) == library}
    assert [module for module in sorted(found) if not module.startswith(allowed)] == []


@pytest.mark.parametrize(
    "library", ["termios", "fcntl", "tty", "signal", "resource", "pwd", "pickle", "marshal", "shelve"]
)
def test_what_some_systems_lack_or_what_runs_code_is_not_imported(library: str) -> None:
    # The process that does algebra limits its memory where the system can; others hear Ctrl-C only while they work.
    without = {"resource": {"marking/algebra/worker.py"}, "signal": {"vetting/processes.py"}}.get(library, set())
    found = {module for module, tree in trees().items() for _, name in imports(tree) if top_level(name) == library}
    assert found - without == set()


# Modules that are themselves imported where they are used.
LATE = (
    "formula/arrays.py",
    "formula/matrix_arrays.py",
    "marking/arrays.py",
    "marking/algebra/simplified.py",
    "marking/algebra/symbolic.py",
)


def test_slow_libraries_are_imported_where_they_are_used() -> None:
    slow = {"numpy", "sympy", "typst", "pint"}
    early = [
        f"{module}:{node.lineno}"
        for module, tree in trees().items()
        for node in tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for _, name in imports(ast.Module([node], []))
        if top_level(name) in slow and module not in LATE and not module.startswith("vetting/")
    ]
    assert early == []


def calls(tree: ast.Module) -> Iterator[tuple[int, str, ast.Call]]:
    """Every call with the name of what is called: `print`, `os.system`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func), node


def test_only_the_commands_print() -> None:
    printing = [
        f"{module}:{line} {name}"
        for module, tree in trees().items()
        if not module.startswith("cli/")
        for line, name, _ in calls(tree)
        if name in ("print", "input") or name.endswith(("stdout.write", "stderr.write"))
    ]
    streams = [
        f"{module}:{node.lineno}"
        for module, tree in trees().items()
        if not module.startswith("cli/") and module != "marking/algebra/worker.py"  # which has a process, and its pipes
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr", "stdin", "__stdout__")
    ]
    assert printing + streams == []


def test_nothing_that_runs_text_as_code() -> None:
    forbidden = {"eval", "exec", "compile", "__import__", "sympify", "parse_expr", "literal_eval", "system", "popen"}
    forbidden |= {"run_path", "run_module", "import_module", "unsafe_load", "full_load"}
    found = [
        f"{module}:{line} {name}"
        for module, tree in trees().items()
        for line, name, call in calls(tree)
        if (name.rpartition(".")[2] in forbidden and name not in ("re.compile", "self._typst.compile"))
        or any(keyword.arg == "shell" for keyword in call.keywords)
    ]
    assert found == []


def test_files_are_opened_with_their_encoding() -> None:
    openers = (".open", ".read_text", ".write_text")
    unnamed = [
        f"{module}:{line} {name}"
        for module, tree in trees().items()
        for line, name, call in calls(tree)
        if name == "open" or (name.endswith(openers) and name not in ("os.open", "pikepdf.open"))
        if not any(keyword.arg == "encoding" for keyword in call.keywords)
        and not any(isinstance(given, ast.Constant) and given.value in ("rb", "wb", "utf-8") for given in call.args)
    ]
    assert unnamed == []
