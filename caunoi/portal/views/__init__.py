"""Pages of the portal: what everybody may open, saved searches and jobs, messages."""
