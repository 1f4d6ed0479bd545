"""Pages of accounts: the journal, signing in by telephone, staff, the reading rate."""
