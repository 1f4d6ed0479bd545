"""Reading of postings: pay, experience, schooling, places and numbers out of free text."""

from caunoi_engine.text.postings.education import Education
from caunoi_engine.text.postings.provinces import ProvinceCodes, ProvinceNames
from caunoi_engine.text.postings.reader import PostingReader, Reading, Span

__all__ = ["Education", "PostingReader", "ProvinceCodes", "ProvinceNames", "Reading", "Span"]
