"""How GitHub's runner reads a line of a build log, after its ActionCommand.cs and ActionCommandManager.cs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

REGISTERED = frozenset(
    "error warning notice debug group endgroup add-mask add-path set-env set-output save-state add-matcher "
    "remove-matcher echo stop-commands internal-set-repo-path".split()
)
_LEVELS = ("error", "warning", "notice")
_LONGEST = 4096
_MOST_A_LEVEL = 10


@dataclass
class Command:
    """A command as the runner understood it."""

    name: str
    properties: dict[str, str] = field(default_factory=dict)
    data: str = ""


def parse_line(line: str, registered: frozenset[str] = REGISTERED) -> Command | None:
    """The command in `line`: of the form `::name key=value::data`, or of the old form `##[name key=value]data`."""
    return _parse_new(line, registered) or _parse_old(line, registered)


def _parse_new(line: str, registered: frozenset[str]) -> Command | None:
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    return _command(line[2:end], ",", line[end + 2 :], registered, {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","})


def _parse_old(line: str, registered: frozenset[str]) -> Command | None:
    begin = line.find("##[")
    end = line.find("]", begin)
    if begin < 0 or end < 0:
        return None
    return _command(
        line[begin + 3 : end], ";", line[end + 1 :], registered, {"%0D": "\r", "%0A": "\n", "%3B": ";", "%5D": "]"}
    )


def _command(
    info: str, separator: str, data: str, registered: frozenset[str], escapes: dict[str, str]
) -> Command | None:
    name, _, rest = info.partition(" ")
    if name.lower() not in registered:
        return None
    command = Command(name.lower())
    for pair in rest.strip().split(separator):
        key, equals, value = pair.partition("=")
        if equals:
            command.properties[key.lower()] = _unescaped(value, escapes)
    command.data = _unescaped(data, {"%0D": "\r", "%0A": "\n"} if separator == "," else escapes)
    return command


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    for escape, char in (*escapes.items(), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def read_log(log: str) -> Iterator[Command]:
    """The commands that a step's output gives, in order; none between stop-commands and its token."""
    stopped: str | None = None
    for line in re.split(r"\r\n|\r|\n", log):
        command = parse_line(line, REGISTERED | ({stopped} if stopped else frozenset()))
        if command is None:
            continue
        if stopped:
            stopped = None if command.name == stopped else stopped
        elif command.name == "stop-commands":
            stopped = command.data.lower()
        else:
            yield command


@dataclass
class Annotation:
    """What a reader of the pull request gets to see."""

    level: str
    message: str
    title: str = ""
    file: str = ""
    line: int | None = None
    end_line: int | None = None
    column: int | None = None
    end_column: int | None = None


def annotations(log: str) -> list[Annotation]:
    """The annotations that the runner makes of a step's output: at most ten a level, messages cut, places mended."""
    shown: list[Annotation] = []
    for command in read_log(log):
        if command.name in _LEVELS and sum(other.level == command.name for other in shown) < _MOST_A_LEVEL:
            shown.append(_annotation(command))
    return shown


def _annotation(command: Command) -> Annotation:
    line, end_line, column, end_column = (
        int(command.properties[name]) if name in command.properties else None
        for name in ("line", "endline", "col", "endcolumn")
    )
    if line is None:
        line, column, end_column = end_line, None, None
    if line is not None and end_line is not None and end_line < line:
        line = end_line = None
    if line != end_line or (column is not None and end_column is not None and end_column < column):
        column = end_column = None
    units = command.data.encode("utf-16-le")[: 2 * _LONGEST]
    return Annotation(
        level=command.name,
        message=units.decode("utf-16-le"),
        title=command.properties.get("title", ""),
        file=command.properties.get("file", ""),
        line=line,
        end_line=end_line,
        column=column,
        end_column=end_column,
    )
