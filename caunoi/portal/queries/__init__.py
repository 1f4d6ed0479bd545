"""Questions the public pages ask: understand a search line, search, show one vacancy or course."""
