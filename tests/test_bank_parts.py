"""Every kind of part, given and answer is read from a bank; what is wrong with one is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from studybot.bank.accept import FORMS as READ_FORMS
from studybot.bank.library import Library
from studybot.bank.reading import read_bank
from studybot.bank.schema import (
    Accept,
    Block,
    Case,
    Choices,
    Constant,
    Drawing,
    Given,
    Option,
    Ordering,
    Part,
    Pick,
    Question,
    Range,
    RowChoice,
    Rubric,
    Spellings,
    Symbol,
)
from studybot.formula.matrix import Matrix
from studybot.marking.forms import FORMS

BANK = """\
studybot: 1
bank: own
title: Every kind
skills: {kinds: {says: answering}}
questions:
- id: kinds
  title: Every kind of part
  skill: kinds
  given:
    n:    {value: 2, says: rows}
    x:    {says: a length, unit: m}
    k_0:  {says: columns}
    M:    {shape: [n, k_0], shown: \\mu, says: a map}
    W:    {shape: [n, 3], range: [-2, 2], step: 1, says: weights}
    v:    {shape: [n], pick: [-1, 1]}
    fix:  {value: [[1, 2 m], [30 cm, 4]], unit: m}
    way:  {pick: [[1, 2], [3, 4]]}
    dog:
      case:
        rex:  {legs: 4, shift: [0, 1], says: a dog, because: 'it $b_{a}rks$'}
        tom:  {legs: 3, shift: [1, 0]}
        ann:  {legs: 2, shift: [1, 1]}
  text: Of {W=} and $x$.
  parts:
    - id: twice
      ask: Twice?
      work:
        once: {is: x + x, unit: m, because: it is there}
      answer: 2 * x = once
      in: [x]
      because: it is doubled
      accept: {within: 0, form: expanded}
      hints: [Add.]
    - id: block
      ask: Both?
      answer: [[W, fix], [max(n, 1) * W, fix]]
      at: {v: [1, 'max(2, 1)']}
      because: they stand in blocks
      slips: [{gives: [[W], [fix]], says: it is stacked}]
    - {id: less, ask: Less?, answer: legs < n, because: four is more}
    - {id: both, ask: Both?, answer: not less or legs = 4, because: it is}
    - {id: span, ask: Where?, answer: 1..legs, kind: positions, because: they are}
    - {id: roots, ask: Which?, answer: [1, 2], kind: set, because: they are}
    - {id: big, ask: How many?, answer: legs * n, because: they are, accept: {factor: 2, half: 10}}
    - {id: which, ask: Which?, answer: dog, show: 2}
    - id: one
      ask: Which?
      choices:
        zero: {right: no legs, because: there are none}
        no-legs: {right: '{legs}', wrong: three, because: it has three}
        some_4: {wrong: four, because: it has not}
      because: only one of them can be
    - id: many
      ask: Which?
      kind: several
      show: 2
      choices:
        zero: {right: no legs, because: there are none}
        ten: {right: ten, because: there are ten}
        four: {wrong: four, because: it has not}
    - id: judge
      ask: True?
      kind: statements
      choices:
        even: {right: it is even, wrong: it is odd, because: it is halved, tempting: [it is small, it is large]}
    - id: steps
      ask: In which order?
      show: 6
      order:
        start: {right: Start.}
        left: {right: Go left.}
        right: {right: Go right., after: [start]}
        other: {wrong: Go home., because: there is no home}
        end: {right: End., after: [left, right]}
        free: {right: Whenever., after: []}
        last: {right: Last.}
    - id: story
      ask: Why?
      rubric: {short: it is short, true-too: it is true}
      model: It is so.
      points: 3
    - id: word
      ask: What is it called?
      spellings: [a whippet, whippet]
  examples:
    one:
      given: {W: [[1, 2, 3], [4, 5, 6]], dog: rex, x: 2 * n, judge: {even: wrong}, one: {no-legs: right, some_4: wrong}}
      answers: {block: [[W, fix], [2*W, fix]], once: 4 m, judge: F, roots: [1, 2]}
      right: {steps: [start left right end free last, free start right left end last], roots: [[2, 1]]}
      wrong: {twice: x, block: [[[1, -3]], '[0]'], which: [tom]}
