"""The banks that can be asked from: what there is, and each question read when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studybot.bank.file_kinds import kind_at
from studybot.bank.findings import BankError, Finding
from studybot.bank.index import Index, Shelf
from studybot.bank.kept import Kept
from studybot.bank.parsed import Outline, parse_file
from studybot.bank.schema import Question
from studybot.formula.errors import Place, StudybotError

if TYPE_CHECKING:
    from studybot.bank.reading import BankReader

_ENDINGS = (".yaml", ".yml")


class Entry(NamedTuple):
    """What a bank says of a question before the question is read.

    `question` reads it, once, and raises `BankError` for what is wrong with it. `file` is that of a bank of the
    student's own, without which it is not found again. A named tuple, as `Outline` is.
    """

    shelf: Shelf
    outline: Outline
    read: Callable[[], Question]
    file: Path | None = None

    @property
    def id(self) -> str:
        return f"{self.shelf.name}/{self.outline.slug}"

    @property
    def bank(self) -> str:
        return self.shelf.name

    @property
    def bank_title(self) -> str:
        return self.shelf.title

    @property
    def title(self) -> str:
        return self.outline.title

    @property
    def skill(self) -> str:
        return self.outline.skill

    @property
    def skill_says(self) -> str:
        skill = self.shelf.skills.get(self.skill)
        return skill.says if skill is not None else ""

    def builds_on(self, skill: str) -> tuple[str, ...]:
        """The skills that one of its skills builds on."""
        known = self.shelf.skills.get(skill)
        return known.after if known is not None else ()

    @property
    def skills(self) -> tuple[str, ...]:
        """Those of its parts."""
        return tuple(self.outline.skills)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.outline.parts)

    @property
    def steps(self) -> tuple[int, ...]:
        """How many quantities each part asks to work out."""
        return tuple(self.outline.steps)

    @property
    def examples(self) -> tuple[str, ...]:
        return tuple(self.outline.examples)

    @property
    def question(self) -> Question:
        return self.read()


# Called with how many banks have been looked at, and how many there are.
Progress = Callable[[int, int], None]


class Library:
    """Banks by name. A bank's name is that of its file, so that listing a folder tells what there is.

    `folders` hold banks that were checked when they were put there: a question of theirs is read when it is asked.
    `own` are files and folders that a student names. A file among them is read whole, so that a mistake shows at once.
    `cache` is a folder that may keep what was parsed, and what the folders hold; `progress` is told while banks are
    looked at, and at the end of it that all of them are, also where it ends in a mistake.
    Raises `StudybotError` `bank.missing` for a path that is not there, `BankError` for two banks of one name.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        own: Sequence[Path] = (),
        cache: Path | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._cache = cache
        self._progress = progress
        self._files: dict[str, Path] = {}
        self._own: set[Path] = set()
        self._whole: set[Path] = set()
        self._entries: dict[Path, tuple[Entry, ...]] = {}
        self._indexes: dict[Path, Index] = {}
        for path in folders:
            for file in bank_files(path):
                self._add(file)
        for path in own:
            for file in bank_files(path):
                self._add(file)
                self._own.add(file)
                if file == path.expanduser():
                    self._whole.add(file)

    def _add(self, file: Path) -> None:
        other = self._files.setdefault(file.stem, file)
        if other is not file and other.resolve() != file.resolve():
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
        return self._of_all(list(self._files.values()) if name is None else [self._files[name]])

    def with_own(self, paths: Sequence[Path]) -> Library:
        """This library with files and folders of the student's."""
        return Library(self.files(), paths, self._cache, self._progress)

    def entries_at(self, path: Path) -> tuple[Entry, ...]:
        """The questions of the banks at a path that this library was made with."""
        return self._of_all([self._files[file.stem] for file in bank_files(path)])

    def _of_all(self, files: Sequence[Path]) -> tuple[Entry, ...]:
        found: list[Entry] = []
        try:
            for place, file in enumerate(files):
                if self._progress is not None:
                    self._progress(place, len(files))
                found += self._of(file)
        finally:
            if self._progress is not None:
                self._progress(len(files), len(files))
            for index in self._indexes.values():
                index.save()
        return tuple(found)

    def _of(self, file: Path) -> tuple[Entry, ...]:
        if file not in self._entries:
            self._entries[file] = _read_whole(file) if file in self._whole else self._outlined(file)
        return self._entries[file]

    def _outlined(self, file: Path) -> tuple[Entry, ...]:
        """The questions of a bank by their outlines, from the index where it knows the file."""
        index = self._index(file.parent)
        shelf = index.shelf(file) if index is not None else None
        if shelf is None:
            # A volume of its own, which is let go: the trees of ten thousand questions need not stay.
            shelf = _Volume(file, self._cache).shelf()
            if index is not None:
                index.add(file, shelf)
        volume = _Volume(file, self._cache)
        own = file if file in self._own else None
        return tuple(
            Entry(shelf, outline, partial(volume.question, place), own) for place, outline in enumerate(shelf.outlines)
        )

    def _index(self, folder: Path) -> Index | None:
        if self._cache is None:
            return None
        if folder not in self._indexes:
            self._indexes[folder] = Index(folder, self._cache)
        return self._indexes[folder]


