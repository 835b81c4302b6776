"""The registries are whole: what is listed can be loaded, says what it is, and is tested; and the hooks agree with them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from identify.extensions import EXTENSIONS

from copylint.checks import CHECKS
from copylint.engine import Linter
from copylint.parsers import PARSERS, UNREAD_FORMATS, parser_for
from copylint.policy.model import PolicySet
from copylint.reporters import REPORTERS, reporter

ROOT = Path(__file__).resolve().parent.parent
TESTS = "\n".join(
    path.read_text("utf-8") for path in sorted((ROOT / "tests").rglob("*.py")) if path.name != Path(__file__).name
)
SMALLEST = {
    **dict.fromkeys((".tsx", ".jsx", ".ts", ".js", ".mjs", ".cjs", ".mts", ".cts"), 'export const text = "Copy.";'),
    ".json": '"Copy."',
    ".vue": "<template><p>Copy.</p></template>",
}
"""The smallest file of a format that says "Copy.", where that is not the bare word."""


def modules(package: str, helpers: set[str]) -> set[str]:
    """The modules in a package of `copylint`, without those that are no entries."""
    names = {path.stem for path in (ROOT / "copylint" / package).glob("*.py")}
    return names - helpers - {"__init__"}


def hooks() -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return {hook["id"]: hook for hook in listed}


def is_named(word: str) -> bool:
    """Whether a test names `word`, as a string or at the end of one."""
    return re.search(rf"""{re.escape(word)}["']""", TESTS) is not None


@pytest.mark.parametrize("suffix", PARSERS)
def test_every_parser_is_there_is_explained_and_is_tested(suffix: str) -> None:
    module = import_module(f"copylint.parsers.{PARSERS[suffix]}")
    assert parser_for(f"page{suffix}") is module.parse
    assert module.__doc__
    assert module.parse.__doc__
    source = SMALLEST.get(suffix, "Copy.")
    document = module.parse(source, f"page{suffix}")
    assert (document.path, document.source, document.text, document.unread) == (f"page{suffix}", source, "Copy.\n", ())
    assert is_named(suffix)


def test_every_module_of_parsers_is_used() -> None:
    assert set(PARSERS.values()) == modules(
        "parsers", {"data", "expressions", "front_matter", "html_tokens", "rich", "syntax", "templates", "toml_strings"}
    )


def test_no_format_is_both_read_and_unread() -> None:
    assert not set(PARSERS) & set(UNREAD_FORMATS)
    for suffix in (*PARSERS, *UNREAD_FORMATS):
        assert re.fullmatch(r"\.[a-z]+2?", suffix)


@pytest.mark.parametrize("suffix", UNREAD_FORMATS)
def test_every_unread_format_is_reported_by_name(suffix: str) -> None:
    linter = Linter(PolicySet(policies=(), rules=(), contexts={}, authorities={}, question=None, slow=()))
    result = linter.check("Copy.", path=f"page{suffix}")
    assert (result.status, result.reason) == ("unread", f"copylint cannot read {UNREAD_FORMATS[suffix]} ({suffix})")


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_is_there_is_explained_and_is_tested(name: str) -> None:
    module = import_module(f"copylint.checks.{name.replace('-', '_')}")
    assert CHECKS[name] is module
    assert module.__doc__.startswith(f"{name}: ")
    assert CHECKS[name].fields()
    assert callable(CHECKS[name].build)
    assert is_named(name)


def test_every_module_of_checks_is_used() -> None:
    assert {name.replace("-", "_") for name in CHECKS} == modules("checks", {"match", "promotion", "values"})


@pytest.mark.parametrize("name", REPORTERS)
def test_every_reporter_is_there_is_explained_and_is_tested(name: str) -> None:
    module = import_module(f"copylint.reporters.{REPORTERS[name].partition('.')[0]}")
    assert re.match(r"[\w ]+: ", module.__doc__)
    assert name in module.__doc__.partition(":")[0].split()
    assert reporter(name).__doc__
    assert is_named(name)


def test_every_module_of_reporters_is_used() -> None:
    assert {name.partition(".")[0] for name in REPORTERS.values()} == modules("reporters", {"style", "places"})


# -- the hooks' manifest


def test_the_hook_is_handed_every_format_that_can_be_read_and_no_other() -> None:
    hook = hooks()["copylint"]
    # By names alone: pre-commit does not know all formats. Users' own `files` come on top.
    assert hook["types"] == ["text"]
    assert "files" not in hook
    assert "types_or" not in hook
    for suffix in PARSERS:
        assert not re.search(hook["exclude"], f"content/page{suffix}")
        assert not re.search(hook["exclude"], f"content/PAGE.old{suffix.upper()}")
    for extension in {*EXTENSIONS, *(suffix[1:] for suffix in UNREAD_FORMATS)} - {suffix[1:] for suffix in PARSERS}:
        assert re.search(hook["exclude"], f"content/page.{extension}")
    for name in ("LICENSE", "docs/README", "md", "page.md/LICENSE"):
        assert re.search(hook["exclude"], name)


@pytest.mark.parametrize("name", ["copylint", "copylint-policies"])
def test_the_hooks_are_declared_as_pre_commit_advises(name: str) -> None:
    hook = hooks()[name]
    assert hook["language"] == "python"
    assert hook["require_serial"] is True
    assert hook["minimum_pre_commit_version"] == "3.2.0"
    assert hook["stages"] == ["pre-commit", "pre-merge-commit", "pre-push", "manual"]
    assert hook["entry"].split()[0] == "copylint"
    # Users' own args come after the entry; a "--" in it would turn them into files.
    assert "--" not in hook["entry"].split()
    assert "args" not in hook


def test_the_policy_hook_is_handed_policies_only() -> None:
    files = hooks()["copylint-policies"]["files"]
    for name in ("policies/a.yaml", "site/policies/us/a.yml"):
        assert re.search(files, name)
    for name in ("policies/README.md", "mypolicies/a.yaml", "data/a.yaml", "policies/a.yaml.md"):
        assert not re.search(files, name)
