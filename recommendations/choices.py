"""Every code with its label and its tone; the codes are the public vocabulary and never change."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TonedChoices(TextChoices):
    """Choices whose members carry a tone: the colour family a surface shows them in.

    Members are written ``NAME = "code", _("Label"), "tone"``.
    """

    _tone: str

    def __new__(cls, value: str, tone: str = "neutral") -> "TonedChoices":
        member = str.__new__(cls, value)
        member._value_ = value
        member._tone = tone
        return member

    @property
    def tone(self) -> str:
        """``neutral`` | ``info`` | ``progress`` | ``good`` | ``warning`` | ``bad`` | ``muted``."""
        return self._tone


class Status(TonedChoices):
    """落实情况: the official state of implementation. The first five are open, the last four closed."""

    NOT_ASSESSED = "not_assessed", "neutral", _("Not assessed")
    NOT_STARTED = "not_started", "warning", _("Not started")
    PLANNED = "planned", "info", _("Planned")
    IN_PROGRESS = "in_progress", "progress", _("In progress")
    PARTIALLY_IMPLEMENTED = "partially_implemented", "progress", _("Partially implemented")
    IMPLEMENTED = "implemented", "good", _("Implemented")
    NOT_IMPLEMENTED = "not_implemented", "bad", _("Not implemented or not feasible (kept for reference)")
    NO_LONGER_RELEVANT = "no_longer_relevant", "muted", _("No longer relevant")
    UNABLE_TO_VERIFY = "unable_to_verify", "warning", _("Unable to verify")


CLOSED = frozenset(
    {Status.IMPLEMENTED, Status.NOT_IMPLEMENTED, Status.NO_LONGER_RELEVANT, Status.UNABLE_TO_VERIFY}
)
OPEN = frozenset(Status) - CLOSED


class Response(TonedChoices):
    """采纳情况: what the addressee answered."""

    NONE = "none", "neutral", _("No response")
    UNDER_CONSIDERATION = "under_consideration", "info", _("Under consideration")
    ACCEPTED = "accepted", "good", _("Accepted")
    PARTLY_ACCEPTED = "partly_accepted", "progress", _("Partly accepted")
    NOT_ACCEPTED = "not_accepted", "bad", _("Not accepted")


class Satisfaction(TonedChoices):
    """满意度: what those who proposed think of the response."""

    SATISFIED = "satisfied", "good", _("Satisfied")
    BASICALLY = "basically", "progress", _("Basically satisfied")
    NOT = "not", "bad", _("Not satisfied")
    NONE = "none", "neutral", _("Not rated")


class Disclosure(TonedChoices):
    """公开属性: whether the public may read a document's text and file, or a piece of evidence at all."""

    OPEN = "open", "good", _("Open to the public")
    ON_REQUEST = "on_request", "warning", _("On request")
    WITHHELD = "withheld", "bad", _("Withheld")


class Verification(TonedChoices):
    """核查情况: where the claim about the status stands."""

    NONE = "none", "neutral", _("Nothing reported")
    REPORTED = "reported", "info", _("Reported, awaiting verification")
    VERIFIED = "verified", "good", _("Verified")
    RETURNED = "returned", "warning", _("Returned")
    DISPUTED = "disputed", "bad", _("Disputed")


class Priority(TonedChoices):
    HIGH = "high", "bad", _("High")
    MEDIUM = "medium", "warning", _("Medium")
    LOW = "low", "info", _("Low")
    NONE = "none", "neutral", _("No priority")


class Horizon(TextChoices):
    ONE_OFF = "one_off", _("One-off")
    PHASED = "phased", _("Phased")
    CONTINUING = "continuing", _("Continuing")


class RecommendationLevel(TextChoices):
    PARENT = "parent", _("Named recommendation")
    CHILD = "child", _("Measure")


class Origin(TextChoices):
    DOCUMENT = "document", _("Document")
    LETTER = "letter", _("Letter")
    MEETING = "meeting", _("Meeting")
    MANUAL = "manual", _("Entered by hand")


class Light(TonedChoices):
    """Computed from the due date, never stored."""

    RED = "red", "bad", _("Overdue")
    YELLOW = "yellow", "warning", _("Due within 30 days")
    GREEN = "green", "good", _("On time")
    NONE = "none", "neutral", _("No due date or closed")


class ActorRole(TextChoices):
    LEAD = "lead", _("Lead")
    SUPPORT = "support", _("Support")


class ActorKind(TextChoices):
    GOVERNMENT = "government", _("Government")
    PARTY = "party", _("Party body")
    DEPARTMENT = "department", _("Department")
    ENTERPRISE = "enterprise", _("Enterprise")
    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    ORGANISATION = "organisation", _("Organisation")
    GROUP = "group", _("Group of bodies")


class DocumentKind(TextChoices):
    PAPER = "paper", _("Paper")
    REPORT = "report", _("Report")
    NEWS = "news", _("News")
    PLAN = "plan", _("Plan")
    NOTICE = "notice", _("Notice")
    OPINION = "opinion", _("Opinion")
    AUDIT = "audit", _("Audit report")
    PROPOSAL = "proposal", _("Proposal")
    REPLY = "reply", _("Reply")
    OTHER = "other", _("Other")


