"""One table, one record: written as HTML, CSV and LaTeX from the same cells."""

from .table import Cell, Column, Row, Table, cell, figure, group, share, table

__all__ = ["Cell", "Column", "Row", "Table", "cell", "figure", "group", "share", "table"]
