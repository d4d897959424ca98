"""Pages as a browser gets them: whole, closed to the network, and safe whatever a plan says."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import altair
import pytest
from lxml import html

from ntm_extract.errors import MissingToolError
from ntm_extract.publish import charts
from ntm_extract.publish.charts import make_chart
from ntm_extract.publish.page import Card, render_page
from ntm_extract.schema.dictionary import LANGUAGES, Language

HOSTILE = "</script><img src=x onerror=alert(1)>\"'{{ 7 * 7 }}"
WHEN = datetime(2025, 11, 22, 8, 24)


def bar_chart(label: str = "Cao Bằng") -> charts.Chart:
    data = altair.Data(values=[{"province": label, "share": 15.4, "link": "#q1"}])
    drawing = altair.Chart(data, width="container").mark_bar().encode(x="share:Q", y="province:N", href="link:N")
    return make_chart(drawing, name="ranking", title="Xếp hạng", description="Tỷ lệ theo tỉnh")


def scripts_of(page: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_is_one_closed_file_in_its_language(lang: Language) -> None:
    page = render_page("publish/base.html", lang=lang, title="Đối chiếu", charts=[bar_chart()], made_at=WHEN)
    root = html.fromstring(page)
    assert root.get("lang") == lang
    assert root.xpath("//title/text()") == ["Đối chiếu"]
    assert not root.xpath("//*[@src] | //link | //iframe | //object | //form")
    assert ("22/11/2025 08:24" if lang == "vi" else "2025-11-22 08:24") in page
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy and "unsafe-eval" not in policy


def test_only_scripts_named_in_the_policy_stand_in_the_page() -> None:
    page = render_page("publish/base.html", lang="vi", title="x", charts=[bar_chart()])
    policy = html.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    scripts = scripts_of(page)
    assert len(scripts) == 3
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_page_without_charts_has_no_vega() -> None:
    assert len(render_page("publish/base.html", lang="vi", title="x")) < 50_000


def test_texts_of_plans_stay_texts() -> None:
    page = render_page(
        "publish/base.html",
        lang="vi",
        title=HOSTILE,
        lead=HOSTILE,
        cards=[Card(HOSTILE, HOSTILE, HOSTILE)],
        sections=[("a b", HOSTILE)],
    )
    root = html.fromstring(page)
    assert not root.xpath("//img")
    assert root.xpath("//h1/text()") == [HOSTILE]
    assert "{{ 7 * 7 }}" in page
    assert root.xpath("//nav//a/@href") == ["#a%20b"]


def test_headlines_say_value_and_label_and_lead_on() -> None:
    cards = [Card("15,4 %", "xã đạt chuẩn", "của 12 kế hoạch", "#ranking"), Card("3", "cần xem lại", tone="warn")]
    root = html.fromstring(render_page("publish/base.html", lang="vi", title="x", cards=cards))
    assert [" ".join(card.text_content().split()) for card in root.xpath("//li[contains(@class, 'card')]")] == [
        "15,4 % xã đạt chuẩn của 12 kế hoạch",
        "3 cần xem lại",
    ]
    assert root.xpath("//li[contains(@class, 'card')]//a/@href") == ["#ranking"]


def test_chart_keeps_its_data_and_its_links() -> None:
    spec = bar_chart("<b>Ý Yên</b>").spec
    assert spec["data"]["values"] == [{"province": "<b>Ý Yên</b>", "share": 15.4, "link": "#q1"}]
    assert spec["encoding"]["href"]["field"] == "link"
    json.dumps(spec, allow_nan=False)


@pytest.mark.parametrize("package", ["altair", "vl_convert"])
def test_missing_extra_is_told_with_what_to_install(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    charts.load_vega.cache_clear()
    chart = charts.Chart("x", "x", "x", {})
    with pytest.raises(MissingToolError, match=r"pip install 'ntm-extract\[charts\]'"):
        render_page("publish/base.html", lang="vi", title="x", charts=[chart])


@pytest.mark.skipif(not shutil.which("chromium"), reason="there is no chromium to open the page with")
def test_scripts_run_in_a_browser_under_the_policy(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        render_page("publish/base.html", lang="vi", title="x", charts=[bar_chart()]).replace(
            "</main>",
            '<table class="data" data-tools><thead><tr><th data-sort="text">Tên</th></tr></thead>'
            "<tbody><tr><td>Ý Yên</td></tr><tr><td>Ba Bể</td></tr></tbody></table>"
            '<figure class="chart"><div class="drawing"></div><script type="application/json" class="chart-spec">'
            f"{json.dumps(bar_chart().spec)}</script></figure></main>",
        ),
        encoding="utf-8",
    )
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    done = subprocess.run(
        ["chromium", *options, (tmp_path / "page.html").as_uri()],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    root = html.fromstring(done.stdout)
    assert root.xpath("//output/text()") == ["2 / 2 dòng"]
    assert root.xpath("//th/button/text()") == ["Tên"]
    assert root.xpath("//figure//*[local-name()='svg']")
