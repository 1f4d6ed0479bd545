"""Numbers without gaps: the row of the book is locked until the deed that takes one is done."""

from caunoi.unemployment.choices import Series
from caunoi.unemployment.models import NumberBook


def hold(series: Series, year: int) -> NumberBook:
    """Lock a book before anything is written into the journal, which always comes last."""
    NumberBook.objects.get_or_create(series=series, year=year)
    return NumberBook.objects.select_for_update().get(series=series, year=year)


def next_number(series: Series, year: int) -> int:
    """The next number of a book in a year. Called inside the transaction that uses it."""
    book = hold(series, year)
    book.last += 1
    book.save(update_fields=["last"])
    return book.last
