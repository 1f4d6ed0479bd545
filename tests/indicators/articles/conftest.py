"""The whole country of both eras, for provinces and communes as they stood in 2021 and 2023."""

from tests.places.conftest import country

__all__ = ["country"]
