"""What a reporter may know of where its output goes, and how echoed text is made safe for that place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

STEERING = r"\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
"""Characters past ASCII's that steer a terminal, end a line or turn text around, as the inside of a regex class."""
LOG_COMMAND = r"##(?=\[|vso\[|teamcity\[)"
"""How the old commands of GitHub, Azure and TeamCity begin; they work anywhere in a line of a build log."""
_CONTROL = re.compile(rf"[\x00-\x08\x0a-\x1f{STEERING}]")
_LOG_COMMAND = re.compile(LOG_COMMAND)
_HIDDEN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """`workspace`: the folder that GitHub's paths are relative to; `quiet`: only what was found or not read;
    `verbose`: also what was read of each file, and what was left out and why; `statistics`: also how often each rule found something."""

    color: bool = False
    quiet: bool = False
    verbose: bool = False
    show_cleared: bool = False
    show_suppressed: bool = False
    statistics: bool = False
    workspace: Path | None = None


def plain(text: str) -> str:
    """Text that cannot steer a terminal or a build log, on one line; it keeps its length, so that columns stay."""
    return _LOG_COMMAND.sub(f"#{_HIDDEN}", _CONTROL.sub(_HIDDEN, text.replace("\t", " ")))


def one_line(text: str) -> str:
    """Prose, which may have been wrapped, as one plain line."""
    return plain(" ".join(text.split()))
