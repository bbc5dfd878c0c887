"""What a quantity takes from outside of the derivation: its givens."""

from __future__ import annotations

from collections.abc import Iterator

from studybot.problem.derivation import Derivation


def from_outside(derivation: Derivation, name: str) -> Iterator[str]:
    """The givens that a quantity needs, each once, but for those that are pinned on the way.

    A computed given counts as one: what is behind it need not be known.
    """
    seen: set[tuple[str, frozenset[str]]] = set()
    given: set[str] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(name, frozenset())]
    while waiting:
        name, pinned = waiting.pop(0)
        if (name, pinned) in seen or name in pinned or name not in derivation.names:
            continue
        seen.add((name, pinned))
        link = derivation.link.get(name)
        if link is None or link.part is None:
            if name not in given:
                yield name
            given.add(name)
            continue
        waiting += [(other, pinned.union(link.at)) for other in sorted(link.names)]
        waiting += [(other, pinned) for other in sorted(link.names_of_pins)]
