"""Whether two records are of the same person.

`persons` says it of two records and knows no register; `Register` weighs how frequent a name is,
says how sure it is, and finds its candidates by itself.
"""

from caunoi_engine.linkage.persons import (
    Found,
    Likeness,
    Somebody,
    alike,
    differ_clearly,
    may_be_alike,
)
from caunoi_engine.linkage.records import Factor, Known, Record, Scored
from caunoi_engine.linkage.register import Register
from caunoi_engine.linkage.weights import AUTOMATIC, REVIEW

__all__ = [
    "AUTOMATIC",
    "REVIEW",
    "Factor",
    "Found",
    "Known",
    "Likeness",
    "Record",
    "Register",
    "Scored",
    "Somebody",
    "alike",
    "differ_clearly",
    "may_be_alike",
]