class _Volume:
    """A file of which questions are read one by one.

    What reads them is loaded with the first that is not kept: 12 ms, which most sheets and sessions do without.
    """

    def __init__(self, file: Path, cache: Path | None) -> None:
        self._file = file
        self._cache = cache
        self._kept = Kept(file, cache) if cache is not None else None
        self._questions: dict[int, Question] = {}

    @cached_property
    def _reader(self) -> BankReader:
        from studybot.bank.reading import BankReader

        reader = BankReader(parse_file(self._file, str(self._file), self._cache), self._cache)
        _raise_errors(reader, None)
        _check_name(reader.name, self._file)
        return reader

    def shelf(self) -> Shelf:
        """What the bank holds. Raises `BankError`."""
        reader = self._reader
        return Shelf(reader.name, reader.title, reader.skills, reader.parsed.outlines)

    def question(self, place: int) -> Question:
        """The question at a place of the file. Raises `BankError`."""
        if place not in self._questions:
            kept = self._kept.question(place) if self._kept is not None else None
            self._questions[place] = self._read(place) if kept is None else kept
        return self._questions[place]

    def _read(self, place: int) -> Question:
        reader = self._reader
        outline = reader.parsed.outlines[place]
        question = reader.question(reader.parsed.items[place]())
        _raise_errors(reader, f"{reader.name}/{outline.slug}")
        assert question is not None
        if self._kept is not None:
            self._keep(self._kept, place, question)
        return question

    def _keep(self, kept: Kept, place: int, question: Question) -> None:
        """Keep a question, unless there is anything to say of it or of the tables that it may be drawn from."""
        reader = self._reader
        if not reader.report.findings:
            kept.keep(place, question, reader.parsed.text, reader.used_file, reader.tables.used_text)


def _read_whole(file: Path) -> tuple[Entry, ...]:
    from studybot.bank.reading import load_bank

    bank = load_bank(file)
    _check_name(bank.name, file)
    outlines = tuple(
        Outline(
            slug=question.id.partition("/")[2],
            title=question.title,
            skill=question.skill,
            skills=tuple(part.skill for part in question.parts),
            parts=tuple(part.id for part in question.parts),
            steps=tuple(1 + len(part.work) for part in question.parts),
            examples=tuple(example.name for example in question.examples),
        )
        for question in bank.questions
    )
    shelf = Shelf(bank.name, bank.title, bank.skills, outlines)
    return tuple(
        Entry(shelf, outline, partial(_itself, question), file)
        for outline, question in zip(outlines, bank.questions, strict=True)
    )


def _itself(question: Question) -> Question:
    return question


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


def yaml_files(folder: Path) -> tuple[Path, ...]:
    """The YAML files of a folder in the order of their names. Raises OSError."""
    return tuple(sorted(file for file in folder.iterdir() if file.suffix in _ENDINGS and file.is_file()))


def bank_files(path: Path) -> tuple[Path, ...]:
    """The files of banks at a path: itself, or those of a folder in the order of their names, without sheets and exams.

    Raises `StudybotError` `bank.missing`.
    """
    try:
        path = path.expanduser()
        if path.is_dir():
            files = yaml_files(path)
            banks = tuple(file for file in files if kind_at(file) is None)
            if not banks:
                what = "banks, only sheets and exams" if files else "YAML files"
                raise StudybotError("bank.missing", f"the folder {path} has no {what}")
            return banks
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
