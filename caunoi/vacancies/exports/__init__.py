"""What leaves the register as files: sheets of needs, adverts as HR-Open documents."""

from caunoi.vacancies.exports.needs import need_template, needs_sheet

__all__ = ["need_template", "needs_sheet"]
