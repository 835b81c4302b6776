"""Where formats want things: paths as URLs and from a workspace, columns in other units than code points."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from copylint.findings import FileResult, Finding
from copylint.reporters.style import Style


def shown_path(path: str, style: Style) -> str:
    """The path from the workspace's root, with forward slashes; as it is if it lies elsewhere."""
    if style.workspace is not None:
        path = _below(style.workspace, os.path.abspath(path)) or path
    return path.replace(os.sep, "/").removeprefix("./")


def uri(path: str) -> str:
    """A relative path as a URI reference (RFC 3986), whatever bytes its name has."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


def byte_columns(file: FileResult, finding: Finding) -> tuple[int, int]:
    """The 1-based columns of a finding's start and end in bytes of UTF-8."""
    assert file.lines is not None

    def column(line: int, column: int) -> int:
        start = file.lines.line_span(line).start if file.lines else 0
        return len(file.source[start : start + column - 1].encode("utf-8", "surrogatepass")) + 1

    return column(finding.line, finding.column), column(finding.end_line, finding.end_column)


def _below(folder: Path, path: str) -> str | None:
    """`path` from `folder` on, if it lies there by name, or once links on the way to it are followed."""
    for root, place in (
        (os.path.abspath(folder), path),
        (os.path.realpath(folder), os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))),
    ):
        if Path(place).is_relative_to(root):
            return str(Path(place).relative_to(root))
    return None
