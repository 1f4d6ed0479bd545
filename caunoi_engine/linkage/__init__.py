"""Whether two records are of the same person."""

from caunoi_engine.linkage.persons import Found, Likeness, Somebody, alike, may_be_alike

__all__ = ["Found", "Likeness", "Somebody", "alike", "may_be_alike"]
