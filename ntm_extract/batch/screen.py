"""What the user sees of a run: progress and failures on stderr, the summary on stdout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ntm_extract.batch.inputs import Inputs
from ntm_extract.batch.report import REVIEW_BELOW, Report, Review, Status
from ntm_extract.batch.review import FIELDS
from ntm_extract.plan import Unread
from ntm_extract.store.failure import Failure

SHOWN = 10
"""Documents, files or notes named in a message before it says how many more there are."""

_STATUSES = {
    Status.DONE: "đã xử lý",
    Status.UNCHANGED: "không đổi từ lần trước",
    Status.DUPLICATE: "trùng nội dung với tệp khác",
    Status.FAILED: "lỗi",
    Status.FAILED_BEFORE: "đã lỗi trước đó (thử lại: --retry-failed)",
}
_TABLES = {
    "documents": "văn bản",
    "targets": "chỉ tiêu",
    "deadlines": "mốc thời gian",
    "responsibilities": "phân công",
    "references": "văn bản viện dẫn",
    "achievements": "kết quả đã đạt",
}


class Screen:
    """Shows how a run goes on; a progress bar only where somebody is looking.

    Args:
        debug: whether to show the tracebacks of unexpected errors.
    """

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
        self._progress = Progress(
            TextColumn("Đang xử lý"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._bar = self._progress.add_task("", total=None)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show the progress bar while the block runs."""
        with self._progress:
            yield

    def begin(self, inputs: Inputs) -> None:
        """Set the length of the bar and tell which files are passed over."""
        self._progress.update(self._bar, total=len(inputs.sources) + len(inputs.problems))
        if inputs.passed_over:
            names = ", ".join(inputs.passed_over[:SHOWN])
            more = ", …" if len(inputs.passed_over) > SHOWN else ""
            self._console.print(f"Bỏ qua {len(inputs.passed_over)} tệp không phải văn bản: {names}{more}")

        if inputs.results:
            names = ", ".join(inputs.results[:SHOWN])
            more = ", …" if len(inputs.results) > SHOWN else ""
            self._console.print(f"Bỏ qua kết quả của lần chạy khác trong thư mục: {names}{more}")

    def settled(self, source: str, status: Status, failure: Failure | None, trace: str) -> None:
        """Move the bar and name what failed."""
        if failure:
            again = " (đã lỗi trước đó, chưa thử lại)" if status is Status.FAILED_BEFORE else ""
            self._console.print(f"LỖI{again} {failure}")
        if trace and self._debug:
            self._console.print(trace)
        self._progress.advance(self._bar)


def summarize(report: Report) -> str:
    """Give the summary of a run as text for the clerk who started it."""
    lines = [f"Tệp đầu vào: {report.statuses.total()}"]
    lines += [f"  {count:>6}  {_STATUSES[status]}" for status in Status if (count := report.statuses[status])]
    lines += [f"          {d.source} trùng với {d.same_as}" for d in report.duplicates[:SHOWN]]
    if len(report.duplicates) > SHOWN:
        lines.append(f"          … và {len(report.duplicates) - SHOWN} tệp trùng khác")
    lines += ["", "Số dòng trong các bảng (mọi văn bản trong thư mục kết quả):"]
    lines += [f"  {report.rows[name]:>6}  {name} – {label}" for name, label in _TABLES.items()]
    if report.failures:
        lines.append(f"  {len(report.failures):>6}  failures – tệp lỗi của lần chạy này")
    lines.append("")
    if report.reviews:
        low = f"{REVIEW_BELOW:g}".replace(".", ",")
        lines.append(f"Cần xem lại ở {len(report.reviews)} văn bản (độ tin cậy dưới {low} hoặc có điểm nghi vấn):")
        lines += [f"  {_describe(review)}" for review in islice(report.reviews, SHOWN)]
        if len(report.reviews) > SHOWN:
            lines.append(f"  … và {len(report.reviews) - SHOWN} văn bản khác (xem cột confidence và doubts)")
    elif report.rows["documents"]:
        lines.append("Không có dòng nào cần xem lại.")
    tables = ", ".join(f"*.{extension}" for extension in report.formats)
    lines.append(f"Bảng kết quả: {report.folder / 'tables'} ({tables})")
    lines.append(f"Cơ sở dữ liệu: {report.database}")
    if report.stale_database:
        lines.append(
            f"Lưu ý: {report.stale_database} là của lần chạy trước, lần này không được cập nhật; "
            "hãy xóa nếu không dùng nữa."
        )
    return "\n".join(lines)


def _name(place: Unread) -> str:
    where = f"hình {place.picture}" if place.picture else f"trang {place.page}"
    return f"{FIELDS[place.field]} chưa đọc chắc ({where})"


def _describe(review: Review) -> str:
    parts = []
    if review.rows:
        parts.append(f"{review.rows} dòng")
    if review.pages:
        parts.append(f"chưa đọc được trang {', '.join(map(str, review.pages[:SHOWN]))}")
    parts += [_name(place) for place in review.unread]
    parts += review.notes[:1]
    if len(review.notes) > 1:
        parts.append(f"và {len(review.notes) - 1} ghi chú khác")
    return f"{review.source}: {'; '.join(part.rstrip('.') for part in parts)}"
