"""How much a finding matters. Three levels, as GitHub, SARIF and editors have them."""

from __future__ import annotations

from enum import IntEnum


class Severity(IntEnum):
    """`notice` < `warning` < `error`; the order is what `--fail-on` compares."""

    NOTICE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, name: str) -> Severity:
        """The severity called `name` ("error", "warning", "notice"); raises KeyError for any other."""
        return cls[name.upper()]

    def lowered(self) -> Severity:
        """One level down; a notice stays a notice."""
        return Severity(max(self - 1, Severity.NOTICE))
