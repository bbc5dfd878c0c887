"""A bank in which every kind of answer is asked for. Its numbers never change; its options are drawn from the seed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from studybot.bank.reading import load_bank
from studybot.bank.schema import Bank
from studybot.marking.mark import Mark, Own
from studybot.marking.part import mark_part
from studybot.problem.derivation import Derivation
from studybot.problem.variant import Variant, drawn

KINDS = r"""studybot: 1
bank: kinds
title: Every kind of answer
skills:
  amounts: {says: computing with numbers}
  letters: {says: computing with letters}
  choices: {says: choosing and ordering}
  writing: {says: answering in words}
questions:

- id: wheel
  title: A wheel on a road
  skill: amounts
  given:
    width: {value: 12 cm, says: width of the wheel}
    turns: {value: 50, says: turns of the wheel}
    bad:   {value: 18, says: turns on gravel}
    speed: {value: 2 m/s, says: speed of the wheel}
    first: {value: 12, says: the first turn on gravel}
    limit: {value: 9, says: a limit}
  text: >
    A wheel is {width} wide and rolls {turns} turns at {speed}. Turn {first} and those after it, {bad} in all, are on
    gravel.
  parts:
    - id: around
      ask: How far does it roll in one turn?
      answer: pi * width
      unit: cm
      because: the way around a circle is $\pi$ times its width
      accept: {form: pi}
    - id: way
      ask: How many metres does it roll?
      answer: turns * around
      unit: m
      says: way of the wheel
      because: every turn is as long as the first
      accept: {figures: 3}
    - id: time
      ask: How long does that take?
      work:
        hours: {is: way / speed, unit: s, says: time in seconds, because: a way divided by a speed is a time}
      answer: hours
      unit: min
      because: minutes are asked for
      slips:
        - gives: way * speed
          says: the way was multiplied by the speed
    - id: share
      ask: Which fraction of the turns is on gravel?
      answer: bad / turns
      because: a share is a part divided by the whole
      accept: {within: 0, form: fraction}
    - id: percent
      ask: Give that in per cent.
      answer: 100 * share
      because: a per cent is a hundredth
      accept: {decimals: 1}
    - id: wheels
      ask: 'Estimate: how many such turns reach once around the Earth?'
      work:
        earth: {is: 2 * turns * 424413 * width, unit: km, says: way around the Earth, because: it is known}
      answer: earth / around
      because: each turn covers its own length
      accept: {factor: 2, half: 10}
    - id: most
      ask: 'True or false: most turns are on gravel.'
      answer: bad > turns / 2
      because: most is more than half
    - id: gravel
      ask: Which turns are on gravel?
      work:
        last: {is: first + bad - 1, says: the last turn on gravel, because: the first one counts too}
      answer: first..last
      because: everything from the first to the last is
    - id: roots
      ask: Which numbers have the square {limit}?
      kind: set
      answer: [-sqrt(limit), sqrt(limit)]
      because: a square forgets the sign
    - id: inside
      ask: Which numbers are at least 0 and less than {limit}?
      kind: interval
      answer: '[0, limit)'
      because: 0 belongs to them, and the other end does not

- id: spring
  title: A spring that is stretched
  skill: letters
  given:
    kappa: {value: 6, says: stiffness of the spring}
    x:     {value: 3, says: stretch of the spring}
    y:     {value: 2, says: stretch of another spring}
  text: A spring of stiffness $\kappa$ is stretched by $x$.
  parts:
    - id: force
      ask: With which force does it pull back?
      answer: kappa * x
      in: [kappa, x]
      because: the force grows with the stretch
      hints: [Twice the stretch means twice the force.]
      slips:
        - gives: kappa / x
          says: the force grows with the stretch and does not fall
    - id: energy
      ask: Which energy is stored in it?
      work:
        mean: {is: force / 2, says: mean force, because: the force grows evenly from 0}
      answer: mean * x = kappa * x^2 / 2
      in: [kappa, x]
      because: energy is force times way
    - id: joule
      ask: How much is that for {kappa=} and {x=}?
      answer: energy
      because: the numbers are put into the formula
    - id: both
      ask: Another spring like it is stretched by $y$. What do both store? Factor it.
      answer: energy + kappa*y^2/2 = kappa*(x^2 + y^2)/2
      in: [kappa, x, y]
      because: energies add up
      accept: {form: factored}

- id: layers
  title: Two layers
  skill: letters
  given:
    n: {value: 2, says: width of the input}
    k: {value: 3, says: width between the layers}
    A: {shape: [k, n], says: the first layer}
    B: {shape: [n, k], says: the second layer}
    M: {value: [[1, 2], [3, 4]], says: a matrix}
    v: {value: [1, -1], says: a vector}
  text: >
    An input passes a layer $A$ of shape $k \times n$ and then a layer $B$ of shape $n \times k$.
    Further, {M=} and {v=}.
  parts:
    - id: product
      ask: Which matrix does the work of both layers?
      answer: B * A
      in: [A, B]
      because: the layer that comes first stands next to the input
      hints: [Which of them meets the input first?]
    - id: image
      ask: What is $M v$?
      answer: M * v
      because: each row is multiplied by the vector
    - id: square
      ask: What is $M M$?
      answer: M * M
      because: rows meet columns

