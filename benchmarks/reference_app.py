"""What start-up is compared with: a Typer app with studybot's commands and options, each printing one Rich panel."""

from __future__ import annotations

import typer

from studybot.cli import options

app = typer.Typer(name="reference", add_completion=False)
bank = typer.Typer()
app.add_typer(bank, name="bank")


def panel() -> None:
    from rich.console import Console
    from rich.panel import Panel

    Console().print(Panel("A question about large models."))


@app.callback(invoke_without_command=True)
def start(plain: options.Plain = False, debug: bool = False, version: bool = False) -> None:
    del plain, debug, version


@app.command()
def quiz(
    selection: options.Selection = None,
    count: int | None = None,
    seed: options.Seed = None,
    skill: str | None = None,
    plain: options.Plain = False,
) -> None:
    del selection, count, seed, skill, plain
    panel()


@app.command()
def explain(
    question: options.Question,
    seed: options.Seed = None,
    example: options.Example = None,
    settings: options.Settings = None,
    part: options.OnePart = None,
    as_json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    del question, seed, example, settings, part, as_json, plain
    panel()


@app.command()
def mark(
    question: options.Question,
    part: options.PartName,
    answer: str,
    seed: options.Seed = None,
    example: options.Example = None,
    settings: options.Settings = None,
    earlier: list[str] | None = None,
    strict: bool = False,
    as_json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    del question, part, answer, seed, example, settings, earlier, strict, as_json, plain
    panel()


@app.command("list")
def list_command(
    selection: options.Selection = None, as_json: options.Json = False, plain: options.Plain = False
) -> None:
    del selection, as_json, plain
    panel()


@bank.command()
def check(
    selection: options.Selection = None,
    variants: int = 10_000,
    strict: bool = False,
    as_json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    del selection, variants, strict, as_json, plain
    panel()


@bank.command()
def new(path: options.NewFile, plain: options.Plain = False) -> None:
    del path, plain
    panel()


@bank.command()
def watch(path: str, seed: int = 1, plain: options.Plain = False) -> None:
    del path, seed, plain
    panel()


@bank.command()
def add(folder: options.Folder, plain: options.Plain = False) -> None:
    del folder, plain
    panel()


@bank.command()
def remove(folder: options.Folder, plain: options.Plain = False) -> None:
    del folder, plain
    panel()


@bank.command()
def schema() -> None:
    panel()


if __name__ == "__main__":
    app()
