"""Which banks there are on this machine, and which variant of a question a command means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studybot.bank.library import Library, bank_files
from studybot.cli.environment import Environment
from studybot.cli.locations import cache_folder, settings_file, shipped_banks
from studybot.cli.progress import bar_beside
from studybot.cli.selection import select_one
from studybot.cli.settings.file import read_settings, read_settings_anyway
from studybot.cli.settings.values import Settings
from studybot.formula.errors import StudybotError
from studybot.problem.derivation import Derivation
from studybot.problem.generator import SEED_LIMIT
from studybot.problem.variant import Variant, drawn


def library(environment: Environment, further: Sequence[Path] = (), *, silent: bool = False) -> Library:
    """The banks that travel with studybot, those of the folders in the settings, and those of `further` folders.

    A folder of the settings that has no banks now is told, and does not keep the others from being asked. A `silent`
    library tells neither that nor how far it has read.
    """
    folders = [shipped_banks()]
    for folder in settings_anyway(environment, silent=silent).folders:
        try:
            bank_files(folder)
        except StudybotError as fault:
            if not silent:
                environment.warn(f"{fault.message}, but the settings name it")
        else:
            folders.append(folder)
    progress = None if silent else bar_beside("reading banks", environment)
    return Library([*folders, *further], cache=cache_folder(environment.variables), progress=progress)


def settings_of(environment: Environment) -> Settings:
    """What is set. Raises `BankError` where the file of settings cannot be read."""
    return read_settings(settings_file(environment.variables))


def settings_anyway(environment: Environment, *, silent: bool = False) -> Settings:
    """What is set, for whom it matters little: what is wrong with it is told once, unless `silent`, and not set."""
    settings, wrong = read_settings_anyway(settings_file(environment.variables))
    if wrong and not silent:
        more = "" if len(wrong) == 1 else f" (and {len(wrong) - 1} more)"
        environment.warn(f"{wrong[0].sentence()}{more}; it counts as not set")
    return settings


def checked_seed(seed: int) -> int:
    """A seed that names a variant. Raises `StudybotError` `usage.seed`."""
    if not 0 <= seed < SEED_LIMIT:
        raise StudybotError("usage.seed", f"the seed of a variant is from 0 to {SEED_LIMIT - 1}, not {seed}")
    return seed


def variant_meant(
    question: str, seed: int | None, example: str | None, settings: Sequence[str], environment: Environment
) -> tuple[Variant, str]:
    """The variant that the options of a command describe, drawn at random where they leave it open; and what to type
    for it again, which is nothing where something is pinned.

    Raises `StudybotError` for what does not go together or does not exist.
    """
    from studybot.problem.pins import from_example, pinned

    selected = select_one(question, library(environment))
    if sum(choice is not None for choice in (seed, example, selected.seed)) > 1:
        raise StudybotError("usage.numbers", "a code, --seed and --example each choose the numbers", hint="give one")
    if selected.revised:
        environment.stderr.write(f"{question} was made for another revision of {selected.id}: numbers may differ\n")
    derivation = Derivation.of(selected.question)
    if example is not None:
        known = {found.name: found for found in selected.question.examples}
        if example not in known:
            hint = f"it has: {', '.join(known)}" if known else None
            raise StudybotError("usage.example", f"{selected.id} has no example {example}", hint=hint)
        variant = from_example(derivation, known[example])
    else:
        chosen = next((choice for choice in (seed, selected.seed) if choice is not None), None)
        variant = drawn(
            derivation, checked_seed(environment.random_number() % SEED_LIMIT if chosen is None else chosen)
        )
    variant = pinned(variant, _once(settings))
    return variant, selected.named_by(variant.code)


def _once(settings: Sequence[str]) -> dict[str, str]:
    """Names and values. Raises `StudybotError` `usage.set` for a name that is set twice."""
    found: dict[str, str] = {}
    for text in settings:
        name, value = _setting(text)
        if name in found:
            raise StudybotError("usage.set", f"{name} is set twice", hint="keep one --set of it")
        found[name] = value
    return found


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise StudybotError("usage.set", f"--set {text} sets nothing", hint="write --set NAME=VALUE")
    return name.strip(), value.strip()


def variant_to_mark(
    question: str, seed: int | None, example: str | None, settings: Sequence[str], environment: Environment
) -> Variant:
    """`variant_meant`, where the numbers must be named: an answer to numbers drawn just now means nothing.

    Raises `StudybotError` `usage.numbers`.
    """
    from studybot.problem.codes import looks_like_code

    if seed is None and example is None and not looks_like_code(question.rpartition(":")[2]):
        raise StudybotError("usage.numbers", "which numbers were asked?", hint="give a code, --seed or --example")
    variant, _ = variant_meant(question, seed, example, settings, environment)
    return variant
