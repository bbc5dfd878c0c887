"""The commands on the history, their options and help."""

# Without `from __future__ import annotations`, for the reason in `main.py`.

from typing import Annotated

import typer

from studybot.cli import options
from studybot.cli.calling import environment_of

history_app = typer.Typer(
    help="Carry what was answered elsewhere.", epilog="Example: studybot history export backup.jsonl"
)


@history_app.command("export", epilog="Example: studybot history export backup.jsonl")
def export_command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to write; - is standard output.")] = "-",
    plain: options.Plain = False,
) -> None:
    """Write everything that was answered as JSON Lines, one event a line.

    Histories with the same events give the same bytes, so that the file may lie in a synced folder or in git.
    """
    from studybot.cli.history import export
    from studybot.cli.screen import Screen

    export(file, Screen(environment_of(context, plain), plain))


@history_app.command("import", epilog="Example: studybot history import laptop.jsonl")
def import_command(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Files that export has written; - is standard input.", show_default=False),
    ] = None,
    plain: options.Plain = False,
) -> None:
    """Take over what was answered elsewhere.

    Every event is taken once, however often it comes. Where a line is wrong nothing of any file is taken over.
    """
    from studybot.cli.history import import_files
    from studybot.cli.screen import Screen

    import_files(files or ["-"], Screen(environment_of(context, plain), plain))
