"""Unemployment insurance as executable law: one module per group of articles, both laws.

Law 74/2025/QH15 Điều 31-42 with Decree 374/2025/NĐ-CP, and Law 38/2013/QH13 with Decrees 28/2015
and 61/2020 for what was decided before 2026. No clock and no database: days come in, and every
result says why. `cases.decide` runs a whole history; the pages call the pieces.
"""
