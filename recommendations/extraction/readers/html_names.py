"""Names of elements and classes that the reader of web pages tells apart."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = set(
    (
        "p div section article main header footer nav aside ul ol li dl dt dd blockquote pre table "
        "caption tbody thead tr td th figure figcaption address hr br form fieldset body html "
        "center details summary"
    ).split()
) | set(HEADINGS)
SILENT = set(
    (
        "script style noscript template head iframe object audio video canvas svg select textarea "
        "button datalist"
    ).split()
)
VOID = set(("br hr img input meta link wbr area base col embed source track param").split())
REGIONS = {"div", "ul", "ol", "section", "header", "footer", "nav", "aside", "form", "table", "p"}
FURNITURE_TAGS = {"nav", "header", "footer", "aside"}
FURNITURE_NAMES = set(
    (
        "nav navbar navigation menu breadcrumb breadcrumbs sidebar footer copyright share social "
        "comments related ad ads cookie pagination skip-link toolbar search login banner "
        "contentinfo complementary"
    ).split()
)
NOTE_NAMES = {"footnote", "footnotes", "endnotes", "doc-footnote", "doc-endnotes", "doc-endnote"}
