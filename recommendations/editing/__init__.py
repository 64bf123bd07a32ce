"""Create and edit records: fields, inheritance, bulk."""

from .creating import NewRecommendation, create_recommendations
from .fields import EDITABLE, check_changes
from .progress import check_report, report_progress
from .recommendations import edit, edit_each, edit_many
from .registers import edit_register, make_account, new_register, standing_account
from .uploads import keep_upload

__all__ = [
    "EDITABLE", "NewRecommendation", "check_changes", "check_report", "create_recommendations", "edit", "edit_each",
    "edit_many", "edit_register", "keep_upload", "make_account", "new_register", "report_progress", "standing_account",
]  # fmt: skip
