"""What a phrase is compiled to: strings to be looked for, or a pattern with the strings that it demands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternative:
    """One phrase ready for matching.

    `spellings`: lower-case strings, each matched whole; with `open_end` the last word may go on. Empty when `pattern` must
    decide. `literals`: lower-case strings of which at least one stands in every match; empty when none is known.
    `others`: more such sets, of each of which every match holds one.
    """

    phrase: str
    spellings: tuple[str, ...]
    open_end: bool
    pattern: str
    literals: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def is_raw(self) -> bool:
        """Whether the policy gives the pattern itself."""
        return self.phrase.startswith("re:")

    @property
    def is_slow(self) -> bool:
        """Whether the pattern has to be tried on all text, for want of a literal."""
        return not self.spellings and not self.literals
