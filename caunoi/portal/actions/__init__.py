"""What the portal does: fill a demo province, keep the search index fresh."""
