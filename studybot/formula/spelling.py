"""How the names of a question are spelled by who types or pastes them: `W_O^1`, `d_{model}`, `\\alpha`, `σ₁`.

A spelling is a letter or word with what stands below and above it. Two spellings are one where those three agree,
however they are written: `W_O^1`, `W^{1}_{\\text{O}}` and `W_O¹` are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from studybot.formula.errors import StudybotError
from studybot.formula.functions import ARITY, CONSTANTS
from studybot.formula.functions import SPELLINGS as FUNCTION_SPELLINGS
from studybot.formula.greek import GREEK, GREEK_NAMES
from studybot.formula.run_together import split

WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
COMMAND = re.compile(r"\\([A-Za-z]+|[^A-Za-z]|$)")

# Commands that change how a letter looks, and nothing else.
FONTS = frozenset((
    "mathrm", "text", "textrm", "mathbf", "textbf", "boldsymbol", "bm", "mathit", "textit", "mathsf", "textsf",
    "mathcal", "mathbb", "mathtt", "texttt", "mathnormal", "operatorname", "rm", "bf", "it",
))  # fmt: skip
_ACCENTS = frozenset(("hat", "bar", "tilde", "vec", "dot", "overline", "widehat", "widetilde"))
# Commands that are letters, beside the Greek ones, and the other shapes of Greek letters.
_LETTERS = frozenset(("ell", "nabla", "partial"))
_SHAPES = {f"var{name}": name for name in ("epsilon", "theta", "phi", "rho", "sigma", "pi", "kappa")}

SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₊₋", "0123456789aehijklmnoprstuvx+-", strict=True))
SUPERSCRIPTS = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ", "0123456789+-()abcdefghijklmnoprstuvwxyzT", strict=True)
)
_FLAT = str.maketrans({**SUBSCRIPTS, **SUPERSCRIPTS, **GREEK_NAMES})
_COMMAND_IN_SCRIPT = re.compile(r"\\([A-Za-z]+|.) ?")
_SEPARATORS = re.compile(r"[{} ,]")
_RUN = re.compile(r"[^\W_]+")  # all that `str.isalnum` says yes to
_LETTERS_AND_DIGITS = re.compile(r"([A-Za-z]+?)([0-9]+)")


class Spelling(NamedTuple):
    """A letter or word, what stands below it and what above it."""

    base: str
    below: str = ""
    above: str = ""


class Spellings:
    """The names that may be used in an answer, and those of the question that may not, with all their spellings."""

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        foreign: Mapping[str, Iterable[str]] | None = None,
        matrices: Container[str] = (),
    ) -> None:
        """Names with their further spellings, which may be LaTeX; `matrices` are those of them that are no numbers.

        Raises `StudybotError` (`formula.spelling`) for two names that are spelled alike.
        """
        self.names = tuple(names)
        self.known: dict[Spelling, str] = {}
        self.foreign: dict[Spelling, str] = {}
        for name in names:
            for spelling in spelled(name):
                if (other := self.known.setdefault(spelling, name)) != name:
                    raise StudybotError("formula.spelling", f"{other} and {name} are spelled alike")
        declared = {name: (name, *further) for name, further in names.items()}
        for name, texts in declared.items():
            for spelling in _all(texts):
                self.known.setdefault(spelling, name)
        for name, texts in declared.items():
            for spelling in _lenient(_all(texts), self.words):
                self.known.setdefault(spelling, name)
        for name, further in (foreign or {}).items():
            every = _all((name, *further))
            for spelling in (*every, *_lenient(every, self.words)):
                if spelling not in self.known:
                    self.foreign.setdefault(spelling, name)
        named = self.known.get(Spelling("T"))
        # Only a number can be an exponent: `A^T` is a transpose in a question that calls its text T, too.
        self.transposes = named is None or named in matrices
        self.flat = self.words
        together = (*self.known, *self.foreign)
        self.bases = {spelling.base for spelling in together}
        # What a longer name begins with: each of them costs a look at the scripts that follow.
        self.scripted = {(base, "") for base, below, above in together if below or above}
        self.scripted |= {(base, below) for base, below, above in together if above}

    @property
    def words(self) -> dict[str, str]:
        """The names that may be used, by those of their spellings which are one plain word."""
        return {
            f"{base}_{below}" if below else base: name for (base, below, above), name in self.known.items() if not above
        }

    def longest(self, source: str, start: Spelling, end: int) -> tuple[int, str | None, bool]:
        """The longest name that begins with what stands before `end`: where it ends, and whether it may be used.

        None for the name where no name begins so.
        """
        best: tuple[int, str | None, bool] = (end, None, False)
        if (name := self.known.get(start)) is not None:
            best = end, name, True
        elif (name := self.foreign.get(start)) is not None:
            best = end, name, False
        if start[:2] in self.scripted:
            for raised, content, after in scripts_at(source, end):
                if start.above if raised else start.below:
                    continue
                longer = start._replace(above=content) if raised else start._replace(below=content)
                found = self.longest(source, longer, after)
                if found[1] is not None and (best[1] is None or found[0] > best[0]):
                    best = found
        return best

    def split(self, word: str, also: Iterable[str] = (), last: Iterable[str] = ()) -> list[str]:
        """A word as names written together, long ones first where there are several ways; empty where it is none.

        `also` are words that may stand among them, `last` those that may stand at the end.
        """
        return split(word, (*self.flat, *also), last)

    def near(self, word: str) -> str | None:
        """The name that an unknown word was probably meant for: of another case, with look-alikes, misspelled."""
        folded = _folded(word)
        same = [name for name in self.flat if _folded(name) == folded]
        if not same and len(word) > 2:
            from difflib import get_close_matches  # slow to import, and wanted only after a mistake

            same = get_close_matches(word, list(self.flat), n=1, cutoff=0.75)
        return same[0] if same else None


# What is taken for one another on a screen: l, I and 1, O and 0; capitals and small letters.
_ALIKE = str.maketrans("i1|0", "lllo")


def _folded(word: str) -> str:
    return word.casefold().translate(_ALIKE).replace("_", "")


def spelled(text: str) -> tuple[Spelling, ...]:
    """A spelling that stands by itself; nothing where it is more than a name with its scripts: `N^{a+b}` is."""
    text = text.strip()
    found = base_at(text, 0)
    if found is None:
        return ()
    spelling, end = found
    while end < len(text):
        scripts = list(scripts_at(text, end))
        if not scripts:
            return ()
        raised, content, end = scripts[0]
        if (spelling.above if raised else spelling.below) or not re.fullmatch(r"[\w′*+-]+", content):
            return ()
        spelling = spelling._replace(above=content) if raised else spelling._replace(below=content)
    return (spelling,)


def _all(texts: Iterable[str]) -> list[Spelling]:
    return [spelling for text in texts for spelling in spelled(text)]


def _lenient(spellings: Iterable[Spelling], words: Mapping[str, str]) -> Iterator[Spelling]:
    """Spellings with the underscore left out or put in: `WQ`, `x_1`, `r_1` where `W_Q`, `x1`, `r^1` are declared."""
    for base, below, above in spellings:
        if above:
            yield Spelling(base, below + above)
        flat = base + below + above
        if (below or above) and flat not in FUNCTION_SPELLINGS and flat not in ARITY and flat not in CONSTANTS:
            if not all(letters in words for letters in (base, below + above)):  # AB is A times B where those are names
                yield Spelling(flat)
        elif parts := _LETTERS_AND_DIGITS.fullmatch(base):
            yield Spelling(parts[1], parts[2])


def in_latex(spelling: Spelling) -> str:
    """A spelling as LaTeX."""
    accent, space, base = spelling.base.rpartition(" ")
    below = f"_{{{_word_in_latex(spelling.below)}}}" if spelling.below else ""
    above = "'" * len(spelling.above) if set(spelling.above) == {"′"} else f"^{{{_word_in_latex(spelling.above)}}}"
    letter = _word_in_latex(base)
    return (f"\\{accent}{{{letter}}}" if space else letter) + below + (above if spelling.above else "")


def _word_in_latex(word: str) -> str:
    if word in GREEK or word in _LETTERS:
        return f"\\{word}"
    return f"\\text{{{word}}}" if word.isalpha() and len(word) > 2 else word


# -- places in a text


def base_at(source: str, place: int) -> tuple[Spelling, int] | None:
    """The letter or word that begins at a place, and where it ends; None where none begins there."""
    if word := WORD.match(source, place):
        base, _, below = word.group().partition("_")
        return Spelling(base, below), word.end()
    char = source[place : place + 1]
    if char in GREEK_NAMES:
        return Spelling(GREEK_NAMES[char]), place + 1
    if char != "\\" or (command := COMMAND.match(source, place)) is None:
        return None
    name = _SHAPES.get(command.group(1), command.group(1))
    if name in GREEK or name in _LETTERS:
        return Spelling(name), command.end()
    if name not in FONTS and name not in _ACCENTS:
        return None
    content, end = argument_at(source, command.end())
    base, _, below = _flat(content).partition("_")
    if not base or not base[0].isalpha():
        return None
    return Spelling(base if name in FONTS else f"{name} {base}", below), end


def scripts_at(source: str, place: int) -> Iterator[tuple[bool, str, int]]:
    """What may stand below or above the letter before a place, the longest first: (above, what, where it ends)."""
    sign = source[place : place + 1]
    if not sign:
        return
    if sign in "_^":
        if source[place + 1 : place + 2] in ("{", "\\"):
            content, end = argument_at(source, place + 1)
            if content := _flat(content):
                yield sign == "^", content, end
            return
        if (found := _RUN.match(source, place + 1)) is None:
            return
        run = found.group()
        for content in (run,) if len(run) == 1 else dict.fromkeys((run, _run(run, 0, str.isdigit), run[:1])):
            if content:
                yield sign == "^", _flat(content), place + 1 + len(content)
    elif sign == "'":
        primes = _run(source, place, "'".__eq__)
        yield True, "′" * len(primes), place + len(primes)
    else:
        for raised, letters in ((False, SUBSCRIPTS), (True, SUPERSCRIPTS)):
            run = _run(source, place, letters.__contains__)
            for content in dict.fromkeys((run, run[:1])):
                if content:
                    yield raised, _flat(content), place + len(content)


def _run(source: str, place: int, belongs: Callable[[str], bool]) -> str:
    end = place
    while end < len(source) and belongs(source[end]):
        end += 1
    return source[place:end]


def argument_at(source: str, place: int) -> tuple[str, int]:
    """What LaTeX takes as the argument of a command: a group, a command or one character; and where it ends."""
    while source[place : place + 1] == " ":
        place += 1
    if source[place : place + 1] == "{":
        end = closing_brace(source, place)
        return (source[place + 1 :], len(source)) if end < 0 else (source[place + 1 : end], end + 1)
    if command := COMMAND.match(source, place):
        if command.group(1) in FONTS:
            content, end = argument_at(source, command.end())
            return content, end
        return command.group(), command.end()
    return source[place : place + 1], place + 1


def closing_brace(source: str, place: int) -> int:
    """Where the brace that opens at a place is closed; -1 where it never is."""
    depth = 0
    for at in range(place, len(source)):
        if source[at] == "{":
            depth += 1
        elif source[at] == "}":
            depth -= 1
            if not depth:
                return at
    return -1


def _flat(script: str) -> str:
    """A script without fonts, groups and spaces, with Greek letters by their names."""
    if script.isascii() and script.isalnum():
        return script
    if "\\" in script:
        script = _COMMAND_IN_SCRIPT.sub(_flat_command, script)
    return _SEPARATORS.sub("", script.translate(_FLAT).replace("'", "′"))


def _flat_command(match: re.Match[str]) -> str:
    name = _SHAPES.get(match.group(1), match.group(1))
    if name in GREEK:
        return name
    # What is no letter stays, so that it is part of no name: the transpose of W_Q^\\top would be lost.
    return "" if name in FONTS or name in ",;:! " else "′" if name == "prime" else f"\\{name}"
