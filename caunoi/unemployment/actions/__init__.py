"""What is done about unemployment insurance."""
