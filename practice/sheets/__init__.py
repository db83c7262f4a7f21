"""A local Google Sheets v4 and Drive v3, faithful enough for an unmodified gspread client."""
