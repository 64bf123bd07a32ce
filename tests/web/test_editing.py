"""The edit form sends what was changed; a stale save keeps what was typed."""

from recommendations.editing import edit
from recommendations.models import Recommendation
from tests.factories import ActorFactory, RecommendationFactory, ThemeFactory, stamp

from .conftest import Reader, tree, words


def test_only_what_was_changed_is_stored(editor: Reader) -> None:
    lead, support = ActorFactory(name="商务厅"), ActorFactory(name="交通厅", aliases=["省交通厅"])
    record = RecommendationFactory(actors=[lead], themes=[ThemeFactory()], instruments=["专项资金"])
    path = f"/recommendations/{record.ref}/edit/"
    answer = editor.send(editor.see(path), path, summary="甲\r\n乙", supports="省交通厅")
    assert answer.status_code == 302
    record.refresh_from_db()
    assert record.summary == "甲\n乙"
    links = record.actor_links.order_by("order").values_list("actor", "role")
    assert list(links) == [(lead.pk, "lead"), (support.pk, "support")]
    version = record.version
    assert editor.send(editor.see(path), path).status_code == 302
    assert Recommendation.objects.get(pk=record.pk).version == version


def test_a_stale_save_shows_both_sides_and_stores_nothing(editor: Reader) -> None:
    record = RecommendationFactory(title="旧标题", summary="旧摘要", done_test="旧标准")
    path = f"/recommendations/{record.ref}/edit/"
    page = editor.see(path)
    edit(
        stamp(), Recommendation.objects.get(pk=record.pk), {"title": "别人的标题", "done_test": "别人的标准"}
    )
    answer = editor.send(page, path, title="我的标题", summary="我的摘要")
    page = tree(answer, 412)
    record.refresh_from_db()
    assert (record.title, record.summary) == ("别人的标题", "旧摘要")
    rows = {
        words(row[0]): [words(cell) for cell in row[1:]]
        for row in page.xpath("//section[@role='alert']//tbody/tr")
    }
    assert rows == {
        "Title": ["别人的标题", "我的标题"],
        "When it counts as done": ["别人的标准", "left alone"],
    }
    form = next(f for f in page.forms if f.action == path)
    assert [form.fields[n].strip() for n in ("title", "summary", "done_test")] == [
        "我的标题",
        "我的摘要",
        "别人的标准",
    ]
    assert editor.send(page, path).status_code == 302
    record.refresh_from_db()
    assert (record.title, record.summary, record.done_test) == ("我的标题", "我的摘要", "别人的标准")


def test_what_others_added_to_a_list_is_not_lost_by_a_stale_save(editor: Reader) -> None:
    one, two = ThemeFactory(), ThemeFactory()
    record = RecommendationFactory(themes=[one], places=["新疆"])
    path = f"/recommendations/{record.ref}/edit/"
    page = editor.see(path)
    edit(
        stamp(),
        Recommendation.objects.get(pk=record.pk),
        {"themes": [one.slug, two.slug], "places": ["新疆", "中亚"]},
    )
    page = tree(editor.send(page, path, summary="我的摘要"), 412)
    assert editor.send(page, path).status_code == 302
    assert record.theme_links.count() == 2 and record.terms.filter(kind="place").count() == 2


def test_wrong_fields_are_marked_and_what_was_typed_stays(editor: Reader) -> None:
    record = RecommendationFactory(due_on="2026")
    path = f"/recommendations/{record.ref}/edit/"
    page = tree(editor.send(editor.see(path), path, leads="没有这个单位", due_on="明年"), 400)
    wrong = {
        words(each.find("label")): words(each.xpath(".//*[@class='error']")[0])
        for each in page.xpath("//*[contains(@class, 'wrong')]")
    }
    assert "“没有这个单位”" in wrong["Lead actors"]
    page = tree(editor.send(editor.see(path), path, due_on="2027"), 422)
    assert "Moving a due date needs a reason." in words(page)
    assert next(f for f in page.forms if f.action == path).fields["due_on"] == "2027"


def test_publishing_is_for_reviewers(editor: Reader, reviewer: Reader) -> None:
    record = RecommendationFactory()
    path = f"/recommendations/{record.ref}/edit/"
    assert editor.see(path).xpath("//input[@name='published']") == []
    editor.send(editor.see(path), path, published="", summary="x")
    assert Recommendation.objects.get(pk=record.pk).published
    page = reviewer.see(path)
    form = next(f for f in page.forms if f.action == path)
    values = {name: value for name, value in form.form_values() if name != "published"}
    assert reviewer.post(path, values).status_code == 302
    assert not Recommendation.objects.get(pk=record.pk).published
