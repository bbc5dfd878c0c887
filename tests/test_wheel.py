"""An installed studybot: built as a wheel, put into a fresh environment, started from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

from terminal import variables

CHECKOUT = Path(__file__).parent.parent


def wheel_in(folder: Path) -> Path:
    """A wheel of the checkout, built from a copy so that no other test sees what the build leaves behind."""
    copy = folder / "checkout"
    copy.mkdir(parents=True)
    for name in ("studybot", "questions"):
        shutil.copytree(CHECKOUT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, copy / name)
    command = ["-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, *command], cwd=copy, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def check_contents(wheel: Path) -> None:
    """The package and its banks, and nothing else."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "studybot/questions/fermi.yaml" in names
    assert "studybot/questions/hardware.yaml" in names
    assert "studybot/sheets/formats/sheet.typ" in names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"studybot"}
    assert not [name for name in names if "test" in name or "__pycache__" in name]


def test_a_quiz_runs_from_any_folder_after_an_install(tmp_path: Path) -> None:
    wheel = wheel_in(tmp_path / "wheel")
    check_contents(wheel)
    environment, elsewhere = tmp_path / "venv", tmp_path / "elsewhere"
    elsewhere.mkdir()
    venv.create(environment, with_pip=False)
    scheme = sysconfig.get_paths(vars={"base": str(environment), "platbase": str(environment)})
    site, scripts = Path(scheme["purelib"]), Path(scheme["scripts"])
    python = scripts / Path(sys.executable).name
    target = ["-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet", str(wheel)]
    subprocess.run([sys.executable, *target], check=True, capture_output=True)
    # What studybot needs comes from here, to save the time of a download; studybot itself from the wheel.
    (site / "needed.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    home = tmp_path / "home"
    done = subprocess.run(
        [scripts / "studybot", "quiz", "fermi/petaflop-day", "--seed", "1"],
        input=b":skip\n" * 3,
        capture_output=True,
        env=variables(home, PATH=os.fspath(scripts)),
        cwd=elsewhere,
        check=True,
    )
    assert b"Summary: 1 question" in done.stdout
    assert done.stderr == b""
    where = "import studybot.cli.locations as it; print(it.__file__, it.shipped_banks())"
    told = subprocess.run(
        [python, "-c", where], capture_output=True, env=variables(home), cwd=elsewhere, check=True, text=True
    )
    assert all(path.startswith(str(site)) for path in told.stdout.split())
    assert list(elsewhere.iterdir()) == []
