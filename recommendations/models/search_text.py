"""What search looks in: the index itself belongs to ``search``."""

from django.db import models

from .recommendation import Recommendation


class SearchText(models.Model):
    """Folded text and tokens of one recommendation; the index itself belongs to ``search``."""

    recommendation = models.OneToOneField(
        Recommendation, models.CASCADE, primary_key=True, related_name="search_text"
    )
    folded = models.TextField()
    tokens = models.TextField()
