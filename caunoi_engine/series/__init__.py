"""Figures over units and time: what may be published of them, and how they compare."""

from caunoi_engine.series.suppression import Published, publish

__all__ = ["Published", "publish"]
