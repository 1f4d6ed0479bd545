"""The text index: write documents, ask for them by words, place, pay and facets.

It knows no domain. Everything in it is derived from the database and can be rebuilt at any time.
"""
