"""Output formats: REPORTERS maps a format's name to the function that renders a Report. Reporters cannot lint.

Modules are named, not imported, so that a run pays only for the format that it writes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from copylint.findings import Report
from copylint.reporters.style import Style

Reporter = Callable[[Report, Style], str]

REPORTERS: dict[str, str] = {
    "text": "text.render",
    "json": "json.render",
    "jsonl": "tables.jsonl",
    "github": "github.render",
    "sarif": "sarif.render",
    "gitlab": "gitlab.render",
    "junit": "xml_formats.junit",
    "checkstyle": "xml_formats.checkstyle",
    "rdjson": "rdjson.rdjson",
    "rdjsonl": "rdjson.rdjsonl",
    "csv": "tables.csv",
    "md": "md.render",
}


def reporter(name: str) -> Reporter:
    """The reporter of this name; raises KeyError for any other."""
    module, _, function = REPORTERS[name].partition(".")
    found: Reporter = getattr(import_module(f"copylint.reporters.{module}"), function)
    return found
