"""Synthetic documents before anything is stored: text, recommendations in it, and where each stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from ..choices import EvidenceLevel, Horizon, Priority, RefusalReason, Response, Stance, Status, Verification
from .wording import KINDS, REGIONS, THEMES, Wording, chinese, english

IN_ENGLISH = 0.08
GROUPS = (1, 1, 4, 6, 8, 10)
"""How many recommendations a section holds: the first is named, the others are its measures."""
DONE, REMAINING = "已出台实施细则并完成首批试点。", "尚未覆盖全部县区。"
RESPONSES = {Response.NONE: 40, Response.UNDER_CONSIDERATION: 15, Response.ACCEPTED: 30, Response.PARTLY_ACCEPTED: 12,
             Response.NOT_ACCEPTED: 3}  # fmt: skip
PRIORITIES = {Priority.NONE: 50, Priority.HIGH: 12, Priority.MEDIUM: 23, Priority.LOW: 15}


@dataclass(frozen=True)
class Proof:
    """What the one confirmed piece of evidence says."""

    stance: str
    level: str
    effective_on: str


@dataclass(frozen=True)
class Standing:
    """Columns of a recommendation that nobody's children decide, such as the table of moves leaves them."""

    fields: Mapping[str, Any]
    proof: Proof | None = None
    reported: bool = False


@dataclass
class Draft:
    """A recommendation; ``start`` is the quote's offset in the document's text, ``due_on`` its own date."""

    wording: Wording
    section: list[str]
    start: int
    parent: "Draft | None"
    standing: Standing
    due_on: str
    children: list["Draft"] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """A document; ``region`` is whom it addresses."""

    title: str
    kind: str
    published_on: str
    region: str
    language: str
    text: str
    drafts: list[Draft]


def draft_paper(random: Random, number: int, size: int) -> Paper:
    """A document with ``size`` recommendations; ``number`` makes its title, and so its text, its own."""
    region, theme, kind = random.choice(REGIONS), random.choice(list(THEMES)), random.choice(list(KINDS))
    is_english = random.random() < IN_ENGLISH
    if is_english:
        title, write, stop = f"{THEMES[theme][1]}: review and recommendations, No. {number}", english, ". "
    else:
        title, write, stop = f"{region}{THEMES[theme][0]}工作{KINDS[kind]}（第{number}号）", chinese, "。"
    text, drafts = [f"{title}\n"], list[Draft]()
    length = len(text[0])
    for group in count(1):
        if len(drafts) >= size:
            break
        subject = theme if random.random() < 0.7 else random.choice(list(THEMES))
        heading = f"{group}. {THEMES[subject][is_english]}"
        text.append(f"{heading}\n")
        length += len(text[-1])
        head: Draft | None = None
        for place in range(min(random.choice(GROUPS), size - len(drafts))):
            mark = f"{group}.{place + 1} "
            wording = write(random, subject, region, random.randrange(2024, 2031))
            section = [heading, head.wording.title] if head else [heading]
            draft = Draft(
                wording, section, length + len(mark), head, draw_standing(random), draw_date(random)
            )
            text.append(f"{mark}{wording.quote}{stop}\n")
            length += len(text[-1])
            drafts.append(draft)
            if head:
                head.children.append(draft)
            else:
                head = draft
    published_on = f"{random.randrange(2016, 2024)}{random.choice(('', '-03', '-11', '-06-18', '-09-05'))}"
    return Paper(title, kind, published_on, region, "en" if is_english else "zh", "".join(text), drafts)


def draw_date(random: Random) -> str:
    """A due date of any precision, or none."""
    year, month, day = random.randrange(2025, 2030), random.randrange(1, 13), random.randrange(1, 29)
    kinds = ("", f"{year}", f"{year}-{month:02d}", f"{year}-{month:02d}-{day:02d}")
    return random.choices(kinds, (35, 20, 25, 20))[0]


def draw_standing(random: Random) -> Standing:
    """Where a recommendation without children stands, with all that the table of moves asks for."""
    (draw,) = random.choices([each for each, _weight in STANDINGS], [weight for _each, weight in STANDINGS])
    common = {
        "response": random.choices(list(RESPONSES), list(RESPONSES.values()))[0].value,
        "priority": random.choices(list(PRIORITIES), list(PRIORITIES.values()))[0].value,
        "horizon": random.choice((Horizon.ONE_OFF, Horizon.ONE_OFF, Horizon.PHASED)).value,
        "published": random.random() < 0.95,
    }
    if common["response"] != Response.NONE:
        common["response_on"] = draw_past(random)
    standing = draw(random)
    return Standing(common | standing.fields, standing.proof, standing.reported)


def draw_past(random: Random) -> str:
    return f"{random.randrange(2024, 2026)}-{random.randrange(1, 7):02d}"


def _at(status: Status, **fields: str) -> Callable[[Random], Standing]:
    return lambda random: Standing({"status": status.value, "status_on": draw_past(random), **fields})


def _closed(status: Status, **fields: str) -> Callable[[Random], Standing]:
    return _at(status, verification=Verification.VERIFIED.value, **fields)


def _report(of: Status, verification: Verification) -> Callable[[Random], Standing]:
    """A report of ``of`` in one of its stages; once verified it is the official status."""

    def draw(random: Random) -> Standing:
        partly = of is Status.PARTIALLY_IMPLEMENTED
        level = random.choice((EvidenceLevel.ACTION, EvidenceLevel.OUTCOME)).value
        proof = Proof((Stance.PARTIAL if partly else Stance.SUPPORTS).value, level, draw_past(random))
        fields = {"status": of.value} if verification is Verification.VERIFIED else {
            "status": Status.IN_PROGRESS.value, "reported_status": of.value
        }  # fmt: skip
        fields |= {"verification": verification.value, "status_on": proof.effective_on, "done": DONE}
        return Standing(fields | ({"remaining": REMAINING} if partly else {}), proof, reported=True)

    return draw


STANDINGS: tuple[tuple[Callable[[Random], Standing], int], ...] = (
    (lambda random: Standing({"status": Status.NOT_ASSESSED.value}), 26),
    (_at(Status.NOT_STARTED), 8),
    (_at(Status.PLANNED, horizon=Horizon.CONTINUING.value), 12),
    (_at(Status.IN_PROGRESS), 20),
    (_report(Status.PARTIALLY_IMPLEMENTED, Verification.VERIFIED), 6),
    (_report(Status.IMPLEMENTED, Verification.VERIFIED), 9),
    (_closed(Status.NOT_IMPLEMENTED, refusal_reason=RefusalReason.NO_FUNDS.value), 4),
    (_closed(Status.NO_LONGER_RELEVANT), 3),
    (_closed(Status.UNABLE_TO_VERIFY, look_again_on="2027"), 4),
    (_report(Status.IMPLEMENTED, Verification.REPORTED), 4),
    (_report(Status.PARTIALLY_IMPLEMENTED, Verification.REPORTED), 2),
    (_report(Status.IMPLEMENTED, Verification.RETURNED), 1),
    (_report(Status.IMPLEMENTED, Verification.DISPUTED), 1),
)
