"""Questions as written: the format, safe loading, places in files."""
