"""Working: the lines by which a student says they got to a number, and the first of them that is wrong."""
