"""`studybot bank new`: a first file to write questions in."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import studybot.bank
from studybot.bank.fields import is_slug
from studybot.cli.banks import library
from studybot.cli.screen import Screen
from studybot.formula.errors import StudybotError
from studybot.show.document import Words, line

# The file that a new bank begins as. It is a bank itself, of this name.
STARTER = "starter"


def new_bank(path: Path, screen: Screen) -> None:
    """Write a first bank with comments that explain it.

    Raises `StudybotError` `usage.path` for a file that is there already, a folder that is not, and a name that no bank
    can have or that another one has.
    """
    name = path.stem
    if path.suffix != ".yaml":
        raise StudybotError("usage.path", f"{path} is not the name of a bank", hint="a bank is a .yaml file")
    if not is_slug(name):
        hint = "the name has small letters, digits and hyphens"
        raise StudybotError("usage.path", f"{name} cannot be the name of a bank", hint=hint)
    if path.exists():
        raise StudybotError("usage.path", f"{path} is there already", hint="take another name")
    if not path.parent.is_dir():
        raise StudybotError("usage.path", f"there is no folder {path.parent}", hint="make it first")
    if name in library(screen.environment).names():
        raise StudybotError("usage.path", f"there is a bank {name} already", hint="take another name")
    text = Path(studybot.bank.__path__[0], f"{STARTER}.yaml").read_text(encoding="utf-8")
    text = text.replace(f"bank: {STARTER}", f"bank: {name}").replace(f"{STARTER}/", f"{name}/")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text.replace("THIS_FILE", path.name))
    except OSError as fault:
        raise StudybotError("failed.write", f"{path} cannot be written: {fault.strerror}") from None
    command, schema = screen.environment.command, path.parent / "studybot.schema.json"
    screen.show(
        (
            line(f"{path} has a first question. Change it while this shows what becomes of it:"),
            line(Words(f"{command} bank watch {quote(str(path))}", "command"), indent=1),
            line("An editor explains and completes every field once the schema lies beside it:"),
            line(Words(f"{command} bank schema > {quote(str(schema))}", "command"), indent=1),
        )
    )
