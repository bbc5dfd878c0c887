"""The version of studybot, which the package takes from here."""

VERSION = "0.1.0"
