"""The commands as a user types them: what is printed where, and the exit codes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import ntm_extract
from ntm_extract.batch.run import TIMEOUT
from ntm_extract.cli import app
from ntm_extract.schema import schema_text

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN PHONG CHÂU
Số: 12/KH-UBND

Phong Châu, ngày 04 tháng 5 năm 2022

KẾ HOẠCH
Xây dựng nông thôn mới giai đoạn 2021 - 2025

Căn cứ Quyết định số 263/QĐ-TTg ngày 22 tháng 02 năm 2022 của Thủ tướng Chính phủ;

I. MỤC TIÊU
1. Phấn đấu đến năm 2025 có 05 xã đạt chuẩn nông thôn mới.

II. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ chủ trì, phối hợp với Phòng Tài chính - Kế hoạch theo dõi phong trào.
"""


def command(*words: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, under the poorest locale."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))} | {"LC_ALL": "POSIX"}
    return subprocess.run(
        [sys.executable, "-m", "ntm_extract", *words], input=stdin, capture_output=True, env=environment, cwd=cwd
    )


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "vào" / "Kế hoạch số 12.txt"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_run_from_beginning_to_end(plan_file: Path, tmp_path: Path) -> None:
    (plan_file.parent / "rỗng.pdf").write_bytes(b"")
    (plan_file.parent / "ảnh giả.pdf").write_bytes(b"\xff\xd8\xff\xe0 not a picture")
    done = command("run", "vào", "--out", "ra", "--format", "jsonl,xlsx", "--jobs", "1", cwd=tmp_path)

    stdout, stderr = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == 3, stderr
    assert "văn bản viện dẫn" in stdout
    assert f"Bảng kết quả: {Path('ra/tables')} (*.jsonl, *.xlsx)" in stdout
    assert sorted(line.split(":")[0] for line in stderr.splitlines()) == ["LỖI vào/rỗng.pdf", "LỖI vào/ảnh giả.pdf"]
    [plan] = [json.loads(p.read_text(encoding="utf-8")) for p in (tmp_path / "ra" / "plans").iterdir()]
    assert plan["document"]["source"] == "vào/Kế hoạch số 12.txt"
    assert plan["document"]["number"] == "12/KH-UBND"
    [text] = [p.read_text(encoding="utf-8") for p in (tmp_path / "ra" / "text").iterdir()]
    for table in ("targets", "references", "responsibilities"):
        assert plan[table]
        assert all(text[row["char_start"] : row["char_end"]] == row["quote"] for row in plan[table])
    failures = pd.read_json(tmp_path / "ra" / "tables" / "failures.jsonl", lines=True).set_index("source")
    assert failures.code["vào/rỗng.pdf"] == "empty"
    assert set(failures.index) == {"vào/rỗng.pdf", "vào/ảnh giả.pdf"}

    (plan_file.parent / "rỗng.pdf").unlink()
    (plan_file.parent / "ảnh giả.pdf").unlink()
    again = command("run", "vào", "--out", "ra", "--json", cwd=tmp_path)
    assert again.returncode == 0, again.stderr.decode()
    summary = json.loads(again.stdout)
    assert summary["inputs"]["unchanged"] == 1
    assert summary["rows"]["targets"] == len(plan["targets"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["run"], "Missing argument"),
        (["run", "a.pdf"], "--out"),
        (["run", "a.pdf", "--out", "ra", "--format", "csv,xls"], "không có định dạng xls"),
        (["run", "a.pdf", "--out", "ra", "--jobs", "0"], "--jobs"),
        (["run", "a.pdf", "--out", "ra", "--store", "đâu đó"], "không hợp lệ"),
        (["run", "a.pdf", "--out", "tệp"], "--out"),
        (["run", "a.pdf", "--out", "tệp/ra"], "Không ghi được vào thư mục kết quả"),
        (["run", "", "--out", "ra"], "bị bỏ trống"),
        (["run", "tệp", " ", "--out", "ra"], "bị bỏ trống"),
        (["evaluate", "--gold", "không có", "."], "--gold"),
        (["evaluate", "--gold", ".", "kết quả"], "Không có bảng chuẩn"),
        (["evaluate", "--gold", ".", "."], "không phải là thư mục kết quả"),
        (["lạ"], "lạ"),
    ],
)
def test_a_wrong_call_exits_with_2_and_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tệp").write_text("x")
    (tmp_path / "kết quả" / "plans").mkdir(parents=True)
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_path_that_does_not_exist_is_a_failure_with_its_row(tmp_path: Path) -> None:
    done = command("run", "không có.pdf", "--out", "ra", cwd=tmp_path)
    assert done.returncode == 3
    assert "không có.pdf: Không tìm thấy tệp" in done.stderr.decode()
    assert pd.read_csv(tmp_path / "ra" / "tables" / "failures.csv").code.tolist() == ["unreadable"]


def test_an_address_that_does_not_answer_is_told_apart_from_a_missing_file(tmp_path: Path) -> None:
    with socket.socket() as taken:  # bound but not listening: connections are refused
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/a.pdf"
        done = command("run", url, "--out", "ra", cwd=tmp_path)
        text = command("text", url)
    assert done.returncode == text.returncode == 3
    for said in (done.stderr.decode(), text.stderr.decode()):
        assert f"{url}: Không kết nối được tới địa chỉ này. Kiểm tra địa chỉ và kết nối mạng" in said
    assert pd.read_csv(tmp_path / "ra" / "tables" / "failures.csv").code.tolist() == ["unreadable"]


