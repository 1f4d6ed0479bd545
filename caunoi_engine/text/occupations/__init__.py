"""Occupation coding: a free Vietnamese job title to ISCO-08 and VSCO 2020 unit groups."""

from caunoi_engine.text.occupations.coder import Coded, OccupationCoder

__all__ = ["Coded", "OccupationCoder"]
