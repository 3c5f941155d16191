"""Foreign tables, as every app reads them."""

from office.tables import LOOKED_AT, SEPARATORS, BadTable, Row, path_rows, rows_of

__all__ = ["LOOKED_AT", "SEPARATORS", "BadTable", "Row", "path_rows", "rows_of"]
