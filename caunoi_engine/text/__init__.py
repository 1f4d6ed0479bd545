"""Vietnamese text: folding, personal names, occupation coding, reading of postings.

Plain text in, plain data out: no Django, no files, no network, no clock.
"""
