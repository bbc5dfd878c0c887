"""Mathematics as shown: one small tree, read from a subset of LaTeX or made from a formula, and a printer a target."""
