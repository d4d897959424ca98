"""Where an export goes (đích): told by an address or by the ending of a file's name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ntm_extract.errors import StoreError
from ntm_extract.store.database import masked

Form = Literal["sqlite", "postgresql", "duckdb", "parquet", "xlsx", "jsonld", "jsonl"]

ENDINGS: dict[str, Form] = {
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".duckdb": "duckdb",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".jsonld": "jsonld",
    ".jsonl": "jsonl",
}
"""What the ending of a name stands for."""

KNOWN = (
    "tệp .db, .sqlite, .duckdb, .xlsx, .jsonld, .jsonl, thư mục (tên kết thúc bằng / hoặc .parquet), "
    "hoặc địa chỉ sqlite:///…, duckdb:///…, postgresql+psycopg://ten:matkhau@may/csdl"
)


@dataclass(frozen=True)
class Target:
    """Where an export goes.

    Attributes:
        form: what is made there.
        address: of a database server, for SQLAlchemy; may hold a password.
        path: of the file or folder; None for a server.
    """

    form: Form
    address: str = ""
    path: Path | None = None

    def __str__(self) -> str:
        return str(self.path) if self.path else masked(self.address)

    @property
    def place(self) -> Path:
        """The path.

        Raises:
            ValueError: it is a server, which has none.
        """
        if self.path is None:
            raise ValueError(f"{self} is no path")
        return self.path


def target_of(word: str) -> Target:
    """Tell where an export goes.

    Args:
        word: an address, or the name of a file or folder.

    Raises:
        StoreError: it is none of those known, or something of another kind lies there.

    Example:
        `target_of("ket-qua.duckdb").form == "duckdb"`; `target_of("kho/").form == "parquet"`
    """
    scheme, separator, rest = word.partition("://")
    if separator:
        backend = scheme.partition("+")[0]
        if backend in ("postgresql", "postgres"):
            driver = scheme.partition("+")[2] or "psycopg"
            return Target("postgresql", address=f"postgresql+{driver}://{rest}")
        if backend in ("sqlite", "duckdb") and rest.startswith("/") and len(rest) > 1:
            return _file("sqlite" if backend == "sqlite" else "duckdb", Path(rest[1:]))
    elif word.endswith("/"):
        return _file("parquet", Path(word))
    elif form := ENDINGS.get(Path(word).suffix.lower()):
        return _file(form, Path(word))
    raise StoreError(f"Không rõ phải xuất sang đâu: {masked(word)}. Các đích được hỗ trợ: {KNOWN}.")


def _file(form: Form, path: Path) -> Target:
    if form == "parquet" and path.exists() and not path.is_dir():
        raise StoreError(f"{path} là một tệp, không phải thư mục. Hãy chọn tên khác hoặc chuyển tệp đó đi.")
    if form != "parquet" and path.is_dir():
        raise StoreError(f"{path} là một thư mục, không phải tệp. Hãy chọn tên khác.")
    return Target(form, path=path)
