"""What `studybot sheet` was asked for, and what of that does not go together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from studybot.cli.environment import Environment
from studybot.formula.errors import StudybotError
from studybot.sheets.files.recipe import Recipe
from studybot.sheets.files.secrets import checked_secret, fingerprint
from studybot.sheets.formats.output import ENDINGS, ending_of, unwritable
from studybot.sheets.limits import LONGEST_DATE, LONGEST_SEED, LONGEST_TITLE
from studybot.sheets.sheet import Edition, Paper


class Head(NamedTuple):
    """What the options say of the head of a sheet; None where they leave it open."""

    title: str | None = None
    date: str | None = None
    paper: Paper | None = None


class Wanted(NamedTuple):
    """The options: what goes on the sheets, and where the editions go. None where one was left out."""

    head: Head
    problems: int | None = None
    seed: int | None = None
    code: str | None = None
    sheet: Path | None = None
    key: Path | None = None
    solutions: Path | None = None
    versions: int | None = None
    roster: Path | None = None
    same_questions: bool = False
    secret: Path | None = None
    format: str | None = None
    collate: bool = False
    resume: bool = False
    report: bool = False

    @property
    def editions(self) -> dict[Edition, Path]:
        every: dict[Edition, Path | None] = {"sheet": self.sheet, "key": self.key, "solutions": self.solutions}
        return {edition: path for edition, path in every.items() if path is not None}


def check_head(head: Head) -> None:
    """Raises `StudybotError` `usage.length`, `usage.text` for what does not fit onto a page."""
    for option, text, longest in (("--title", head.title, LONGEST_TITLE), ("--date", head.date, LONGEST_DATE)):
        if text is not None and len(text) > longest:
            raise StudybotError("usage.length", f"{option} has at most {longest} characters, not {len(text):,}")
        if text is not None and not text.isprintable():
            raise StudybotError("usage.text", f"{option} has control characters in it", hint="type it again")


def secret_in(path: Path | None) -> bytes:
    """The secret in a file, b"" where none is named. Raises `StudybotError` `usage.secret`."""
    if path is None:
        return b""
    try:
        with path.expanduser().open("rb") as file:
            return checked_secret(file.read(10_000), str(path))
    except OSError as fault:
        raise StudybotError("usage.secret", f"{path} cannot be read: {fault.strerror}") from None


def check_seed(seed: int | None) -> None:
    """Raises `StudybotError` `usage.seed` for one that no recipe could say."""
    if seed is not None and seed >= 10**LONGEST_SEED:
        raise StudybotError("usage.seed", f"--seed has at most {LONGEST_SEED} digits", hint="name a shorter one")


def check_one(wanted: Wanted, sources: Sequence[Path]) -> None:
    """Raises `StudybotError` `usage.*` where one sheet cannot be written as is wanted.

    `sources` are the files that its questions come from.
    """
    options = {
        "--same-questions": wanted.same_questions,
        "--collate": wanted.collate,
        "--resume": wanted.resume,
        "--report": wanted.report,
        "--format": wanted.format is not None,
    }
    for option, given in options.items():
        if given:
            raise StudybotError("usage.versions", f"{option} goes with --versions or --roster")
    for path in wanted.editions.values():
        ending_of(path)
    _check_files(wanted, sources)


def check_many(wanted: Wanted, sources: Sequence[Path]) -> None:
    """Raises `StudybotError` `usage.*` where versions cannot be written as is wanted; see `check_one`."""
    if wanted.collate:
        if wanted.format not in (None, "pdf"):
            raise StudybotError("usage.format", "--collate makes a PDF for the printer", hint="leave --format out")
        for path in wanted.editions.values():
            if path.suffix.lower() != ".pdf":
                raise StudybotError("usage.output", f"--collate writes one PDF, and {path} is none", hint="-o all.pdf")
        _check_files(wanted, sources)
        return
    for path in wanted.editions.values():
        mode = _mode(path)
        if not S_ISDIR(mode) and (mode or path.suffix.lower() in ENDINGS):
            hint = "name a folder; --collate makes one file of all"
            raise StudybotError("usage.output", f"versions go into a folder, and {path} is a file", hint=hint)


def _check_files(wanted: Wanted, sources: Sequence[Path]) -> None:
    """Each edition has a file of its own in a folder that there is, which is none that is read, by whatever name."""
    read = {"roster": wanted.roster, "secret": wanted.secret}
    seen = {os.path.realpath(path.expanduser()): f"the {what}" for what, path in read.items() if path is not None}
    seen |= {os.path.realpath(path.expanduser()): "what it is made from" for path in sources}
    for edition, path in wanted.editions.items():
        if not S_ISDIR(_mode(path.parent)):
            raise StudybotError("usage.output", f"there is no folder {path.parent}", hint="make it first")
        if _mode(path) and not S_ISREG(_mode(path)):
            what = "a folder" if S_ISDIR(_mode(path)) else "no file to write"
            raise StudybotError("usage.output", f"{path} is {what}", hint="name a file")
        other = seen.setdefault(os.path.realpath(path), edition)
        if other != edition:
            raise StudybotError("usage.output", f"{path} cannot be both {other} and {edition}", hint="name two files")


def _mode(path: Path) -> int:
    """The mode of what lies at a path, 0 where nothing does. Raises `StudybotError` `output.unwritable`."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except OSError as fault:
        raise unwritable(path, fault) from None


def tell_of_signs(texts: Iterable[str], environment: Environment) -> None:
    """Tell that a PDF spells signs out that its fonts lack, before anything is printed."""
    from studybot.sheets.formats.pdf import is_spelled_out

    found = [text for text in texts if is_spelled_out(text)]
    if found:
        more = f", and so in {len(found) - 1:,} more" if len(found) > 1 else ""
        told = f"the fonts of a PDF lack signs in {found[0]}{more}, which are printed as \\u and their numbers"
        environment.warn(f"{told} (--format html has them)")


def check_beside_recipe(wanted: Wanted, recipe: Recipe, secret: bytes) -> None:
    """What is said beside a recipe. Raises `StudybotError` `usage.recipe`, `usage.secret`."""
    said = (wanted.problems, wanted.seed, wanted.versions, *wanted.head)
    if any(option is not None for option in said) or wanted.same_questions:
        hint = "leave the other options out, or change the file"
        raise StudybotError("usage.recipe", "a recipe says itself what is on the sheet", hint=hint)
    check_secret(recipe, secret)


def check_secret(recipe: Recipe, secret: bytes) -> None:
    """Raises `StudybotError` `usage.secret` where another secret keys a recipe, or none does, or one is missing."""
    if recipe.secret and not secret:
        raise StudybotError("usage.secret", "a secret keys these sheets", hint="name its file with --secret")
    if recipe.secret != (fingerprint(secret) if secret else ""):
        message = "this is not the secret of these sheets" if recipe.secret else "no secret keys these sheets"
        raise StudybotError("usage.secret", message, hint="name the file that they were made with")
