"""Figures over units and time: shared out, published, compared."""

from caunoi_engine.series.sharing import share_out
from caunoi_engine.series.suppression import Published, publish

__all__ = ["Published", "publish", "share_out"]
