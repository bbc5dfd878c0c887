"""Events as lines of JSON: what `history export` writes and `history import` reads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any, NamedTuple, TextIO, cast, get_args

from studybot.formula.errors import Place, StudybotError
from studybot.formula.safely import shown_safely
from studybot.problem.generator import SEED_LIMIT
from studybot.study.history.events import MAX_TEXT, Event, EventKind, SessionKind, Verdict
from studybot.study.history.rows import COLUMNS

# Ids of questions, parts and skills are a few words; nobody's are longer.
MAX_NAME = 10_000
# Hashes of sixteen characters, and room for longer ones.
MAX_REVISION = 64
# More hints than the steps of any question, and more seconds than a student's life has.
MAX_HINTS = 1_000_000
MAX_SECONDS = 4e9
# Three texts in which every character takes six, and all the rest: a line without an end is not read into memory whole.
MAX_LINE = 20_000_000
# The study day and that of the time in UTC: zones go from -12 to +14 hours, and a day ends at 4.
_DAYS_APART = timedelta(days=1)
# So much of a value is told of one that is wrong.
_SHOWN = 60

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WORD = re.compile(r"[a-z_-]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# What JSON leaves as it is, although it controls terminals, turns the order of text round or ends lines elsewhere; and
# halves of surrogate pairs, which have no UTF-8. No class of characters, as these grow with every version of Python.
_ESCAPED = re.compile(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
# Bytes that are not UTF-8, as the error handler surrogateescape reads them.
_UNDECODED = re.compile(r"[\udc80-\udcff]")


class _Field(NamedTuple):
    fits: Callable[[Any], bool]
    right: str


def line_of(event: Event) -> str:
    """An event in a line, without its end: the same for equal events. Printed on a terminal it does no harm."""
    text = json.dumps({name: getattr(event, name) for name in COLUMNS}, ensure_ascii=False, separators=(",", ":"))
    if text.isascii() and "\x7f" not in text:
        return text
    if _SURROGATE.search(text) is not None:
        # Two halves of a pair are their character: JSON cannot tell them from it.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def event_of(text: str, place: Place) -> Event:
    """The event in a line. Raises `StudybotError` `events.line` with what is wrong, where and what would be right."""
    if (undecoded := _UNDECODED.search(text)) is not None:
        raise _wrong(
            "this is not UTF-8", "write the file with `studybot history export FILE`", place, undecoded.start()
        )
    try:
        found = _DECODER.decode(text)
    except json.JSONDecodeError as fault:
        raise _wrong(f"this is not JSON: {fault.msg}", "each line is one event in braces", place, fault.pos) from None
    except (ValueError, RecursionError) as fault:
        told = str(fault) if isinstance(fault, _RefusedError) else "it has more digits or brackets than an event"
        raise _wrong(f"this is no event: {told}", "each line is one event in braces", place, 0) from None
    if not isinstance(found, dict):
        raise _wrong("this is no event", "each line is one event in braces", place, 0)
    try:
        return checked(found)
    except EventError as fault:
        column = text.find(f'"{fault.field}"') if fault.field else 0
        raise _wrong(fault.message, fault.right, place, max(0, column)) from None


def read_events(stream: TextIO, name: str) -> Iterator[tuple[Place, Event]]:
    """The events of a stream that was opened with the error handler surrogateescape, each with its place.

    `name` is that of the file. Empty lines are passed over. Raises as `event_of`, and what the stream raises.
    """
    number = 0
    while text := stream.readline(MAX_LINE + 1):
        number += 1
        place = Place(name, number, 1)
        if len(text) > MAX_LINE:
            raise _wrong("the line is too long", f"an event has at most {MAX_LINE:,} characters", place, 0)
        if number == 1:
            text = text.removeprefix("\ufeff")
        if text.strip():
            yield place, event_of(text, place)


class EventError(Exception):
    """What is wrong with the values of an event, and what would be right; `field` is None where one is missing."""

    def __init__(self, field: str | None, message: str, right: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.right = right


def checked(values: Mapping[str, object]) -> Event:
    """The event with these values. Raises `EventError` where one of them is missing, unknown, or not what it may be."""
    for name in COLUMNS:
        if name not in values:
            raise EventError(None, f"this is no event: it has no {name}", f"its fields are {', '.join(COLUMNS)}")
    for name, field in _FIELDS.items():
        if not field.fits(values[name]):
            raise EventError(name, f"{name} is {_shown(values[name])}", f"it is {field.right}")
    if len(values) > len(COLUMNS):
        name = next(name for name in values if name not in _FIELDS)
        told = f"a newer studybot has written this event: {_shown(name)} is not known here"
        raise EventError(name, told, "update studybot")
    event = Event(**cast("dict[str, Any]", values))
    if abs(date.fromisoformat(event.local_day) - date.fromisoformat(event.at[:10])) > _DAYS_APART:
        raise EventError("local_day", f"local_day is {event.local_day}", f"at is {event.at[:10]}: a day away at most")
    if type(event.seconds) is float and type(event.credit) is not int:
        return event
    # JSON knows one kind of number.
    credit = None if event.credit is None else float(event.credit)
    return replace(event, seconds=float(event.seconds), credit=credit)


def _wrong(message: str, right: str, place: Place, offset: int) -> StudybotError:
    return StudybotError("events.line", message, hint=right, place=place._replace(column=offset + 1))


class _RefusedError(ValueError):
    """What JSON may hold and an event may not."""


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _RefusedError("it has a field twice")
    return found


def _refused_constant(name: str) -> object:
    raise _RefusedError(f"{name} is not a number")


_DECODER = json.JSONDecoder(object_pairs_hook=_without_doubles, parse_constant=_refused_constant)


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    if not isinstance(value, str):
        return json.dumps(value)[:_SHOWN]
    text = shown_safely(value[:_SHOWN]) + ("…" if len(value) > _SHOWN else "")
    return text if _WORD.fullmatch(text) else f"“{text}”"


def _is_number(value: object) -> bool:
    return type(value) in (int, float)


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and _AT.fullmatch(value) is not None and _exists(datetime, value)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None and _exists(date, value)


def _exists(kind: type[date], value: str) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_uuid(value: Any) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def _text(longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _text_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= MAX_TEXT)


def _one_of(known: tuple[object, ...]) -> _Field:
    names = frozenset(known)
    told = [_shown(name) for name in known]
    # A list or a mapping has no hash to be looked up by.
    return _Field(lambda value: isinstance(value, str | None) and value in names, f"one of {', '.join(told)}")


def _number(least: float, most: float) -> Callable[[Any], bool]:
    return lambda value: _is_number(value) and isfinite(value) and least <= value <= most


def _whole(value: Any, limit: int) -> bool:
    return type(value) is int and 0 <= value < limit


_NAME_FIELD = _Field(_text(MAX_NAME), f"a text of at most {MAX_NAME:,} characters")
_TEXT_FIELD = _Field(_text_or_none, f"null or a text of at most {MAX_TEXT:,} characters")

_FIELDS = {
    "uuid": _Field(_is_uuid, "like 0f8fad5b-d9cb-469f-a165-70867728950e, in small letters"),
    "at": _Field(_is_time, "a time in UTC like 2026-03-01T22:30:00.000000Z"),
    "local_day": _Field(_is_day, "a day like 2026-03-01"),
    "session": _Field(_is_uuid, "like 0f8fad5b-d9cb-469f-a165-70867728950e, in small letters"),
    "session_kind": _one_of(get_args(SessionKind)),
    "kind": _one_of(get_args(EventKind)),
    "question": _NAME_FIELD,
    "revision": _Field(_text(MAX_REVISION), f"a text of at most {MAX_REVISION} characters"),
    "seed": _Field(
        lambda value: value is None or _whole(value, SEED_LIMIT), f"null or a whole number from 0 to {SEED_LIMIT - 1}"
    ),
    "part": _NAME_FIELD,
    "skill": _NAME_FIELD,
    "raw": _TEXT_FIELD,
    "reading": _TEXT_FIELD,
    "verdict": _one_of((None, *get_args(Verdict))),
    "credit": _Field(lambda value: value is None or _number(0, 1)(value), "null or a number from 0 to 1"),
    "slip": _TEXT_FIELD,
    "hints": _Field(lambda value: _whole(value, MAX_HINTS + 1), f"a whole number from 0 to {MAX_HINTS}"),
    "seconds": _Field(_number(0, MAX_SECONDS), f"a number from 0 to {MAX_SECONDS:.0f}"),
}
assert tuple(_FIELDS) == COLUMNS
