"""`run`: documents in, tables out; what is new or changed is done, and no document stops the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ntm_extract.batch.inputs import STDIN, Inputs, find_inputs, printable
from ntm_extract.batch.ledger import Entry, Ledger, key_of
from ntm_extract.batch.places import address_of, open_database, out_of_date, refuse_obstacles
from ntm_extract.batch.report import Duplicate, Report, Status
from ntm_extract.batch.workers import Outcome, Task, Workshop, work
from ntm_extract.errors import DocumentError, NoDocumentsError
from ntm_extract.pipeline import Extraction
from ntm_extract.store.database import Database
from ntm_extract.store.failure import Failure
from ntm_extract.store.folder import OutputFolder
from ntm_extract.store.tables import DEFAULT_FORMATS, formats_in

TIMEOUT = 900.0
"""Seconds one document may take for every hundred pages begun. Pages have a limit of their own while they are read, so
that only a document most of whose pages are slow, or one that makes a library loop, comes near it."""


@dataclass(frozen=True)
class RunSettings:
    """How to run.

    Attributes:
        jobs: worker processes.
        timeout: seconds reading a document may take for every hundred pages begun; fetching it, and making its plan,
            may take as long once each.
        formats: of the table files.
        store: address of another database than `ntm.db` in the folder.
        retry_failed: whether to try again what failed before and has not changed.
    """

    jobs: int
    timeout: float = TIMEOUT
    formats: tuple[str, ...] = DEFAULT_FORMATS
    store: str | None = None
    retry_failed: bool = False


class Listener(Protocol):
    """Who is told how the run goes on."""

    def begin(self, inputs: Inputs) -> None:
        """Be told what will be looked at."""

    def settled(self, source: str, status: Status, failure: Failure | None, trace: str) -> None:
        """Be told that one input has ended."""


def run(
    words: Iterable[str],
    out: Path,
    settings: RunSettings,
    workshop: Workshop,
    listener: Listener,
    read_stdin: Callable[[], bytes],
) -> Report:
    """Turn documents into the output folder `out`.

    Args:
        words: files, folders, patterns, URLs, `-`.
        out: the output folder; what it holds from earlier runs stays and is in the tables.
        settings: how to run.
        workshop: what the worker processes need.
        listener: who is told of progress.
        read_stdin: gives the document for the word `-`.

    Raises:
        StoreError: the folder or the database cannot be used.
        KeyboardInterrupt, SystemExit: the run was stopped; the folder is in order and its tables tell what is there.
    """
    folder = OutputFolder(out)
    refuse_obstacles(folder)
    with folder.held(), open_database(out, settings.store) as database:
        found = find_inputs(words, out)
        listener.begin(found)
        run = _Run(folder, database, settings, listener, Ledger(out / "ledger.jsonl"), found, workshop.fingerprint)
        run.bring_up_to_date()
        try:
            tasks = (Task(printable(s), s, read_stdin() if s == STDIN else None) for s in found.sources)
            outcomes = work(tasks, workshop, jobs=settings.jobs, timeout=settings.timeout, wanted=run.wants)
            with closing(outcomes):
                for outcome in outcomes:
                    run.settle(outcome)
        except (KeyboardInterrupt, SystemExit):
            run.finish()
            raise
        return run.finish()


class _Run:
    """One run at work: what is known of the inputs, what is being worked on, and what is written down."""

    def __init__(
        self,
        folder: OutputFolder,
        database: Database,
        settings: RunSettings,
        listener: Listener,
        ledger: Ledger,
        found: Inputs,
        fingerprint: str,
    ) -> None:
        self.folder, self.database, self.settings = folder, database, settings
        self.listener, self.ledger, self.found, self.fingerprint = listener, ledger, found, fingerprint
        self.position = {printable(source): index for index, source in enumerate(found.sources)}
        self.report = Report(
            folder.root,
            passed_over=(*found.passed_over, *found.results),
            database=address_of(database),
            stale_database=out_of_date(folder.root, database),
        )
        self.at_work: dict[str, list[str]] = {}  # doc_id → the inputs that wait for it
        self.current: set[str] = set()  # documents in the folder, made by this program
        self.failed: dict[str, Failure] = {}  # contents that failed and are not to be tried again
        self.failed_before: set[tuple[str, str]] = set()  # (key, content) of inputs that failed in an earlier run
        self.forgotten: list[str] = []  # names of inputs under which nothing is known any more

    def bring_up_to_date(self) -> None:
        """Make ledger, folder and database agree, whatever happened to one of them since the last run."""
        obsolete = [entry for entry in self.ledger.entries() if _is_obsolete(entry)]
        self.forgotten = [entry.source for entry in obsolete]
        self.ledger.forget(obsolete)
        whole = {path.stem[-16:] for path in self.folder.texts.glob("*.txt")}  # ids of plans that have their text
        here, there = self.folder.doc_ids(), self.database.doc_ids()
        if self.settings.store is None and there - here:
            self.database.replace(None, retired=there - here)
        if here - there:
            for plan in self.folder.read_plans():
                if not isinstance(plan, Failure) and plan.document.doc_id in here - there:
                    self.database.replace(plan)
        for entry in self.ledger.entries():
            if entry.fingerprint == self.fingerprint:
                if entry.doc_id in here & whole:
                    self.current.add(entry.doc_id)
                if entry.content and entry.failure and not self.settings.retry_failed:
                    self.failed[entry.content] = entry.failure
                    self.failed_before.add((entry.key, entry.content))
        for source, error in self.found.problems:
            self._fail(source, None, error)

    def wants(self, source: str, content: str) -> bool:
        """Whether an input with these bytes is to be worked on."""
        if content in self.at_work:
            self.at_work[content].append(source)
            return False
        if content in self.current or content in self.failed:
            return False
        self.at_work[content] = [source]
        return True

    def settle(self, outcome: Outcome) -> None:
        """Write down how work on an input, and on those with the same bytes, has ended."""
        content = outcome.doc_id
        if outcome.extraction:
            self._succeed(outcome, outcome.extraction, self._release(outcome))
        elif outcome.error:
            sources = self._release(outcome)
            for source in sources:
                self._fail(source, content, outcome.error, outcome.trace)
        elif content in self.at_work:
            return  # settled together with the input that is being worked on
        elif content in self.current:
            self._keep(outcome.source, content)
        elif content in self.failed:
            failure = self.failed[content].model_copy(update={"source": outcome.source})
            before = (key_of(outcome.source, content), content) in self.failed_before
            self._record_failure(failure, Status.FAILED_BEFORE if before else Status.FAILED)

    def _release(self, outcome: Outcome) -> list[str]:
        """Give the inputs that waited for this outcome, in the order in which they were given."""
        sources = self.at_work.pop(outcome.doc_id, []) if outcome.doc_id else []
        return sorted({*sources, outcome.source}, key=lambda source: self.position[source])

    def _succeed(self, outcome: Outcome, extraction: Extraction, sources: list[str]) -> None:
        plan, doc_id = extraction.plan, extraction.plan.document.doc_id
        if plan.document.source != sources[0]:
            head = plan.document.model_copy(update={"source": sources[0]})
            plan = plan.model_copy(update={"document": head})
        retired = {old for source in sources for old in self._replaced(source, doc_id)}
        self.folder.write(plan, extraction.text, outcome.pictures)
        self.database.replace(plan, retired)
        self._remove(retired)
        self.current.add(doc_id)
        for source in sources:
            self._record(source, doc_id, doc_id, None)
            if source == sources[0]:
                self._tell(source, Status.DONE)
            else:
                self._tell_duplicate(source, sources[0])

    def _keep(self, source: str, doc_id: str) -> None:
        """Settle an input whose document is in the folder already."""
        entry = self.ledger.get(source, doc_id)
        known = entry is not None and entry.doc_id == doc_id
        if entry is None or entry.doc_id != doc_id or entry.failure or entry.fingerprint != self.fingerprint:
            retired = self._replaced(source, doc_id)
            self.database.replace(None, retired)
            self._remove(retired)
            self._record(source, doc_id, doc_id, None)
        if known:
            self._tell(source, Status.UNCHANGED)
        else:
            self._tell_duplicate(source, self._twin(source, doc_id))

    def _twin(self, source: str, doc_id: str) -> str:
        """Give another input that stands for the same document; one that is still there, if any is."""
        own = key_of(source, doc_id)
        twins = [e for e in self.ledger.entries() if e.doc_id == doc_id and e.key != own]
        twins.sort(key=lambda e: not os.path.lexists(e.key))
        return twins[0].source if twins else source

    def _fail(self, source: str, content: str | None, error: DocumentError, trace: str = "") -> None:
        self._record_failure(Failure.of_error(source, content, error), Status.FAILED, trace)

    def _record_failure(self, failure: Failure, status: Status, trace: str = "") -> None:
        source, content = failure.source, failure.doc_id
        entry = self.ledger.get(source, content)
        if content is None:  # what the file holds now is not known: what it held stays
            kept = entry.doc_id if entry else None
        else:
            kept, retired = None, self._replaced(source, None)
            self.database.replace(None, retired)
            self._remove(retired)
            self.failed[content] = failure
        if entry is None or entry.failure != failure or entry.fingerprint != self.fingerprint:
            self._record(source, content, kept, failure)
        self.report.failures.append(failure)
        self._tell(source, status, failure, trace)

    def _replaced(self, source: str, doc_id: str | None) -> set[str]:
        """Give the document that this input stood for until now, unless it or another input still stands for it."""
        entry = self.ledger.get(source, doc_id)
        if entry is None or entry.doc_id is None or entry.doc_id == doc_id:
            return set()
        others = {other.doc_id for other in self.ledger.entries() if other is not entry}
        return {entry.doc_id} - others

    def _remove(self, retired: Iterable[str]) -> None:
        for doc_id in retired:
            self.folder.remove(doc_id)
            self.current.discard(doc_id)

    def _record(self, source: str, content: str | None, doc_id: str | None, failure: Failure | None) -> None:
        before = self.ledger.get(source, content)
        if before and before.source != source:  # the same file, named in another way
            self.forgotten.append(before.source)
        self.ledger.record(
            Entry(
                key=key_of(source, content),
                source=source,
                content=content,
                doc_id=doc_id,
                fingerprint=self.fingerprint,
                failure=failure,
            )
        )

    def _tell(self, source: str, status: Status, failure: Failure | None = None, trace: str = "") -> None:
        self.report.statuses[status] += 1
        self.listener.settled(source, status, failure, trace)

    def _tell_duplicate(self, source: str, same_as: str) -> None:
        self.report.duplicates.append(Duplicate(source, same_as))
        self._tell(source, Status.DUPLICATE)

    def finish(self) -> Report:
        """Make the tables anew from everything in the folder, and sum up."""
        entries = self.ledger.entries()
        failures = [entry.failure for entry in entries if entry.failure]
        for plan in self.folder.write_tables(self.settings.formats, failures):
            if isinstance(plan, Failure):
                self.report.failures.append(plan)
                self.listener.settled(plan.source, Status.FAILED, plan, "")  # no input, and not counted as one
            else:
                self.report.count(plan)
        self.report.formats = tuple(sorted(formats_in(self.folder.tables)))
        self.database.restate_failures([*self.forgotten, *(entry.source for entry in entries)], failures)
        return self.report


def _is_obsolete(entry: Entry) -> bool:
    """Whether an earlier failure says nothing any more: a folder or pattern without documents, a path that is gone."""
    if entry.failure is None or entry.content is not None or entry.doc_id is not None:
        return False
    return entry.failure.code == NoDocumentsError.code or not ("://" in entry.key or os.path.lexists(entry.key))
