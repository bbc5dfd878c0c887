"""The commands of studybot, their options and help; and the one place where faults become words and an exit code."""

# Without `from __future__ import annotations`, as wherever commands are defined: typer would compile the annotations of
# every command again, three times each, which takes 9 ms of every start.

import gc
import sys
from copy import copy
from pathlib import Path
from typing import Annotated

import typer

from studybot.cli import options
from studybot.cli.bank_commands import bank_app
from studybot.cli.calling import environment_of, made_plain
from studybot.cli.completion import VARIABLE
from studybot.cli.environment import Environment
from studybot.cli.faults import guarded, unheard
from studybot.cli.history_commands import history_app
from studybot.cli.status import ExitStatus
from studybot.formula.errors import StudybotError
from studybot.version import VERSION

app = typer.Typer(
    name="studybot",
    help="Exam practice for quantitative courses, with new numbers every time.\n\n"
    "Without a command, on a terminal: a question at once.",
    epilog="Example: studybot quiz fermi -n 5",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(bank_app, name="bank")
app.add_typer(history_app, name="history")


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    plain: options.Plain = False,
    _debug: Annotated[bool, typer.Option("--debug", help="Show a traceback where something fails.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    environment: Environment = context.obj
    if version:
        environment.stdout.write(f"studybot {VERSION}\n")
        raise typer.Exit
    if plain:
        context.obj = environment = made_plain(environment)
    if context.invoked_subcommand is not None:
        return
    if not environment.is_terminal:
        environment.stdout.write(context.get_help() + "\n")
        raise typer.Exit(ExitStatus.USAGE)
    from studybot.cli.quiz import quiz

    quiz([], None, None, None, plain, environment_of(context, plain), welcome=True)


@app.command("quiz", epilog="Example: studybot quiz fermi -n 5")
def quiz_command(
    context: typer.Context,
    selection: options.Selection = None,
    count: options.Count = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, metavar="S", help="The same session again.")] = None,
    skill: options.Skill = None,
    missed: Annotated[
        bool, typer.Option("--missed", help="Only what the last session missed, with new numbers.")
    ] = False,
    plain: options.Plain = False,
) -> None:
    """Ask questions, mark answers, show worked steps.

    A pipe gives one line a part: printf '1.44e21 FLOP\\n' | studybot quiz fermi/inference-cost --seed 7
    """
    from studybot.cli.quiz import quiz

    quiz(selection or [], count, seed, skill, plain, environment_of(context, plain), only_missed=missed)


@app.command("drill", epilog="Example: studybot drill --exam-date 2026-12-11")
def drill_command(
    context: typer.Context,
    selection: options.Selection = None,
    exam_date: Annotated[
        str | None,
        typer.Option(
            "--exam-date",
            metavar="DATE",
            help="The day of the exam, kept in the settings: what fails there is asked first.",
            show_default=False,
        ),
    ] = None,
    count: options.Count = None,
    minutes: Annotated[
        int | None,
        typer.Option(
            "--minutes", min=1, max=1440, metavar="M", help="As many as there is time for.", show_default=False
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, metavar="S", help="The same numbers again.")] = None,
    plain: options.Plain = False,
) -> None:
    """Repeat what is about to be forgotten and begin what is new, with new numbers."""
    from studybot.cli.drill import drill

    drill(selection or [], count, minutes, exam_date, seed, plain, environment_of(context, plain, needs_settings=True))


@app.command("exam", epilog="Example: studybot exam fermi -n 3 --minutes 30")
def exam_command(
    context: typer.Context,
    selection: options.ExamSelection = None,
    count: Annotated[
        int | None,
        typer.Option("-n", min=1, max=100, metavar="N", help="How many questions; 10 at most if left out."),
    ] = None,
    minutes: Annotated[
        int | None,
        typer.Option("--minutes", min=1, max=1440, metavar="M", help="How long; 3 minutes a point if left out."),
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, metavar="S", help="The same exam again.")] = None,
    plain: options.Plain = False,
) -> None:
    """Hold a mock exam: parts in any order, no feedback before the end, a clock. Goes on with one that is open."""
    from studybot.cli.exam import exam

    exam(selection or [], count, minutes, seed, plain, environment_of(context, plain))


