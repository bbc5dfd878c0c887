"""How long sheets take, compared with `typst` by itself, and how much memory.

Run from the checkout: `.venv/bin/python -m benchmarks.sheets`, or with the parts that are wanted:
`.venv/bin/python -m benchmarks.sheets first pdf text --students 1000`. Every comparison is of the same documents: what
studybot hands to Typst is kept, and the script in `bare_sheet.py` compiles it again, to the same bytes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import paired
from benchmarks.timing import Row

PARTS = ("first", "pdf", "memory", "text")
RUNS = 15
PROCESSES = 2
ENDINGS = ("html", "md", "tex")
BARE = Path(__file__).with_name("bare_sheet.py")
# Runs a command line of studybot, and keeps in the folder of the first what is handed to Typst.
KEEPING = """
import json, sys
from pathlib import Path
from studybot.cli.sheets import versions
from studybot.cli.main import run
from studybot.sheets.formats.pdf import PdfMaker

folder, *arguments = sys.argv[1:]
kept = []

def keep(self, data, attachment):
    kept.append(data)
    Path(folder, f"{len(kept):05d}.json").write_text(data, encoding="utf-8")
    attached = None if attachment is None else {"name": attachment[0], "content": [*attachment[1]]}
    Path(folder, "attachment").write_text(json.dumps(attached), encoding="utf-8")
    return b""

PdfMaker._compiled = keep
versions.cores = lambda: 1
sys.argv = ["studybot", *arguments]
run()
"""


def sheet(*arguments: object) -> list[str]:
    """The command for problem sheets with ten problems."""
    return [sys.executable, "-m", "studybot", "sheet", "fermi", "-n", "10", "--seed", "1", *map(str, arguments)]


def kept(folder: Path, command: Sequence[str], environment: Mapping[str, str]) -> list[Path]:
    """What a command hands to Typst, a file for each document; beside them lies the file `attachment`."""
    folder.mkdir()
    run([sys.executable, "-c", KEEPING, str(folder), *command[3:]], environment)
    return sorted(folder.glob("*.json"))


def bare(documents: Sequence[Path], output: Path) -> list[str]:
    """The bare script for these documents."""
    from studybot.sheets.formats.pdf import TEMPLATE

    output.mkdir(exist_ok=True)
    attachment = documents[0].with_name("attachment")
    return [sys.executable, *map(str, (BARE, TEMPLATE, attachment, output, *documents))]


def run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    subprocess.run(command, env=dict(environment), check=True, capture_output=True)


def first(folder: Path, environment: Mapping[str, str]) -> list[Row]:
    """The first PDF from the shell."""
    rows: list[Row] = []
    every = {
        "two pages, ten problems": (("-o",), "1.5 x"),
        "with its key": (("-o", "--key"), "for information"),
        "with its solutions": (("-o", "--solutions"), "for information"),
    }
    for place, (what, (options, bound)) in enumerate(every.items()):
        files = [folder / f"{place}{option}.pdf" for option in options]
        command = sheet(*(word for pair in zip(options, files, strict=True) for word in pair))
        documents = kept(folder / f"first-{place}", command, environment)
        alone = bare(documents, folder / f"bare-{place}")
        ours, theirs, ratio = paired((command, None), (alone, None), environment, RUNS)
        for file, document in zip(files, documents, strict=True):
            assert file.read_bytes() == (folder / f"bare-{place}" / f"{document.stem}.pdf").read_bytes()
        rows.append((f"first PDF, {what}", f"{ratio:.2f} x ({ours:.3f} s, {theirs:.3f} s)", bound))
    return rows


class Taken(NamedTuple):
    """Seconds by the clock, and of computing: of them other work on the machine takes nothing."""

    clock: float
    computing: float


def taken(commands: Sequence[Sequence[str]], environment: Mapping[str, str]) -> Taken:
    """What some commands take side by side."""
    start, before = time.perf_counter(), os.times()
    processes = [subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL) for command in commands]
    ended = [process.wait() for process in processes]
    if any(ended):
        raise RuntimeError(f"{commands[0][:6]} has failed")
    clock, after = time.perf_counter() - start, os.times()
    user, system = after.children_user - before.children_user, after.children_system - before.children_system
    return Taken(clock, user + system)


def roster(folder: Path, students: int) -> Path:
    path = folder / f"roster-{students}.csv"
    path.write_text("name,id\n" + "".join(f"Student {place},{place:06d}\n" for place in range(students)), "utf-8")
    return path


def many(folder: Path, students: int, ending: str, editions: Sequence[str]) -> list[str]:
    """The command for sheets of many students in a folder, which is made anew."""
    shutil.rmtree(folder / "many", ignore_errors=True)
    options = [word for option in editions for word in (option, folder / "many" / option.strip("-"))]
    return sheet("--roster", roster(folder, students), "--format", ending, *options)


def pdf(folder: Path, environment: Mapping[str, str], students: int) -> list[Row]:
    """Sheet and key of each student: the rate, as a share of that of the bare script in as many processes."""
    editions = ("-o", "--key")
    documents = kept(folder / "documents", many(folder, students, "pdf", editions), environment)
    output = folder / "alone"
    halves = [bare(documents[place::PROCESSES], output) for place in range(PROCESSES)]
    ours = taken([many(folder, students, "pdf", editions)], environment)
    theirs = taken(halves, environment)
    rates = f"{len(documents) / ours.clock:.0f} and {len(documents) / theirs.clock:.0f} a second"
    share = f"{theirs.clock / ours.clock:.2f} x ({rates}; of computing {theirs.computing / ours.computing:.2f} x)"
    return [(f"PDFs for {students:,} students, sheet and key", share, "at least 0.7 x")]


# Starts a command and tells the largest peak of the processes that it started, in kilobytes.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def megabytes(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """The peak memory of the largest process that a command starts, itself or a child of it."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *command], env=dict(environment), check=True, capture_output=True, text=True
    )
    return int(done.stdout) / (1024 if sys.platform != "darwin" else 1024**2)


