"""The cache of compiled phrases: the same policies with it and without, and a file that cannot be relied on is as if it were not there."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from inline import HEAD, rule, write

from copylint.policy.loader import load_policies
from copylint.policy.model import PolicySet
from copylint.policy.phrase_cache import PhraseCache

FIND = "find:\n  - proven\n  - <drug> ... (heals|cures)\n  - 're:[0-9]+ of 10'"
POLICY = f"{HEAD}lexicons: {{drug: [ketamine, (nasal|oral) spray]}}\nrules:\n{rule(FIND)}"


@pytest.fixture
def path(tmp_path: Path) -> str:
    return write(tmp_path, POLICY)


def phrases(policies: PolicySet) -> object:
    return [variant.alternatives for variant in policies.rules[0].check.variants]


def test_the_second_run_gets_the_same_phrases_from_the_cache(path: str, tmp_path: Path, monkeypatch) -> None:
    cache = PhraseCache(tmp_path / "cache")
    fresh = load_policies([path], cache)
    assert len(list((tmp_path / "cache").iterdir())) == 1

    def never(*_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("copylint.policy.loader.compile_phrase", never)
    kept = load_policies([path], cache)
    assert phrases(kept) == phrases(fresh)
    assert kept.slow == fresh.slow


def test_a_changed_policy_is_compiled_anew(path: str, tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path / "cache")
    load_policies([path], cache)
    write(tmp_path, POLICY.replace("ketamine", "esketamine"))
    changed = load_policies([path], cache)
    assert phrases(changed) == phrases(load_policies([path]))
    assert len(list((tmp_path / "cache").iterdir())) == 2


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
        body = {"no JSON": b"{", "another shape": b'{"proven": [[1, 2]]}', "a list": b"[]", "deep": b"[" * 100_000}[
            kind
        ]
        file.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


@pytest.mark.parametrize(
    "kind", ["torn", "empty", "other bytes", "writable by others", "no JSON", "another shape", "a list", "deep"]
)
def test_a_file_that_cannot_be_relied_on_is_as_if_it_were_not_there(kind: str, path: str, tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path / "cache")
    fresh = load_policies([path], cache)
    (file,) = (tmp_path / "cache").iterdir()
    spoiled(kind, file)
    assert phrases(load_policies([path], cache)) == phrases(fresh)
    # It was made anew, if it was broken.
    assert phrases(load_policies([path], cache)) == phrases(fresh)


@pytest.mark.parametrize("folder", ["file/below", "locked/cache"])
def test_a_folder_that_cannot_be_written_is_no_error(folder: str, path: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "locked").mkdir(mode=0o500)
    assert phrases(load_policies([path], PhraseCache(tmp_path / folder))) == phrases(load_policies([path]))


def test_old_files_are_forgotten(path: str, tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path / "cache")
    for number in range(25):
        write(tmp_path, POLICY.replace("proven", f"proven{number}"))
        load_policies([path], cache)
    files = list((tmp_path / "cache").iterdir())
    assert len(files) == 20
    assert all(file.stat().st_mode & 0o077 == 0 for file in files if hasattr(os, "getuid"))


def test_a_broken_policy_is_kept_nowhere(tmp_path: Path) -> None:
    from copylint.errors import PolicyError

    path = write(tmp_path, f"{HEAD}rules:\n{rule('find: [proven, (x]')}")
    with pytest.raises(PolicyError):
        load_policies([path], PhraseCache(tmp_path / "cache"))
    assert not (tmp_path / "cache").exists()
