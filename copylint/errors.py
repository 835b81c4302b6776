"""What can go wrong, as exceptions that carry a message a user can act on. Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass


class CopylintError(Exception):
    """Base of every error that copylint raises on purpose; `str()` of it is fit to be shown."""


class UsageError(CopylintError):
    """The command line or a library call asks for something that cannot be done."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a policy file; `line` and `column` are 1-based code points."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class PolicyError(CopylintError):
    """One or more policies cannot be used; `problems` holds everything that is wrong, all at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnreadableError(CopylintError):
    """A file's bytes cannot be turned into text; the message says why and what to do."""