def test_a_run_stopped_by_sigterm_says_so(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ntm_extract", "run", "-", "--out", "ra"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not (tmp_path / "ra" / "ledger.jsonl").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)  # while it waits for standard input
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 143
    assert "Đã dừng" in stderr.decode()
    assert (tmp_path / "ra" / "tables" / "targets.csv").exists()


def test_help_of_run_tells_the_time_limit_and_every_exit_code() -> None:
    shown = CliRunner().invoke(app, ["run", "--help"]).stdout
    assert f"Mặc định: {TIMEOUT:g}." in " ".join(shown.split())
    assert all(f" {code} " in shown for code in (0, 2, 3, 130, 143))


def test_text_raw_and_restored(tmp_path: Path) -> None:
    path = tmp_path / "khong-dau.txt"
    path.write_text("KE HOACH\nUy ban nhan dan huyen xay dung nong thon moi giai doan 2021 - 2025\n" * 5)
    raw = command("text", path, "--raw")
    restored = command("text", "-", stdin=path.read_bytes())
    assert raw.returncode == restored.returncode == 0
    assert "Uy ban nhan dan huyen" in raw.stdout.decode()
    assert "Ủy ban nhân dân huyện xây dựng nông thôn mới giai đoạn 2021 - 2025" in restored.stdout.decode()


def test_text_of_a_bad_file_exits_with_3(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["text", str(tmp_path / "a.pdf")])
    assert result.exit_code == 3
    assert "a.pdf: Không tìm thấy tệp" in result.stderr


def test_restore_gives_line_for_line(tmp_path: Path) -> None:
    lines = "Uy ban nhan dan huyen\n\nQuyet dinh so 263/QD-TTg\nĐã có dấu thì giữ nguyên\n"
    (tmp_path / "a.txt").write_text(lines, encoding="utf-8")
    for done in (command("restore", stdin=lines.encode()), command("restore", tmp_path / "a.txt")):
        assert done.returncode == 0, done.stderr
        restored = done.stdout.decode().split("\n")
        assert restored[0] == "Ủy ban nhân dân huyện"
        assert restored[1] == ""
        assert "263/QĐ-TTg" in restored[2]
        assert restored[3:] == ["Đã có dấu thì giữ nguyên", ""]


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("ñy ban nh©n d©n x· tæ chøc thùc hiÖn kÕ ho¹ch x©y dùng n«ng th«n míi", 0, "bảng mã cũ"),
        ("?y ban nh?n d?n x? t? ch?c th?c hi?n k? ho?ch x?y d?ng n?ng th?n m?i", 0, "đã mất khi chuyển mã"),
        ("\ufffd" * 80, 3, "chỉ còn ký hiệu thay thế"),
        ("Ủy ban nhân dân xã tổ chức thực hiện kế hoạch.", 0, ""),
    ],
)
def test_restore_tells_what_befell_the_letters(text: str, code: int, told: str) -> None:
    result = CliRunner().invoke(app, ["restore"], input=text + "\n")
    assert result.exit_code == code
    assert told in result.stderr
    assert bool(result.stderr) == bool(told)
    if code == 0:
        assert result.stdout.lower().startswith("ủy ban nhân dân xã tổ chức thực hiện kế hoạch")


def test_restore_says_what_it_cannot_take(tmp_path: Path) -> None:
    (tmp_path / "utf16.txt").write_bytes("Uỷ ban".encode("utf-16"))
    for name, message in (("utf16.txt", "không phải UTF-8"), ("không.txt", "Không đọc được tệp"), (".", "Không đọc")):
        result = CliRunner().invoke(app, ["restore", str(tmp_path / name)])
        assert result.exit_code == 3
        assert message in result.stderr


def test_schema_and_version_are_printed() -> None:
    assert command("schema").stdout.decode() == schema_text()
    assert command("--version").stdout.decode().strip() == f"ntm-extract {ntm_extract.__version__}"


@pytest.mark.parametrize("name", ["run", "text", "restore", "train", "evaluate", "schema"])
def test_every_command_explains_itself_with_examples(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert "Ví dụ:\n" in result.stdout
    assert f"ntm-extract {name}" in result.stdout


def test_evaluate_prints_figures(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    gold = {"document": {"kind": "Kế hoạch", "source": "a.txt"}, "references": []}
    for folder in ("gold", "ra/plans"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    text = CliRunner().invoke(app, ["evaluate", "--gold", str(tmp_path / "gold"), str(tmp_path / "ra")])
    assert "references.full 1.000 (0/0, +0) | document 1/1" in text.stdout
    data = CliRunner().invoke(app, ["evaluate", "--gold", str(tmp_path / "gold"), str(tmp_path / "ra"), "--json"])
    assert json.loads(data.stdout)["all"]["document"]["accuracy"] == 1.0


def test_extract_from_python(plan_file: Path) -> None:
    plan = ntm_extract.extract(str(plan_file))
    assert plan.targets[0].value == 5
    assert set(plan.to_frames()) >= {"documents", "targets", "deadlines", "responsibilities", "references"}
    assert ntm_extract.extract(str(plan_file)) == plan  # the name is still the function after the rooms are loaded
    assert ntm_extract.restore("Uy ban nhan dan huyen").text == "Ủy ban nhân dân huyện"
