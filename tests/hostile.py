"""Text of strangers that tries to be markup of one format or another."""

from __future__ import annotations

from hypothesis import strategies as st

from studybot.formula.safely import shown_safely

_SNIPPETS = (
    "<script>alert(1)</script>", "</style>", "<!--", "-->", "]]>", "<![CDATA[", "&amp;", "&#60;", "&copy;", "<b", "'",
    '" onload="x', "<http://a>", "\\input{/etc/passwd}", "\\end{document}", "}", "{", "\\", "^^41", "%", "$", "$$", "#",
    "~", "--", "''", "``", "\\\\[1", "*a*", "**", "__b__", "_", "`", "```", "~~~", "- [ ]", "# h", "1. ", "2) ", "+",
    "---", "===", "|", "| a | b |", "> q", "[a](http://b)", "![a](b)", "http://a.b", "www.a.b", "a@b.c", "@name", "#1",
    ":+1:", "[^1]", "=1+1", "\r\n", "\n", "\n\n", "\t", "    ", "\x00", "\x1b[31m", "\u202e", "\u200b", "\u2028",
    "\ud800", "\ufffe", "😀", "e\u0301", "王", "α", "−", "≤", "Ω", "é", "ſ", "ﬁ", "\xa0", "\xad",
)  # fmt: skip
WORDS = st.lists(st.one_of(st.sampled_from(_SNIPPETS), st.text(max_size=6)), min_size=1, max_size=6).map("".join)
TEN_THOUSAND = "Anne-Marie " * 400 + "x" * 5_600


def as_shown(words: str) -> str:
    """What should come out of words: themselves, without what controls anything, and single blanks."""
    return collapsed(shown_safely(words.replace("\n", " ")))


def collapsed(text: str) -> str:
    """Text with single blanks and none at its ends."""
    return " ".join(text.split())
