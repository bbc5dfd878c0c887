"""`studybot sheet`: what was asked for, what it means on this machine, and where it goes."""
