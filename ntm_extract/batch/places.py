"""The database a run writes to, opened so that a message says what to do when it cannot be."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from ntm_extract.errors import StoreError
from ntm_extract.store.database import Database
from ntm_extract.store.folder import OutputFolder

NAME = "ntm.db"
"""The database within the output folder."""


def refuse_obstacles(folder: OutputFolder) -> None:
    """Refuse an output folder in which something else lies where a folder of results must be.

    Raises:
        StoreError: there is; the message names it.
    """
    for path in (folder.plans, folder.texts, folder.tables, folder.reviews):
        if os.path.lexists(path) and not path.is_dir():
            raise StoreError(
                f"{path} không phải là thư mục nên không ghi được kết quả. "
                f"Hãy đổi tên, chuyển hoặc xóa {path} rồi chạy lại."
            )


def open_database(out: Path, store: str | None) -> Database:
    """Open the database of an output folder, or the one at `store`.

    Raises:
        StoreError: it cannot be used.
    """
    if store:
        return Database(store)
    path = out / NAME
    try:
        database = Database.at_path(path)
        database.doc_ids()
    except SQLAlchemyError as error:
        raise StoreError(f"Không đọc được cơ sở dữ liệu {path}. {_remedy(path, error)}") from error
    except StoreError as error:
        if error.__cause__ is None:  # of another shape: the message has its remedy
            raise
        raise StoreError(f"{str(error).rstrip('.')}. {_remedy(path, error)}") from error
    return database


def _remedy(path: Path, error: Exception) -> str:
    if "locked" in str(error):
        return f"Hãy đóng chương trình đang mở {path} rồi chạy lại."
    return f"Hãy xóa hoặc đổi tên {path} rồi chạy lại; cơ sở dữ liệu được lập lại từ thư mục plans/."


def address_of(database: Database) -> str:
    """Give the place of a database as it may be shown: the path of a file, or an address without its password."""
    url = database.engine.url
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.render_as_string(hide_password=True)


def out_of_date(out: Path, database: Database) -> Path | None:
    """Give the database file that an earlier run left in the folder and this one does not write to."""
    path = out / NAME
    if not path.exists():
        return None
    written = Path(address_of(database))
    return None if written.exists() and written.samefile(path) else path
