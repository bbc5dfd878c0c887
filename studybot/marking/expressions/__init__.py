"""Answers that are formulas: read as people type and paste them, equal where their values are."""
