"""Paper: reports and payment lists as PDF and XLSX, charts as SVG. What they say is in templates/, not here."""
