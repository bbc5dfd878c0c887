"""What is found wrong with a bank: by the loader, and by `bank check`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from studybot.formula.errors import Place, StudybotError
from studybot.formula.values import value

Level = Literal["error", "warning", "note"]


@value
class Finding:
    """One thing found. `check` is its name, which a question may accept with a reason; `hint` what would be right."""

    level: Level
    check: str
    message: str
    place: Place
    hint: str | None = None
    question: str | None = None

    def sentence(self) -> str:
        """Place, message and hint on one line."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.message}{hint}"


class BankError(StudybotError):
    """A bank that cannot be used; `findings` are all the reasons, in the order of the file."""

    def __init__(self, findings: list[Finding]) -> None:
        first = findings[0]
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        super().__init__("bank.invalid", first.message + more, hint=first.hint, place=first.place)
        self.findings = findings


class Report:
    """Collects findings, so that one run reports all of them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.question: str | None = None

    def error(self, check: str, message: str, place: Place, hint: str | None = None) -> None:
        self.findings.append(Finding("error", check, message, place, hint, self.question))

    def warning(self, check: str, message: str, place: Place, hint: str | None = None) -> None:
        self.findings.append(Finding("warning", check, message, place, hint, self.question))

    @property
    def has_errors(self) -> bool:
        return any(finding.level == "error" for finding in self.findings)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """`did you mean ...?` with the most similar known word, or None where none is similar."""
    from difflib import get_close_matches  # slow to import, and wanted only after a mistake

    found = get_close_matches(word, list(known), n=1)
    return f"did you mean {found[0]}?" if found else None
