"""Sessions of practice: what is asked next, and the log of what was answered."""
