"""What may run in a worker, and the worker."""

from .asking import IMMEDIATE_ROWS, check_table, export_list, import_checked
from .performing import perform
from .worker import work, work_once

__all__ = ["IMMEDIATE_ROWS", "check_table", "export_list", "import_checked", "perform", "work", "work_once"]
