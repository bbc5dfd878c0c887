"""Questions as asked: drawing the givens, the derivation, variants, steps, codes."""
