"""Which questions are meant by what was typed: a bank, an id, a glob, a code, a file of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from studybot.bank.library import Library
from studybot.bank.schema import Question
from studybot.formula.errors import StudybotError
from studybot.problem.codes import Code, code_of, looks_like_code, question_hash, read_code


@dataclass(frozen=True, slots=True)
class Selected:
    """A question, and the seed where a code names one variant. `revised`: the code was made for another revision."""

    question: Question
    seed: int | None = None
    revised: bool = False

    @property
    def skill(self) -> str:
        return self.question.skill


def select(words: Sequence[str], library: Library) -> list[Selected]:
    """Every question meant, each once, in the order of the words and of the banks; all where no word is given.

    Raises `StudybotError` (`selection.*`, `code.*`) for a word that means nothing, with what is nearest to it.
    """
    if not words:
        return [Selected(question) for bank in library.banks() for question in bank.questions]
    found: dict[tuple[str, int | None], Selected] = {}
    own = [word for word in words if is_path(word)]
    with_own = library.with_paths([Path(_file_of(word)) for word in own]) if own else library
    for word in words:
        for selected in _meant_by(word, with_own):
            found.setdefault((selected.question.id, selected.seed), selected)
    return list(found.values())


def select_one(word: str, library: Library) -> Selected:
    """The one question meant. Raises `StudybotError` where it is none or several."""
    found = select([word], library)
    if len(found) != 1:
        named = ", ".join(selected.question.id for selected in found[:5])
        raise StudybotError("selection.several", f"{word} means {len(found)} questions", hint=f"one of {named}, ...")
    return found[0]


def is_path(word: str) -> bool:
    """Whether a word names a file or folder: it ends like one, or is one and looks like no id."""
    file = _file_of(word)
    return file.endswith((".yaml", ".yml")) or file.startswith((".", "/", "~")) or Path(file).is_absolute()


def _file_of(word: str) -> str:
    """The file of `file.yaml:id`."""
    for ending in (".yaml:", ".yml:"):
        if ending in word:
            return word[: word.index(ending) + len(ending) - 1]
    return word


def _meant_by(word: str, library: Library) -> Iterable[Selected]:
    if is_path(word):
        return _in_path(word, library)
    if "*" in word or "?" in word or "[" in word:
        pattern = word if "/" in word else f"{word}/*" if word in library.names() else word
        matching = [question for question in _questions(library) if fnmatchcase(question.id, pattern)]
        if not matching:
            raise StudybotError("selection.unknown", f"no question's id is like {word}")
        return [Selected(question) for question in matching]
    if word in library.names():
        return [Selected(question) for question in library.bank(word).questions]
    bank = word.partition("/")[0]
    if "/" in word and bank in library.names():
        for question in library.bank(bank).questions:
            if question.id == word:
                return [Selected(question)]
    if looks_like_code(word):
        return [_of_code(word, read_code(word), library)]
    raise _nothing(word, library)


def _in_path(word: str, library: Library) -> Iterable[Selected]:
    file = _file_of(word)
    banks = library.banks_at(Path(file))
    wanted = word[len(file) + 1 :]
    questions = [question for bank in banks for question in bank.questions]
    if not wanted:
        return [Selected(question) for question in questions]
    for question in questions:
        if wanted in (question.id, question.id.partition("/")[2]):
            return [Selected(question)]
    known = ", ".join(question.id.partition("/")[2] for question in questions[:8])
    raise StudybotError("selection.unknown", f"{file} has no question {wanted}", hint=f"it has: {known}")


def _questions(library: Library) -> list[Question]:
    return [question for bank in library.banks() for question in bank.questions]


def _of_code(word: str, code: Code, library: Library) -> Selected:
    for question in _questions(library):
        if question_hash(question.id) == code.question:
            return Selected(question, code.seed, revised=code_of(question, code.seed) != code)
    hint = "name the file of its bank too"
    raise StudybotError("selection.unknown", f"no question of the banks has the code {word}", hint=hint)


def _nothing(word: str, library: Library) -> StudybotError:
    from difflib import get_close_matches  # slow to import, and wanted only after a mistake

    known = [*library.names(), *(question.id for question in _questions(library))]
    short = {question.id.partition("/")[2]: question.id for question in _questions(library)}
    near = get_close_matches(word, known, n=1) or [short[found] for found in get_close_matches(word, short, n=1)]
    hint = f"did you mean {near[0]}?" if near else "`studybot list` shows what there is"
    return StudybotError("selection.unknown", f"there is no bank or question {word}", hint=hint)
