"""Who sees which page, what it costs, and what a hostile text or address does to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommendations.evidence import link
from tests.factories import (
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

from .conftest import Reader, tree, words

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202e{{ 7|add:7 }}"


@pytest.fixture
def world(db: None) -> dict[str, str]:
    document = DocumentFactory()
    hidden = DocumentFactory(slug="hidden-document")
    record = RecommendationFactory(
        document=document, quote="建议设立产业发展基金。", actors=[ActorFactory()], themes=[ThemeFactory()]
    )
    secret = RecommendationFactory(title="不公开的建议", published=False)
    candidate = CandidateFactory(document=hidden)
    return {"ref": record.ref, "secret": secret.ref, "slug": document.slug, "candidate": str(candidate.pk)}


PUBLIC = ["/", "/recommendations/", "/recommendations/{ref}/", "/documents/", "/documents/{slug}/",
          "/documents/{slug}/file/", "/login/"]  # fmt: skip
HIDDEN = ["/recommendations/{secret}/", "/documents/hidden-document/", "/documents/hidden-document/file/",
          "/recommendations/R999999/", "/documents/nothing/", "/evidence/1/file/", "/nothing/"]  # fmt: skip
INSIDE = ["/recommendations/{ref}/edit/", "/documents/upload/", "/review/", "/review/?tab=evidence",
          "/review/?tab=reports"]  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
def test_anybody_reads_what_is_published(anonymous: Reader, world: dict[str, str], path: str) -> None:
    assert anonymous.get(path.format(**world)).status_code == 200


@pytest.mark.parametrize("path", HIDDEN)
def test_what_is_not_public_does_not_exist(
    anonymous: Reader, viewer: Reader, world: dict[str, str], path: str
) -> None:
    for reader in (anonymous, viewer):
        page = reader.see(path.format(**world), 404)
        assert words(page.find(".//h1")) == "There is nothing here"
    assert "不公开的建议" not in anonymous.get("/recommendations/").content.decode()


@pytest.mark.parametrize("path", INSIDE)
def test_inside_pages_ask_strangers_to_sign_in_and_refuse_viewers(
    anonymous: Reader, viewer: Reader, editor: Reader, world: dict[str, str], path: str
) -> None:
    path = path.format(**world)
    answer = anonymous.get(path)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/login/")
    assert words(viewer.see(path, 403).find(".//h1")) == "This is not yours to do"
    assert editor.get(path).status_code == 200


def test_without_public_reading_strangers_see_nothing(
    anonymous: Reader, viewer: Reader, world: dict[str, str], settings
) -> None:
    settings.PUBLIC_READ = False
    assert anonymous.get(f"/recommendations/{world['ref']}/").status_code == 404
    assert world["ref"] not in anonymous.get("/recommendations/").content.decode()
    assert viewer.get(f"/recommendations/{world['ref']}/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/recommendations/?nonsense=1", "/recommendations/?status=done", "/recommendations/?q=a&q=b",
        "/recommendations/?cursor=x", "/recommendations/?page_size=9999", "/recommendations/?q=%00",
        "/recommendations/?due_before=2024-99", "/recommendations/?ordering=hash", "/?basis=wished", "/?x=1",
        "/documents/?cursor=x", "/recommendations/{ref}/?as_of=later", "/recommendations/{ref}/?x=1",
    ],
)  # fmt: skip
def test_what_a_page_does_not_know_is_named_and_refused(
    anonymous: Reader, world: dict[str, str], path: str
) -> None:
    assert anonymous.get(path.format(**world)).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/documents/{slug}/?part=0", "/documents/{slug}/?part=99", "/documents/{slug}/?at=-1",
        "/documents/{slug}/?part=９", "/recommendations/%00/", "/recommendations/..%2f/", "/documents/%E6%96%87/",
        "/recommendations/{ref}/?as_of=1900",
    ],
)  # fmt: skip
def test_addresses_that_name_nothing_are_not_found(
    anonymous: Reader, world: dict[str, str], path: str
) -> None:
    assert anonymous.get(path.format(**world)).status_code == 404


@pytest.mark.parametrize("path", ["/review/?tab=x", "/review/?x=1", "/review/?at=x", "/review/?cursor=x",
                                  "/review/?tab=evidence&cursor=eA"])  # fmt: skip
def test_review_refuses_what_it_does_not_know(reviewer: Reader, world: dict[str, str], path: str) -> None:
    assert reviewer.get(path).status_code == 400


def test_a_form_s_empty_fields_leave_the_address(anonymous: Reader, world: dict[str, str]) -> None:
    assert (
        anonymous.get("/recommendations/?q=&status=planned&lead=")["Location"]
        == "/recommendations/?status=planned"
    )
    assert anonymous.get("/recommendations/?q=")["Location"] == "/recommendations/"


def test_filters_that_are_on_are_said_in_words_and_removed_one_by_one(
    anonymous: Reader, world: dict[str, str]
) -> None:
    page = anonymous.see(
        f"/recommendations/?document={world['slug']}&status=not_assessed&status=planned&q=基金"
    )
    chips = page.xpath("//*[contains(@class, 'chip')]/a/..")
    assert len(chips) == 3
    (status,) = [chip for chip in chips if words(chip).startswith("Status")]
    assert words(status) == "Status Not assessed、Planned×"
    assert "status" not in status.find("a").get("href") and world["slug"] in status.find("a").get("href")
    assert world["ref"] in page.text_content()


def test_numbers_on_the_overview_are_what_their_lists_hold(
    editor: Reader, anonymous: Reader, world: dict[str, str]
) -> None:
    for reader, expected in ((editor, 2), (anonymous, 1)):
        page = reader.see("/")
        links = {link.get("href"): words(link.find("b")) for link in page.xpath("//a[b]")}
        assert links["/recommendations/"] == str(expected)
        listed = [href for href in links if href.startswith("/recommendations/?")]
        assert len(listed) > 15
        for href in listed:
            rows = reader.see(href).xpath("//table[contains(@class, 'list')]/tbody/tr")
            assert len(rows) == int(links[href]), href


def add_rows(count: int) -> None:
    document, actor, theme = DocumentFactory(), ActorFactory(), ThemeFactory()
    for _number in range(count):
        RecommendationFactory(
            document=document, quote="建议设立产业发展基金。", actors=[actor], themes=[theme], due_on="2020"
        )


@pytest.mark.parametrize("path", ["/", "/recommendations/", "/documents/document-x/", "/documents/"])
def test_a_page_costs_the_same_with_one_row_and_with_fifty(editor: Reader, path: str) -> None:
    DocumentFactory(slug="document-x")
    costs = []
    for count in (1, 49):
        add_rows(count)
        editor.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(path).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 26


def test_a_record_costs_the_same_with_one_measure_and_with_thirty(editor: Reader) -> None:
    parent = RecommendationFactory(level="parent", actors=[ActorFactory()])
    costs = []
    for count in (1, 29):
        for _number in range(count):
            RecommendationFactory(parent=parent)
        # The ledger grows with each measure, and with it nothing but the rows of one query.
        with CaptureQueriesContext(connection) as queries:
            page = editor.see(f"/recommendations/{parent.ref}/")
        costs.append(len(queries))
    assert len(page.xpath("//section[h2[@id='h-children']]//tbody/tr")) == 30
    assert costs[0] == costs[1]


def test_stored_texts_are_shown_and_never_run(editor: Reader, reviewer: Reader) -> None:
    document = DocumentFactory(title=EVIL, content=f"{EVIL}。{EVIL}", authors=[EVIL], publisher=EVIL)
    actor = ActorFactory(name=EVIL)
    record = RecommendationFactory(
        title=EVIL, document=document, quote=EVIL, summary=EVIL, actors=[actor], instruments=[EVIL], places=[EVIL],
        done_test=EVIL, external_id=EVIL[:90],
    )  # fmt: skip
    CandidateFactory(
        document=document,
        title=EVIL,
        section=[EVIL],
        actors=[{"name": EVIL, "explicit": True}],
        reasons=[EVIL],
    )
    link(stamp(), EvidenceFactory(title=EVIL, text=EVIL), [record], "supports", EVIL)
    for path in ("/", "/recommendations/", f"/recommendations/{record.ref}/", f"/recommendations/{record.ref}/edit/",
                 "/documents/", f"/documents/{document.slug}/", "/review/", "/recommendations/?q=<script>"):  # fmt: skip
        answer = reviewer.get(path)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "<script>alert" not in page and "<img src=x" not in page, path
        shown = tree(answer).xpath("//text()[not(ancestor::textarea)] | //@title | //@aria-label")
        assert [text for text in shown if "\u202e" in text] == [], path
        assert page.count("<script") == page.count('<script src="/static/')
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_no_page_carries_inline_style_or_script(reviewer: Reader, world: dict[str, str]) -> None:
    for path in [*PUBLIC[:5], *INSIDE]:
        page = reviewer.see(path.format(**world))
        assert page.xpath("//@style | //style | //@*[starts-with(name(), 'on')] | //script[not(@src)]") == []


def test_private_answers_are_not_kept_by_caches(editor: Reader, world: dict[str, str]) -> None:
    assert "no-store" in editor.get("/recommendations/")["Cache-Control"]


def test_reading_changes_nothing(reviewer: Reader, world: dict[str, str]) -> None:
    for path in [*PUBLIC, *INSIDE, "/review/candidates/{candidate}/", "/logout/", "/language/"]:
        with CaptureQueriesContext(connection) as queries:
            reviewer.get(path.format(**world))
        writes = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        assert writes == []


def test_past_states_are_shown_as_they_stood(editor: Reader, world: dict[str, str]) -> None:
    today = timezone.localdate().isoformat()
    page = editor.see(f"/recommendations/{world['ref']}/?as_of={today}")
    assert f"As it stood at the end of {today}." in words(page)
    assert page.xpath("//form[contains(@action, 'status')]") == []


def test_the_list_is_exported_with_the_query_it_shows(anonymous: Reader) -> None:
    record, other = RecommendationFactory(title="设立基金"), RecommendationFactory(title="办好学校")
    page = anonymous.see("/recommendations/?q=基金&page_size=25&ordering=due_on")
    links = page.xpath("//a[@download]/@href")
    assert [link.partition("?")[0].rpartition(".")[2] for link in links] == ["csv", "xlsx"]
    text = b"".join(anonymous.get(links[0]).streaming_content).decode()
    assert record.ref in text and other.ref not in text
    assert page.xpath("//link[@media='print']/@href")
