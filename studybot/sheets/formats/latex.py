"""Sheets as LaTeX that compiles with a plain TeX Live: the article class, amsmath, amssymb, geometry and fancyhdr."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from studybot.sheets.formats.wording import SUBTITLES, between, fields, heading, intro, points, printed, text
from studybot.sheets.sheet import Paper, Problem, Section, Sheet
from studybot.show.document import Document
from studybot.show.latex import PREAMBLE, escaped, to_latex_document

_PAPERS: Mapping[Paper, str] = {"a4": "a4paper", "letter": "letterpaper"}
_NEW_PAGE = "\\newpage\n\n"
_PREAMBLE = rf"""{PREAMBLE}\usepackage[margin=25mm,includefoot]{{geometry}}
\usepackage{{fancyhdr}}
\setlength{{\parindent}}{{0pt}}
\setlength{{\parskip}}{{0.35\baselineskip plus 1pt}}
\setlength{{\emergencystretch}}{{3em}}
\raggedbottom
\AtBeginDocument{{\raggedright}}
\pagestyle{{fancy}}
\fancyhf{{}}
\renewcommand{{\headrulewidth}}{{0pt}}
\newcommand{{\problemheading}}[3]{{\subsection*{{#1\hfill{{\normalfont\footnotesize\texttt{{#3}}\quad #2}}}}}}
\newcommand{{\writtenin}}{{\leaders\hrule height 0.2pt\hfill\null}}
\newenvironment{{parts}}{{\par\advance\leftskip by \level\rightskip=1\margin plus 1fil}}{{\par}}
\newenvironment{{answer}}{{\par\everymath{{\displaystyle}}}}{{\par}}
% What stands together is on one page, unless it is longer than one.
\newsavebox{{\held}}
\newenvironment{{together}}
  {{\par\addvspace{{\bigskipamount}}\setbox\held=\vbox\bgroup\hsize=\linewidth}}
  {{\par\egroup\ifdim\ht\held<0.8\textheight\box\held\else\unvbox\held\fi\par}}
% Lines to write on; and what is filled in, behind its label.
\newcount\lines
\newcommand{{\blank}}[1]{{\rule{{0pt}}{{8.5mm}}{{\footnotesize #1}}~\writtenin}}
\newcommand{{\group}}[2]{{\makebox[#1\linewidth]{{#2}}\hskip 1.5em}}
\newcommand{{\filledin}}[1]{{{{\parskip=0pt \lineskip=0pt \nointerlineskip\noindent #1\par}}}}
\newcommand{{\room}}[1]{{\par\lines=#1\relax
  \loop\ifnum\lines>0 \filledin{{\rule{{0pt}}{{8.5mm}}\writtenin}}\advance\lines by -1 \repeat}}
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
    yield "\\medskip\n"
    for labels in (("Name", "Number"), ("Date", "Points")):
        yield "\\quad\n".join([_field(*field) for field in fields(sheet) if field.label in labels]) + "\n\n"
    yield "\\medskip\\hrule\\bigskip\n\n"
    yield to_latex_document(intro(sheet))
    for section in sheet.sections:
        yield from _section(sheet, section)
    yield "\\label{end}\n\\end{document}\n"


def _field(label: str, value: str) -> str:
    written = escaped(value) if value else "\\writtenin"
    return f"{label}:~{written}"


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
    several = len(problem.parts) > 1
    yield "\\begin{parts}\n" if several else ""
    for part in problem.parts:
        asked, options, room, blanks, answer, steps = printed(sheet, problem, part)
        if sheet.edition == "key":
            yield _answer(answer)
        else:
            yield _together((*asked, *options), answer, room, blanks)
            yield to_latex_document(steps)
    yield "\\end{parts}\n\n" if several else ""


def _together(asked: Document, answer: Document, room: int, blanks: Sequence[Sequence[str]]) -> str:
    """What is asked, with room to write below it, or the answer."""
    below = _answer(answer) if answer else ""
    below += f"\\room{{{room}}}\n" if room else ""
    below += f"\\filledin{{{_filled_in(blanks)}}}\n" if blanks else ""
    return f"\\begin{{together}}\n{to_latex_document(asked)}{below}\\end{{together}}\n\n"


def _answer(document: Document) -> str:
    """An answer, which has the room for large fractions."""
    return f"\\begin{{answer}}\n{to_latex_document(document)}\\end{{answer}}\n\n"


def _filled_in(blanks: Sequence[Sequence[str]]) -> str:
    groups = ["\\enspace".join([f"\\blank{{{escaped(label)}}}" for label in group]) for group in blanks]
    if len(groups) == 1:
        return groups[0]
    width = 0.235 if len(blanks[0]) > 1 else 0.1
    return "".join([f"\\group{{{width}}}{{{group}}}" for group in groups])
