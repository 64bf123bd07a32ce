"""The least valid object of each kind, made the way the application makes it: through the ledger.

``stamp()`` is an act of the one administrator ``founder``; pass ``by`` for another account.
"""

import hashlib
from typing import Any

import factory
from django.utils import timezone

from recommendations import editing, ledger
from recommendations.choices import Door, EvidenceKind, Role
from recommendations.models import (
    Account,
    Actor,
    Candidate,
    Document,
    Evidence,
    Recommendation,
    StoredFile,
    TextVersion,
    Theme,
)

PASSWORD = "correct horse battery staple"


def founder() -> Account:
    account = Account.objects.filter(username="founder").first()
    return account or editing.make_account(None, "founder", Role.ADMINISTRATOR, PASSWORD, [], timezone.now())


def stamp(by: Account | None = None, door: str = Door.COMMAND) -> ledger.Stamp:
    return ledger.Stamp(by or founder(), timezone.now(), door, "test")


class AccountFactory(factory.Factory):
    """An account with ``PASSWORD``; ``actors`` is a list of the actors it is bound to."""

    class Meta:
        model = Account

    username = factory.Sequence("account-{}".format)
    role = Role.EDITOR
    password = PASSWORD
    actors = factory.LazyFunction(list)

    @classmethod
    def _create(cls, model_class: type[Account], *args: Any, **kwargs: Any) -> Account:
        return editing.make_account(stamp(), at=timezone.now(), **kwargs)


class RegisterFactory(factory.Factory):
    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        links = {"predecessors": kwargs.pop("predecessors")} if "predecessors" in kwargs else {}
        return editing.new_register(stamp(), model_class(**kwargs), links)


class ActorFactory(RegisterFactory):
    """An actor; ``predecessors`` is a list of actors."""

    class Meta:
        model = Actor

    slug = factory.Sequence("actor-{}".format)
    name = factory.Sequence("责任单位{}".format)


class ThemeFactory(RegisterFactory):
    class Meta:
        model = Theme

    slug = factory.Sequence("theme-{}".format)
    name = factory.Sequence("主题{}".format)


class DocumentFactory(factory.Factory):
    """A document whose file and current text both hold ``content``; ``outline``, ``spans`` and
    ``warnings`` as stored."""

    class Meta:
        model = Document

    slug = factory.Sequence("document-{}".format)
    title = factory.Sequence("文件{}".format)
    published_on = "2022-05"
    content = factory.Sequence("第{}号文件。建议设立产业发展基金。建议完善教育体系。".format)

    @classmethod
    def _create(cls, model_class: type[Document], *args: Any, **kwargs: Any) -> Document:
        content = kwargs.pop("content")
        read = {name: kwargs.pop(name) for name in ("outline", "spans", "warnings") if name in kwargs}
        data = content.encode()
        file = StoredFile.objects.create(
            sha256=hashlib.sha256(data).hexdigest(), name=f"{kwargs['slug']}.txt",
            content_type="text/plain", size=len(data), content=data,
        )  # fmt: skip
        act = stamp()
        text = TextVersion.objects.create(
            file=file, number=1, content=content, reader="txt", reader_version="1", created_at=act.at, **read,
        )  # fmt: skip
        document = Document(file=file, sha256=file.sha256, text=text, **kwargs)
        ledger.create(act, [document])
        return document


class RecommendationFactory(factory.Factory):
    """A published record of origin ``manual``, or of ``document`` with ``quote`` where both are given.

    ``parent``, ``actors`` and ``themes`` are records; every editable field can be given; ``by`` creates it.
    """

    class Meta:
        model = Recommendation

    title = factory.Sequence("建议{}".format)
    quote = ""
    document = None
    published = True
    by = None

    @classmethod
    def _create(cls, model_class: type[Recommendation], *args: Any, **kwargs: Any) -> Recommendation:
        own = {name: kwargs.pop(name) for name in ("quote", "document")}
        own["origin"] = kwargs.pop("origin", "document" if own["document"] else "manual")
        for name in ("level", "start", "end", "explicit", "extra"):
            if name in kwargs:
                own[name] = kwargs.pop(name)
        by = kwargs.pop("by")
        for name in ("actors", "themes"):
            if name in kwargs:
                kwargs[name] = [record.slug for record in kwargs[name]]
        if "parent" in kwargs:
            kwargs["parent"] = kwargs["parent"].ref
        new = editing.NewRecommendation(changes=kwargs, **own)
        (record,) = editing.create_recommendations(stamp(by), [new])
        return record


class CandidateFactory(factory.Factory):
    """A pending candidate whose quote is the first sentence of its document's text."""

    class Meta:
        model = Candidate

    document = factory.SubFactory(DocumentFactory)
    title = factory.Sequence("候选{}".format)
    level = "child"
    start = 0
    score = 0.9

    @classmethod
    def _create(cls, model_class: type[Candidate], *args: Any, **kwargs: Any) -> Candidate:
        text = kwargs["document"].text
        kwargs.setdefault("end", text.content.index("。") + 1)
        quote = text.content[kwargs["start"] : kwargs["end"]]
        candidate = Candidate(text=text, quote=quote, **kwargs)
        ledger.create(stamp(), [candidate])
        return candidate


class EvidenceFactory(factory.Factory):
    """A note that could prove an implementation: an outcome, true since 2023-10."""

    class Meta:
        model = Evidence

    kind = EvidenceKind.NOTE
    title = factory.Sequence("佐证{}".format)
    text = "已建成并投入使用。"
    level = "outcome"
    document_date = "2023-10"
    effective_on = "2023-10"

    @classmethod
    def _create(cls, model_class: type[Evidence], *args: Any, **kwargs: Any) -> Evidence:
        act = stamp()
        evidence = Evidence(recorded_at=act.at, **kwargs)
        ledger.create(act, [evidence])
        return evidence
