"""What is found wrong with a bank beyond its form: thousands of variants, its texts, its examples.

Everything here computes with numpy, so it is imported only where a bank is checked.
"""
