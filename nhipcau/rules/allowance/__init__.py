"""Allowances: dated policy, a pure assessment with a reason for every line, the close of a month, payment lists."""