"""


def read(folder: Path, content: str = BANK) -> tuple[Question | None, list[str]]:
    path = folder / "own.yaml"
    path.write_text(content, encoding="utf-8")
    bank, findings = read_bank(path, "own.yaml")
    questions = bank.questions if bank else ()
    told = [finding.sentence().removeprefix("own.yaml:") for finding in findings]
    return questions[0] if questions else None, told


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Question:
    found, told = read(tmp_path_factory.mktemp("bank"))
    assert told == []
    assert found is not None
    return found


def given(question: Question, name: str) -> Given:
    return next(given for given in question.given if given.name == name)


def part(question: Question, name: str) -> Part:
    return next(part for part in question.parts if part.id == name)


def formula(question: Question, name: str) -> str:
    answer = part(question, name).answer
    assert answer is not None
    return answer.formula.text


def options(question: Question, name: str) -> dict[str, Option]:
    task = part(question, name).task
    assert isinstance(task, Choices | Ordering)
    return {option.key: option for option in task.options}


# -- what is read


def test_a_given_without_a_way_of_being_drawn_is_a_symbol(question: Question) -> None:
    assert given(question, "x").drawing == Symbol()
    assert given(question, "x").unit.text == "m"
    assert (given(question, "M").drawing, given(question, "M").shape) == (Symbol(), ("n", "k_0"))


def test_a_shape_says_how_many_entries_are_drawn(question: Question) -> None:
    weights, signs = given(question, "W"), given(question, "v")
    assert isinstance(weights.drawing, Range)
    assert (weights.shape, signs.shape) == (("n", 3), ("n",))
    assert isinstance(signs.drawing, Pick)
    assert [datum.value for datum in signs.drawing.data] == [-1, 1]


def value(drawing: Drawing) -> float | Matrix:
    assert isinstance(drawing, Constant)
    return drawing.datum.value


def test_a_matrix_has_its_rows_in_one_unit_and_a_vector_is_a_column(question: Question) -> None:
    fixed, ways = given(question, "fix"), given(question, "way").drawing
    assert value(fixed.drawing) == Matrix(((1, 2), (0.3, 4)))
    assert isinstance(ways, Pick)
    assert [block.value for block in ways.data] == [Matrix(((1,), (2,))), Matrix(((3,), (4,)))]


def test_the_rows_of_a_case_hold_numbers_matrices_and_texts(question: Question) -> None:
    rows = given(question, "dog").drawing
    assert isinstance(rows, Case)
    first = rows.rows[0]
    assert first.columns["legs"].value == 4
    assert isinstance(first.columns["shift"], Block)
    assert first.columns["shift"].value == Matrix(((0,), (1,)))
    assert first.because is not None
    assert first.because.source == "it $b_{a}rks$"


def test_an_answer_may_be_an_expression_in_some_of_the_names(question: Question) -> None:
    twice = part(question, "twice")
    assert twice.names == ("x",)
    assert twice.accept == Accept(within=0.0, form="expanded")
    assert twice.task is None
    assert [work.name for work in twice.derived] == ["once", "twice"]


def test_lists_are_formulas_also_where_yaml_parts_them_at_a_comma(question: Question) -> None:
    assert formula(question, "block") == "[[W, fix], [max(n, 1) * W, fix]]"
    block = part(question, "block")
    assert block.answer is not None
    assert block.answer.at["v"].text == "[1, max(2, 1)]"
    assert block.slips[0].gives.text == "[[W], [fix]]"


def test_an_answer_may_be_true_or_false(question: Question) -> None:
    assert formula(question, "less") == "legs < n"
    assert formula(question, "both") == "not less or legs = 4"


def test_an_answer_may_be_a_set_or_positions(question: Question) -> None:
    assert (formula(question, "span"), part(question, "span").collection) == ("1..legs", "positions")
    assert (formula(question, "roots"), part(question, "roots").collection) == ("[1, 2]", "set")
    assert part(question, "less").collection is None


def test_the_forms_that_a_bank_may_ask_for_are_those_that_can_be_judged() -> None:
    assert set(READ_FORMS) == set(FORMS)


def test_an_estimate_is_accepted_within_factors(question: Question) -> None:
    assert part(question, "big").accept == Accept(within=None, factor=2, half=10)


def test_an_answer_that_is_a_case_is_a_choice_among_its_rows(question: Question) -> None:
    which = part(question, "which")
    assert which.task == RowChoice("dog", show=2)
    assert which.answer is None


@pytest.mark.parametrize(
    ("name", "manner", "show"), [("one", "one", None), ("many", "several", 2), ("judge", "statements", None)]
)
def test_choices_are_of_three_kinds(question: Question, name: str, manner: str, show: int | None) -> None:
    task = part(question, name).task
    assert isinstance(task, Choices)
    assert (task.manner, task.show) == (manner, show)


def test_an_option_has_one_wording_or_two_and_its_reason(question: Question) -> None:
    both = options(question, "one")["no-legs"]
    assert both.right is not None
    assert both.wrong is not None
    assert both.because is not None
    assert (both.right.source, both.wrong.source, both.because.source) == ("{legs}", "three", "it has three")
    assert options(question, "one")["zero"].wrong is None
    told = part(question, "one").because
    assert told is not None
    assert told.source == "only one of them can be"
    assert [text.source for text in options(question, "judge")["even"].tempting] == ["it is small", "it is large"]


def test_a_step_of_an_order_comes_after_the_step_above_unless_it_says_otherwise(question: Question) -> None:
    assert {key: option.after for key, option in options(question, "steps").items()} == {
        "start": (),
        "left": ("start",),
        "right": ("start",),
        "other": (),
        "end": ("left", "right"),
        "free": (),
        "last": ("free",),
    }


def test_a_rubric_has_points_and_a_model_answer(question: Question) -> None:
    task = part(question, "story").task
    assert isinstance(task, Rubric)
    assert {key: text.source for key, text in task.points.items()} == {"short": "it is short", "true-too": "it is true"}
    assert task.model.source == "It is so."


def test_a_short_text_has_spellings(question: Question) -> None:
    assert part(question, "word").task == Spellings(("a whippet", "whippet"))


def test_examples_pin_values_matrices_rows_formulas_and_offers(question: Question) -> None:
    (example,) = question.examples
    assert {name: typed.text for name, typed in example.given.items()} == {
        "W": "[[1, 2, 3], [4, 5, 6]]",
        "dog": "rex",
        "x": "2 * n",
    }
    assert example.offered == {"judge": {"even": False}, "one": {"no-legs": True, "some_4": False}}
    assert {name: typed.text for name, typed in example.answers.items()} == {
        "block": "[[W, fix], [2*W, fix]]",
        "once": "4 m",
        "judge": "F",
        "roots": "[1, 2]",
    }


def test_each_of_several_answers_of_an_example_may_be_a_list(question: Question) -> None:
    (example,) = question.examples
    right = {name: [typed.text for typed in answers] for name, answers in example.right.items()}
    wrong = {name: [typed.text for typed in answers] for name, answers in example.wrong.items()}
    assert right == {
        "steps": ["start left right end free last", "free start right left end last"],
        "roots": ["[2, 1]"],
    }
    assert wrong == {"twice": ["x"], "block": ["[[1, -3]]", "[0]"], "which": ["tom"]}


def test_every_kind_comes_from_the_cache_as_it_was_parsed(tmp_path: Path) -> None:
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "own.yaml").write_text(BANK, encoding="utf-8")
    first, second = (Library([tmp_path / "banks"], cache=tmp_path / "cache").entries()[0] for _ in range(2))
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert second.question == first.question


# -- mistakes: what is changed, what it becomes; then every message, each after its place

FIXED = "{value: [[1, 2 m], [30 cm, 4]], unit: m}"
WAYS = "{pick: [[1, 2], [3, 4]]}"
BLOCK = "[[W, fix], [max(n, 1) * W, fix]]"
FOUR = "some_4: {wrong: four, because: it has not}"
POINTS = "rubric: {short: it is short, true-too: it is true}"
OFFERED = "one: {no-legs: right, some_4: wrong}"

MISTAKES = [
    # shapes
    (
        ("{shape: [n, 3]", "{shape: [n, k_0]"),
        "14:23: k_0 is no size of the given W: entries are drawn for a size that never changes (for example k_0: "
        "{value: 3}, above it)",
    ),
    (
        ("{shape: [n, 3]", "{shape: [n, M]"),
        "14:23: M is no size of the given W: a size is a whole number from 1 on (for example M: {value: 3}, above it)",
    ),
    (
        ("{shape: [n, 3]", "{shape: [n, m]"),
        "14:23: there is no quantity m here or above (for example m: {value: 3}, above it)",
    ),
    (("{shape: [n, 3]", "{shape: [n, 0]"), "14:23: 0 is no size of the given W: a size is a whole number from 1 on"),
    (
        ("{shape: [n, 3]", "{shape: [n, 3, 3]"),
        "14:12: shape of the given W has one size or two ([rows, columns], or [entries] of a vector)",
    ),
    (("{shape: [n, 3]", "{shape: [n, 201]"), "14:12: a matrix has at most 400 entries, and the given W has 402"),
    (
        (FIXED, "{shape: [2, 2], " + FIXED[1:]),
        "16:12: shape of the given fix goes with pick, range or a symbol (a matrix that is written out has its shape "
        "already)",
    ),
    (
        ("pick: [-1, 1]", "pick: [[-1], 1]"),
        "15:31: with a shape, pick of the given v lists numbers for the entries",
    ),
    # matrices
    ((FIXED, "{value: [[1, 2 s], [3, 4]], unit: m}"), "16:24: 2 s is in s, but the field is in m"),
    ((FIXED, "{value: [[1, 2 s], [3, 4]]}"), "16:24: 2 s and 1 in value of the given fix have different units"),
    (
        (FIXED, "{value: [[1, 2], [4]], unit: m}"),
        "16:28: the rows of a matrix in value of the given fix have 2 and 1 entries (all rows are of one length)",
    ),
    (
        (FIXED, "{value: [[1, 2], 4], unit: m}"),
        "16:28: numbers and rows of numbers stand side by side in value of the given fix (for example [[1, 2], [3, "
        "4]], or [1, 2] for a vector)",
    ),
    ((FIXED, "{value: [], unit: m}"), "16:19: an empty list in value of the given fix is no matrix"),
    ((FIXED, "{value: [[[1]]], unit: m}"), "16:21: a row in value of the given fix holds values, not a list"),
    (
        (WAYS, "{pick: [[1, 2], [3, 4, 5]]}"),
        "17:28: pick of the given way has a matrix of 2 × 1 and a matrix of 3 × 1 (all are of one shape)",
    ),
    ((WAYS, "{pick: [[1, 2], [1, 2]]}"), "17:28: a matrix stands twice in pick of the given way"),
    (
        ("shift: [1, 1]", "shift: 1"),
        "22:32: shift is a matrix of 2 × 1 in row rex of the given dog and a number in ann",
    ),
    (
        ("shift: [1, 1]", "shift: [1 s, 1 s]"),
        "22:33: shift has one unit in row rex of the given dog and another in ann",
    ),
    (("says: a dog", "says: 'a {dgo}'"), "20:50: there is no quantity dgo to show here (did you mean dog?)"),
    # symbols
    (
        ("a length, unit: m}", "a length, step: 1, source: me}"),
        "11:28: step of the given x goes with range",
        "11:37: source of the given x goes with a value, but this is a symbol: nothing says how it is drawn",
    ),
    (
        ("and $x$.", "and {x}."),
        "23:22: x has no value: it is a symbol, since nothing says how it is drawn (write it as $x$)",
    ),
    (
        ("and $x$.", "and {M:sci}."),
        r"23:22: M has no value: it is a symbol, since nothing says how it is drawn (write it as $\mu$)",
    ),
    (("    fix:  {", "    W:  {"), "16:5: the key W stands here for the second time (first in line 14)"),
    # formulas
    ((BLOCK, "[[W, fix], [W, fxi]]"), "36:30: there is no quantity fxi here or above (did you mean fix?)"),
    ((BLOCK, "[[W, fix], [W +, fix]]"), "36:30: something is missing at the end"),
    ((BLOCK, "[[W, fix], [n < 2, fix]]"), "36:27: this compares, where a number is wanted"),
    (
        (BLOCK, "[[W, fix], {a: W}]"),
        "36:26: answer of the part block holds values and lists of them, not a mapping",
    ),
    (
        (BLOCK, "\n        - [W, fix]\n        - - n\n          - fixx"),
        "39:13: there is no quantity fixx here or above (did you mean fix?)",
    ),
    (("'max(2, 1)'", "'max(2, w)'"), "37:27: there is no quantity w here or above"),
    (("at: {v:", "at: {vv:"), "37:12: there is no quantity vv to pin (did you mean v?)"),
    (("[[W], [fix]], says", "[[W], [fxi]], says"), "39:30: there is no quantity fxi here or above (did you mean fix?)"),
    (("answer: legs < n,", "answer: legs < n, unit: m,"), "40:38: this compares, where a number is wanted"),
    (("not less or legs = 4", "less + 1"), "41:38: less is true or false, where a number is wanted"),
    (("not less or legs = 4", "not less or legs"), "41:50: the condition compares nothing (for example k < m)"),
    (
        ("id: which, ask: Which?, answer: dog", "id: which, because: so, ask: Which?, answer: dog + 1"),
        "45:53: dog is a row of a table, not a number (use one of its columns)",
        "45:62: show of the part which goes with choices, order, or a drawn row as answer",
    ),
    # in, kind
    (
        ("in: [x]", "in: [twice]"),
        "30:12: twice is not known here yet: it is defined in line 25 (only what stands above can be used)",
    ),
    (("in: [x]", "in: [x, x]"), "30:15: x stands twice in in of the part twice"),
    (("in: [x]", "in: []"), "30:7: in of the part twice names nothing"),
    (("in: [x]", "in: [dog]"), "30:12: dog is a row of a table, not a number (use one of its columns)"),
    (
        ("kind: positions", "kind: several"),
        "42:54: kind of the part span is set, interval or positions, not several",
    ),
    (
        ("answer: [1, 2], kind: set", "answer: [1, 2, 3], kind: interval"),
        "43:32: an interval has two ends, and the part roots has 3 (for example '[0, n)')",
    ),
    (("kind: several", "kind: set"), "55:13: kind of the part many is several or statements, not set"),
    # one way of answering, and what goes with it
    (
        ("spellings: [a whippet, whippet]", "points: 2"),
        "82:7: the part word has no answer (give one of: answer, choices, order, rubric, spellings)",
    ),
    (
        ("spellings: [", "answer: 1\n      because: so\n      spellings: ["),
        "86:7: the part word has both answer and spellings (keep one of them, or make two parts of it)",
    ),
    (
        ("show: 2}", "show: 2, unit: m, accept: {within: 0}, follow: false, kind: set}"),
        "45:54: unit of the part which goes with a formula as answer",
        "45:63: accept of the part which goes with a formula as answer",
        "45:84: follow of the part which goes with a formula as answer",
        "45:99: kind of the part which goes with choices, or a formula as answer",
    ),
    (
        ("show: 2}", "show: 2, slips: [{gives: n, says: no}]}"),
        "45:54: slips of the part which go with a formula as answer (what is wrong with an option, or with a row, "
        "stands in its because)",
    ),
    (("points: 3", "show: 3"), "81:7: show of the part story goes with choices, order, or a drawn row as answer"),
    (("      model: It is so.\n", ""), "77:7: the part story needs the field model"),
    (("spellings: [a", "model: so\n      spellings: [a"), "84:7: model of the part word goes with rubric"),
    (("dog, show: 2", "dog, show: 4"), "45:51: show of the part which is a whole number from 2 to 3, not 4"),
    (("      because: they stand in blocks\n", ""), "34:7: the part block needs the field because"),
    # options
    ((FOUR, "some_4: {wrong: four}"), "51:17: the option some_4 of the part one needs the field because"),
    (
        (FOUR, "some_4: {because: it has not}"),
        "51:17: the option some_4 of the part one is neither right nor wrong (word it as right: text, as wrong: text, "
        "or as both)",
    ),
    (
        (FOUR, FOUR + "\n        d: {wrong: four, because: no}\n        44: {wrong: four, because: no}"),
        "52:9: d cannot name an option or a point (take a word, such as first or no-change: letters and numbers name "
        "them on the screen)",
        "53:9: 44 cannot name an option or a point (take a word, such as first or no-change: letters and numbers name "
        "them on the screen)",
    ),
    (
        (FOUR, "some_4: {wrong: '{leg}', because: no, after: [zero], tempting: [no]}"),
        "51:27: there is no quantity leg to show here (did you mean legs?)",
        "51:47: after of the option some_4 of the part one goes with order",
        "51:62: tempting of the option some_4 of the part one goes with kind: statements",
    ),
    (
        (FOUR + "\n", FOUR + "\n      show: 3\n"),
        "52:7: the part one shows 3 options of which one is right, but only 1 more can be wrong",
    ),
    (
        ("even: {", "".join(f"o{i}{i}: {{right: a, because: b}}\n        " for i in range(26)) + "even: {"),
        "64:7: choices of the part judge has 27 options, of which the screen can name 26 by letters",
    ),
    # orders
    (
        ("after: [left, right]", "after: [left, other]"),
        "74:42: the option end of the part steps comes after other, which is no step above it (there are: start, left, "
        "right)",
    ),
    (
        ("{right: Start.}", "{right: Start., after: [end]}"),
        "70:40: the option start of the part steps comes after end, which is no step above it (it is the first step)",
    ),
    (
        ("{wrong: Go home., because", "{wrong: Go home., after: [left], because"),
        "73:34: after of the option other of the part steps goes with right: what is only wrong has no place in the "
        "order",
    ),
    (("show: 6", "show: 5"), "68:13: show of the part steps is a whole number from 6 to 7, not 5"),
    # rubrics and spellings
    ((POINTS, "rubric: {}"), "79:7: rubric of the part story has no point"),
    ((POINTS, "rubric: {short: [1]}"), "79:23: short of rubric of the part story is one value, not a list"),
    (("[a whippet, whippet]", "[]"), "84:7: spellings of the part word has no spelling"),
    (("[a whippet, whippet]", "['']"), "84:19: a spelling of the part word has no letters"),
    # names
    (
        ("id: word\n", "id: one\n"),
        "82:7: the name one is taken (every quantity has a name of its own)",
    ),
    (
        ("answer: not less", "answer: judge < 1 or not less"),
        "41:38: judge is not known here yet: it is defined in line 61 (only what stands above can be used)",
    ),
    (
        ("because: there is no home", "because: '{judge} {which}'"),
        "73:45: judge is no quantity: the answer to that part is no formula",
        "73:53: which is no quantity: the answer to that part is no formula",
    ),
    (("    v:    {", "    rank:  {"), "15:5: rank cannot be a name: the language of formulas has it", "37:12: "),
    (("    v:    {", "    I:  {"), "15:5: I cannot be a name: the language of formulas has it", "37:12: "),
    # examples
    (("{even: wrong}", "{even: false}"), "87:76: the option even of judge is offered as right or as wrong"),
    (("{even: wrong}", "{evn: wrong}"), "87:70: judge has no option evn (did you mean even?)"),
    (
        ("{even: wrong}", "wrong"),
        "87:69: the part judge has no value to pin (write {option: right, ...} to say what is offered)",
    ),
    (("judge: {even: wrong}", "steps: {left: right}"), "87:69: the part steps has no value to pin"),
    (
        ("judge: {even: wrong}", "n: {even: wrong}"),
        "87:65: n in given of the example one holds values and lists of them, not a mapping",
    ),
    (
        (OFFERED, "one: {no-legs: wrong, some_4: wrong}"),
        "87:89: exactly one option that one offers has to be right",
    ),
    (
        (OFFERED, "one: {zero: wrong, some_4: wrong}"),
        "87:96: the option zero of one cannot be wrong: it is not worded so",
    ),
    (("once: 4 m", "onec: 4 m"), "88:48: there is no part onec (did you mean one?)"),
    (("'[0]'", "{a: b}"), "90:44: block in wrong of the example one holds values and lists of them, not a mapping"),
]


@pytest.mark.parametrize(("change", "messages"), [(change, messages) for change, *messages in MISTAKES])
def test_a_mistake_is_told_with_its_place_and_what_would_be_right(
    tmp_path: Path, change: tuple[str, str], messages: list[str]
) -> None:
    before, after = change
    assert BANK.count(before) == 1, before
    _, told = read(tmp_path, BANK.replace(before, after))
    assert len(told) == len(messages), told
    for sentence, message in zip(told, messages, strict=True):
        assert sentence == message or (message.endswith(": ") and sentence.startswith(message))


def test_a_choice_of_one_needs_something_right_and_something_wrong(tmp_path: Path) -> None:
    options = BANK[BANK.index("        no-legs: {right") : BANK.index("      because: only one of them")]
    only_right = BANK.replace(options, "        two: {right: two, because: so}\n").replace(", " + OFFERED, "")
    assert read(tmp_path, only_right)[1] == [
        "48:7: no option of the part one is wrong (word one of them as wrong, or write kind: several)"
    ]
    only_wrong = only_right.replace(
        "{right: no legs, because: there are none}\n        two: {right", "{wrong: a, because: b}\n        two: {wrong"
    )
    assert read(tmp_path, only_wrong)[1] == ["48:7: no option of the part one is right (word one of them as right)"]