@app.command("sheet", epilog="Example: studybot sheet fermi -n 3 -o sheet.pdf --key key.pdf")
def sheet_command(
    context: typer.Context,
    selection: options.SheetSelection = None,
    count: Annotated[
        int | None,
        typer.Option("-n", min=1, max=100, metavar="N", help="How many problems; 10 at most if left out."),
    ] = None,
    output: options.Output = None,
    key: options.KeyFile = None,
    solutions: options.SolutionsFile = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="T", help="What stands at the head.", show_default=False)
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="D", help="A date, printed as it is.", show_default=False)
    ] = None,
    paper: Annotated[
        options.PaperSize | None,
        typer.Option("--paper", help="The size of the pages; a4 if left out.", show_default=False),
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, metavar="S", help="The same sheet again.")] = None,
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="CODE", help="With a recipe: the sheet with this code.", show_default=False),
    ] = None,
    versions: Annotated[
        int | None,
        typer.Option(
            "--versions",
            min=1,
            metavar="K",
            help="So many versions that take the same work, in folders.",
            show_default=False,
        ),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(
            "--roster",
            metavar="FILE",
            help="A version for each student: a CSV with the columns name and id.",
            show_default=False,
        ),
    ] = None,
    same_questions: Annotated[
        bool, typer.Option("--same-questions", help="Versions differ in their numbers only.")
    ] = False,
    secret: Annotated[
        Path | None,
        typer.Option(
            "--secret",
            metavar="FILE",
            help="What keys the draw: without it nobody can print the key.",
            show_default=False,
        ),
    ] = None,
    file_format: Annotated[
        options.SheetFormat | None,
        typer.Option("--format", help="Of the files in folders; pdf if left out.", show_default=False),
    ] = None,
    collate: Annotated[
        bool, typer.Option("--collate", help="All versions in one PDF for the printer: -o all.pdf.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where versions were interrupted.")] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Show how much versions differ in the work they take.")
    ] = False,
    plain: options.Plain = False,
) -> None:
    """Make problem sheets to print, with keys and worked solutions; one for all, or one for each.

    The recipe that is saved beside a sheet makes it again: studybot sheet sheet.recipe.yaml -o again.pdf
    """
    from studybot.cli.sheets.command import sheet
    from studybot.cli.sheets.options import Head, Wanted

    wanted = Wanted(
        Head(title, date, paper.value if paper is not None else None),
        count,
        seed,
        code,
        output,
        key,
        solutions,
        versions,
        roster,
        same_questions,
        secret,
        file_format.value if file_format is not None else None,
        collate,
        resume,
        report,
    )
    sheet(selection or [], wanted, plain, environment_of(context, plain))


