"""Places to export to, and a PostgreSQL server of our own where one is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from stand_ins_export import PROVINCES, Office, a_plan


@pytest.fixture(autouse=True, scope="module")
def _quick_disk() -> Iterator[None]:
    """Do not wait for the disk: no test here pulls the plug."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An output folder with a plan in each of four provinces, of which one is unknown."""
    return Office(tmp_path / "ra", *(a_plan(f"kh-{n}", province) for n, province in enumerate(PROVINCES)))


def _server_programs() -> Path | None:
    found = [Path(path).parent for name in ("postgres",) if (path := shutil.which(name))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def _account() -> str | None:
    """Give the account under which the server runs: it refuses to run as root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None


def _wait_for(place: str) -> None:
    import psycopg

    deadline = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(place).close()
            return
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of an empty database on a server that listens on a socket in a temporary folder only."""
    programs, account = _server_programs(), _account()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (initdb, postgres)")
    if account is None:
        pytest.skip("PostgreSQL refuses to run as root, and there is no account postgres")
    pytest.importorskip("psycopg")
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        user = account if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        cluster = Path(folder) / "data"
        made = subprocess.run(
            [programs / "initdb", "-D", cluster, "-U", "an", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            user=user, cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        server = subprocess.Popen(
            [programs / "postgres", "-D", cluster, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait_for(f"host={folder} user=an dbname=postgres")
            yield f"postgresql+psycopg://an:bimat@/postgres?host={folder}"
        finally:
            server.terminate()
            server.wait(timeout=20)
