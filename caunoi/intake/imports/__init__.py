"""Reading what communes and firms send in: any sheet, its table found, its cells understood."""

from caunoi.intake.imports.files import SCHEMAS, label_of, mend_row, read_file
from caunoi.intake.imports.kinds import KIND_WORDS
from caunoi.intake.imports.schemas import TITLES

__all__ = ["KIND_WORDS", "SCHEMAS", "TITLES", "label_of", "mend_row", "read_file"]
