"""How long a formula of the shipped banks takes to be read and to be shown on each target.

Run from the checkout: `.venv/bin/python -m benchmarks.notation`.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable

from rich.cells import cell_len

from benchmarks.timing import Row, best_of
from studybot.bank.library import Library
from studybot.cli.locations import shipped_banks
from studybot.notation.latex import read_latex
from studybot.notation.layout import Layout
from studybot.notation.plain import to_plain
from studybot.notation.to_latex import to_latex
from studybot.notation.to_mathml import to_mathml
from studybot.notation.to_typst import to_typst
from studybot.notation.tree import Node
from studybot.notation.unicode import to_unicode
from studybot.problem.derivation import Derivation
from studybot.problem.variant import drawn
from studybot.show.document import Document, Formula, Math, Paragraph
from studybot.show.questions import ask, text
from studybot.show.solution import solution

BOUND = 100e-6


def _spread(node: Node) -> object:
    layout = Layout(node, cell_len)
    return layout.spread(layout.line)


TARGETS: dict[str, Callable[[Node], object]] = {
    "a line of Unicode": to_unicode,
    "a line of ASCII": to_plain,
    "several lines for a terminal": _spread,
    "LaTeX": to_latex,
    "MathML": to_mathml,
    "data for Typst": to_typst,
}


def formulas() -> list[Node]:
    """Every formula of one variant of every shipped question: in its texts, in what it asks and in its steps."""
    found: dict[Node, None] = {}
    for entry in Library([shipped_banks()]).entries():
        variant = drawn(Derivation.of(entry.question), 1)
        documents = [text(variant)]
        for part in entry.question.parts:
            documents += [ask(variant, part), solution(variant, part)]
        for document in documents:
            found.update(dict.fromkeys(_in(document)))
    return list(found)


def table(nodes: list[Node]) -> list[Row]:
    """Median, slowest and share of the formulas within the bound, for each target and for reading LaTeX."""
    rows: list[Row] = []
    for name, show in TARGETS.items():
        rows.append(_row(f"{len(nodes)} formulas to {name}", [_seconds(show, node) for node in nodes]))
    # What is read once is kept: reading is measured without that.
    written = [to_latex(node) for node in nodes]
    rows.append(_row("read from LaTeX", [_seconds(read_latex.__wrapped__, latex) for latex in written]))
    return rows


def _in(document: Document) -> list[Node]:
    nodes: list[Node] = []
    for block in document:
        match block:
            case Formula(node):
                nodes.append(node)
            case Paragraph(spans):
                nodes += [span.node for span in spans if isinstance(span, Math)]
    return nodes


def _seconds(show: Callable[..., object], node: object) -> float:
    return best_of(lambda: show(node))


def _row(name: str, seconds: list[float]) -> Row:
    within = sum(time <= BOUND for time in seconds) / len(seconds)
    middle, slowest = statistics.median(seconds) * 1e6, max(seconds) * 1e6
    return name, f"{middle:.0f} µs, at most {slowest:.0f} µs; {within:.0%} within the bound", f"{BOUND * 1e6:.0f} µs"


def main() -> None:
    rows = [("what", "median", "bound"), *table(formulas())]
    widths = [max(len(row[place]) for row in rows) for place in range(2)]
    for name, measured, bound in rows:
        print(f"{name:<{widths[0]}}  {measured:<{widths[1]}}  {bound}")


if __name__ == "__main__":
    main()
