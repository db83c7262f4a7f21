"""Formulas: read by the grammar of the spreadsheet's locale, and computed."""