- id: search
  title: Searching a sorted list
  skill: choices
  given:
    habit:
      case:
        halves: {times: 10, says: looks into the middle and keeps one half, because: each look halves what is left}
        steps:  {times: 1024, says: looks at one item after the other, because: each look takes one item away}
        roots:  {times: 64, says: looks at every 32nd item first, because: 32 items are 32 groups}
        random: {times: 2048, says: looks anywhere, because: it may look twice at one item}
      says: the way of searching
  text: A list of 1024 items is sorted. A program needs about {times} looks to find one.
  parts:
    - id: which
      ask: How does it look?
      answer: habit
      show: 3
    - id: unsorted
      ask: What would find an item in an unsorted list?
      show: 3
      choices:
        each:   {right: looking at one item after the other, because: it leaves nothing out}
        middle: {wrong: looking into the middle, because: the item may lie in the other half}
        guess:  {wrong: looking where it would stand, because: it may stand anywhere}
        ends:   {wrong: looking from both ends while it is larger, because: sizes say nothing here}
    - id: faster
      ask: What makes many searches faster?
      kind: several
      show: 4
      choices:
        sort:  {right: sorting the list once, because: each search then takes 10 looks}
        index: {right: an index of all items, because: one look into it is enough}
        twice: {wrong: keeping the list twice, because: a search looks into one of them}
        upper: {wrong: writing items in capitals, because: that saves no comparison}
        cache:
          right: remembering what was found
          wrong: forgetting what was found
          because: what is remembered is not searched again
    - id: judge
      ask: Which of these hold?
      kind: statements
      choices:
        growth:
          right: Twice as long a list costs one more look.
          wrong: Twice as long a list costs twice as many looks.
          because: one look halves it
          tempting: [every item is seen once, both halves are searched]
        empty:
          right: An empty list needs no look.
          wrong: An empty list needs one look.
          because: there is no middle
          tempting: [the search has to find out]
    - id: again
      ask: And which of these?
      kind: statements
      choices:
        copy: {right: A copy is as long as the list., wrong: A copy is longer than the list., because: it is the same}
        one:  {right: One item needs one look., wrong: One item needs two looks., because: it is in the middle}
        two:  {right: Two items need two looks at most., wrong: Two may need three., because: one is left}
    - id: steps
      ask: Put one round into order. One line does not belong to it.
      order:
        middle: {right: Look at the item in the middle.}
        found:  {right: Stop if it is the one.}
        left:   {right: 'If it is larger, keep what stands before it.'}
        right:  {right: 'If it is smaller, keep what stands behind it.', after: [found]}
        again:  {right: Begin again with what was kept., after: [left, right]}
        swap:   {wrong: Exchange the item with the first one., because: a search moves nothing}

- id: words
  title: A search in words
  skill: writing
  text: A sorted list is searched by halves.
  parts:
    - id: name
      ask: What is such a search called?
      spellings: [binary search, bisection, Halbierung für Bücher]
    - id: why
      ask: Why does it find every item?
      points: 2
      rubric:
        kept: Whatever is thrown away cannot hold the item.
        ends: What is left gets smaller with each look.
        last: One item is left in the end.
      model: All items on one side are too small or too large and can go, so that one is left in the end.
"""

RIGHT = {
    "wheel": {
        "around": "12 pi cm",
        "way": "18.8 m",
        "time": "0.157 min",
        "share": "9/25",
        "percent": "36.0",
        "wheels": "1.35e7",
        "most": "false",
        "gravel": "12-29",
        "roots": "{3, -3}",
        "inside": "[0, 9)",
    },
    "spring": {"force": "kappa x", "energy": "kappa x^2/2", "joule": "27", "both": "kappa (x^2 + y^2)/2"},
    "layers": {"product": "B A", "image": "[-1, -1]", "square": "[[7, 10], [15, 22]]"},
}

WRONG = {
    "wheel": {
        "around": "6 pi cm",
        "way": "18.9 m",
        "time": "37.7 min",
        "share": "1/3",
        "percent": "36.1",
        "wheels": "1e12",
        "most": "true",
        "gravel": "12-30",
        "roots": "{3}",
        "inside": "[0, 9]",
    },
    "spring": {"force": "kappa/x", "energy": "kappa x^3", "joule": "28", "both": "kappa (x + y)"},
    "layers": {"product": "A B", "image": "[1, 1]", "square": "[[1, 4], [9, 16]]"},
}


def kinds_bank(folder: Path) -> Path:
    """The bank as a file."""
    path = folder / "kinds.yaml"
    path.write_text(KINDS, encoding="utf-8")
    return path


@cache
def bank() -> Bank:
    with TemporaryDirectory() as folder:
        return load_bank(kinds_bank(Path(folder)))


@cache
def derivation(question: str) -> Derivation:
    return Derivation.of(next(one for one in bank().questions if one.id == f"kinds/{question}"))


@cache
def variant(question: str, seed: int = 1) -> Variant:
    return drawn(derivation(question), seed)


def mark(question: str, part: str, answer: str, **earlier: Own) -> Mark:
    found = variant(question)
    return mark_part(found, found.part(part), answer, earlier)
