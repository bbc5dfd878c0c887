"""A bank for sessions whose numbers never change, so that a test can say what stands on the screen."""

from __future__ import annotations

from pathlib import Path

FIXED = """\
studybot: 1
bank: fixed
title: Numbers that stay
skills:
  prices: {says: what computing costs}
  travel: {says: moving about}
questions:
- id: price
  title: The price of words
  skill: prices
  given:
    N:     {value: 5.4e11, unit: parameter, says: parameters of the model}
    T:     {value: 2e8, unit: token, says: tokens to generate}
    speed: {value: 1.98 PFLOP/s, says: peak speed of the GPU}
    rent:  {value: 3.65 USD/hour, says: what an hour of the GPU costs}
  text: >
    To generate a token, a model spends 2 FLOP on each of its parameters. A model with {N:words} parameters is run on
    one GPU that does {speed} at full use and is rented for {rent}. It is to write {T:words} tokens.
  parts:
    - id: flop
      ask: How many FLOP does that take?
      answer: 2 * N * T
      unit: FLOP
      says: work for all tokens
      because: each parameter takes part in one multiplication and one addition
      slips:
        - gives: N * T
          says: only one FLOP was counted for each parameter and token
    - id: time
      ask: How long does the GPU work on it?
      answer: flop / speed
      unit: s
      says: time for all tokens
      because: work divided by a rate is a time
    - id: cost
      ask: What does the rent come to?
      work:
        hours:
          is: time
          unit: hour
          says: hours of rent
          because: the price is for an hour
      answer: hours * rent
      unit: USD
      says: price of all tokens
      because: every hour of the GPU is paid
      hints:
        - Mind the unit of the price.
  examples:
    only:
      answers: {flop: 2.16e20, time: 109091 s, cost: $110.61}
- id: ride
  title: A ride by train
  skill: travel
  given:
    way:   {range: [10, 500], step: 1, unit: km, says: length of the ride}
    speed: {range: [50, 300], step: 5, unit: km/hour, says: speed of the train}
  text: A train runs {way} at {speed}.
  parts:
    - id: time
      ask: How long does it take?
      answer: way / speed
      unit: hour
      because: a way divided by a speed is a time
- id: walk
  title: A walk
  skill: travel
  given:
    way:   {range: [1, 50], step: 1, unit: km, says: length of the walk}
    speed: {range: [1, 6], step: 0.5, unit: km/hour, says: speed on foot}
  text: Somebody walks {way} at {speed}.
  parts:
    - id: time
      ask: How long does it take?
      answer: way / speed
      unit: hour
      because: a way divided by a speed is a time
"""

# The right answers to the parts of `price`.
RIGHT = ("2.16e20", "109091 s", "$110.61")


def fixed_bank(folder: Path) -> Path:
    """The bank as a file."""
    path = folder / "fixed.yaml"
    path.write_text(FIXED, encoding="utf-8")
    return path
