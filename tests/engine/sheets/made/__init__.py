"""Made sheets with known truth: templates as communes and firms have them, and what befalls them.

A template says which columns a list has and how each is headed; a mutation is something people
and programs do to a list. `made(template, mutation, seed)` gives the cells and what they mean.
All people are made up: names are drawn from common syllables, numbers from nowhere.
"""

from tests.engine.sheets.made.columns import Made
from tests.engine.sheets.made.mutations import MUTATIONS, all_made, build
from tests.engine.sheets.made.people import COMMUNES, FAMILIES, GIVENS, MIDDLES, ON
from tests.engine.sheets.made.templates import templates

__all__ = [
    "COMMUNES",
    "FAMILIES",
    "GIVENS",
    "MIDDLES",
    "MUTATIONS",
    "ON",
    "Made",
    "all_made",
    "build",
    "templates",
]
