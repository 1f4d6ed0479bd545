"""Plumbing of the programs' door: who may, how often, how it is answered, sent once."""