def memory(folder: Path, environment: Mapping[str, str], students: int) -> list[Row]:
    """The largest process with some students, and with four times as many."""
    few, more = (megabytes(many(folder, count, "pdf", ("-o",)), environment) for count in (students // 4, students))
    measured = f"{few:.0f} MB, {more:.0f} MB"
    return [(f"memory of a process, {students // 4:,} and {students:,} students", measured, "120 MB, no growth")]


def text(folder: Path, environment: Mapping[str, str], students: int) -> list[Row]:
    """Sheets in the formats that are text."""
    rows: list[Row] = []
    for ending in ENDINGS:
        needed = taken([many(folder, students, ending, ("-o",))], environment)
        rate = f"{students / needed.clock:.0f} a second ({needed.computing / students * 1e3:.1f} ms of computing each)"
        rows.append((f"{students:,} students to {ending}", rate, "about 300 a second"))
    return rows


def measured(parts: Sequence[str], students: int) -> list[Row]:
    """The rows of some parts, memory first: a child begins with the pages of its parent."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "STUDYBOT_HOME": str(folder / "home"), "TERM": "xterm-256color"}
        # What is installed is compiled; see `benchmarks/__main__.py`.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if "memory" in parts:
            rows += memory(folder, environment, students)
        if "first" in parts:
            rows += first(folder, environment)
        if "pdf" in parts:
            rows += pdf(folder, environment, students)
        if "text" in parts:
            rows += text(folder, environment, students)
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=f"of {', '.join(PARTS)}")
    options.add_argument("--students", type=int, default=200, help="the requirements name 1,000")
    given = options.parse_args()
    rows = measured(given.parts or PARTS, given.students)
    width, middle = (max(len(row[column]) for row in rows) for column in (0, 1))
    for what, found, bound in (("what", "measured", "wanted"), *rows):
        print(f"{what:<{width}}  {found:<{middle}}  {bound}")


main()
