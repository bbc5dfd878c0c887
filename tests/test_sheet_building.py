"""What stands on a sheet, on its key and on its solutions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from banks import fixed_bank
from sheets import derivations, recipe

from studybot.problem.kinds import kind_of
from studybot.problem.variant import drawn
from studybot.sheets.building import Drawn, DrawnSection, Editions, Header
from studybot.sheets.paper import blanks_on_paper
from studybot.sheets.sheet import Edition, Sheet
from studybot.sheets.versions import drawn_version, versions_of
from studybot.show.plain import to_text


def fixed(folder: Path, edition: Edition = "sheet", points: tuple[int, ...] = (1, 1, 1)) -> Sheet:
    """The sheet of the question whose numbers stay."""
    fixed_bank(folder)
    derivation = derivations("fixed/price", folder=folder)["fixed/price"]
    section = DrawnSection("", (), (Drawn(drawn(derivation, 1), points),))
    return Editions(Header("Prices", code="S22-222-23X"), [section]).edition(edition)


def test_a_problem_has_its_number_title_points_and_code(tmp_path: Path) -> None:
    sheet = fixed(tmp_path, points=(2, 0, 5))
    (problem,) = sheet.sections[0].problems
    assert (problem.number, problem.title, problem.points) == (1, "The price of words", 7)
    assert problem.code == drawn(derivations(folder=tmp_path)["fixed/price"], 1).code
    assert sheet.points == 7
    assert [(part.letter, part.points) for part in problem.parts] == [("a", 2), ("b", 0), ("c", 5)]
    assert to_text(problem.text).startswith("To generate a token, a model spends 2 FLOP on each of its parameters.")


def test_what_is_asked_comes_without_letter_and_points(tmp_path: Path) -> None:
    (problem,) = fixed(tmp_path, points=(2, 2, 2)).sections[0].problems
    assert to_text(problem.parts[1].asked) == "How long does the GPU work on it?\n"


def test_each_edition_has_what_belongs_to_it(tmp_path: Path) -> None:
    sheet, key, solutions = (
        fixed(tmp_path, edition).sections[0].problems[0] for edition in ("sheet", "key", "solutions")
    )
    assert [(part.answer, part.steps) for part in sheet.parts] == [((), ())] * 3
    assert [to_text(part.answer) for part in key.parts] == ["2.16e20 FLOP\n", "109,091 s\n", "$110.61\n"]
    assert all(part.steps == () for part in key.parts)
    assert "every hour of the GPU is paid" in to_text(solutions.parts[2].steps)
    assert [part.answer for part in solutions.parts] == [part.answer for part in key.parts]
    assert [part._replace(answer=(), steps=()) for part in solutions.parts] == list(sheet.parts)


def test_room_grows_with_the_steps(tmp_path: Path) -> None:
    (problem,) = fixed(tmp_path).sections[0].problems
    # One, one and two quantities are worked out: two lines each, and one for the answer.
    assert [part.room for part in problem.parts] == [3, 3, 5]


def test_problems_are_counted_through_all_sections(tmp_path: Path) -> None:
    fixed_bank(tmp_path)
    questions = derivations(folder=tmp_path)
    sections = [
        DrawnSection(title, (), tuple(Drawn(drawn(questions[name], 3), (1,)) for name in names))
        for title, names in (("One", ("fixed/ride", "fixed/walk")), ("Two", ("fixed/ride",)))
    ]
    sheet = Editions(Header("All"), sections).edition("sheet")
    assert [(section.title, [problem.number for problem in section.problems]) for section in sheet.sections] == [
        ("One", [1, 2]),
        ("Two", [3]),
    ]


def test_where_a_secret_keys_the_draw_no_problem_shows_its_code(tmp_path: Path) -> None:
    fixed_bank(tmp_path)
    derivation = derivations("fixed/ride", folder=tmp_path)["fixed/ride"]
    editions = Editions(
        Header("Graded"), [DrawnSection("", (), (Drawn(drawn(derivation, 1), (1,)),))], with_codes=False
    )
    assert editions.edition("sheet").sections[0].problems[0].code == ""
    assert editions.edition("key").sections[0].problems[0].code != ""


@pytest.mark.parametrize("edition", ["sheet", "key", "solutions"])
def test_every_shipped_question_makes_every_edition(edition: Edition) -> None:
    questions = derivations()
    made = recipe(questions, seed=11)
    (version,) = versions_of(made, questions, [1])
    sheet = Editions(Header("All"), drawn_version(made, questions, version)).edition(edition)
    parts = [part for problem in sheet.sections[0].problems for part in problem.parts]
    assert len(parts) == sum(len(found.question.parts) for found in questions.values())
    assert all(part.asked and 1 <= part.room <= 16 for part in parts)
    assert all(bool(part.answer) == (edition != "sheet") for part in parts)


def blanks() -> dict[str, set[tuple[tuple[str, ...], ...]]]:
    """What is filled in below the parts of each kind of all shipped questions."""
    found: dict[str, set[tuple[tuple[str, ...], ...]]] = {}
    for derivation in derivations().values():
        variant = drawn(derivation, 1)
        for part in derivation.question.parts:
            found.setdefault(kind_of(variant, part), set()).add(blanks_on_paper(variant, part))
    return found


def test_every_answer_of_a_line_has_its_place_and_each_statement_one_of_its_own() -> None:
    found = blanks()
    for kind in ("number", "expression", "one", "several", "order"):
        assert found[kind] == {(("Answer",),)}
    assert found["matrix"] == found["rubric"] == {()}
    assert (("a)", "reason"), ("b)", "reason"), ("c)", "reason")) in found["statements"]


def test_a_key_says_of_each_statement_what_is_filled_in() -> None:
    questions = derivations("circuits/qk")
    section = DrawnSection("", (), (Drawn(drawn(questions["circuits/qk"], 1), (1,) * 10),))
    (problem,) = Editions(Header("All"), [section]).edition("key").sections[0].problems
    assert re.fullmatch(r"a\) [TF] \d, b\) [TF] \d, c\) [TF] \d\n", to_text(problem.parts[-1].answer))


def test_solutions_say_a_model_answer_once() -> None:
    questions = derivations("circuits/multi-head")
    section = DrawnSection("", (), (Drawn(drawn(questions["circuits/multi-head"], 1), (1,) * 10),))
    (problem,) = Editions(Header("All"), [section]).edition("solutions").sections[0].problems
    said = "".join(to_text((*part.answer, *part.steps)) for part in problem.parts)
    assert said.count("A model answer") == 1


def test_nothing_on_paper_speaks_of_a_keyboard() -> None:
    questions = derivations()
    made = recipe(questions, seed=12)
    (version,) = versions_of(made, questions, [1])
    sheet = Editions(Header("All"), drawn_version(made, questions, version)).edition("sheet")
    for problem in sheet.sections[0].problems:
        for part in problem.parts:
            words = to_text(part.asked)
            assert "Enter" not in words
            assert "then come the reasons" not in words
            assert "mark it yourself" not in words
            assert "[[1, 2]" not in words


def test_the_reasons_of_statements_stand_under_them() -> None:
    from studybot.problem.options import offers_of

    asking = [
        (found, part)
        for found in derivations().values()
        for part in found.question.parts
        if any(offer.reasons for offer in offers_of(drawn(found, 1), part))
    ]
    assert asking
    found, part = asking[0]
    section = DrawnSection("", (), (Drawn(drawn(found, 1), (1,) * len(found.question.parts)),))
    (problem,) = Editions(Header("All"), [section]).edition("sheet").sections[0].problems
    shown = problem.parts[found.question.parts.index(part)]
    assert "and the number of the reason" in to_text(shown.asked)
    offers = offers_of(drawn(found, 1), part)
    assert len(shown.options) == len(offers) + sum(len(offer.reasons) for offer in offers)
