"""Files read by unemployment insurance."""
