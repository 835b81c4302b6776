"""Judges files in several processes, with the results that one process gives, in the same order.

Each worker gets one file after the other. A worker that dies is a file that was not read: another takes its place.
"""

from __future__ import annotations

import io
import multiprocessing
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from copylint.cli.run import Run
from copylint.discovery import Selected
from copylint.engine import Linter
from copylint.findings import FileResult
from copylint.own_rules import OWN_RULES
from copylint.policy.model import PolicySet, Rule
from copylint.site import Site


def check_in_workers(linter: Linter, site: Site, files: Sequence[Selected], jobs: int) -> Iterator[FileResult]:
    """The result of each file, as they come. When the caller stops asking, no worker is left."""
    # A forked worker has the policies already; where there is no fork, they are sent.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(method)
    waiting = list(reversed(files))
    workers: dict[Connection, tuple[BaseProcess, Selected]] = {}

    def start() -> None:
        ours, theirs = context.Pipe()
        # Not its own end alone: a worker must not hold the others' open, or they would outlive us.
        worker = context.Process(target=_work, args=(theirs, [ours, *workers], linter, site), daemon=True)
        worker.start()
        theirs.close()
        assign(ours, worker)

    def assign(connection: Connection, worker: BaseProcess) -> None:
        item = waiting.pop()
        workers[connection] = worker, item
        with suppress(OSError):  # a worker that is dead already tells so to the next wait
            connection.send(item)

    try:
        for _ in range(min(jobs, len(files))):
            start()
        while workers:
            for connection in wait(list(workers)):
                assert isinstance(connection, Connection)
                worker, item = workers.pop(connection)
                try:
                    yield _unpacked(connection.recv_bytes(), linter.policies)
                except (EOFError, OSError):
                    worker.join()
                    connection.close()
                    yield FileResult(path=item.path, status="unread", reason=_why_dead(worker.exitcode))
                    if waiting:
                        start()
                    continue
                if waiting:
                    assign(connection, worker)
                else:
                    connection.close()
                    worker.join()
    finally:
        for connection, (worker, _) in workers.items():
            worker.kill()
            worker.join()
            connection.close()


def _why_dead(code: int | None) -> str:
    if code is not None and code < 0:
        return (
            f"the process that read it was ended by signal {-code} (was there too little memory?); check it by itself"
        )
    return f"the process that read it ended by itself (code {code}); check it by itself, and please report this"


def _work(connection: Connection, others: Sequence[Connection], linter: Linter, site: Site) -> None:
    """A worker's life: judge each file that comes, until no more come."""
    # The terminal's Ctrl-C reaches us, too; whoever started us decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in others:
        other.close()
    run = Run(linter, site)
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        connection.send_bytes(_packed(run.check_file(item)))


class _Packer(pickle.Pickler):
    def persistent_id(self, obj: object) -> str | None:
        """Rules are named, not sent: both sides have them, with all their phrases."""
        return obj.id if isinstance(obj, Rule) else None


class _Unpacker(pickle.Unpickler):
    def __init__(self, data: bytes, rule: Callable[[str], Rule | None]) -> None:
        super().__init__(io.BytesIO(data))
        self._rule = rule

    def persistent_load(self, pid: str) -> Rule:
        rule = self._rule(pid)
        assert rule is not None
        return rule


def _packed(result: FileResult) -> bytes:
    stream = io.BytesIO()
    _Packer(stream, protocol=pickle.HIGHEST_PROTOCOL).dump(result)
    return stream.getvalue()


def _unpacked(data: bytes, policies: PolicySet) -> FileResult:
    # From a process that we started, over a pipe that nobody else has.
    result: FileResult = _Unpacker(data, lambda name: OWN_RULES.get(name) or policies.rule(name)).load()
    return result
