"""What a reporter may know of where its output goes, and how echoed text is made safe for that place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Azure's, GitHub's and TeamCity's old commands work anywhere in a line of a build log.
_LOG_COMMAND = re.compile(r"##(?=\[|vso\[|teamcity\[)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """`workspace`: the folder that GitHub's paths are relative to; `quiet`: only what was found or not read."""

    color: bool = False
    quiet: bool = False
    show_cleared: bool = False
    workspace: Path | None = None


def plain(text: str) -> str:
    """Text that cannot steer a terminal or a build log: no control characters, no commands."""
    return _LOG_COMMAND.sub("# #", _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " ")))
