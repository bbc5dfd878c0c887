"""What a wrong formula is to the right one, found by sympy in a process that can be ended."""
