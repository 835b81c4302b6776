"""Output formats: REPORTERS maps a format's name to the function that renders a Report. Reporters cannot lint."""

from __future__ import annotations

from collections.abc import Callable

from copylint.findings import Report
from copylint.reporters import github, json, text
from copylint.reporters.style import Style

Reporter = Callable[[Report, Style], str]

REPORTERS: dict[str, Reporter] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
}
