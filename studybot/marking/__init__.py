"""From an answer and a variant to a mark: one module a kind of answer, slips and follow-through."""
