"""Import and export: one list of columns for CSV, XLSX and JSON lines."""

from .cells import guard
from .columns import COLUMNS
from .comparing import CellChange, CellError
from .exporting import FORMATS, stream
from .importing import Result, import_table
from .tables import read_table

__all__ = [
    "COLUMNS",
    "FORMATS",
    "CellChange",
    "CellError",
    "Result",
    "guard",
    "import_table",
    "read_table",
    "stream",
]
