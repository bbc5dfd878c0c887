"""What of a sheet begins on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence

from studybot.sheets.sheet import NewPage, Section


def paged(sections: Sequence[Section], new_page: NewPage) -> tuple[Section, ...]:
    """The sections with their new pages. None begins before the first: the head of the sheet stands there.

    A title or a text is on the page of the problem that it stands before, and a last text on that of the last problem.
    """
    return tuple(_paged(section, new_page, is_first=place == 0) for place, section in enumerate(sections))


def _paged(section: Section, new_page: NewPage, *, is_first: bool) -> Section:
    has_head = bool(section.title or section.text)
    each = new_page == "problem"
    problems = tuple(
        problem._replace(on_new_page=each and (place > 0 or not (is_first or has_head)))
        for place, problem in enumerate(section.problems)
    )
    begins = has_head and bool(problems) if each else new_page == "section" and section.title != ""
    return section._replace(problems=problems, on_new_page=begins and not is_first)
