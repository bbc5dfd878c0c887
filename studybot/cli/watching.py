"""`studybot bank watch`: the question that is being written, shown and checked again at every save."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studybot.bank.findings import BankError, Finding
from studybot.bank.library import bank_files
from studybot.bank.parsed import parse_file
from studybot.bank.reading import BankReader
from studybot.bank.schema import Question
from studybot.cli.banks import checked_seed
from studybot.cli.checking import check_name, counted, listed
from studybot.cli.explain import as_document
from studybot.cli.screen import Screen
from studybot.cli.selection import file_of
from studybot.formula.errors import StudybotError
from studybot.problem.derivation import Derivation
from studybot.problem.variant import drawn
from studybot.show.document import Block, Document, Gap, line

# A save is seen at once, and looking at one file this often takes 0.03 % of a processor. A library that is told by the
# system would have to watch the folder, since most editors put a new file in the place of the old: no less code.
_POLL_SECONDS = 0.3
# An editor that replaces a file may have taken the old one away and not yet put the new one there.
_POLLS_UNTIL_MISSING = 3
# The shipped questions take 0.25 s each to check on so many, a second at most; that is what writing can wait for.
VARIANTS = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A bank while it is written: the questions that can be read, what is wrong, and how each question is written.

    `texts` has every question of the file by its id, also those that cannot be read.
    """

    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    texts: dict[str, str]


def read_draft(file: Path) -> Draft:
    """What is in a file now. Raises `BankError` for one that is no YAML at all."""
    reader = BankReader(parse_file(file, str(file)))
    bank = reader.bank()
    lines = reader.parsed.text.splitlines()
    starts = [item().place.line - 1 for item in reader.parsed.items]
    written = ("\n".join(lines[start:end]).strip() for start, end in zip(starts, [*starts[1:], None], strict=True))
    ids = (f"{bank.name}/{outline.slug}" for outline in reader.parsed.outlines)
    findings = [*reader.findings(), *(check_name(file, bank.name, {}) if bank.name else [])]
    return Draft(bank.questions, tuple(findings), dict(zip(ids, written, strict=True)))


def question_to_show(now: Draft, before: Draft | None, shown: str | None) -> str | None:
    """The id of the question that is being written; None where there is none.

    That is the last one whose text changed since `before`; else the one that was shown; else the first with a finding;
    else the first.
    """
    changed = [id_ for id_, text in now.texts.items() if before is not None and before.texts.get(id_) != text]
    if changed:
        return changed[-1]
    if shown in now.texts:
        return shown
    found = (finding.question for finding in now.findings if finding.question in now.texts)
    return next(found, next(iter(now.texts), None))


def watch(word: str, seed: int, screen: Screen) -> None:
    """Show a question of a file, `file.yaml` or `file.yaml:question`, whenever the file has changed, until Ctrl-C.

    Raises `StudybotError` where there is no such file.
    """
    file, wanted = _file_and_question(word)
    checked_seed(seed)
    view = _View(file, wanted, seed, screen)
    seen, missing = None, 0
    with suppress(KeyboardInterrupt):
        while True:
            state = _state(file)
            missing = missing + 1 if state is None else 0
            if state is not None and state != seen:
                view.show()
                seen = state
            elif missing == _POLLS_UNTIL_MISSING:
                view.show_missing()
                seen = None
            time.sleep(_POLL_SECONDS)
    screen.write("\n")


def _file_and_question(word: str) -> tuple[Path, str | None]:
    name = file_of(word)
    file = Path(name).expanduser()
    if file.is_dir():
        raise StudybotError("usage.path", f"{name} is a folder", hint="name the file that you are writing")
    if not file.exists():
        raise StudybotError("bank.missing", f"there is no file {name}", hint="`studybot bank new` writes a first one")
    bank_files(file)
    return file, word[len(name) + 1 :].rpartition("/")[2] or None


def _state(file: Path) -> tuple[int, ...] | None:
    """What is another after every save, also after one that puts another file in its place; None without a file."""
    with suppress(OSError):
        status = file.stat()
        return status.st_mtime_ns, status.st_size, status.st_ino
    return None


class _View:
    """What stands on the screen, and what it was made from."""

    def __init__(self, file: Path, wanted: str | None, seed: int, screen: Screen) -> None:
        self._file = file
        self._wanted = wanted
        self._seed = seed
        self._screen = screen
        self._before: Draft | None = None
        self._shown: str | None = None

    def show(self) -> None:
        """The file as it is now."""
        try:
            draft = read_draft(self._file)
        except BankError as fault:
            # Broken for a moment: what changed is told by what could be read before.
            self._put((*listed(fault.findings), counted(fault.findings)))
            return
        if self._wanted is None:
            self._shown = question_to_show(draft, self._before, self._shown)
        else:
            self._shown = next((id_ for id_ in draft.texts if id_.partition("/")[2] == self._wanted), None)
        self._before = draft
        self._put(self._document(draft))

    def show_missing(self) -> None:
        self._put((line(f"There is no file {self._file} now.", role="wrong"),))

    def _document(self, draft: Draft) -> Document:
        if self._shown is None:
            asked = f"question {self._wanted}" if self._wanted else "question yet"
            told = line(f"{self._file} has no {asked}.", role="wrong")
            return (told, Gap(), *listed(draft.findings), counted(draft.findings))
        question = next((question for question in draft.questions if question.id == self._shown), None)
        if question is None:
            blocks: list[Block] = [line(f"{self._shown} cannot be read.", role="wrong")]
            return (*blocks, Gap(), *listed(draft.findings), counted(draft.findings))
        findings = [*draft.findings, *self._check(question)]
        return (*self._solved(question), Gap(), *listed(findings), counted(findings))

    def _check(self, question: Question) -> Sequence[Finding]:
        from studybot.vetting.check import check_question  # takes numpy along, for which a sentence need not wait

        return check_question(question, variants=VARIANTS).findings

    def _solved(self, question: Question) -> Document:
        """The question with its steps, as far as its numbers can be drawn."""
        try:
            variant = drawn(Derivation.of(question), self._seed)
            return as_document(variant, "", self._screen.environment.command, question.parts)
        except StudybotError as fault:
            return (line(f"{question.id} cannot be shown: {fault.message}", role="wrong"),)

    def _put(self, document: Document) -> None:
        """On a terminal in the place of what was there; elsewhere below it."""
        at = self._screen.environment.now().strftime("%H:%M:%S")
        if self._screen.plain:
            self._screen.show((line(f"{at} {self._file}", role="title"), *document, Gap()))
            return
        self._screen.console.clear()
        told = f"{at}, on {VARIANTS} variants; `bank check` looks at more. Ctrl-C ends."
        self._screen.show((*document, line(told, role="quiet")))
