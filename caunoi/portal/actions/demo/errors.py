class CannotMakeDemo(Exception):
    """A made province cannot be put into this database; the message says why and what to do."""
