"""`studybot bank schema`: what editors are told of the format is what the reader reads."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from running import Inside

from studybot.bank.findings import Finding
from studybot.bank.format_fields import RECORDS
from studybot.bank.json_schema import json_schema
from studybot.bank.loading import Scalar, Sequence, Tree, load_tree
from studybot.bank.reading import read_bank

SHIPPED = sorted((Path(__file__).parents[1] / "questions").glob("*.yaml"))
SCHEMA = json_schema()
_NUMBER = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")
_WHOLE = re.compile(r"[-+]?\d+")

# Every field is in it once, so that each can be taken away.
FULL = """\
studybot: 1
bank: full
title: Everything
licence: CC0-1.0
skills:
  first: {says: one}
  second: {says: two, after: [first]}
counts: {lorry: lorries}
tables:
  engines:
    steam: {says: a steam engine, because: it is old, source: a book of 1900, power: 3}
    motor: {says: a motor, because: it is new, source: a book of 1990, power: 5}
questions:
- id: all
  title: All of it
  skill: first
  given:
    n: {pick: [2, 3], unit: km, says: the length, shown: N_0, source: a map of 2020}
    m: {range: [1, 9], step: 1, says: the number}
    d: {range: [1, 900], digits: 2, says: the size, distractor: true}
    twice: {is: 2*m, says: twice the number}
    engine: {case: engines, only: [steam, motor], says: the engine}
    x: {value: [1, 2], says: a vector}
    A: {pick: [0, 1], shape: [2, 2], says: a matrix}
  where: m > 1
  text: '{n} {m} {d} {twice} {engine} {x} {A}'
  parts:
    - id: first
      ask: What?
      work: {half: {is: n/2, because: it is half, at: {m: 2}, unit: km, says: the half, shown: h}}
      answer: half*m
      because: so it is
      in: [m]
      at: {twice: 4}
      unit: km
      says: the answer
      shown: a
      accept: {within: 2%, form: factored}
      slips: [{gives: n*m, says: the whole was taken}]
      hints: [Halve it.]
      follow: false
      points: 2
      skill: second
    - id: near
      ask: About?
      answer: 7*m
      because: seven of them
      accept: {factor: 2, half: 10}
    - id: rounded
      ask: Rounded?
      answer: m/7
      because: a seventh
      accept: {figures: 3}
    - id: tenths
      ask: In tenths?
      answer: m/7
      because: a seventh
      accept: {decimals: 1}
    - id: chosen
      ask: Which?
      kind: statements
      show: 2
      choices:
        one: {right: Yes., wrong: No., because: so it is, tempting: [it was not]}
        two: {right: Good., because: so it is}
        three: {wrong: Bad., because: so it is not}
    - id: drawn
      ask: Which engine?
      answer: engine
    - id: sorted
      ask: In order?
      order: {one: {right: First.}, two: {right: Second., after: [one]}, odd: {wrong: No.}}
    - id: free
      ask: Why?
      rubric: {point: It says why.}
      model: Because.
    - id: named
      ask: Who?
      spellings: [me, I]
  examples:
    pinned:
      given: {n: 2, m: 2, chosen: {one: right, two: right}}
      answers: {half: 1}
      right: {near: [14]}
      wrong: {near: [1000]}
  accepts: {told: it is meant}
