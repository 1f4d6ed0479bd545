"""Whether two records are of the same person."""

from caunoi_engine.linkage.persons import Found, Likeness, Somebody, alike, names_alike

__all__ = ["Found", "Likeness", "Somebody", "alike", "names_alike"]
