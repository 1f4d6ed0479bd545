"""A second reading of unemployment insurance, written from the law alone, to check the first one
against.

It shares nothing with `caunoi_rules.unemployment` or `caunoi_rules.calendar` but the list of days
off, and has another form: it keeps a diary and walks it day by day. It is slow and plain on
purpose. Where the two disagree, one of them has misread the law.
"""
