"""Sheets as teachers write them down: which questions of this machine's banks their words mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from studybot.bank.findings import BankError, Finding
from studybot.bank.library import Library
from studybot.cli.selection import Selected, is_path, no_skill, select
from studybot.cli.sheets.plans import Group
from studybot.formula.errors import Place, StudybotError
from studybot.sheets.allotting import allotted
from studybot.sheets.files.sheet_file import Item, Points, SheetFile
from studybot.sheets.limits import MAX_PROBLEMS
from studybot.sheets.worth import least_shared


def groups_of(sheet: SheetFile, path: Path, words: Sequence[str], known: Library) -> list[Group]:
    """The questions of a sheet whose file lies at a path; `words` are files of banks that are named beside it.

    No question is drawn that stands on the sheet already, or has more parts than its points can be shared by. Raises
    `BankError` with the place of what is not here.
    """
    for bank in sheet.banks:
        if not _is_file(path.parent / bank.file):
            raise _refused(f"there is no file {bank.file}", bank.place, "it is looked for beside the sheet")
    own = [*(path.parent / bank.file for bank in sheet.banks), *map(Path, words)]
    library = known.with_own(own) if own else known
    items = [(section, item) for section in sheet.sections for item in section.items]
    meant = _without_repeats([item for _, item in items], library)
    groups: list[Group] = []
    for section in sheet.sections:
        title = section.title
        for item in section.items:
            selected = next(meant)
            wanted = len(selected) if item.wanted is None else item.wanted
            groups.append(Group(title, item.text, wanted, selected, item.points))
            title = ""
        if section.closing:
            groups.append(Group(title, section.closing, 0, ()))
    return groups


def _without_repeats(items: Sequence[Item], library: Library) -> Iterator[tuple[Selected, ...]]:
    """What each item means; what is drawn from is without what is asked anyway, and in one draw only."""
    meant = [_meant(item, library) for item in items]
    _check_count(items, meant)
    asked = {found.id for item, selected in zip(items, meant, strict=True) if item.wanted is None for found in selected}
    draws = [place for place, item in enumerate(items) if item.wanted is not None]
    by_id = {found.id: found for place in draws for found in meant[place]}
    pools = [[found.id for found in meant[place] if found.id not in asked] for place in draws]
    counts = [items[place].wanted or 0 for place in draws]
    each = allotted(pools, counts)
    if isinstance(each, int):
        item = items[draws[each]]
        raise _refused(_too_few(len(pools[each]), item), item.place, "draw fewer, or name more")
    for place, names in zip(draws, each, strict=True):
        meant[place] = tuple(by_id[name] for name in names)
    return iter(meant)


def _check_count(items: Sequence[Item], meant: Sequence[Sequence[Selected]]) -> None:
    """Raises `BankError` at the item with which there are too many: before they are allotted, which takes long."""
    count = 0
    for item, selected in zip(items, meant, strict=True):
        count += len(selected) if item.wanted is None else item.wanted
        if count > MAX_PROBLEMS:
            told = f"a sheet has at most {MAX_PROBLEMS} problems, and with these it has {count:,}"
            raise _refused(told, item.place, "name fewer")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its name is too long, for one
        return False


def _too_few(there: int, item: Item) -> str:
    wanted = f"{item.wanted} question{'' if item.wanted == 1 else 's'} to be drawn"
    if item.wanted is not None and there >= item.wanted:
        return f"{wanted}, and other draws of the sheet need too many of the same {there}"
    return f"{wanted}, and {there} there that {'does' if there == 1 else 'do'} not stand on the sheet already"


def _meant(item: Item, library: Library) -> tuple[Selected, ...]:
    for word in item.words:
        if is_path(word):
            hint = "name the file under `banks`, and the question by its id, such as mine/ride"
            raise _refused(f"{word} is a file, and no question", item.place, hint)
    try:
        selected = select(item.words, library)
        if item.wanted is not None and any(found.code is not None for found in selected):
            raise StudybotError("usage.code", "a code names one variant, which is not drawn", hint="code: alone")
        for skill in item.skills:
            if not any(skill in found.skills for found in selected):
                trained = {trained for found in selected for trained in found.skills}
                raise no_skill(skill, trained, "none of the questions to draw from trains")
    except BankError:
        raise
    except StudybotError as fault:
        raise _refused(fault.message, item.place, fault.hint) from None
    fitting = [found for found in selected if not item.skills or found.skills & {*item.skills}]
    if item.wanted is None or item.points is None:
        return tuple(fitting)
    sharing = tuple(found for found in fitting if _can_share(found, item.points))
    if len(sharing) < item.wanted <= len(fitting):
        told = f"of {len(fitting)} questions to draw from, {len(sharing)} can share {item.points.each[0]} points"
        raise _refused(told, item.points.place, "each part has one at least: give more points, or name others")
    return sharing


def _can_share(found: Selected, points: Points) -> bool:
    """Whether the parts of a question that may be drawn can share points. Only one with too many parts is read."""
    if len(found.entry.parts) <= points.each[0]:
        return True
    return least_shared([part.points for part in found.question.parts]) <= points.each[0]


def _refused(message: str, place: Place, hint: str | None) -> BankError:
    return BankError([Finding("error", "sheet", message, place, hint)])
