"""Sheets as LaTeX that compiles with a plain TeX Live: the article class, amsmath, amssymb, geometry and fancyhdr."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from studybot.sheets.formats.wording import SUBTITLES, between, fields, heading, intro, points, printed, text
from studybot.sheets.sheet import Paper, Problem, Section, Sheet
from studybot.show.document import Document
from studybot.show.latex import PREAMBLE, escaped, to_latex_document

_PAPERS: Mapping[Paper, str] = {"a4": "a4paper", "letter": "letterpaper"}
_NEW_PAGE = "\\newpage\n\n"
_PREAMBLE = rf"""{PREAMBLE}\usepackage[margin=25mm,includefoot]{{geometry}}
\usepackage{{fancyhdr}}
\setlength{{\parindent}}{{0pt}}
\setlength{{\parskip}}{{0.5\baselineskip plus 1pt}}
\setlength{{\emergencystretch}}{{3em}}
\raggedbottom
\pagestyle{{fancy}}
\fancyhf{{}}
\renewcommand{{\headrulewidth}}{{0pt}}
\newcommand{{\problemheading}}[3]{{\subsection*{{#1\hfill{{\normalfont\footnotesize\texttt{{#3}}\quad #2}}}}}}
\newcommand{{\writtenin}}{{\makebox[0.6\linewidth]{{\hrulefill}}}}
% What stands together is on one page, unless it is longer than one.
\newsavebox{{\held}}
\newenvironment{{together}}
  {{\par\addvspace{{\bigskipamount}}\setbox\held=\vbox\bgroup\hsize=\linewidth}}
  {{\par\egroup\ifdim\ht\held<0.8\textheight\box\held\else\unvbox\held\fi\par}}
% Lines to write on.
\newcount\lines
\newcommand{{\room}}[1]{{\par\lines=#1\relax
  \loop\ifnum\lines>0 \nointerlineskip\vskip8.5mm\hrule height 0.2pt\relax\advance\lines by -1 \repeat}}
"""


def sheet_latex(sheet: Sheet) -> str:
    """The whole file."""
    return "".join(_pieces(sheet))


def _pieces(sheet: Sheet) -> Iterator[str]:
    yield f"\\documentclass[11pt,{_PAPERS[sheet.layout.paper]}]{{article}}{_PREAMBLE}"
    yield f"\\fancyfoot[L]{{\\footnotesize\\texttt{{{escaped(sheet.code)}}}}}\n"
    yield "\\fancyfoot[R]{\\footnotesize\\thepage\\ / \\pageref{end}}\n\\begin{document}\n"
    yield f"{{\\LARGE\\bfseries {escaped(sheet.title)}\\par}}\n\n"
    if subtitle := SUBTITLES[sheet.edition]:
        yield f"{{\\large {subtitle}\\par}}\n\n"
    yield from [_field(label, value) for label, value in fields(sheet)]
    yield "\\smallskip\\hrule\\bigskip\n\n"
    yield to_latex_document(intro(sheet))
    for section in sheet.sections:
        yield from _section(sheet, section)
    yield "\\label{end}\n\\end{document}\n"


def _field(label: str, value: str) -> str:
    written = escaped(value) if value else "\\writtenin"
    return f"{label}: {written}\n\n"


def _section(sheet: Sheet, section: Section) -> Iterator[str]:
    yield _NEW_PAGE if section.on_new_page else ""
    if section.title:
        yield f"\\section*{{{escaped(section.title)}}}\n\n"
    yield to_latex_document(between(sheet, section))
    for problem in section.problems:
        yield from _problem(sheet, problem)


def _problem(sheet: Sheet, problem: Problem) -> Iterator[str]:
    yield _NEW_PAGE if problem.on_new_page else ""
    said = (heading(problem), points(problem.points), problem.code)
    yield f"\\problemheading{''.join([f'{{{escaped(words)}}}' for words in said])}\n\n"
    yield to_latex_document(text(sheet, problem))
    for part in problem.parts:
        asked, options, room, answer, steps = printed(sheet, problem, part)
        yield _together((*asked, *options), room)
        yield to_latex_document((*answer, *steps))


def _together(document: Document, room: int) -> str:
    """What is asked, and room to write below it."""
    if not document:
        return ""
    below = f"\\room{{{room}}}\n" if room else ""
    return f"\\begin{{together}}\n{to_latex_document(document)}{below}\\end{{together}}\n\n"
