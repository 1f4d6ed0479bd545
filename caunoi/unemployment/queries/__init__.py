"""Questions about unemployment insurance."""
