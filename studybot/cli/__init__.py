"""Commands: parse options, call the rooms below, show the result, exit. Only this room prints and knows Typer."""