class CandidateState(TonedChoices):
    PENDING = "pending", "info", _("Pending")
    ACCEPTED = "accepted", "good", _("Accepted")
    REJECTED = "rejected", "bad", _("Rejected")
    MERGED = "merged", "muted", _("Merged")
    SPLIT = "split", "muted", _("Split")


class EvidenceKind(TextChoices):
    PASSAGE = "passage", _("Passage of a document")
    LINK = "link", _("Link")
    FILE = "file", _("File")
    NOTE = "note", _("Note")


class EvidenceLevel(TextChoices):
    """How much a piece of evidence proves, weakest first."""

    RULE = "rule", _("Rule or plan issued")
    BUDGET = "budget", _("Money assigned")
    ACTION = "action", _("Action taken")
    OUTCOME = "outcome", _("Outcome seen")


class Stance(TonedChoices):
    SUPPORTS = "supports", "good", _("Supports")
    PARTIAL = "partial", "progress", _("Supports in part")
    RELATED = "related", "info", _("Related")
    BASELINE = "baseline", "muted", _("Baseline (before the recommendation)")
    CONTRADICTS = "contradicts", "bad", _("Contradicts")


class LinkState(TonedChoices):
    SUGGESTED = "suggested", "info", _("Suggested")
    CONFIRMED = "confirmed", "good", _("Confirmed")
    REJECTED = "rejected", "bad", _("Rejected")
    WITHDRAWN = "withdrawn", "muted", _("Withdrawn")


class Pace(TextChoices):
    AHEAD = "ahead", _("Ahead")
    ON_TRACK = "on_track", _("On track")
    BEHIND = "behind", _("Behind")


class Role(TextChoices):
    """Roles are cumulative, weakest first."""

    VIEWER = "viewer", _("Viewer")
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    ADMINISTRATOR = "administrator", _("Administrator")


class RefusalReason(TextChoices):
    """The list from which ``not_implemented`` takes its reason."""

    NOT_ACCEPTED = "not_accepted", _("Refused by the responsible body")
    NO_FUNDS = "no_funds", _("No funds")
    NO_AUTHORITY = "no_authority", _("Outside the body's powers")
    NOT_FEASIBLE = "not_feasible", _("Not feasible")
    CONDITIONS = "conditions", _("Conditions not ripe")
    STOPPED = "stopped", _("Stopped or cancelled")
    OTHER = "other", _("Other reason")


class AssignmentState(TonedChoices):
    """交办 → 签收, or declined naming the right body."""

    ASSIGNED = "assigned", "info", _("Assigned, not yet received")
    RECEIVED = "received", "good", _("Received")
    DECLINED = "declined", "warning", _("Declined")
    WITHDRAWN = "withdrawn", "muted", _("Withdrawn")


class RequestState(TonedChoices):
    """A request to move a due date (延期)."""

    OPEN = "open", "info", _("Awaiting a decision")
    APPROVED = "approved", "good", _("Approved")
    REFUSED = "refused", "bad", _("Refused")


class ReportState(TonedChoices):
    """A progress report that came by a link without an account waits as a draft."""

    DRAFT = "draft", "info", _("Draft")
    FILED = "filed", "good", _("Filed")
    DISCARDED = "discarded", "muted", _("Discarded")


class Duty(TextChoices):
    LEADER = "leader", _("Leader in charge")
    OFFICE = "office", _("Responsible office")
    CONTACT = "contact", _("Contact person")


class LetterKind(TextChoices):
    SUPERVISION = "supervision", _("Supervision letter")
    REMINDER = "reminder", _("Reminder letter")


class Door(TextChoices):
    """Where a change came in."""

    API = "api", _("API")
    ADMIN = "admin", _("Admin")
    PAGE = "page", _("Page")
    IMPORT = "import", _("Import")
    COMMAND = "command", _("Command")
    LINK = "link", _("Reporting link")
    WORKER = "worker", _("Background job")


class JobKind(TextChoices):
    """What may run in the worker."""

    CHECK = "check", _("Dry run of an import")
    IMPORT = "import", _("Import")
    EXPORT = "export", _("Export")
    SUGGEST = "suggest", _("Search for evidence")
    REMIND = "remind", _("Sending reminders")


class JobState(TonedChoices):
    WAITING = "waiting", "info", _("Waiting")
    RUNNING = "running", "progress", _("Running")
    DONE = "done", "good", _("Done")
    FAILED = "failed", "bad", _("Failed")


class MailState(TonedChoices):
    """``uncertain``: the mail server may or may not have taken it; only a person sends it again."""

    SENDING = "sending", "progress", _("Being sent")
    SENT = "sent", "good", _("Sent")
    FAILED = "failed", "bad", _("Failed, tried again with the next run")
    UNCERTAIN = "uncertain", "warning", _("Uncertain whether it arrived")
