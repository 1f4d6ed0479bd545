"""Pages of the counter, one module per noun."""
