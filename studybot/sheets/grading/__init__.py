"""Marking returned sheets: from rows of answers, or part by part, to marks, totals and a summary."""
