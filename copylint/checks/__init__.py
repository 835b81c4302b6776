"""Kinds of check: CHECKS maps the word under a rule's `check:` to the module that implements it."""

from __future__ import annotations

from typing import cast

from copylint.checks import citation, cooccurrence, existence, fair_balance, omission
from copylint.checks.match import CheckKind

CHECKS: dict[str, CheckKind] = {
    "existence": cast(CheckKind, existence),
    "cooccurrence": cast(CheckKind, cooccurrence),
    "citation": cast(CheckKind, citation),
    "omission": cast(CheckKind, omission),
    "fair-balance": cast(CheckKind, fair_balance),
}
