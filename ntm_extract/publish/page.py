"""Pages people read: one HTML file each, with its style, scripts and data inside and nothing fetched from anywhere.

A page is a template of some room (`compare/page.html` is `ntm_extract/compare/templates/page.html`) that extends
`publish/base.html` and fills its blocks `main` and, for what only this page needs, `style`. What a template may use:

- the values given to `render_page`; one that is missing is an error, and every text is escaped;
- `w`: the words of `publish/words.toml` and of the room's own, in the language of the page;
- the filters `number`, `percent` and `fragment` (a text as it may stand in an anchor);
- the macros of `publish/parts.html`: section, chart, quote, where, source_link, more;
- tables with the class `data`: `data-tools` gives them a box to find text, `data-sort="number|text"` on a heading
  makes a column sortable (by `data-value` of a cell, else by its text), `data-filter` gives the column a choice.

Scripts that are run are named in the page's Content Security Policy by their hash: no other runs, whatever the quotes
of a plan hold, and the page cannot load anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from ntm_extract.publish.charts import Chart, load_vega
from ntm_extract.publish.numbers import chart_locale, format_moment, format_number, format_percent
from ntm_extract.publish.words import load_words
from ntm_extract.schema.dictionary import Language


@dataclass(frozen=True)
class Card:
    """One headline of a page: a figure and what it counts.

    Attributes:
        value: as it is shown, a number already written in the page's language.
        label: what it counts.
        note: a sentence below, or "".
        href: where it leads (`#silence`), or "".
        tone: `plain`, or `warn` for what somebody should look at.
    """

    value: str
    label: str
    note: str = ""
    href: str = ""
    tone: str = "plain"


def render_page(
    template: str,
    *,
    lang: Language,
    title: str,
    lead: str = "",
    cards: Sequence[Card] = (),
    sections: Sequence[tuple[str, str]] = (),
    charts: Sequence[Chart] = (),
    made_at: datetime | None = None,
    **values: Any,
) -> str:
    """Make a page.

    Args:
        template: `ROOM/NAME.html`, a file of the room's folder `templates`.
        lang: of our words on the page; the words of plans stay Vietnamese.
        title: of the page.
        lead: one or two sentences below the title.
        cards: headlines.
        sections: anchor and title of each section, for the list of contents.
        charts: all charts of the page; where there are none, no Vega is put into it.
        made_at: told at the foot of the page; None for now.
        values: what else the template uses.

    Returns:
        The whole HTML file.

    Raises:
        jinja2.UndefinedError: the template uses a value that was not given.
        MissingToolError: there are charts, and the extra `charts` is not installed.
    """
    room = template.partition("/")[0]
    scripts = [_static("tables.js"), *([load_vega(), _static("charts.js")] if charts else [])]
    page = _environment(lang).get_template(template)
    return page.render(
        lang=lang,
        w={**load_words("publish", lang), **(load_words(room, lang) if room != "publish" else {})},
        title=title,
        lead=lead,
        cards=cards,
        sections=sections,
        charts=charts,
        locale=chart_locale(lang),
        made_at=format_moment(made_at or datetime.now().astimezone(), lang),
        version=version("ntm-extract"),
        css=Markup(_static("page.css")),
        scripts=[Markup(script) for script in scripts],
        script_hashes=[_hash(script) for script in scripts],
        **values,
    )


@cache
def _environment(lang: Language) -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "allow_nan": False}
    environment.filters["number"] = partial(format_number, lang=lang)
    environment.filters["percent"] = partial(format_percent, lang=lang)
    environment.filters["fragment"] = partial(quote, safe="")
    return environment


def _template(name: str) -> str:
    room, _, file = name.partition("/")
    return files(f"ntm_extract.{room}").joinpath("templates", file).read_text(encoding="utf-8")


@cache
def _static(name: str) -> str:
    return files("ntm_extract.publish").joinpath("static", name).read_text(encoding="utf-8")


@cache
def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