@app.command(
    "explain", epilog="Example: studybot explain fermi/inference-cost --example homework --set speed=1.08e18/3600"
)
def explain_command(
    context: typer.Context,
    question: options.Question,
    seed: options.Seed = None,
    example: options.Example = None,
    settings: options.Settings = None,
    part: options.OnePart = None,
    as_json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    """Show a question with its worked steps."""
    from studybot.cli.banks import variant_meant
    from studybot.cli.explain import explain
    from studybot.cli.screen import Screen

    environment = environment_of(context, plain)
    variant, name = variant_meant(question, seed, example, settings or [], environment)
    explain(variant, name, part, as_json, Screen(environment, plain))


@app.command("mark", epilog="Example: studybot mark fermi/petaflop-day --example homework --part cost -- 18.18")
def mark_command(
    context: typer.Context,
    question: options.Question,
    part: options.PartName,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="The answer; - reads standard input.")],
    seed: options.Seed = None,
    example: options.Example = None,
    settings: options.Settings = None,
    earlier: Annotated[
        list[str] | None,
        typer.Option(
            "--earlier", metavar="PART=ANSWER", help="What was answered to an earlier part.", show_default=False
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 unless the answer is correct.")] = False,
    as_json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    """Mark one answer, for scripts. Which numbers were asked is said by a code, --seed or --example."""
    from studybot.cli.banks import variant_to_mark
    from studybot.cli.mark import answer_from, exit_status, mark
    from studybot.cli.screen import Screen

    environment = environment_of(context, plain)
    variant = variant_to_mark(question, seed, example, settings or [], environment)
    marked = mark(
        variant, part, answer_from(answer, environment.stdin), earlier or [], as_json, Screen(environment, plain)
    )
    raise typer.Exit(exit_status(marked, strict))


@app.command("grade", epilog="Example: studybot grade answers.csv --codes index.csv -o results.csv")
def grade_command(
    context: typer.Context,
    answers: options.Answers = None,
    codes: options.Codes = None,
    results: Annotated[
        str | None,
        typer.Option("-o", metavar="FILE", help="The marks of all answers; - is standard output.", show_default=False),
    ] = None,
    totals: Annotated[
        str | None, typer.Option("--totals", metavar="FILE", help="The points of each student.", show_default=False)
    ] = None,
    before: Annotated[
        str | None,
        typer.Option("--before", metavar="FILE", help="Former results: tells whose marks change.", show_default=False),
    ] = None,
    banks: Annotated[
        list[Path] | None,
        typer.Option("--bank", metavar="PATH", help="A bank of your own that the codes are of.", show_default=False),
    ] = None,
    secret: Annotated[
        Path | None,
        typer.Option(
            "--secret", metavar="FILE", help="What keys the sheets, where --codes is a recipe.", show_default=False
        ),
    ] = None,
    interactive: Annotated[
        str | None,
        typer.Option(
            "--interactive",
            metavar="CODE",
            help="Type what stands on one paper; -o adds it to a file of answers.",
            show_default=False,
        ),
    ] = None,
    student: Annotated[
        str | None,
        typer.Option("--student", metavar="ID", help="Whose paper that is.", show_default=False),
    ] = None,
    plain: options.Plain = False,
) -> None:
    """Mark answers typed from paper or collected by a form.

    CSV with the columns student, code, question, part and answer, or JSON Lines with these names. The code is that of a
    variant, or with --codes that of a sheet, of which question is a number.
    """
    from studybot.cli.grade import Codes, Files, grade, usage_of
    from studybot.cli.screen import Screen

    environment = environment_of(context, plain)
    if interactive is None and student is not None:
        raise StudybotError("usage.student", "--student goes with --interactive", hint="a file names each student")
    if interactive is None:
        grade(
            Files(usage_of(answers), Codes(codes, secret), results, totals, before),
            banks or [],
            Screen(environment, plain),
        )
        return
    if answers or totals or before:
        hint = "-o adds what is typed to a file of answers"
        raise StudybotError("usage.interactive", "--interactive marks one paper, and reads no other", hint=hint)
    from studybot.cli.grade_by_hand import grade_by_hand

    grade_by_hand(interactive, Codes(codes, secret), banks or [], results, student, plain, environment)


@app.command("list", epilog="Example: studybot list fermi --json")
def list_command(
    context: typer.Context,
    selection: options.Selection = None,
    as_json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    """List banks, questions, skills and numbers of parts."""
    from studybot.cli.banks import library
    from studybot.cli.listing import show_list
    from studybot.cli.screen import Screen
    from studybot.cli.selection import select

    environment = environment_of(context, plain)
    show_list(select(selection or [], library(environment)), as_json, Screen(environment, plain))


@app.command("stats", epilog="Example: studybot stats fermi --json")
def stats_command(
    context: typer.Context,
    selection: options.Selection = None,
    exports: options.Exports = None,
    skill: options.Skill = None,
    as_json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    """How you stand: skills, slips, days, what comes due, what to do next. Or, --from exports, how a course does."""
    from studybot.cli.screen import Screen

    screen = Screen(environment_of(context, plain), plain)
    if exports:
        from studybot.cli.course_stats import stats_of_course

        stats_of_course(exports, selection or [], skill, as_json, screen)
    else:
        from studybot.cli.stats import stats

        stats(selection or [], skill, as_json, screen)


# A value may be a negative number, which is no option.
@app.command(
    "config",
    epilog="Example: studybot config exam_date 2026-12-11",
    context_settings={"ignore_unknown_options": True},
)
def config_command(
    context: typer.Context,
    key: options.Key = None,
    value: options.Value = None,
    unset: Annotated[bool, typer.Option("--unset", help="Take the setting out of the file.")] = False,
    as_json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    """Show what is set, where that stands and what it is for; or set something."""
    from studybot.cli.config import change, show, show_change
    from studybot.cli.screen import Screen

    options.refuse_unknown(key, value)
    has_changed = False
    if value is not None or unset:
        # Without looking at what else is set: this may be what mends a mistake.
        has_changed = change(key, value, unset, context.obj)
    if key is not None and (value is not None or unset) and not as_json:
        show_change(key, has_changed, Screen(context.obj, plain))
    else:
        show(key, as_json, Screen(environment_of(context, plain, needs_settings=True), plain))


# The collector of cycles comes after every 700 new objects and looks through what was made before, all of which stays:
# 17 ms of the 300 until the first question, 70 ms with an index of ten thousand. After so many it comes as rarely as it
# finds anything.
_OBJECTS_UNTIL_COLLECTION = 50_000


def run() -> None:
    """The entry point of the command `studybot`."""
    gc.set_threshold(_OBJECTS_UNTIL_COLLECTION)
    status = main(sys.argv[1:], Environment.of_process())
    # The interpreter looks for cycles again before it ends, several times: 15 ms after a sheet, and all of it goes now.
    gc.freeze()
    sys.exit(status)


def main(arguments: list[str], environment: Environment) -> int:
    """Run a command line in an environment; returns the exit code."""
    # `--debug` may stand anywhere among the options; what follows `--` is an answer.
    end = arguments.index("--") if "--" in arguments else len(arguments)
    command = [*options.spread([option for option in arguments[:end] if option != "--debug"]), *arguments[end:]]
    debug = "--debug" in arguments[:end]

    def run_command() -> None:
        _app_for(command)(command, prog_name="studybot", obj=environment)

    if VARIABLE in environment.variables:
        return unheard(run_command)
    return guarded(run_command, arguments, environment, debug=debug)


def _app_for(words: list[str]) -> typer.Typer:
    """The app with no command but the one that is called; all of it where that is not plain from the first word.

    Typer would make all of them out of their annotations, which takes 5 ms.
    """
    called = words[1] if words[:1] == ["--plain"] and len(words) > 1 else "".join(words[:1])
    commands = [command for command in app.registered_commands if command.name == called]
    if not commands:
        return app
    alone = copy(app)
    alone.registered_commands, alone.registered_groups = commands, []
    return alone
