"""Which questions are meant by what was typed: a bank, an id, a glob, a code, a file of one's own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from studybot.bank.findings import BankError, nearest
from studybot.bank.library import Entry, Library
from studybot.bank.schema import Question
from studybot.formula.errors import StudybotError
from studybot.problem.codes import Code, code_of, looks_like_code, question_hash, read_code


class Selected(NamedTuple):
    """A question, and the code where one was given, which names one variant of it."""

    entry: Entry
    code: Code | None = None

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def skill(self) -> str:
        return self.entry.skill

    @property
    def skills(self) -> frozenset[str]:
        """What it trains, as a whole or in a part."""
        return frozenset((self.entry.skill, *self.entry.skills))

    @property
    def question(self) -> Question:
        """The question, read. Raises `BankError`."""
        return self.entry.question

    @property
    def seed(self) -> int | None:
        """The seed of the variant that a code names."""
        return self.code.seed if self.code else None

    def named_by(self, code: str | None) -> str:
        """What to type for a variant of this question, given its code: `mine.yaml:CODE` for a bank of one's own."""
        if code is None:
            return ""
        if self.entry.file is None:
            return code
        from shlex import quote  # a path may hold blanks

        return quote(f"{self.entry.file}:{code}")

    @property
    def revised(self) -> bool:
        """Whether the code was made for another revision of the question, so that its numbers may differ."""
        return self.code is not None and code_of(self.question, self.code.seed) != self.code


def select(words: Sequence[str], library: Library) -> list[Selected]:
    """Every question meant, each once, in the order of the words and of the banks; all where no word is given.

    Raises `StudybotError` (`selection.*`, `code.*`) for a word that means nothing, with what is nearest to it.
    """
    if not words:
        return [Selected(entry) for entry in library.entries()]
    found: dict[tuple[str, int | None], Selected] = {}
    try:
        with_own = _with_own(words, library)
        for word in words:
            for selected in _meant_by(word, with_own):
                found.setdefault((selected.id, selected.seed), selected)
    except BankError:
        for word in words:
            refuse_recipe(word)
        raise
    return list(found.values())


def is_there(path: str) -> bool:
    """Whether a path names something; False for what cannot be a path, as it is too long."""
    try:
        return bool(path) and Path(path).exists()
    except (OSError, ValueError):
        return False


def file_meant(word: str) -> Path | None:
    """The file that a word names as a whole, and nothing in it; None where there is none."""
    if not is_path(word) or file_of(word) != word:
        return None
    try:
        path = Path(word).expanduser()
        return path if path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # too long a name, or the home of a user that there is not
        return None


def refuse_recipe(word: str) -> None:
    """Raise `StudybotError` `usage.recipe` where a word names the file of an exam or a sheet, which is no bank."""
    path = file_meant(file_of(word))
    if path is None:
        return
    from shlex import quote

    from studybot.bank.file_kinds import kind_at

    kind = kind_at(path)
    if kind is not None:
        hint = f"`studybot {kind.command} {quote(file_of(word))}` {kind.does}"
        raise StudybotError("usage.recipe", f"{file_of(word)} is {kind.called}, not a bank", hint=hint)


def no_skill(skill: str, known: Iterable[str], what: str = "no question trains") -> StudybotError:
    """What to say of a skill that is not among those known: the nearest of them."""
    hint = nearest(skill, known) or "`studybot list` shows them"
    return StudybotError("selection.skill", f"{what} {skill}", hint=hint)


def ids_known(words: Sequence[str], library: Library) -> Iterable[str]:
    """The ids of all questions that there are: those of the library, and of the files among the words."""
    return (entry.id for entry in _with_own(words, library).entries())


def _with_own(words: Sequence[str], library: Library) -> Library:
    own = [Path(file_of(word)) for word in words if is_path(word)]
    return library.with_own(own) if own else library


def select_one(word: str, library: Library) -> Selected:
    """The one question meant. Raises `StudybotError` where it is none or several."""
    found = select([word], library)
    if not found:
        raise StudybotError("selection.several", f"{word} has no questions")
    if len(found) != 1:
        named = ", ".join(selected.id for selected in found[:5])
        raise StudybotError("selection.several", f"{word} means {len(found)} questions", hint=f"one of {named}, ...")
    return found[0]


def is_path(word: str) -> bool:
    """Whether a word names a file or folder: it begins or ends like one."""
    file = file_of(word)
    return file.endswith((".yaml", ".yml", "/", os.sep)) or file.startswith((".", "~")) or Path(file).is_absolute()


def file_of(word: str) -> str:
    """The file of `file.yaml:id`; a word that has no colon behind an ending is all file."""
    for ending in (".yaml:", ".yml:"):
        if ending in word:
            return word[: word.index(ending) + len(ending) - 1]
    return word


def _meant_by(word: str, library: Library) -> Iterable[Selected]:
    if is_path(word):
        return _in_path(word, library)
    if "*" in word or "?" in word or "[" in word:
        ids = [(entry, entry.id if "/" in word else entry.id.partition("/")[2]) for entry in library.entries()]
        matching = [Selected(entry) for entry, name in ids if fnmatchcase(name, word)]
        if not matching:
            raise StudybotError("selection.unknown", f"no question's id is like {word}")
        return matching
    if word in library.names():
        return [Selected(entry) for entry in library.entries(word)]
    bank = word.partition("/")[0]
    if "/" in word and bank in library.names():
        for entry in library.entries(bank):
            if entry.id == word:
                return [Selected(entry)]
    if looks_like_code(word):
        return [_of_code(word, read_code(word), library.entries())]
    raise _nothing(word, library)


def _in_path(word: str, library: Library) -> Iterable[Selected]:
    file = file_of(word)
    entries = library.entries_at(Path(file))
    wanted = word[len(file) + 1 :]
    if not wanted:
        return [Selected(entry) for entry in entries]
    for entry in entries:
        if wanted in (entry.id, entry.id.partition("/")[2]):
            return [Selected(entry)]
    if looks_like_code(wanted):
        return [_of_code(wanted, read_code(wanted), entries)]
    known = ", ".join(entry.id.partition("/")[2] for entry in entries[:8])
    raise StudybotError("selection.unknown", f"{file} has no question {wanted}", hint=f"it has: {known}")


def _of_code(word: str, code: Code, entries: Iterable[Entry]) -> Selected:
    for entry in entries:
        if question_hash(entry.id) == code.question:
            return Selected(entry, code)
    hint = "for a bank of your own: file.yaml:CODE"
    raise StudybotError("selection.unknown", f"no question of the banks has the code {word}", hint=hint)


def _nothing(word: str, library: Library) -> StudybotError:
    from difflib import get_close_matches  # slow to import, and wanted only after a mistake

    ids = [entry.id for entry in library.entries()]
    known = [*library.names(), *ids]
    short = {full.partition("/")[2]: full for full in ids}
    near = get_close_matches(word, known, n=1) or [short[found] for found in get_close_matches(word, short, n=1)]
    hint = f"did you mean {near[0]}?" if near else "`studybot list` shows what there is"
    if is_there(word):
        hint = f"write ./{word} if you mean the file or folder"
    return StudybotError("selection.unknown", f"there is no bank or question {word}", hint=hint)
