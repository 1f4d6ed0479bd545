"""What is done with vacancies."""
