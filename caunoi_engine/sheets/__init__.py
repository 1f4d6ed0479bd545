"""Understanding a sheet somebody made: where its table stands, what each column holds, what each
cell says. Plain data in, plain data out; opening files is the office's work (`caunoi_kit.office`).
"""
