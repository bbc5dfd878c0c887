"""The banks that can be asked from: what there is, and each question read when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from studybot.bank.findings import BankError, Finding
from studybot.bank.loading import Tree
from studybot.bank.parsed import Outline, parse_file
from studybot.bank.reading import BankReader, load_bank
from studybot.bank.schema import Question
from studybot.formula.errors import Place, StudybotError

_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Entry:
    """What a bank says of a question before the question is read.

    `skills` are those of its parts; `question` reads it, and raises `BankError` for what is wrong with it. `file` is
    that of a bank of the student's own, without which it is not found again.
    """

    id: str
    title: str
    bank_title: str
    skill: str
    skill_says: str
    skills: tuple[str, ...]
    parts: tuple[str, ...]
    examples: tuple[str, ...]
    read: Callable[[], Question]
    file: Path | None = None

    @property
    def bank(self) -> str:
        return self.id.partition("/")[0]

    @cached_property
    def question(self) -> Question:
        return self.read()


class Library:
    """Banks by name. A bank's name is that of its file, so that listing a folder tells what there is.

    `folders` hold banks that were checked when they were put there: a question of theirs is read when it is asked.
    `own` are files and folders that a student names, which are read whole, so that a mistake shows at once. `cache` is
    a folder that may keep what was parsed. Raises `StudybotError` `bank.missing` for a path that is not there,
    `BankError` for two banks of one name.
    """

    def __init__(self, folders: Sequence[Path], own: Sequence[Path] = (), cache: Path | None = None) -> None:
        self._cache = cache
        self._files: dict[str, Path] = {}
        self._own: set[Path] = set()
        self._entries: dict[Path, tuple[Entry, ...]] = {}
        for path in (*folders, *own):
            for file in bank_files(path):
                self._add(file)
                if path in own:
                    self._own.add(file)

    def _add(self, file: Path) -> None:
        other = self._files.setdefault(file.stem, file)
        if other.resolve() != file.resolve():
            message = f"two banks have the name {file.stem}: {other} and {file}"
            raise BankError([Finding("error", "duplicate", message, Place(str(file), 1, 1), "rename one of them")])

    def names(self) -> tuple[str, ...]:
        """The names of all banks, in the order of their folders."""
        return tuple(self._files)

    def files(self) -> tuple[Path, ...]:
        """The files of all banks."""
        return tuple(self._files.values())

    def entries(self, name: str | None = None) -> tuple[Entry, ...]:
        """The questions of one bank, whose name is known, or of all."""
        files = self._files.values() if name is None else [self._files[name]]
        return tuple(entry for file in files for entry in self._of(file))

    def with_own(self, paths: Sequence[Path]) -> Library:
        """This library with files and folders of the student's."""
        return Library(self.files(), paths, self._cache)

    def entries_at(self, path: Path) -> tuple[Entry, ...]:
        """The questions of the banks at a path that this library was made with."""
        return tuple(entry for file in bank_files(path) for entry in self._of(self._files[file.stem]))

    def _of(self, file: Path) -> tuple[Entry, ...]:
        if file not in self._entries:
            self._entries[file] = _read_whole(file) if file in self._own else _outline(file, self._cache)
        return self._entries[file]


def _read_whole(file: Path) -> tuple[Entry, ...]:
    bank = load_bank(file)
    _check_name(bank.name, file)
    return tuple(
        Entry(
            id=question.id,
            title=question.title,
            bank_title=bank.title,
            skill=question.skill,
            skill_says=bank.skills[question.skill].says,
            skills=tuple(part.skill for part in question.parts),
            parts=tuple(part.id for part in question.parts),
            examples=tuple(example.name for example in question.examples),
            read=partial(_itself, question),
            file=file,
        )
        for question in bank.questions
    )


def _itself(question: Question) -> Question:
    return question


def _outline(file: Path, cache: Path | None) -> tuple[Entry, ...]:
    reader = BankReader(parse_file(file, str(file), cache), cache)
    _raise_errors(reader, None)
    _check_name(reader.name, file)
    parsed = reader.parsed
    return tuple(_entry(reader, outline, item) for outline, item in zip(parsed.outlines, parsed.items, strict=True))


def _entry(reader: BankReader, outline: Outline, item: Callable[[], Tree]) -> Entry:
    def read() -> Question:
        question = reader.question(item())
        _raise_errors(reader, f"{reader.name}/{outline.slug}")
        assert question is not None
        return question

    skill = reader.skills.get(outline.skill)
    return Entry(
        id=f"{reader.name}/{outline.slug}",
        title=outline.title,
        bank_title=reader.title,
        skill=outline.skill,
        skill_says=skill.says if skill else "",
        skills=outline.skills,
        parts=outline.parts,
        examples=outline.examples,
        read=read,
    )


def _raise_errors(reader: BankReader, question: str | None) -> None:
    """Raises `BankError` for what is wrong with the head of a bank or its tables, and with this question."""
    errors = [finding for finding in reader.findings() if finding.level == "error"]
    errors = [finding for finding in errors if finding.question in (None, question)]
    if errors:
        raise BankError(errors)


def _check_name(name: str, file: Path) -> None:
    if name != file.stem:
        message = f"the bank {name} lies in a file of another name"
        raise BankError([Finding("error", "file", message, Place(str(file), 1, 1), f"name the file {name}.yaml")])


def bank_files(path: Path) -> tuple[Path, ...]:
    """The files of banks at a path: itself, or those of a folder in the order of their names.

    Raises `StudybotError` `bank.missing`.
    """
    try:
        path = path.expanduser()
        if path.is_dir():
            files = tuple(sorted(file for file in path.iterdir() if file.suffix in _ENDINGS and file.is_file()))
            if not files:
                raise StudybotError("bank.missing", f"the folder {path} has no YAML files")
            return files
        there = path.exists()
    except RuntimeError:  # the home of a user that there is not
        there = False
    except OSError as fault:
        raise StudybotError("bank.missing", f"{path} cannot be read: {fault.strerror}") from None
    if not there:
        raise StudybotError("bank.missing", f"there is no file {path}")
    if path.suffix not in _ENDINGS:
        raise StudybotError("bank.missing", f"{path} is not a bank", hint="a bank is a .yaml file")
    return (path,)
