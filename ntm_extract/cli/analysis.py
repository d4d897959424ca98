"""Commands that ask questions of many plans: compare, audit."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ntm_extract.cli.answers import Folder, Out, said_plainly, write_answer
from ntm_extract.cli.app import Lang, app


class CompareFormat(StrEnum):
    """What a comparison is given as."""

    html = "html"
    xlsx = "xlsx"
    csv = "csv"
    json = "json"


class AuditFormat(StrEnum):
    """What an audit is given as."""

    html = "html"
    json = "json"
    csv = "csv"
    graphml = "graphml"
    mermaid = "mermaid"


class Grouping(StrEnum):
    """What plans are grouped by."""

    province = "province"
    district = "district"
    period = "period"


def _check_indicators(given: list[str] | None) -> list[str]:
    from ntm_extract.compare.comparison import INDICATORS

    codes = [code.strip() for part in given or [] for code in part.split(",")]
    if unknown := [code for code in codes if code not in INDICATORS]:
        raise typer.BadParameter(f"không có chỉ tiêu {', '.join(unknown)}; chọn trong: {', '.join(INDICATORS)}")
    return codes


@app.command(
    "compare",
    help="""Đặt chỉ tiêu của các kế hoạch cạnh nhau: theo huyện, theo tỉnh, theo giai đoạn.

    Số lượng được quy ra tỷ lệ, số hằng năm và số lũy kế được tách riêng, đơn vị trước và sau sáp nhập 2025 được đưa về
    cùng tỉnh; số không so sánh được thì nêu lý do và không tính vào bình quân. Trang HTML và XLSX được ghi vào DIR
    (compare.html, compare.xlsx), CSV và JSON in ra màn hình, trừ khi có --out.

    \b
    Ví dụ:
      ntm-extract compare ket-qua/
      ntm-extract compare ket-qua/ --due 2025 --indicator communes_ntm,communes_ntm_advanced
      ntm-extract compare ket-qua/ --by district --format xlsx --out so-sanh.xlsx
      ntm-extract compare ket-qua/ --format csv > so-sanh.csv
    """,
)
def compare_command(
    folder: Folder,
    indicators: Annotated[
        list[str] | None,
        typer.Option(
            "--indicator", metavar="CODE,…", help="Chỉ những chỉ tiêu này. Mặc định: mọi chỉ tiêu.",
            callback=_check_indicators,
        ),
    ] = None,
    due: Annotated[
        int | None, typer.Option(min=2000, max=2100, metavar="YEAR", help="Chỉ những chỉ tiêu có hạn trong năm này.")
    ] = None,
    by: Annotated[Grouping, typer.Option(help="Gộp theo tỉnh (hiện nay), huyện (trước 7/2025) hay giai đoạn.")] = (
        Grouping.province
    ),
    form: Annotated[CompareFormat, typer.Option("--format", help="Định dạng kết quả.")] = CompareFormat.html,
    lang: Annotated[Lang, typer.Option(help="Ngôn ngữ của trang.")] = Lang.vi,
    out: Out = None,
) -> None:  # fmt: skip
    """Targets side by side across documents."""
    from ntm_extract.compare.comparison import Query, compare
    from ntm_extract.compare.write import write_comparison
    from ntm_extract.progress import progress
    from ntm_extract.store.collection import open_collection

    query = Query(indicators=tuple(indicators or ()), due=due, by=by.value)
    with said_plainly(folder), open_collection(folder) as collection, progress("Đối chiếu") as watch:
        watch(1, 3)
        comparison = compare(collection, query)
        watch(2, 3)
        place = write_answer(
            out,
            folder / f"compare.{form.value}" if form.value in ("html", "xlsx") else None,
            lambda target: write_comparison(comparison, collection, form.value, target, lang.value),
        )
    if place:
        plans, told = len(comparison.plans), f"{comparison.stated_comparable} chỉ tiêu so sánh được"
        rest = f"{comparison.stated_left_out} chỉ tiêu không so sánh được"
        typer.echo(f"{plans} văn bản; {told}, {rest}.\nKết quả: {place}", err=True)


@app.command(
    "audit",
    help="""Rà soát các kế hoạch: viện dẫn, số liệu, thời hạn, phân công; văn bản nào cần thu thập thêm.

    Mỗi phát hiện nêu mức độ, chỗ không khớp bằng một câu, trích dẫn và trang. Danh sách quy tắc: docs/phat-hien.vi.md.
    Trang HTML được ghi vào DIR (audit.html); JSON, CSV (các phát hiện), GraphML và Mermaid (mạng lưới viện dẫn) in ra
    màn hình, trừ khi có --out. Mã thoát là 0 dù có phát hiện hay không.

    \b
    Ví dụ:
      ntm-extract audit ket-qua/
      ntm-extract audit ket-qua/ --lang en --out audit.html
      ntm-extract audit ket-qua/ --format csv > phat-hien.csv
      ntm-extract audit ket-qua/ --format graphml --out vien-dan.graphml
    """,
)
def audit_command(
    folder: Folder,
    form: Annotated[AuditFormat, typer.Option("--format", help="Định dạng kết quả.")] = AuditFormat.html,
    lang: Annotated[Lang, typer.Option(help="Ngôn ngữ của trang.")] = Lang.vi,
    out: Out = None,
) -> None:
    """Citation chains, conflicts, missing instruments, arithmetic checks."""
    from ntm_extract.audit.audit import audit
    from ntm_extract.audit.writing import write_audit
    from ntm_extract.progress import progress
    from ntm_extract.store.collection import open_collection

    with said_plainly(folder), open_collection(folder) as collection, progress("Rà soát") as watch:
        done = audit(collection, watch)
        place = write_answer(
            out,
            folder / "audit.html" if form is AuditFormat.html else None,
            lambda target: write_audit(done, form.value, target, lang.value),
        )
    if place:
        counts = done.findings["severity"].value_counts()
        said = ", ".join(f"{counts[severity]} {name}" for severity, name in SEVERITY_NAMES.items())
        typer.echo(f"{len(collection.documents)} văn bản; phát hiện theo mức độ: {said}.\nKết quả: {place}", err=True)


SEVERITY_NAMES = {"high": "cao", "medium": "trung bình", "low": "thấp"}
