"""Questions about files that were handed in, one module a group."""
