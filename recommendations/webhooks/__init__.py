"""Changes delivered to other systems: in commit order, signed, as one account may see them."""

from .delivering import deliver_due
from .registering import change_endpoint, new_endpoint, renew_secret

__all__ = ["change_endpoint", "deliver_due", "new_endpoint", "renew_secret"]
