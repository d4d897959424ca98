"""The comparison as a page: what it shows, where its figures lead, and that it is closed and safe."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import jinja2
import pytest
from lxml import html

from ntm_extract.compare import choice
from ntm_extract.compare.comparison import GROUPINGS, By, Query, compare
from ntm_extract.compare.measures import MEASURES, REASONS
from ntm_extract.compare.national import SILENCE
from ntm_extract.compare.write import write_comparison
from ntm_extract.errors import MissingToolError
from ntm_extract.publish import charts
from ntm_extract.publish.page import render_page
from ntm_extract.publish.words import load_words
from ntm_extract.schema.dictionary import LANGUAGES, Language
from ntm_extract.store.collection import Collection
from tests.compare.conftest import Collect, a_plan, a_target, an_achievement

HOSTILE = "</script><img src=x onerror=alert(1)>\"'{{ 7 * 7 }}"

PLANS = (
    a_plan(
        [
            a_target("communes_ntm", value=2, denominator=13, share_pct=25, due="2025"),
            a_target("communes_ntm_advanced", value=1, due="2025"),
            a_target("criteria_gain", value=1, value_max=2, unit="tiêu chí/xã/năm", change="increase"),
            a_target("poverty_rate", share_pct=2, unit=None, due="2023"),
            a_target("other", share_pct=50, unit=None),
        ]
    ),
    a_plan(
        [a_target("communes_ntm", value=4, change="increase", due="2025")],
        [an_achievement("communes_ntm", value=5, denominator=15, as_of="2022")],
        province="Bắc Kạn",
        district="Ba Bể",
        issuer=None,
    ),
    a_plan([a_target("communes_ntm", share_pct=63.5)], level="province", district=None, province="Lạng Sơn"),
)


def page_of(collection: Collection, query: Query, lang: Language = "vi", **places: Any) -> str:
    stream = BytesIO()
    write_comparison(compare(collection, query), collection, "html", stream, lang, **places)
    return stream.getvalue().decode()


def cells(root: Any, section: str) -> list[list[str]]:
    rows = root.xpath(f"(//section[@id='{section}']//table)[1]/tbody/tr")
    return [[" ".join(" ".join(cell.itertext()).split()) for cell in row] for row in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_within_the_page_arrives(collect: Collect, lang: Language) -> None:
    root = html.fromstring(page_of(collect(*PLANS), Query(due=2025), lang))
    anchors = root.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    links = [link[1:] for link in root.xpath("//a/@href") if link.startswith("#")]
    assert len(links) > 20
    assert set(links) <= set(anchors)
    charted = re.findall(r'"link": ?"#([^"]+)"', " ".join(root.xpath("//script[@class='chart-spec']/text()")))
    assert charted
    assert set(charted) <= set(anchors)


class Balance(HTMLParser):
    """Notes each tag that is closed in the wrong place, or never."""

    VOID = ("meta", "link", "br", "hr", "img", "input")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} at {self.getpos()}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_tag_is_closed_where_it_was_opened(collect: Collect, lang: Language) -> None:
    balance = Balance()
    balance.feed(page_of(collect(*PLANS), Query(due=2025), lang))
    assert (balance.wrong, balance.open) == ([], [])


def test_page_loads_nothing(collect: Collect) -> None:
    page = page_of(collect(*PLANS), Query(due=2025))
    root = html.fromstring(page)
    assert not root.xpath("//@src | //link | //iframe | //object | //embed | //form")
    assert not [link for link in root.xpath("//@href") if not link.startswith("#")]
    style = " ".join(root.xpath("//style/text()"))
    assert "url(" not in style and "@import" not in style


def test_cells_say_value_and_what_must_be_known_of_it(collect: Collect) -> None:
    root = html.fromstring(page_of(collect(*PLANS), Query(due=2025)))
    table = cells(root, "rows")
    first = table[0]
    assert first[0] == "Huyện Hà Quảng"
    assert first[6] == "15,4 %"
    assert "2/13" in first[7] and "văn bản ghi 25 %, tính ra 15,4 %" in first[7]
    assert first[8] == "−64,6 điểm %"
    derived = next(row for row in table if row[0] == "Huyện Ba Bể" and "suy ra" in row[7])
    assert derived[6] == "60 %"
    assert derived[1] == "Thái Nguyên"
    assert "câu trích kết quả đã đạt" in derived[7]
    assert any("+5–10 tiêu chí/xã" in row[6] and "trung bình của khoảng 5–10" in row[7] for row in table)


def test_figures_lead_to_the_words_and_the_page(collect: Collect, tmp_path: Path) -> None:
    (tmp_path / "ke-hoach").mkdir()
    (tmp_path / "ke-hoach" / "0.pdf").write_bytes(b"%PDF-1.7\n")
    collection = collect(*PLANS)
    out = tmp_path / "trang" / "so-sanh.html"
    write_comparison(compare(collection, Query(due=2025)), collection, "html", out, base=tmp_path)
    root = html.fromstring(out.read_text(encoding="utf-8"))
    (anchor,) = {row.xpath(".//a/@href")[0] for row in root.xpath("//section[@id='rows']//tbody/tr")[:1]}
    quote = root.get_element_by_id(anchor[1:])
    assert "câu trích 0.0" in quote.text_content()
    assert "mục I.1, trang 2" in quote.text_content()
    assert quote.xpath(".//a/@href") == ["../ke-hoach/0.pdf#page=2"]
    other = [q for q in root.xpath("//blockquote") if "câu trích 1." in q.text_content()]
    assert other and not other[0].xpath(".//a")  # its file is not here


def test_silence_and_what_was_left_out_are_told(collect: Collect) -> None:
    root = html.fromstring(page_of(collect(*PLANS), Query(due=2025)))
    silence = {row[0]: row[1:] for row in cells(root, "silence")}
    assert silence["Huyện Hà Quảng"][:3] == ["✓ có nêu", "✓ có nêu", "✗ không nêu"]
    assert silence["Tỉnh Lạng Sơn"][4] == "✗ không nêu"
    left_out = dict(cells(root, "left-out"))
    words = load_words("compare", "vi")["reason"]
    assert left_out[words["other"]] == "1"
    assert left_out[words["no-denominator"]] == "1"
    assert "Chỉ tiêu của năm khác không liệt kê ở đây: 1." in root.get_element_by_id("left-out").text_content()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_of_plans_stay_words(collect: Collect, lang: Language) -> None:
    plan = a_plan(
        [
            a_target("communes_ntm", value=2, denominator=13, text=HOSTILE, quote=HOSTILE, unit=HOSTILE),
            a_target("communes_ntm", share_pct=30, quote=HOSTILE, qualifier=HOSTILE, section=HOSTILE),
        ],
        **dict.fromkeys(("number", "title", "issuer", "district", "province", "period"), HOSTILE),
    )
    page = page_of(collect(plan, plan), Query(), lang)
    root = html.fromstring(page)
    assert not root.xpath("//img")
    assert len(re.findall("</script>", page)) == len(root.xpath("//script"))
    assert any(HOSTILE in " ".join(text.split()) for text in root.xpath("//blockquote/p/text()"))


@pytest.mark.parametrize(
    ("by", "first_cells"),
    [
        ("province", {"Cao Bằng": "15,4 %", "Lạng Sơn": "63,5 %", "Thái Nguyên": "4"}),
        ("district", {"Ba Bể (Bắc Kạn)": "4", "Hà Quảng (Cao Bằng)": "15,4 %"}),
        ("period", {"2021 - 2025": "15,4 %"}),
    ],
)
def test_many_plans_are_shown_by_groups(
    collect: Collect, by: By, first_cells: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in (("PLANS", 2), ("BARS", 2), ("ROWS", 2), ("EXAMPLES", 1), ("MEANS", 2)):
        monkeypatch.setattr(choice, name, limit)
    root = html.fromstring(page_of(collect(*PLANS), Query(by=by)))
    said_first = {group: f"{value} 2025; 1 kế hoạch" for group, value in first_cells.items()}
    assert {line[0]: line[1] for line in cells(root, "heat")} == said_first
    assert len(cells(root, "rows")) == 2
    assert "Trang này hiện 2 trong số" in root.get_element_by_id("rows").text_content()
    assert any("/" in cell for line in cells(root, "silence") for cell in line[1:])
    links = {link[1:] for link in root.xpath("//a/@href") if link.startswith("#")}
    assert links <= set(root.xpath("//@id"))


def head_card(root: Any, words: str) -> str:
    (card,) = {text for card in root.xpath("//ul[@class='cards']/li") if words in (text := said(card))}
    return card


def said(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


TOWARDS_2025 = [
    a_plan(
        [
            a_target("communes_ntm", share_pct=share, due=due)
            for share, due in ((share_2023, "2023"), (share_2025, "2025"), (100, "2030"))
        ],
        district=None,
        level="province",
        province=province,
    )
    for province, share_2023, share_2025 in (("Cao Bằng", 40, 80), ("Lạng Sơn", 50, 90))
]
"""Plans of 2021-2025 that state as many shares for a year on the way, and for one beyond, as for the last."""


def test_card_and_ranking_are_of_the_last_year_and_say_it(collect: Collect) -> None:
    root = html.fromstring(page_of(collect(*TOWARDS_2025), Query()))
    assert "85 %" in head_card(root, "bình quân: xã đạt chuẩn, 2025")
    titles = [said(title) for title in root.xpath("//section[@id='ranking']//figcaption")]
    assert any("2025" in title for title in titles) and not any("2023" in title for title in titles)


@pytest.mark.parametrize(("dues", "year"), [(("2023", "2024"), 2024), (("2023", "2023", "2024"), 2023)])
def test_where_nothing_is_due_in_the_last_year_the_card_is_of_the_year_with_the_most(
    collect: Collect, dues: tuple[str, ...], year: int
) -> None:
    plans = [a_plan([a_target("communes_ntm", share_pct=50, due=due)]) for due in dues]
    assert "50 %" in head_card(html.fromstring(page_of(collect(*plans), Query())), f"xã đạt chuẩn, {year}")


def test_one_is_said_as_one(collect: Collect) -> None:
    plan = a_plan([a_target("communes_ntm", value=81, denominator=100, share_pct=25), a_target("other", value=1)])
    root = html.fromstring(page_of(collect(plan), Query(due=2025), "en"))
    assert root.xpath("//h1/text()") == ["Targets for 2025 of 1 document side by side"]
    cards = [said(card.xpath(".//*[@class='label']")[0]) for card in root.xpath("//ul[@class='cards']/li")]
    labels = ["document", "target left out", "share unlike its count", "plan silent on a national target"]
    assert [label for label in cards if label in labels] == labels
    assert cells(root, "rows")[0][8] == "+1 point"
    assert not re.search(r"\b1 (documents|provinces|plans|targets|shares|points|values)\b", said(root))


@pytest.mark.parametrize(("lang", "note"), [("vi", "còn 1 số khác"), ("en", "other figures: 1")])
def test_further_figures_of_a_plan_are_not_read_as_further_communes(
    collect: Collect, lang: Language, note: str
) -> None:
    targets = [a_target("communes_ntm", value=4, change="increase"), a_target("communes_ntm", share_pct=30)]
    root = html.fromstring(page_of(collect(a_plan(targets)), Query(due=2025), lang))
    assert [line[1] for line in cells(root, "heat")] == [f"30{' ' if lang == 'vi' else ''}% {note}"]


def shares(**by_due: float) -> list[dict[str, Any]]:
    return [a_target("communes_ntm", share_pct=share, due=due.removeprefix("to_")) for due, share in by_due.items()]


CONDITION = "xã vùng khó khăn"


@pytest.mark.parametrize(
    ("targets", "period", "cell"),
    [
        (shares(to_2025=90, to_2030=100), "2021/2025", "90 % 2025"),
        (shares(to_2023=60, to_2025=90), "2021/2025", "90 % 2025"),
        (shares(to_2025=90, to_2030=100), "2021/2030", "100 % 2030"),
        (shares(to_2022=40, to_2024=60, to_2030=100), "2021/2025", "60 % 2024"),
        (shares(to_2030=95, to_2045=100), "2021/2025", "95 % 2030"),
        (shares(to_2030=100), "2021/2025", "100 % 2030"),
        (shares(to_2025=90, to_2030=100), None, "90 % 2025"),  # its own period is unknown: that of the other plans
        ([a_target("communes_ntm", value=9, due="2025"), *shares(to_2030=100)], "2021/2025", "9 xã 2025"),
        ([*shares(to_2024=60), a_target("communes_ntm", share_pct=99, qualifier=CONDITION)], "2021/2025", "60 % 2024"),
    ],
)
def test_plan_is_shown_at_a_glance_by_the_last_year_of_its_own_period(
    collect: Collect, targets: list[dict[str, Any]], period: str | None, cell: str
) -> None:
    root = html.fromstring(page_of(collect(a_plan(targets, period=period), a_plan(), a_plan()), Query()))
    assert [line[1].partition(";")[0] for line in cells(root, "heat")] == [cell]


def test_year_that_is_asked_for_is_shown_though_it_is_beyond_the_period(collect: Collect) -> None:
    root = html.fromstring(page_of(collect(a_plan(shares(to_2025=90, to_2030=100))), Query(due=2030)))
    assert [line[1] for line in cells(root, "heat")] == ["100 %"]


def bars_of(root: Any) -> dict[str, list[str]]:
    """Give the values that charts of plans draw, by the title of the chart."""
    figures = root.xpath("//section[@id='multiples']//figure")
    specs = ["".join(figure.xpath(".//script[@class='chart-spec']/text()")) for figure in figures]
    titles = [said(figure.xpath(".//figcaption")[0]) for figure in figures]
    return {title: re.findall(r'"said": ?"([^"]+)"', spec) for title, spec in zip(titles, specs, strict=True)}


def test_bars_are_of_one_year_which_the_title_says(collect: Collect) -> None:
    longer = a_plan(shares(to_2025=70, to_2030=100), period="2021/2030", district="Hạ Lang", issuer=None)
    only_outlook = a_plan(shares(to_2030=95), district="Bảo Lạc", issuer=None)
    root = html.fromstring(page_of(collect(*TOWARDS_2025, longer, only_outlook), Query()))
    assert bars_of(root) == {"Xã đạt chuẩn, 2025": ["80\u00a0%", "90\u00a0%", "70\u00a0%"]}
    assert [line[1].partition(";")[0] for line in cells(root, "heat")] == [
        "80 % 2025",
        "90 % 2025",
        "100 % 2030",
        "95 % 2030",
    ]


def test_groups_are_shown_at_a_glance_by_the_last_year(collect: Collect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "PLANS", 1)
    root = html.fromstring(page_of(collect(*TOWARDS_2025), Query()))
    assert [line[1] for line in cells(root, "heat")] == ["80 % 2025; 1 kế hoạch", "90 % 2025; 1 kế hoạch"]


def test_plans_of_one_unit_and_units_of_one_name_are_told_apart(collect: Collect) -> None:
    share = [a_target("communes_ntm", share_pct=30)]
    plans = [
        a_plan(share),
        a_plan(share, number="13/KH-UBND"),
        a_plan(share, number="13/KH-UBND"),
        a_plan(share, province="Tiền Giang", district="Châu Thành", issuer="Ủy ban nhân dân huyện Châu Thành"),
        a_plan(share, province="Long An", district="Châu Thành", issuer="Ủy ban nhân dân huyện Châu Thành"),
    ]
    root = html.fromstring(page_of(collect(*plans), Query()))
    assert root.xpath("//section[@id='heat']//tbody/tr/th/text()") == [
        "Huyện Hà Quảng, 12/KH-UBND",
        "Huyện Hà Quảng, 13/KH-UBND",
        "Huyện Hà Quảng, 13/KH-UBND [2.pdf]",
        "Huyện Châu Thành (Tiền Giang)",
        "Huyện Châu Thành (Long An)",
    ]


def test_list_of_documents_names_their_files(collect: Collect) -> None:
    share, source = [a_target("communes_ntm", share_pct=30)], "ke-hoach/KH 12 Hà Quảng.docx"
    plans = [a_plan(share, source=source), a_plan(share, **UNKNOWN), a_plan(share), a_plan(share)]
    listed = [line[0] for line in cells(html.fromstring(page_of(collect(*plans), Query())), "places")]
    assert listed == [
        "Huyện Hà Quảng, 12/KH-UBND KH 12 Hà Quảng.docx",
        "1.pdf",  # it is all that is known of it
        "Huyện Hà Quảng, 12/KH-UBND [2.pdf]",
        "Huyện Hà Quảng, 12/KH-UBND [3.pdf]",
    ]


def test_page_counts_stated_targets_as_the_comparison_does(collect: Collect) -> None:
    collection = collect(*PLANS)
    comparison = compare(collection, Query())
    assert (comparison.stated_comparable, comparison.stated_left_out) == (5, 2)
    assert len(comparison.comparable) > comparison.stated_comparable  # derived ones beside
    root = html.fromstring(page_of(collection, Query()))
    assert head_card(root, "so được với nhau").startswith("5 trong số 7 chỉ tiêu")
    assert head_card(root, "không đưa vào so sánh").startswith("2 ")


@pytest.mark.parametrize("plans", [[a_plan()], [a_plan([a_target("other", value=1)])], [a_plan(level=None)]])
def test_collection_with_nothing_to_compare_gives_a_page_that_says_so(collect: Collect, plans: list[Any]) -> None:
    root = html.fromstring(page_of(collect(*plans), Query(due=2025)))
    assert "Không có chỉ tiêu nào phù hợp với yêu cầu." in root.text_content()
    assert root.get_element_by_id("places") is not None
    links = {link[1:] for link in root.xpath("//a/@href") if link.startswith("#")}
    assert links <= set(root.xpath("//@id"))


UNKNOWN = dict.fromkeys(
    ("kind", "number", "symbol", "title", "issuer", "level", "province", "district", "issued_on", "period")
)


@pytest.mark.parametrize("by", GROUPINGS)
def test_plan_of_which_only_the_targets_are_known_is_shown(collect: Collect, by: By) -> None:
    root = html.fromstring(page_of(collect(a_plan([a_target("communes_ntm", share_pct=40)], **UNKNOWN)), Query(by=by)))
    assert [line[1] for line in cells(root, "heat")] == ["40 %"]
    assert "0.pdf" in cells(root, "heat")[0][0]


def test_without_the_extra_the_page_says_what_to_install(collect: Collect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    charts.load_vega.cache_clear()
    collection = collect(*PLANS)
    with pytest.raises(MissingToolError, match=r"ntm-extract\[charts\].*xlsx, csv"):
        page_of(collection, Query())


def test_template_that_asks_for_what_it_was_not_given_fails() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render_page("compare/page.html", lang="vi", title="x")


def keys_of(words: dict[str, Any]) -> set[str]:
    nested = {f"{name}.{key}" for name, value in words.items() if isinstance(value, dict) for key in keys_of(value)}
    return set(words) | nested


def test_both_languages_have_words_for_everything() -> None:
    vietnamese, english = load_words("compare", "vi"), load_words("compare", "en")
    assert keys_of(vietnamese) == keys_of(english)
    assert set(vietnamese["measure"]) == set(MEASURES)
    assert set(vietnamese["reason"]) == set(REASONS) - {""}
    assert set(vietnamese["silence"]) == {*SILENCE, "of_group"}
    placeholders = re.compile(r"\{(\w+)\}")
    for name in keys_of(vietnamese):
        first, _, second = name.partition(".")
        one, other = (words[first][second] if second else words[first] for words in (vietnamese, english))
        if isinstance(one, str):
            assert set(placeholders.findall(one)) == set(placeholders.findall(other)), name
