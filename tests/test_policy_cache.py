"""The cache of policies: the same policies with it and without, and a file that cannot be relied on is as if it were not there."""

from __future__ import annotations

import hashlib
import os
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from inline import HEAD, rule, write

from copylint import Linter
from copylint.errors import PolicyError
from copylint.phrase_index import PhraseIndex, PhraseSet
from copylint.policy.cache import PolicyCache
from copylint.policy.codec import decoded, encoded
from copylint.policy.library import default_policies
from copylint.policy.loader import load_policies

FIND = "find:\n  - proven\n  - <drug> ... (heals|cures)\n  - 're:[0-9]+ of 10'"
POLICY = f"{HEAD}lexicons: {{drug: [ketamine, (nasal|oral) spray]}}\nrules:\n{rule(FIND)}"


@pytest.fixture
def path(tmp_path: Path) -> str:
    return write(tmp_path, POLICY)


def plain(value: object) -> object:
    """A value as nested lists, with all phrases, for comparing."""
    if isinstance(value, PhraseSet):
        return [plain(alternative) for alternative in value.alternatives]
    if isinstance(value, PhraseIndex):
        return [plain(value.sets), list(value.words), [list(of) for of in value.sets_of_word], sorted(value.slow)]
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return [type(value).__name__, *(plain(getattr(value, field.name)) for field in fields(value))]
    return value


def test_the_shipped_policies_come_back_as_they_were() -> None:
    policies = load_policies(default_policies())
    again = decoded(encoded(policies))
    assert plain(again) == plain(policies)
    assert again.rules[0].severity.lowered() is policies.rules[0].severity.lowered()
    # What is one object stays one: finds are kept by identity.
    assert len(again.index.sets) == len(set(again.index.sets)) == len(policies.index.sets)


def test_the_second_run_reads_no_policy(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = PolicyCache(tmp_path / "cache")
    fresh = cache.load([path])
    assert len(list((tmp_path / "cache").iterdir())) == 1

    def never(*_: object) -> None:
        raise AssertionError("loaded again")

    monkeypatch.setattr("copylint.policy.loader.load_policies", never)
    kept = cache.load([path])
    assert plain(kept) == plain(fresh)
    text = "It is proven: 9 of 10 say that ketamine simply heals."
    found = [(f.rule.id, f.offset, f.message) for f in Linter(fresh).check(text, path="a.md").findings]
    assert len(found) == 3
    assert [(f.rule.id, f.offset, f.message) for f in Linter(kept).check(text, path="a.md").findings] == found


def test_a_changed_policy_is_loaded_anew(path: str, tmp_path: Path) -> None:
    cache = PolicyCache(tmp_path / "cache")
    cache.load([path])
    write(tmp_path, POLICY.replace("ketamine", "esketamine"))
    assert plain(cache.load([path])) == plain(load_policies([path]))


def test_a_changed_parent_counts_and_one_that_is_found_elsewhere_now(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    write(tmp_path, 'policy: words\nversion: "2026.11"\ntitle: Words\nlexicons: {drug: [ketamine]}\n', "words.yaml")
    child = write(tmp_path, f"extends: [../words.yaml]\n{HEAD}rules:\n{rule('find: <drug>')}", "own/child.yaml")
    cache = PolicyCache(tmp_path / "cache")
    cache.load([child])
    write(tmp_path, 'policy: words\nversion: "2026.11"\ntitle: Words\nlexicons: {drug: [esketamine]}\n', "words.yaml")
    assert plain(cache.load([child])) == plain(load_policies([child]))
    (tmp_path / "words.yaml").unlink()
    with pytest.raises(PolicyError):
        cache.load([child])


def spoiled(kind: str, file: Path) -> None:
    data = file.read_bytes()
    digest, _, body = data.partition(b"\n")
    if kind == "torn":
        file.write_bytes(data[: len(data) // 2])
    elif kind == "empty":
        file.write_bytes(b"")
    elif kind == "other bytes":
        assert b'["proven"]' in body  # what is looked for, under a name that stays
        file.write_bytes(digest + b"\n" + body.replace(b'["proven"]', b'["nothing"]'))
    elif kind == "writable by others":
        body = body.replace(b'["proven"]', b'["nothing"]')
        file.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        file.chmod(0o666)
    else:
        made_of = body.partition(b"\n")[0]
        body = {
            "no JSON": b"{",
            "another shape": made_of + b'\n["Rule", 1]\n[0,[],[]]\n[]\n[]',
            "another class": made_of + b'\n["Popen", "touch /tmp/x"]\n[0,[],[]]\n[]\n[]',
            "no policies": made_of + b'\n["Cited"]\n[0,[],[]]\n[]\n[]',
            "a list": b"[]",
            "deep": b"[" * 100_000,
        }[kind]
        file.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


@pytest.mark.parametrize(
    "kind",
    ["torn", "empty", "other bytes", "writable by others", "no JSON", "another shape", "another class", "no policies", "a list", "deep"],
)  # fmt: skip
def test_a_file_that_cannot_be_relied_on_is_as_if_it_were_not_there(kind: str, path: str, tmp_path: Path) -> None:
    cache = PolicyCache(tmp_path / "cache")
    fresh = cache.load([path])
    (file,) = (tmp_path / "cache").iterdir()
    whole = file.read_bytes()
    spoiled(kind, file)
    assert plain(cache.load([path])) == plain(fresh)
    assert file.read_bytes() == whole  # it was made anew


@pytest.mark.parametrize("folder", ["file/below", "locked/cache"])
def test_a_folder_that_cannot_be_written_is_no_error(folder: str, path: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "locked").mkdir(mode=0o500)
    assert plain(PolicyCache(tmp_path / folder).load([path])) == plain(load_policies([path]))


def test_old_files_are_forgotten(tmp_path: Path) -> None:
    cache = PolicyCache(tmp_path / "cache")
    for number in range(25):
        cache.load([write(tmp_path, POLICY, f"policy{number}.yaml")])
    files = list((tmp_path / "cache").iterdir())
    assert len(files) == 20
    assert all(file.stat().st_mode & 0o077 == 0 for file in files if hasattr(os, "getuid"))


def test_a_broken_policy_is_kept_nowhere(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD}rules:\n{rule('find: [proven, (x]')}")
    with pytest.raises(PolicyError):
        PolicyCache(tmp_path / "cache").load([path])
    assert not (tmp_path / "cache").exists()
