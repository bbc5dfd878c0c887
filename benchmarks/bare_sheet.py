"""What sheets are compared with: a script that imports what studybot has, and compiles documents that are ready.

`python benchmarks/bare_sheet.py TEMPLATE ATTACHMENT OUTPUT DATA...` makes a PDF of each file of data in the folder
OUTPUT. Nothing of studybot is imported.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import rich
import typer
import typst
import yaml

LOADED = (rich, typer, yaml)


def main(template: Path, attachment: Path, output: Path, *every: Path) -> None:
    fonts = typst.Fonts(include_system_fonts=False)
    compiler = typst.Compiler(root=template.parent, font_paths=fonts, ignore_system_fonts=True)
    compiled: Callable[..., object] = compiler.compile  # takes several files, which its types do not say
    common = {"main.typ": template.read_bytes(), "attachment.json": attachment.read_bytes()}
    for data in every:
        files = {**common, "sheet.json": data.read_bytes()}
        pdf = compiled(files, format="pdf", pdf_standards=["ua-1"], timestamp=0)
        assert isinstance(pdf, bytes)
        (output / f"{data.stem}.pdf").write_bytes(pdf)


main(*map(Path, sys.argv[1:]))
