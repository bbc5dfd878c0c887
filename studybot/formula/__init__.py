"""The language of authors and students: tokens, parser, tree, units, evaluation. Imports nothing else of studybot."""
