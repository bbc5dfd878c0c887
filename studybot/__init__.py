"""Exam practice for quantitative courses, from problems that are written once as derivations."""