"""


def as_editors_load(tree: Tree) -> Any:
    """A tree with the scalars that YAML 1.2 makes of it: numbers, true and false, and texts."""
    if isinstance(tree, Scalar):
        if tree.quoted or tree.block:
            return tree.text
        if tree.text in ("true", "false"):
            return tree.text == "true"
        if _WHOLE.fullmatch(tree.text):
            return int(tree.text)
        return float(tree.text) if _NUMBER.fullmatch(tree.text) else tree.text
    if isinstance(tree, Sequence):
        return [as_editors_load(item) for item in tree.items]
    return {key: as_editors_load(value) for key, value in tree.entries.items()}


def complaints(data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)]


@cache
def full() -> Any:
    return as_editors_load(load_tree(FULL, "full.yaml"))


def findings(folder: Path, data: Any) -> list[Finding]:
    """What the reader finds."""
    path = folder / "full.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return read_bank(path)[1]


def fields_of(record: str) -> set[str]:
    (found,) = (found for found in RECORDS if found.name == record)
    return {field.name for field in found.fields}


def mappings(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every mapping in the data."""
    if isinstance(data, dict):
        yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from mappings(value, (*path, key))


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def test_the_command_prints_a_schema(tmp_path: Path) -> None:
    ran = Inside(tmp_path)("bank", "schema")
    assert ran.code == 0
    assert ran.data == SCHEMA
    assert ran.data["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(ran.data)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_shipped_banks_are_valid(file: Path) -> None:
    assert complaints(as_editors_load(load_tree(file.read_text(encoding="utf-8"), file.name))) == []


def test_a_bank_with_every_field_is_valid_and_read(tmp_path: Path) -> None:
    assert complaints(full()) == []
    assert [finding.sentence() for finding in findings(tmp_path, full()) if finding.level == "error"] == []


# Of each kind of mapping one in the full bank.
PLACES: dict[str, tuple[Any, ...]] = {
    "file": (),
    "skill": ("skills", "first"),
    "question": ("questions", 0),
    "given": ("questions", 0, "given", "m"),
    "part": ("questions", 0, "parts", 0),
    "work": ("questions", 0, "parts", 0, "work", "half"),
    "accept": ("questions", 0, "parts", 0, "accept"),
    "slip": ("questions", 0, "parts", 0, "slips", 0),
    "option": ("questions", 0, "parts", 4, "choices", "one"),
    "example": ("questions", 0, "examples", "pinned"),
}


@pytest.mark.parametrize("record", PLACES)
def test_the_schema_has_the_fields_that_the_reader_knows(tmp_path: Path, record: str) -> None:
    data = copy.deepcopy(full())
    at(data, PLACES[record])["zzzzzzzz"] = "x"
    (told,) = (finding.hint or "" for finding in findings(tmp_path, data) if finding.check == "unknown-key")
    assert set(told.removeprefix("it has: ").split(", ")) == fields_of(record)
    assert any("zzzzzzzz" in complaint for complaint in complaints(data))


def test_every_kind_of_mapping_is_held_to_the_reader() -> None:
    # A row has columns of any name, which are read beside its three texts.
    assert {record.name for record in RECORDS} == {*PLACES, "row"}
    used = {key for path in mappings(full()) for key in at(full(), path)}
    # `use` needs another file, and of the ways of drawing and asking each stands in a mapping of its own.
    assert {field.name for record in RECORDS for field in record.fields} - used == {"use"}


def test_what_must_be_there_is_missed_by_both(tmp_path: Path) -> None:
    """Every field of the bank is taken away, one at a time."""
    for path in mappings(full()):
        for key in at(full(), path):
            data = copy.deepcopy(full())
            del at(data, path)[key]
            invalid, found = bool(complaints(data)), findings(tmp_path, data)
            named = f"{'.'.join(map(str, path))}.{key}"
            if invalid:
                assert any(finding.level == "error" for finding in found), named
            else:
                # A formula and a choice must have a reason, a row and a step need not: the reader can tell them apart.
                missing = [finding.message for finding in found if finding.check == "missing"]
                assert [message for message in missing if not message.endswith("the field because")] == [], named


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ("given", "pick", [1, 2]),  # beside a range
        ("given", "digits", 2),  # beside a step
        ("part", "spellings", ["x"]),  # beside an answer
        ("part", "model", "x"),  # without a rubric
        ("accept", "figures", 3),  # beside within
        ("accept", "half", 10),  # without a factor
        ("accept", "form", "pretty"),
        ("part", "kind", "some"),
        ("part", "points", "many"),
        ("part", "follow", "maybe"),
        ("part", "hints", {"first": "x"}),
        ("part", "id", "two words"),
        ("question", "id", "Two Words"),
        ("question", "parts", []),
        ("file", "studybot", 2),
        ("example", "given", [1]),
    ],
)
def test_what_the_reader_refuses_is_not_valid(tmp_path: Path, record: str, field: str, value: Any) -> None:
    data = copy.deepcopy(full())
    at(data, PLACES[record])[field] = value
    assert complaints(data)
    assert any(finding.level == "error" for finding in findings(tmp_path, data))


def test_every_field_says_what_it_is_for() -> None:
    for record in (SCHEMA, *(SCHEMA["$defs"][record.name] for record in RECORDS if record.name != "file")):
        assert record["description"]
        for field in record["properties"].values():
            assert field["description"].endswith(".")
