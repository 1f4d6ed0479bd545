"""Addresses as people write them, of either era, to the unit in force on a day.

Old and new units lie in one gazetteer, joined by what went into what: "Xã Lê Ninh, thị xã Kinh
Môn, Hải Dương" leads to phường Bắc An Phụ of Hải Phòng. Nothing is guessed: where the text leaves
two units open, both are named and a person chooses.
"""

from caunoi_engine.text.addresses.reading import AddressReader, Reading, Why
from caunoi_engine.text.addresses.units import Gazetteer, Level, Step, Unit
from caunoi_engine.text.addresses.words import name_key

__all__ = ["AddressReader", "Gazetteer", "Level", "Reading", "Step", "Unit", "Why", "name_key"]
