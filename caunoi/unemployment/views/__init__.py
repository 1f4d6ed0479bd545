"""Pages of unemployment insurance."""
