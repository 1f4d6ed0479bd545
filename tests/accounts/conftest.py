"""The provider is a site of its own: it is started as a process, not collected here."""

collect_ignore = ["provider"]
