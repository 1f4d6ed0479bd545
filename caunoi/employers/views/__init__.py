"""Pages of employers: their own, and those of the centre about them."""
