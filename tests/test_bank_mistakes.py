"""An author's mistakes in a bank: each is reported with its place, what is wrong and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import HEAD, RIDE, line_of, spoilt

from studybot.bank.findings import BankError, Finding
from studybot.bank.reading import load_bank, read_bank

WAY = "range: [10, 500], step: 1,"
TEXT = "text: A train runs {way} at {speed}. Every kilometre costs {fare}."


def read(folder: Path, content: str) -> list[Finding]:
    path = folder / "own.yaml"
    path.write_text(content, encoding="utf-8")
    return read_bank(path, "own.yaml")[1]


def told(folder: Path, content: str) -> list[str]:
    return [finding.sentence().removeprefix("own.yaml:") for finding in read(folder, content)]


def test_a_good_bank_has_no_findings(tmp_path: Path) -> None:
    assert told(tmp_path, HEAD + RIDE) == []


def test_the_smallest_bank_has_no_findings(tmp_path: Path) -> None:
    smallest = """\
bank: own
skills: {counting: {says: counting}}
questions:
- id: one
  title: One
  skill: counting
  text: Count to one.
  parts: [{id: one, ask: What is one?, answer: "1", because: one is one}]
"""
    assert told(tmp_path, smallest) == []
    assert load_bank(tmp_path / "own.yaml").questions[0].id == "own/one"


def test_an_empty_bank_has_no_findings(tmp_path: Path) -> None:
    assert told(tmp_path, "studybot: 1\nbank: own\n") == []


# What is changed, what it becomes; then every message, each after its place.
MISTAKES = [
    # keys
    (
        ("title: A ride", "titel: A ride"),
        "7:3: the question ride needs the field title",
        "8:3: a question has no field titel (did you mean title?)",
    ),
    (
        ("says: minutes were", "sais: minutes were"),
        "23:11: a slip of the part time needs the field says",
        "24:11: a slip of the part time has no field sais (did you mean says?)",
    ),
    (
        ("way:   {range", "way:   {zzz: 1, range"),
        "11:13: the given way has no field zzz (it has: pick, range, value, is, case, step, digits, only, shape, unit, "
        "says, shown, source, distractor)",
    ),
    (("  title: A ride by train\n", ""), "7:3: the question ride needs the field title"),
    (("title: A ride by train", "title:"), "8:3: title of the question ride has no value"),
    (("      because: the price is earned in that time\n", ""), "25:7: the part earned needs the field because"),
    (("      ask: How long does it take?\n", ""), "16:7: the part time needs the field ask"),
    (
        ("      answer: way / speed\n", ""),
        "16:7: the part time has no answer (give one of: answer, choices, order, rubric, spellings)",
    ),
    # text that YAML takes apart
    (
        ("says: length of the ride}", "says: length, of the ride}"),
        "11:64: the key of the ride has no value: a comma in {...} starts a new field (put text with a comma into "
        "quotes)",
    ),
    (
        ("wrong: {time: [2 h]", "wrong: {time: $10,486"),
        "42:25: the key 486 has no value: a comma in {...} starts a new field (put text with a comma into quotes)",
    ),
    (
        ("wrong: {time: [2 h]", "wrong: {time: [$10,486]"),
        "42:22: $10,486 are two values in wrong of the example short (quote a number with a comma in it, or put a "
        "blank behind the comma)",
    ),
    (
        ("How long does it take?", "How long does it take #1 of them?"),
        "17:12: ask of the part time is cut off at ` #`, which begins a comment (put the text into quotes)",
    ),
    (
        (WAY, "[range: 5],"),
        "11:13: a key is one word (text in {...} that begins with { needs quotes)",
    ),
    # formulas
    (("answer: way / speed", "answer: way // speed"), "18:20: / cannot stand here"),
    (("answer: way / speed", "answer: 'way // speed'"), "18:21: / cannot stand here"),
    (("answer: way / speed", 'answer: "way // speed"'), "18:21: / cannot stand here"),
    (("answer: way / speed", "answer: >\n        way\n        // speed"), "20:10: / cannot stand here"),
    (("answer: way / speed", "answer: |\n        way /\n         / speed"), "20:10: / cannot stand here"),
    (("answer: way / speed", "answer: way\n        // speed"), "19:10: / cannot stand here"),
    (("answer: way / speed", "answer: (way / speed"), "18:15: this bracket is never closed: ) is missing"),
    (("answer: way / speed", "answer: way / speed >\n        1"), "18:15: this compares, where a number is wanted"),
    (("answer: price / time", "answer: price / time > 3"), "33:15: this compares, where a number is wanted"),
    (("gives: way / speed / 60", "gives: time = way / speed"), "23:18: this compares, where a number is wanted"),
    (
        ("answer: way / speed", "answer: way / sped"),
        "18:21: there is no quantity sped here or above (did you mean speed?)",
    ),
    (
        ("is: way * fare", "is: way * fare = fare * wey"),
        "29:35: there is no quantity wey here or above (did you mean way?)",
    ),
    (
        ("answer: way / speed", "answer: way / speed * earned"),
        "18:29: earned is not known here yet: it is defined in line 25 (only what stands above can be used)",
    ),
    (
        ("answer: way / speed", "answer: way / speed + time"),
        "18:29: time is not known here yet: it is defined in line 16 (only what stands above can be used)",
    ),
    (
        ("  parts:", "  where: way = 10 or speed = wey\n  parts:"),
        "15:30: there is no quantity wey here or above (did you mean way?)",
    ),
    (("  parts:", "  where: way + speed\n  parts:"), "15:10: the condition compares nothing (for example k < m)"),
    # placeholders
    (("at {speed}", "at {sped}"), "14:32: there is no quantity sped to show here (did you mean speed?)"),
    (
        (TEXT, "text: >\n    A train\n\n    runs {way}\n    at {sped}. {fare}"),
        "18:9: there is no quantity sped to show here (did you mean speed?)",
    ),
    (
        (TEXT, "text: |\n    A train\n      runs {way}\n    at {sped}. {fare}"),
        "17:9: there is no quantity sped to show here (did you mean speed?)",
    ),
    (
        (TEXT, "text: 'A train''s way {way} at {sped}. {fare}'"),
        "14:35: there is no quantity sped to show here (did you mean speed?)",
    ),
    (
        (TEXT, 'text: "A \\"train\\" {way} at {sped}. {fare}"'),
        "14:32: there is no quantity sped to show here (did you mean speed?)",
    ),
    (
        (TEXT, "text: A train\n    runs {way} at {sped}. {fare}"),
        "15:20: there is no quantity sped to show here (did you mean speed?)",
    ),
    (
        ("at {speed}", "at {time}"),
        "14:32: time is not known here yet: it is defined in line 16 (only what stands above can be used)",
    ),
    (
        ("at {speed}", "at {speed:wrds}"),
        "14:32: wrds is no way of showing a quantity (words, sci, bare, or a unit)",
    ),
    (
        ("at {speed}", "at {speed"),
        "14:31: this brace holds no name (a value is written {name}; a brace itself is {{)",
    ),
    (("at {speed}", "at speed}"), "14:36: this brace closes nothing"),
    (
        ("costs {fare}", "costs $5 and {fare}"),
        r"14:62: this dollar sign has no partner (mathematics stands between two; a price is written \$10)",
    ),
    # givens
    (
        (WAY, "range: [10, 500],"),
        "11:13: the range of the given way needs either step or digits (step: 0.5 for even steps, digits: 2 for a "
        "range over decades)",
    ),
    (
        (WAY, "range: [10, 500], step: 1, digits: 2,"),
        "11:13: the range of the given way needs either step or digits (step: 0.5 for even steps, digits: 2 for a "
        "range over decades)",
    ),
    ((WAY, "range: [10, 500], step: 3,"), "11:37: the step 3 does not lead from 10 to 500 (it ends at 499)"),
    ((WAY, "range: [10, 500], step: 0,"), "11:37: the step of the given way is above 0, not 0"),
    ((WAY, "range: [10, 500], step: -1,"), "11:37: the step of the given way is above 0, not -1"),
    ((WAY, "range: [10, 500], step: 1 s,"), "11:37: 1 s is in s, but the field is in km"),
    (
        (WAY, "range: [1, 2], step: 1 ft,"),
        "11:34: the step 1 ft does not lead from 1 to 2 (it ends at 1.999744)",
    ),
    ((WAY, "range: [1, 2 min], step: 1,"), "11:24: 2 min is in s, but the field is in km"),
    ((WAY, "range: [500, 10], step: 1,"), "11:21: the range of the given way goes from 500 to 10, which is not more"),
    ((WAY, "range: [10, 20, 30], step: 1,"), "11:13: range of the given way has two ends (range: [low, high])"),
    ((WAY, "range: 10, step: 1,"), "11:20: range of the given way is a list, not one value"),
    (
        (WAY, "range: [10, 1e12], step: 1,"),
        "11:38: the range of the given way has 999999999991 values, too many",
    ),
    (
        (WAY, "range: [1e20, 100000000000000000001], step: 1,"),
        "11:21: the range of the given way goes from 1e20 to 100000000000000000001, which is not more",
    ),
    (
        (WAY, "range: [0.0001, 10000000000000], step: 0.1,"),
        "11:52: the step 0.1 does not lead from 0.0001 to 10000000000000 (it ends at 9999999999999.9001)",
    ),
    (
        (WAY, "range: [10, 500], digits: 9,"),
        "11:39: digits of the given way is a whole number from 1 to 6, not 9",
    ),
    (
        (WAY, "range: [10, 500], digits: 00000000019,"),
        "11:39: digits of the given way is a whole number from 1 to 6, not 00000000019",
    ),
    ((WAY, "range: [0, 500], digits: 2,"), "11:21: a range over decades begins above 0, not at 0 (use step)"),
    ((WAY, "range: [121, 129], digits: 2,"), "11:21: no number with 2 figures lies between 121 and 129"),
    ((WAY, "pick: [],"), "11:13: the given way has nothing to pick from"),
    ((WAY, "pick: 10,"), "11:19: pick of the given way is a list, not one value"),
    (
        (WAY, "pick: [10, [20]],"),
        "11:25: pick of the given way has a number and a matrix of 1 × 1 (all are of one shape)",
    ),
    ((WAY, "pick: [10, 20, 10 s],"), "11:28: 10 s is in s, but the field is in km"),
    ((WAY, "pick: [10, 20, 10],"), "11:28: 10 stands twice in pick of the given way"),
    ((WAY, "pick: [10],"), "11:20: the given way has one value to pick from (write value: instead)"),
    ((WAY, "value: ten,"), "11:20: ten is neither a unit nor a function (did you mean token?)"),
    ((WAY, "value: 1/3,"), "11:20: 1/3 is not a number with a unit (for example 80 GB)"),
    ((WAY, "value: 1e-320,"), "11:20: 1e-320 is too large or too small to compute with"),
    ((WAY, "value: 1e308,"), "11:20: 1e308 is too large or too small to compute with"),
    ((WAY, "value: 10, pick: [1, 2],"), "11:13: the given way is drawn in two ways (keep one of them)"),
    ((WAY, "value: 10, step: 1,"), "11:24: step of the given way goes with range"),
    ((WAY, "value: 10, only: [a],"), "11:24: only of the given way goes with case"),
    ((WAY, "value: 10, distractor: yes,"), "11:36: distractor of the given way is true or false, not yes"),
    # units
    (("unit: km, says", "unit: kn, says"), "11:46: kn is neither a unit nor a function (did you mean kN?)"),
    ((WAY + " unit: km", "value: 5 kg, unit: km"), "11:20: 5 kg is in kg, but the field is in km"),
    ((WAY + " unit: km", "value: 100 s, unit: hour"), "11:20: 100 s is no decimal number of hour (use one unit)"),
    # skills
    (("skill: trains", "skill: train"), "9:10: there is no skill train (did you mean trains?)"),
    (
        ("skill: trains", "skill: planes"),
        "9:10: there is no skill planes (declare it under skills: at the head of the bank)",
    ),
    # names and ids
    (("id: ride", "id: Ride"), "7:7: id of a question is Ride, but a slug has small letters, digits and hyphens"),
    (
        ("        price:", "        way:"),
        "28:9: the name way is taken (every quantity has a name of its own)",
        "33:15: ",
    ),
    (("        price:", "        log:"), "28:9: log cannot be a name: the language of formulas has it", "33:15: "),
    (("        price:", "        e:"), "28:9: e cannot be a name: the language of formulas has it", "33:15: "),
    (("        price:", "        not:"), "28:9: not cannot be a name: the language of formulas has it", "33:15: "),
    (("        price:", "        2nd:"), "28:9: 2nd is no name: a letter, then letters, digits and _", "33:15: "),
    (("        price:", "        prix:"), "33:15: there is no quantity price here or above (did you mean prix?)"),
    # tables
    (
        ("  parts:", "  xparts: []\n  parts:"),
        "15:3: a question has no field xparts (did you mean parts?)",
    ),
    # examples
    (("given: {way: 100,", "given: {wey: 100,"), "39:15: there is no quantity wey (did you mean way?)"),
    (
        ("answers: {time: 30 min,", "answers: {tim: 30 min,"),
        "40:17: there is no part tim (did you mean time?)",
    ),
    (("right: {time: [0.5 h]}", "right: {price: [1 USD]}"), "41:15: there is no part price"),
    (
        ("answers: {time: 30 min,", "answers: {time: {in: 30 min},"),
        "40:23: time in answers of the example short holds values and lists of them, not a mapping",
    ),
    # a range that was forgotten makes a symbol
    (
        (WAY + " unit: km, ", ""),
        "14:23: way has no value: it is a symbol, since nothing says how it is drawn (write it as $way$)",
    ),
]


@pytest.mark.parametrize(("change", "messages"), [(change, messages) for change, *messages in MISTAKES])
def test_a_mistake_is_told_with_its_place_and_what_would_be_right(
    tmp_path: Path, change: tuple[str, str], messages: list[str]
) -> None:
    found = told(tmp_path, HEAD + spoilt(change))
    assert len(found) == len(messages), found
    for sentence, message in zip(found, messages, strict=True):
        assert sentence == message or (message.endswith(": ") and sentence.startswith(message))


ACCEPTED = "answer: price / time\n      accept: "


@pytest.mark.parametrize(
    ("accept", "message"),
    [
        ("{within: 5 km}", "34:24: 5 km is in m, but the field is in USD/hour"),
        ("{within: -1%}", "34:24: a tolerance is not below 0 like -1%"),
        ("{within: near}", "34:24: near is neither a unit nor a function (did you mean year?)"),
        ("{within: 1%, figures: 3}", "34:28: accept of the part earned has both within and figures (keep one of them)"),
        ("{figures: 0}", "34:25: figures of accept of the part earned is a whole number from 1 to 15, not 0"),
        ("{decimals: many}", "34:26: decimals of accept of the part earned is a whole number from 0 to 15, not many"),
        ("{wihtin: 5%}", "34:16: accept of the part earned has no field wihtin (did you mean within?)"),
        (
            "{factor: 1}",
            "34:24: factor of accept of the part earned is a number above 1, not 1 (for example {factor: 2, half: 10})",
        ),
        (
            "{factor: 2, half: 2}",
            "34:33: half of accept of the part earned is a number above factor, not 2 (for example {factor: 2, half: "
            "10})",
        ),
        ("{half: 10}", "34:16: half of accept of the part earned goes with factor (for example {factor: 2, half: 10})"),
        ("{factor: 2, within: 1%}", "34:16: accept of the part earned has both within and factor (keep one of them)"),
        ("{figures: 3, form: pi}", "34:28: form of accept of the part earned goes with within"),
        (
            "{form: factord}",
            "34:22: form of accept of the part earned is factored, expanded, fraction or pi, not factord (did you mean "
            "factored?)",
        ),
        ("5%", "34:15: accept of the part earned is a mapping of fields, not one value"),
        ("{within: }", "34:16: within of accept of the part earned has no value"),
    ],
)
def test_a_mistake_in_what_is_accepted(tmp_path: Path, accept: str, message: str) -> None:
    assert told(tmp_path, HEAD + spoilt(("answer: price / time", ACCEPTED + accept))) == [message]


@pytest.mark.parametrize(
    ("accept", "within", "absolute"),
    [
        ("{}", 0.01, None),
        ("{within: 5%}", 0.05, None),
        ("{within: 0.5 %}", 0.005, None),
        ("{within: 0}", 0.0, None),
        ("{within: 18 USD/hour}", None, 0.005),  # in dollars a second
        ("{within: 18}", None, 0.005),
    ],
)
def test_how_near_is_near_enough(tmp_path: Path, accept: str, within: float | None, absolute: float | None) -> None:
    assert told(tmp_path, HEAD + spoilt(("answer: price / time", ACCEPTED + accept))) == []
    accepted = load_bank(tmp_path / "own.yaml").questions[0].parts[1].accept
    assert (accepted.within, accepted.absolute) == (within, absolute)


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (("studybot: 1", "studybot: 2"), ["1:11: this studybot reads format 1, not 2"]),
        (("bank: own\n", ""), ["1:1: the bank needs the field bank"]),
        (("bank: own", "bank: My bank"), ["2:7: bank of the bank is My bank, but a slug has small letters, digits "]),
        (("title: My", "titel: My"), ["3:1: the bank has no field titel (did you mean title?)"]),
        (("{says: travelling}", "travelling"), ["5:11: the skill trains is a mapping of fields, not one value"]),
        (("{says: travelling}", "{}"), ["5:11: the skill trains needs the field says"]),
        (
            ("{says: travelling}", "{says: travelling, after: [trans]}"),
            ["5:38: there is no skill trans (did you mean trains?)"],
        ),
        (
            ("{says: travelling}", "{says: travelling, after: [trains]}"),
            ["5:3: the skill trains builds on itself"],
        ),
        (
            ("questions:", "counts: {token: tokens}\nquestions:"),
            ["6:10: token is a unit already (remove it from counts)"],
        ),
        (
            ("questions:", "counts: {steam engine: engines}\nquestions:"),
            ["6:24: the count steam engine needs its plural in one word"],
        ),
        (("questions:", "use: other\nquestions:"), ["6:6: there is no file other.yaml beside this one"]),
        (("questions:", "use: ../other\nquestions:"), ["6:6: use of the bank is ../other, but a slug has small "]),
    ],
)
def test_a_mistake_in_the_head_of_a_bank(tmp_path: Path, change: tuple[str, str], messages: list[str]) -> None:
    found = told(tmp_path, spoilt(change, text=HEAD) + RIDE)
    assert len(found) == len(messages), found
    for sentence, message in zip(found, messages, strict=True):
        assert sentence.startswith(message)


def with_tables(tables: str, given: str = "case: engines, says: the engine") -> str:
    """The bank with tables, and a question that draws a row of one; it has a quantity v in m/s."""
    question = spoilt(
        ("    fare:", f"    engine: {{{given}}}\n    fare:"), ("answer: way / speed\n", "answer: way / v\n")
    )
    return HEAD.replace("questions:", f"tables:\n  engines:\n{tables}questions:") + question


STEAM = "    steam: {says: steam, v: 10 m/s, mass: 100 t}\n"
DIESEL = "    diesel: {says: diesel, v: 90 km/hour, mass: 80 t}\n"


@pytest.mark.parametrize(
    ("tables", "given", "messages"),
    [
        (STEAM + DIESEL, "case: engines, says: the engine", []),
        (STEAM + DIESEL, "case: engine", ["there is no table engine (did you mean engines?)"]),
        (STEAM + DIESEL, "case: planes", ["there is no table planes (there are: engines)"]),
        (STEAM + DIESEL, "case: engines, only: [steem]", ["the table has no row steem (did you mean steam?)"]),
        (STEAM + DIESEL, "case: engines, only: [x]", ["the table has no row x (there are: steam, diesel)"]),
        (STEAM + DIESEL, "case: [engines]", ["case of the given engine is a table's name or rows"]),
        (
            STEAM + "    diesel: {says: diesel, v: 25 m/s}\n",
            "case: engines",
            ["only one of the rows steam and diesel of the table engines has mass"],
        ),
        (
            STEAM + "    diesel: {says: diesel, v: 25 km, mass: 80 t}\n",
            "case: engines",
            ["v has one unit in row steam of the table engines and another in diesel"],
        ),
        (
            STEAM + "    diesel: 25 m/s\n",
            "case: engines",
            ["the row diesel of the table engines is a mapping of columns"],
        ),
        (
            STEAM + "    diesel: {says: a diesel, old, v: 25 m/s, mass: 80 t}\n",
            "case: engines",
            ["the key old has no value: a comma in {...} starts a new field (put text with a comma into quotes)"],
        ),
        (
            STEAM + "    diesel: {says: diesel, v: fast, mass: 80 t}\n",
            "case: engines",
            ["fast is neither a unit nor a function"],
        ),
        ("    {}\n", "case: engines", ["the table engines has no rows"]),
    ],
)
def test_a_mistake_in_a_table_is_told_once(tmp_path: Path, tables: str, given: str, messages: list[str]) -> None:
    found = told(tmp_path, with_tables(tables, given))
    assert [sentence.split(": ", 1)[1] for sentence in found] == messages


def test_a_row_is_no_number_but_its_columns_are(tmp_path: Path) -> None:
    content = with_tables(STEAM + DIESEL).replace("answer: way / v\n", "answer: way / engine\n")
    (sentence,) = told(tmp_path, content)
    assert sentence.endswith(": engine is a row of a table, not a number (use one of its columns)")
    shown = with_tables(STEAM + DIESEL).replace("at {speed}", "at {speed} with {engine:words}")
    (sentence,) = told(tmp_path, shown)
    assert sentence.endswith(": engine is a row, which is only shown by its words")


def test_two_questions_of_one_id_are_told_with_the_line_of_the_first(tmp_path: Path) -> None:
    assert told(tmp_path, HEAD + RIDE + RIDE) == [
        "43:3: there are two questions own/ride (the first stands in line 7)",
    ]


def test_the_bank_of_used_tables_is_read_with_its_own_places(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text("bank: data\ntables:\n  engines:\n    steam: {v: 10 mm/}\n", encoding="utf-8")
    content = HEAD.replace("questions:", "use: data\nquestions:") + spoilt(
        ("    fare:", "    engine: {case: engines}\n    fare:")
    )
    (finding,) = read(tmp_path, content)
    assert finding.place.file == str(tmp_path / "data.yaml")
    assert (finding.place.line, finding.place.column) == (4, 22)


def test_every_mistake_is_told_in_one_run_in_the_order_of_the_file(tmp_path: Path) -> None:
    mistakes = spoilt(
        ("title: A ride", "titel: A ride"),
        ("skill: trains", "skill: trans"),
        ("says: length of the ride", "says: length, of the ride"),
        ("step: 5, unit: km/hour", "step: 7, unit: km/hour"),
        ("unit: USD/km", "unit: USB/km"),
        ("at {speed}", "at {sped}"),
        ("answer: way / speed\n", "answer: way // speed\n"),
        ("is: way * fare", "is: way * fair"),
        ("unit: USD/hour\n", "unit: USD/hour\n      accept: {within: 1 kg}\n"),
        ("given: {way: 100", "given: {wey: 100"),
        ("answers: {time:", "answers: {times:"),
    )
    findings = read(tmp_path, HEAD + mistakes + RIDE.replace("id: ride", "id: other").replace("way: 100", "wy: 100"))
    assert [(finding.check, finding.place.line) for finding in findings] == [
        ("missing", 7),
        ("unknown-key", line_of("titel", mistakes)),
        ("skill", line_of("trans", mistakes)),
        ("comma", line_of("length,", mistakes)),
        ("range", line_of("step: 7", mistakes)),
        ("formula.unit", line_of("USB", mistakes)),
        ("name", line_of("{sped}", mistakes)),
        ("formula.syntax", line_of("//", mistakes)),
        ("name", line_of("fair", mistakes)),
        ("unit", line_of("1 kg", mistakes)),
        ("example", line_of("wey", mistakes)),
        ("example", line_of("times", mistakes)),
        ("example", (HEAD + mistakes + RIDE).count("\n") - 3),
    ]
    assert {finding.question for finding in findings} == {None, "own/ride", "own/other"}
    with pytest.raises(BankError) as caught:
        load_bank(tmp_path / "own.yaml")
    assert len(caught.value.findings) == 13
    assert caught.value.message == "the question ride needs the field title (and 12 more)"
