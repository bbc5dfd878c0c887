"""How much a sheet may have, for whatever reads one and for the options of the command, which need no reader."""

from __future__ import annotations

# More than anybody solves; an exam has as many at most.
MAX_PROBLEMS = 100
# A text before each problem, and a title before each.
MAX_SECTIONS = 2 * MAX_PROBLEMS
# What a choice is made from: as many as fill a recipe of 100 kB, which travels in every PDF.
MAX_QUESTIONS = 1_000
LONGEST_TITLE = 200
LONGEST_DATE = 100
# Two pages; whoever has more to say before a problem hands out a text of its own.
LONGEST_TEXT = 8_000
# Of a seed, in digits: those of 64 bits.
LONGEST_SEED = 20
