"""The recipe of a sheet as a file: written, read back, and what is told of one that is wrong."""

from __future__ import annotations

import pytest
from sheets import derivations, recipe

from studybot.bank.file_kinds import RECIPE, kind_of
from studybot.bank.findings import BankError
from studybot.sheets.files.recipe import Recipe, RecipeQuestion, recipe_text
from studybot.sheets.files.recipe_reading import read_recipe
from studybot.sheets.matching import Band, band_of
from studybot.sheets.sheet import Layout


def without_places(made: Recipe) -> Recipe:
    return made._replace(
        sections=tuple(
            section._replace(
                questions=tuple(asked._replace(place=RecipeQuestion("", "", ()).place) for asked in section.questions)
            )
            for section in made.sections
        )
    )


@pytest.fixture
def made() -> Recipe:
    """A recipe with everything that one can have."""
    questions = derivations("fermi/landauer", "fermi/carbon")
    bands = {"fermi/landauer": band_of(questions["fermi/landauer"])}
    first = recipe(questions, versions=30, wanted=5, same_questions=False, bands=bands, secret="0a1b2c3d")
    (section,) = first.sections
    own = RecipeQuestion("mine/ride", "01234567", (2, 0), "mine.yaml", "3C8V-X8BV-6HFP")
    second = section._replace(
        title="More: of it", text="One.\n\nTwo # \"quoted\" \\ 'too' {{x}} $W_Q$", questions=(own,), wanted=1
    )
    return first._replace(
        title="Sheet 'one' — \"ü\": 1",
        date="24 December",
        layout=Layout("letter", 1.5, "problem"),
        text="Read this.\n\nAll of it.",
        sections=(section, second),
        redrawn={3: 1, 17: 2},
        made_with={"studybot": "0.1.0", "typst": "0.15.2"},
    )


def test_a_recipe_is_read_back_as_it_was_written(made: Recipe) -> None:
    text = recipe_text(made)
    assert kind_of(text) is RECIPE
    assert without_places(read_recipe(text, "x.yaml")) == made


@pytest.mark.parametrize(
    "text", ["a\tb", "\u202eabc", "x" * 200, "''\"\"", "- a", "#", "!!python/name:os.system", "&a *a", "\U0001f600"]
)
def test_any_title_is_read_back(made: Recipe, text: str) -> None:
    assert read_recipe(recipe_text(made._replace(title=text)), "x.yaml").title == text


def test_what_only_decides_the_look_is_not_in_the_code(made: Recipe) -> None:
    code = made.code(3)
    assert made._replace(title="Other", date="", text="", layout=Layout(), versions=31).code(3) == code
    (section, second) = made.sections
    numbers = [
        made._replace(seed=8),
        made._replace(same_questions=True),
        made._replace(secret="0a1b2c3e"),
        made._replace(sections=(section._replace(wanted=4), second)),
        made._replace(sections=(section._replace(questions=section.questions[::-1]), second)),
        made._replace(
            sections=(
                section._replace(questions=(section.questions[0]._replace(band=None), section.questions[1])),
                second,
            )
        ),
        made._replace(
            sections=(
                section._replace(questions=(section.questions[0]._replace(revision="00000000"), section.questions[1])),
                second,
            )
        ),
    ]
    assert len({other.code(3).recipe for other in numbers} | {code.recipe}) == len(numbers) + 1


def test_points_are_in_the_code_where_versions_choose_by_them(made: Recipe) -> None:
    (section, second) = made.sections
    (first, *others) = section.questions
    worth_more = section._replace(questions=(first._replace(points=(7, *first.points[1:])), *others))
    for same_questions in (True, False):
        before = made._replace(same_questions=same_questions)
        after = before._replace(sections=(worth_more, second))
        assert (after.code(3) == before.code(3)) == same_questions


def test_the_code_of_a_recipe_stays_as_it_is() -> None:
    # It stands on paper: what is in it never changes.
    asked = RecipeQuestion("fermi/landauer", "01234567", (1,), band=Band((1, 2), (3, 4), (("a", -0.5, 1.505),)))
    made = recipe({})
    made = made._replace(sections=(made.sections[0]._replace(questions=(asked,), wanted=1),))
    assert made.code(1).text == "SQW-PD2-23C"


HEAD = "studybot-recipe: 1\nseed: 1\n"
QUESTION = "sections:\n- questions:\n  - id: fermi/landauer\n    revision: '01234567'\n"


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("studybot-recipe: 2\nseed: 1\n" + QUESTION, "1:18", "studybot-recipe is 1 here, not 2"),
        ("studybot-recipe: 1\n" + QUESTION, "1:1", "the recipe needs the field seed"),
        (HEAD, "1:1", "the recipe needs the field sections"),
        (HEAD + "sections: []\n", "3:1", "a sheet has 1 to 300 sections"),
        (HEAD + "sections:\n- questions: []\n", "4:3", "a section has 1 to 1000 questions"),
        (HEAD + "layout: {paper: a3}\n" + QUESTION, "3:17", "paper of layout is a4 or letter, not a3"),
        (HEAD + "versions: 0\n" + QUESTION, "3:11", "versions of the recipe is a whole number"),
        (HEAD + "secret: abc\n" + QUESTION, "3:9", "secret of the recipe is eight hexadecimal digits, not abc"),
        (HEAD + f"title: {'x' * 201}\n" + QUESTION, "3:8", "title has at most 200 characters"),
        (HEAD + "redrawn: {a: 1}\n" + QUESTION, "3:14", "redrawn has a version"),
        (HEAD + "made: x\n" + QUESTION, "3:1", "the recipe has no field made"),
        (HEAD + QUESTION + "    file: ../mine.yaml\n", "7:11", "file of a question is the name of a YAML file"),
        (HEAD + QUESTION + "    file: /etc/x.yaml\n", "7:11", "file of a question is the name of a YAML file"),
        (HEAD + QUESTION + "    code: 3K7Q-M2XP-A9TR\n", "7:11", "a character of the code 3K7Q-M2XP-A9TR is mistyped"),
        (HEAD + QUESTION + "    points: [many]\n", "7:14", "points are whole numbers up to 1000, not many"),
        (HEAD + QUESTION + "    band: {digits: [1, 2]}\n", "7:11", "band of a question needs the field operations"),
        (HEAD + QUESTION + "    band: {digits: [2, 1], operations: [1, 1]}\n", "7:20", "digits has two bounds"),
        (HEAD + "sections:\n- questions:\n  - id: Landauer\n    revision: '01234567'\n", "5:9", "id of a question is"),
        (HEAD + "title: !!python/name:os.system x\n" + QUESTION, "3:8", "tags (!!python/name:os.system) are not"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_recipe_is_told_with_its_place(text: str, place: str, told: str) -> None:
    with pytest.raises(BankError) as caught:
        read_recipe(text, "x.yaml")
    sentences = [finding.sentence() for finding in caught.value.findings]
    assert any(sentence.startswith(f"x.yaml:{place}: {told}") for sentence in sentences), sentences


def test_more_problems_than_fit_are_told() -> None:
    text = (
        HEAD
        + "sections:\n"
        + "".join("- count: 60\n  questions:\n  - id: fermi/landauer\n    revision: '01234567'\n" for _ in range(2))
    )
    with pytest.raises(BankError, match="a sheet has 1 to 100 problems"):
        read_recipe(text, "x.yaml")


def test_a_recipe_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(BankError, match="the recipe is a mapping of fields"):
        read_recipe("- studybot-recipe: 1\n", "x.yaml")
