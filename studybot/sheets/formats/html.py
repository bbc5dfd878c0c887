"""Sheets as one HTML file that needs nothing else: MathML, no script, made to be printed and to be read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from studybot.sheets.formats.wording import SUBTITLES, between, depths, fields, heading, intro, points, printed, text
from studybot.sheets.sheet import Paper, Problem, Section, Sheet
from studybot.show.html import STYLE, escaped, to_html

_PAPERS: Mapping[Paper, str] = {"a4": "A4", "letter": "letter"}
_STYLE = f"""
:root {{ color-scheme: light; }}
body {{ font: 1.06rem/1.5 "Libertinus Serif", "STIX Two Text", Cambria, "DejaVu Serif", serif; color: #111;
  background: #fff; max-width: 44rem; margin: 2rem auto; padding: 0 1.2rem; overflow-wrap: anywhere; }}
math {{ font-family: "Libertinus Math", "STIX Two Math", "Cambria Math", "DejaVu Math TeX Gyre", math; }}
h1 {{ font-size: 1.6rem; line-height: 1.25; margin: 0; }}
h2, h3 {{ font-size: 1.2rem; line-height: 1.3; margin: 0; }}
.section > h2 {{ font-size: 1.35rem; margin-top: 2.2rem; }}
math:has(mtable) {{ margin: 0.2em 0; }}
.key .parts math, summary + p math {{ math-style: normal; }}
.edition {{ font-size: 1.15rem; }}
header {{ border-bottom: 1px solid; padding-bottom: 0.8rem; margin-bottom: 1.2rem; }}
dl {{ display: flex; flex-wrap: wrap; gap: 0.4rem 2rem; margin: 1.2rem 0 0; }}
dl > div {{ display: flex; gap: 0.5rem; align-items: baseline; }}
dl > .blank {{ flex: 1 1 16rem; }}
dt {{ flex: none; }}
dt::after {{ content: ":"; }}
dd {{ margin: 0; font-weight: bold; }}
.blank dd {{ flex: 1; align-self: flex-end; border-bottom: 1px solid #888; height: 1.5rem; }}
.problem {{ margin-top: 2rem; }}
.heading {{ display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1.5rem;
  margin-bottom: 0.5rem; }}
.about {{ margin: 0 0 0 auto; color: #555; font-size: 0.85rem; }}
.about code {{ margin-right: 0.8rem; }}
.parts {{ list-style: none; margin: 0; padding: 0; }}
.parts > li {{ margin-top: 1.3rem; padding-left: 2.2rem; }}
.parts > .alone {{ padding-left: 0; }}
.parts > li > p:not([class]) > .label {{ display: inline-block; min-width: 2.2rem; margin-left: -2.2rem; }}
.points {{ float: right; margin-left: 1rem; white-space: nowrap; color: #555; font-size: 0.85rem; }}
.key .parts > li {{ margin: 0; padding-top: 0.15rem; padding-bottom: 0.15rem; border-bottom: 1px solid #ddd; }}
.room {{ margin-top: 0.2rem; }}
.room i {{ display: block; height: 8.5mm; border-bottom: 1px solid #aaa; }}
.blanks {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(min(8.5rem, 100%), 1fr)); gap: 0 1.5rem; }}
.blanks div {{ display: flex; align-items: flex-end; gap: 0.5rem; }}
.blanks span {{ font-size: 0.85rem; line-height: 1; }}
.blanks i {{ flex: 1; }}
details {{ margin: 0.6rem 0; border-left: 3px solid #ccc; padding-left: 0.9rem; }}
summary {{ cursor: pointer; font-weight: bold; }}
footer {{ margin-top: 3rem; border-top: 1px solid #ccc; padding-top: 0.4rem; font-size: 0.85rem; }}
{STYLE}
@media print, (min-width: 40rem) {{
  .parts > li {{ padding-right: 4.2rem; }}
  .parts > .alone {{ padding-right: 0; }}
  .points {{ margin-right: -4.2rem; }}
}}
@media screen {{
  .formula {{ overflow: auto hidden; }}
}}
@media print {{
  body {{ max-width: none; margin: 0; padding: 0; font-size: 11pt; }}
  .problem {{ margin-top: 9mm; }}
  .new-page {{ break-before: page; }}
  h1, h2, h3, .heading, p:has(+ .formula) {{ break-after: avoid; }}
  p, pre, tr, .heading, .parts > li {{ break-inside: avoid; }}
  p {{ orphans: 3; widows: 3; }}
  details::details-content {{ content-visibility: visible; height: auto; }}
  summary {{ display: none; }}
  .right, .wrong, .quiet, .points, .about {{ color: inherit; }}
  footer {{ margin-top: 8mm; }}
}}
"""
_NEW_PAGE = " new-page"
_IN_A_STRING = re.compile(r"[^ 0-9A-Za-z-]")


def sheet_html(sheet: Sheet) -> str:
    """The whole file, which is well-formed XML too but for its first line."""
    return "".join(_pieces(sheet))


def _pieces(sheet: Sheet) -> Iterator[str]:
    subtitle = SUBTITLES[sheet.edition]
    title = " – ".join([part for part in (sheet.title, subtitle, sheet.code) if part])
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
    yield f"<title>{escaped(title)}</title>\n<style>{_STYLE}{_page(sheet)}</style>\n</head>\n"
    yield f'<body class="{sheet.edition}">\n'
    yield f"<header>\n<h1>{escaped(sheet.title)}</h1>\n"
    if subtitle:
        yield f'<p class="edition">{subtitle}</p>\n'
    yield f"<dl>\n{''.join([_field(label, value) for label, value in fields(sheet)])}</dl>\n</header>\n<main>\n"
    yield to_html(intro(sheet))
    for section, depth in depths(sheet):
        yield from _section(sheet, section, f"h{depth + 1}")
    yield "</main>\n"
    if sheet.code:
        yield f"<footer>Code: <code>{escaped(sheet.code)}</code></footer>\n"
    yield "</body>\n</html>\n"


def _page(sheet: Sheet) -> str:
    """How pages are printed, by browsers that know of margins: with the code and the number of the page."""
    small = "font: 9pt sans-serif; vertical-align: top; padding-top: 4mm;"
    return (
        f"@page {{ size: {_PAPERS[sheet.layout.paper]}; margin: 22mm 22mm 24mm;\n"
        f'  @bottom-left {{ content: "{_in_a_string(sheet.code)}"; {small} }}\n'
        f'  @bottom-right {{ content: counter(page) " / " counter(pages); {small} }} }}\n'
    )


def _in_a_string(text: str) -> str:
    """Text as it stands in a string of a style sheet: whatever is no letter, digit, blank or hyphen by its number."""
    return _IN_A_STRING.sub(lambda char: f"\\{ord(char.group()):06x}", text)


def _field(label: str, value: str) -> str:
    if value:
        return f"<div><dt>{label}</dt><dd><bdi>{escaped(value)}</bdi></dd></div>\n"
    return f'<div class="blank"><dt>{label}</dt><dd></dd></div>\n'


def _blanks(groups: Sequence[Sequence[str]]) -> str:
    """What is filled in by hand; groups stand in columns where there are several."""
    if not groups:
        return ""
    made = ["".join([f"<span>{escaped(label)}</span><i></i>" for label in group]) for group in groups]
    return f'<div class="blanks">{"".join([f"<div>{group}</div>" for group in made])}</div>'


def _section(sheet: Sheet, section: Section, element: str) -> Iterator[str]:
    yield f'<section class="section{_NEW_PAGE if section.on_new_page else ""}">\n'
    if section.title:
        yield f"<h2>{escaped(section.title)}</h2>\n"
    yield to_html(between(sheet, section))
    for problem in section.problems:
        yield from _problem(sheet, problem, element)
    yield "</section>\n"


def _problem(sheet: Sheet, problem: Problem, element: str) -> Iterator[str]:
    name = f"problem-{problem.number}"
    yield f'<article class="problem{_NEW_PAGE if problem.on_new_page else ""}" aria-labelledby="{name}">\n'
    code = f"<code>{escaped(problem.code)}</code> " if problem.code else ""
    yield f'<div class="heading">\n<{element} id="{name}">{escaped(heading(problem))}</{element}>\n'
    yield f'<p class="about">{code}{points(problem.points)}</p>\n</div>\n'
    yield to_html(text(sheet, problem))
    yield '<ol class="parts" role="list">\n'
    opening = "<li>" if len(problem.parts) > 1 else '<li class="alone">'
    for part in problem.parts:
        asked, options, room, blanks, answer, steps = printed(sheet, problem, part)
        yield f"{opening}\n{to_html(asked)}{to_html(options)}"
        if room or blanks:
            yield f'<div class="room" aria-hidden="true">{"<i></i>" * room}{_blanks(blanks)}</div>\n'
        if sheet.edition == "solutions":
            yield f"<details>\n<summary>Solution</summary>\n{to_html(answer)}{to_html(steps)}</details>\n"
        else:
            yield to_html(answer)
        yield "</li>\n"
    yield "</ol>\n</article>\n"
