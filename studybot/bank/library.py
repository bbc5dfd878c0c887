"""The banks that can be asked from: those of some folders, each read when it is first wanted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studybot.bank.findings import BankError, Finding
from studybot.bank.reading import load_bank
from studybot.bank.schema import Bank
from studybot.formula.errors import Place, StudybotError

_ENDINGS = (".yaml", ".yml")


class Library:
    """Banks by name. A bank's name is that of its file, so that listing a folder tells what there is.

    `paths` are folders of banks or single files. Raises `StudybotError` `bank.missing` for a path that is not there,
    `BankError` for two banks of one name; reading a bank raises `BankError` for what is wrong with it.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._files: dict[str, Path] = {}
        self._banks: dict[Path, Bank] = {}
        for path in paths:
            for file in bank_files(path):
                self._add(file)

    def _add(self, file: Path) -> None:
        other = self._files.setdefault(file.stem, file)
        if other.resolve() != file.resolve():
            message = f"two banks have the name {file.stem}: {other} and {file}"
            raise BankError([Finding("error", "duplicate", message, Place(str(file), 1, 1), "rename one of them")])

    def names(self) -> tuple[str, ...]:
        """The names of all banks, in the order of their folders."""
        return tuple(self._files)

    def bank(self, name: str) -> Bank:
        """The bank of this name, which is known to exist."""
        return self._read(self._files[name])

    def banks(self) -> tuple[Bank, ...]:
        """All banks that have questions."""
        found = (self.bank(name) for name in self._files)
        return tuple(bank for bank in found if bank.questions)

    def banks_at(self, path: Path) -> tuple[Bank, ...]:
        """The banks in a file or folder of the student's own."""
        return tuple(self._read(file) for file in bank_files(path))

    def with_paths(self, paths: Sequence[Path]) -> Library:
        """This library with further files and folders. The same file named twice is one bank."""
        return Library([*self._files.values(), *paths])

    def _read(self, file: Path) -> Bank:
        if file not in self._banks:
            bank = load_bank(file)
            if bank.name != file.stem:
                message = f"the bank {bank.name} lies in a file of another name"
                hint = f"name the file {bank.name}.yaml"
                raise BankError([Finding("error", "file", message, Place(str(file), 1, 1), hint)])
            self._banks[file] = bank
        return self._banks[file]


def bank_files(path: Path) -> tuple[Path, ...]:
    """The files of banks at a path: itself, or those of a folder in the order of their names.

    Raises `StudybotError` `bank.missing`.
    """
    path = path.expanduser()
    if path.is_dir():
        files = tuple(sorted(file for file in path.iterdir() if file.suffix in _ENDINGS and file.is_file()))
        if not files:
            raise StudybotError("bank.missing", f"the folder {path} has no YAML files")
        return files
    if not path.exists():
        raise StudybotError("bank.missing", f"there is no file {path}")
    if path.suffix not in _ENDINGS:
        raise StudybotError("bank.missing", f"{path} is not a bank", hint="a bank is a .yaml file")
    return (path,)
