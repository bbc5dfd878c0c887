"""Slips: a part's derivation changed in the ways people slip, and which of them gives what a student gave."""
