"""Sheets as files: one renderer for each format, and what they have in common."""
