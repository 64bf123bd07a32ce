from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ... import webhooks


class Command(BaseCommand):
    help = "Deliver what is new to every active webhook now, whatever pause it is in."

    def handle(self, *args: Any, **options: Any) -> None:
        taken, refused = webhooks.deliver_due(timezone.now, retry=True)
        self.stdout.write(f"{taken} messages delivered, {refused} refused")
        if refused:
            raise SystemExit(1)
