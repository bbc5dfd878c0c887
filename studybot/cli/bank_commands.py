"""The commands on banks of questions, their options and help."""

# Without `from __future__ import annotations`, for the reason in `main.py`.

from typing import Annotated

import typer

from studybot.cli import options
from studybot.cli.calling import environment_of

bank_app = typer.Typer(help="Work on banks of questions.", epilog="Example: studybot bank check fermi")


@bank_app.command("check", epilog="Example: studybot bank check fermi --variants 1000")
def check_command(
    context: typer.Context,
    selection: options.Selection = None,
    variants: Annotated[
        int, typer.Option("--variants", min=1, max=1_000_000, metavar="N", help="Variants drawn of each question.")
    ] = 10_000,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 3 on warnings too.")] = False,
    as_json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    """Check banks: what is wrong, where, and what would be right."""
    from studybot.cli.checking import check
    from studybot.cli.screen import Screen

    raise typer.Exit(check(selection or [], variants, strict, as_json, Screen(environment_of(context, plain), plain)))


@bank_app.command("new", epilog="Example: studybot bank new mine.yaml")
def new_command(context: typer.Context, path: options.NewFile, plain: options.Plain = False) -> None:
    """Write a first bank, with comments that explain it."""
    from studybot.cli.screen import Screen
    from studybot.cli.starting import new_bank

    new_bank(path, Screen(environment_of(context, plain), plain))


@bank_app.command("watch", epilog="Example: studybot bank watch mine.yaml:download")
def watch_command(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="PATH", help="A YAML file, or file.yaml:id.", show_default=False)],
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="S", help="The numbers that are shown.")] = 1,
    plain: options.Plain = False,
) -> None:
    """Show the question that you are writing, with its steps and what is wrong with it, again at every save."""
    from studybot.cli.screen import Screen
    from studybot.cli.watching import watch

    watch(path, seed, Screen(environment_of(context, plain), plain))


@bank_app.command("schema", epilog="Example: studybot bank schema > studybot.schema.json")
def schema_command(context: typer.Context) -> None:
    """Print the JSON Schema of the format, with which editors explain and complete its fields."""
    from studybot.bank.json_schema import json_schema
    from studybot.cli.screen import Screen

    Screen(context.obj, plain=True).write_json(json_schema())


@bank_app.command("add", epilog="Example: studybot bank add ~/banks")
def add_command(context: typer.Context, folder: options.Folder, plain: options.Plain = False) -> None:
    """Find the banks of a folder from now on, like the shipped ones."""
    from studybot.cli.folders import add
    from studybot.cli.screen import Screen

    add(folder, Screen(environment_of(context, plain, needs_settings=True), plain))


@bank_app.command("remove", epilog="Example: studybot bank remove ~/banks")
def remove_command(context: typer.Context, folder: options.Folder, plain: options.Plain = False) -> None:
    """Find the banks of a folder no more. The folder itself stays as it is."""
    from studybot.cli.folders import remove
    from studybot.cli.screen import Screen

    remove(folder, Screen(environment_of(context, plain, needs_settings=True), plain))
