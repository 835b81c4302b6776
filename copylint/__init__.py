"""copylint: a linter for the copy of clinics. Start with `Linter` and `load_policies`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from copylint.engine import Linter, Settings
    from copylint.findings import FileResult, Finding, Report
    from copylint.policy.loader import load_policies
    from copylint.severity import Severity

__all__ = ["FileResult", "Finding", "Linter", "Report", "Settings", "Severity", "__version__", "load_policies"]

_HOMES = {
    "FileResult": "findings",
    "Finding": "findings",
    "Linter": "engine",
    "Report": "findings",
    "Settings": "engine",
    "Severity": "severity",
    "load_policies": "policy.loader",
}


def __getattr__(name: str) -> Any:
    # Loaded when asked for: `copylint --version` and completion should not pay for the engine.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"copylint.{_HOMES[name]}"), name)
    raise AttributeError(name)
