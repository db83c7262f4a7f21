"""Charts as SVG, for PDF pages and HTML pages alike, each with a text equivalent."""

from nhipcau.documents.charts.charts import Chart, Charts, Line

__all__ = ["Chart", "Charts", "Line"]
