"""The commands, one module each, and where files live; the only room that prints."""
