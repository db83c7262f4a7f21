"""The shared Google Sheets: one declaration a tab, rows found by key, columns by header, writes batched and counted."""
