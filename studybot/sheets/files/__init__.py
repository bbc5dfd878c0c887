"""The files around sheets: what teachers write, recipes, rosters, indexes, answers; each read strictly."""
