"""The options that several commands share, each defined once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studybot.cli import completion
from studybot.cli.settings.values import NAMES
from studybot.formula.errors import StudybotError


class PaperSize(StrEnum):
    """The sizes of pages."""

    A4 = "a4"
    LETTER = "letter"


class SheetFormat(StrEnum):
    """The formats of sheets, by their endings."""

    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "md"
    LATEX = "tex"
    TEXT = "txt"


Selection = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SELECTION",
        help="A bank, a question id, a glob, a code, a YAML file or folder, or file.yaml:id. Everything if left out.",
        show_default=False,
        autocompletion=completion.selection,
    ),
]
ExamSelection = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SELECTION",
        help="Questions, as for quiz; or the file of a recipe, which draws the same exam again.",
        show_default=False,
        autocompletion=completion.selection,
    ),
]
SheetSelection = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SELECTION",
        help="Questions, as for quiz; or the file of a recipe, which makes the same sheet again.",
        show_default=False,
        autocompletion=completion.selection,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        metavar="FILE",
        help="The sheet: .pdf, .html, .md, .tex or .txt says the format. A folder for versions.",
        show_default=False,
    ),
]
KeyFile = Annotated[
    Path | None, typer.Option("--key", metavar="FILE", help="The right answers, in the same way.", show_default=False)
]
SolutionsFile = Annotated[
    Path | None, typer.Option("--solutions", metavar="FILE", help="The worked solutions.", show_default=False)
]
Question = Annotated[
    str,
    typer.Argument(
        metavar="QUESTION",
        help="A question id, file.yaml:id, or a code.",
        show_default=False,
        autocompletion=completion.question,
    ),
]
Skill = Annotated[
    str | None,
    typer.Option(
        "--skill",
        metavar="S",
        help="Only questions that train it.",
        show_default=False,
        autocompletion=completion.skill,
    ),
]
Seed = Annotated[
    int | None, typer.Option("--seed", min=0, metavar="S", help="Draw these numbers again.", show_default=False)
]
Example = Annotated[
    str | None,
    typer.Option(
        "--example",
        metavar="NAME",
        help="The numbers of an example in the bank.",
        show_default=False,
        autocompletion=completion.example,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Set a quantity to a value or formula, with units; what follows from it is computed anew.",
        show_default=False,
    ),
]
NewFile = Annotated[
    Path,
    typer.Argument(metavar="PATH", help="The file to write.", show_default=False, autocompletion=completion.no_names),
]
Folder = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER", help="A folder of YAML files.", show_default=False, autocompletion=completion.no_names
    ),
]
PartName = Annotated[
    str,
    typer.Option(
        "--part", metavar="P", help="The part that is answered.", show_default=False, autocompletion=completion.part
    ),
]
OnePart = Annotated[
    str | None,
    typer.Option("--part", metavar="P", help="Only this part.", show_default=False, autocompletion=completion.part),
]
Count = Annotated[int | None, typer.Option("-n", min=1, max=10_000, metavar="N", help="How many questions.")]
Answers = Annotated[
    str | None,
    typer.Argument(metavar="ANSWERS", help="CSV or JSON Lines; - is standard input.", show_default=False),
]
Codes = Annotated[
    str | None,
    typer.Option(
        "--codes",
        metavar="INDEX",
        help="The index that `studybot sheet` wrote, or the recipe: which variants a sheet has.",
        show_default=False,
    ),
]
Exports = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="FILE...",
        help="Over a course: files that `studybot history export` wrote, one a student.",
        show_default=False,
    ),
]
Key = Annotated[
    str | None,
    typer.Argument(
        metavar="KEY",
        help=f"A setting: {', '.join(NAMES)}. All if left out.",
        show_default=False,
        autocompletion=completion.setting,
    ),
]
Value = Annotated[
    str | None,
    typer.Argument(
        metavar="VALUE", help="What to set it to.", show_default=False, autocompletion=completion.setting_value
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Plain = Annotated[bool, typer.Option("--plain", help="Plain lines of text: for screen readers and logs.")]


def refuse_unknown(*words: str | None) -> None:
    """Refuse options that there are not, where the parser leaves them among the arguments for a negative number's sake.

    Raises `StudybotError` `usage.option`.
    """
    for word in words:
        if word is not None and word.startswith("--"):
            raise StudybotError("usage.option", f"there is no option {word}", hint="-h lists them")


def spread(arguments: Sequence[str]) -> Iterator[str]:
    """`--from a b c` as the option parser wants it: `--from a --from b --from c`.

    A shell makes the former of `--from *.jsonl`.
    """
    is_among = False
    for place, word in enumerate(arguments):
        if word.startswith("-"):
            is_among = word == "--from" or word.startswith("--from=")
        elif is_among and arguments[place - 1] != "--from":
            yield "--from"
        yield word
