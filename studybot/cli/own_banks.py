"""Banks of one's own that an index or a recipe of sheets names, found where they are likely to lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from studybot.bank.library import bank_files
from studybot.formula.errors import StudybotError

# So many of those that are not found are told.
_MOST_TOLD = 3


def banks_named(files: Iterable[str], source: str, folder: Path, banks: Sequence[Path]) -> tuple[Path, ...]:
    """The files of banks that `source`, which lies in a folder, names: beside it, else in the working folder.

    They are bare names, so that a file from a stranger reads nothing elsewhere. What `banks` hold already, which were
    named by hand, is left out. Raises `StudybotError` `bank.missing` once for all that are in neither place.
    """
    by_hand = {file.stem for bank in banks for file in bank_files(bank)}
    found: list[Path] = []
    missing: list[str] = []
    for name in sorted(files):
        if Path(name).stem in by_hand:
            continue
        beside = next((path for path in (folder / name, Path(name)) if path.is_file()), None)
        if beside is None:
            missing.append(name)
        else:
            found.append(beside)
    if missing:
        is_one = len(missing) == 1
        names = ", ".join(missing[:_MOST_TOLD]) + (", ..." if len(missing) > _MOST_TOLD else "")
        told = f"{source} needs the bank{'' if is_one else 's'} {names}"
        told += f", which {'is' if is_one else 'are'} neither beside it nor in the working folder"
        raise StudybotError("bank.missing", told, hint=f"name {'it' if is_one else 'them'} with --bank")
    return tuple(found)
