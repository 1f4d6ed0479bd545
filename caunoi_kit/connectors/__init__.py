"""Doors to outside systems: one package each, and what they share (circuit, daily quota)."""
