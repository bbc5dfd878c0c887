"""`python -m studybot`."""

from studybot.cli.main import run

run()
