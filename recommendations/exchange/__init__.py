"""Import and export: one list of columns for CSV, XLSX and JSON lines."""

from .columns import COLUMNS
from .comparing import CellChange, CellError
from .exporting import FORMATS, stream
from .importing import Result, import_table
from .snapshot import snapshot

__all__ = ["COLUMNS", "FORMATS", "CellChange", "CellError", "Result", "import_table", "snapshot", "stream"]
