"""Files that people send in: weighed and scanned at the door, told by content. See README.md."""
