"""What a terminal draws with characters: bars, and maps of shades."""

from __future__ import annotations

from studybot.formula.safely import shown_safely
from studybot.show.document import Bar, Heat

# Ten characters in eighths show a difference of two hundredths, and leave room for words in a narrow terminal.
_BAR_WIDTH = 10
_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"

_SHADES = "·░▒▓█"
_ASCII_SHADES = ".:+*#"


def drawn_bar(bar: Bar) -> str:
    """A bar of blocks; what is more than nothing is an eighth of a character at least."""
    share = min(1.0, max(0.0, bar.share))
    eighths = max(round(share * _BAR_WIDTH * 8), 1 if share > 0 else 0)
    whole, rest = divmod(eighths, 8)
    return _FULL * whole + (_EIGHTHS[rest] if rest else "")


def drawn_heat(heat: Heat, width: int, *, in_unicode: bool) -> list[str]:
    """A map of shades in lines of at most `width` columns: two for each cell where there is room for all, else one."""
    shades = _SHADES if in_unicode else _ASCII_SHADES
    lead = max((len(title) for title, _ in heat.rows), default=0) + 1
    wide = 2 if lead + 2 * len(heat.titles) <= width else 1
    shown = max(1, min(len(heat.titles), (width - lead) // wide))
    lines = [" " * lead + _titles(heat.titles[-shown:], wide)]
    for title, cells in heat.rows:
        row = "".join((" " if cell is None else shades[cell]).ljust(wide) for cell in cells[-shown:])
        lines.append(shown_safely(title).ljust(lead) + row)
    lines += _legend([f"{shade} {says}" for shade, says in zip(shades, heat.legend, strict=True) if says], lead, width)
    return [line.rstrip() for line in lines]


def _titles(titles: tuple[str, ...], wide: int) -> str:
    """Titles above their columns, those left out that would run into another."""
    text = ""
    for place, title in enumerate(titles):
        start = place * wide
        if title and (not text or len(text) < start) and start + len(title) <= len(titles) * wide:
            text = text.ljust(start) + title
    return text


def _legend(entries: list[str], lead: int, width: int) -> list[str]:
    lines = [" " * lead + entries[0]]
    for entry in entries[1:]:
        if len(lines[-1]) + 2 + len(entry) <= width:
            lines[-1] += f"  {entry}"
        else:
            lines.append(" " * lead + entry)
    return lines
