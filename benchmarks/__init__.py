"""Measurements, run by `python -m benchmarks`: never asserted in the suite, since machines are noisy."""
