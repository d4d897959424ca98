"""Write the descriptions of the tables, docs/tables.md and docs/bang.vi.md, from the data dictionary.

    python docs/write_tables.py        # after a change of ntm_extract/plan.py or ntm_extract/schema/columns.toml

What is said is the data dictionary's; only the sentences about this place are added here.
"""

from __future__ import annotations

from pathlib import Path

from ntm_extract.schema.dictionary import LANGUAGES, Language, load_wording
from ntm_extract.schema.dictionary_text import markdown

DOCS = Path(__file__).resolve().parent


def page_of(language: Language) -> Path:
    """Give the page that is written in a language."""
    return DOCS / str(load_wording()["docs"]["file"][LANGUAGES.index(language)])


def describe(language: Language) -> str:
    """Give the page in one of `LANGUAGES`, as Markdown.

    Raises:
        KeyError: a table, a column or a closed list is missing in columns.toml.
    """
    notes = load_wording()["docs"]
    return markdown(language, {name: said[LANGUAGES.index(language)] for name, said in notes.items() if name != "file"})


def main() -> None:
    """Write both pages."""
    for language in LANGUAGES:
        page_of(language).write_text(describe(language), encoding="utf-8")


if __name__ == "__main__":
    main()
