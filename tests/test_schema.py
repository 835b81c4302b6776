"""The published JSON Schema: it is one, the shipped policies obey it, and it says yes and no as the loader does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from inline import write
from jsonschema import Draft7Validator

from copylint import load_policies
from copylint.errors import PolicyError
from copylint.policy.library import shipped_policies
from copylint.policy.shape import json_schema

SCHEMA = Draft7Validator(json_schema())


class _Loader(yaml.SafeLoader):
    """YAML as an editor sees it and copylint reads it: `true`, whole numbers and nothing have types, all else is text."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), list(_first))


def _data(text: str) -> Any:
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def accepts(text: str) -> bool:
    """Whether the schema accepts a policy of this text."""
    return bool(SCHEMA.is_valid(_data(text)))


def loads(folder: Path, text: str) -> bool:
    """Whether the loader accepts a policy of this text."""
    try:
        load_policies([write(folder, text)])
    except PolicyError:
        return False
    return True


def test_it_is_a_draft_07_schema_and_plain_json() -> None:
    schema = json_schema()
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("path", shipped_policies().values(), ids=shipped_policies().keys())
def test_shipped_policies_obey_it(path: Path) -> None:
    data = _data(path.read_text(encoding="utf-8"))
    assert [f"{'/'.join(map(str, e.path))}: {e.message[:200]}" for e in SCHEMA.iter_errors(data)] == []


POLICY = """\
policy: sample
version: "2026.11"
title: A sample
language: en
jurisdiction: US
review_by: "2027-05-01"
extends: []
defaults: {unless: [negated], owner: editor}
lexicons:
  drug: [ketamine, tms]
  more: word
contexts:
  negated:
    - {before: [not], except: [not only], within: clause, reach: 6}
  question:
    - {opens: [is], answers: "yes"}
  cited:
    - source: true
authorities:
  act:
    title: Act
    body: Agency
    date: 2020
    url: https://example.org/act
    binding: direct
    verified: no
    supports: All.
rules:
  - id: proven
    formerly: [old-proven]
    check: existence
    category: certainty
    severity: error
    confidence: high
    title: Proven
    message: Bad.
    why: Because.
    suggest: [less]
    authorities: [act, {analogous: act}]
    owner: clinician
    unless: [question]
    downgrade: [cited]
    near: {none: [gin], within: sentence}
    about: [drug]
    segments: [paragraph]
    find:
      - proven
      - {any: [shown, seen], severity: notice}
    except: [proven wrong]
    examples:
      bad: ["[[proven]]"]
      good: [{text: shown, fires: cited-number}]
  - id: together
    check: cooccurrence
    category: certainty
    severity: warning
    title: Together
    message: Bad.
    why: Because.
    suggest: [less]
    authorities: [act]
    all: [[a, b], c]
    none: [d]
    within: sentence
    ordered: true
    examples: {bad: ["[[a]] c"], good: [a]}
  - id: cited-number
    check: citation
    category: statistic
    severity: notice
    title: Number
    message: Bad.
    why: Because.
    suggest: [less]
    authorities: [act]
    find: [<number>%]
    sources: [doi, link]
    within: next
    examples: {bad: ["[[5%]]"], good: [five]}
  - id: risks
    check: omission
    category: risk
    severity: error
    title: Risks
    message: Bad.
    why: Because.
    suggest: [more]
    authorities: [act]
    when: {about: <drug>, promotes: [heals], claims: [certainty], min_words: 100, not_pages: [terms]}
    require:
      - {any: [nausea], at_least: 1}
      - {all: [[may], [harm]], within: sentence}
    weak: [risks]
    not_satisfied_by: [no risks]
    place: page
    wanted: Name one.
    examples: {bad: ["[[heals]]"], good: [nausea]}
override:
  proven: {severity: warning, except: [proven x], off: false}
"""

REFUSED = [
    ("policy: sample\n", ""),
    ("policy: sample", "policy: Sample"),
    ("policy: sample", "polizy: sample"),
    ("title: A sample\n", ""),
    ("title: A sample", "title: ''"),
    ("title: A sample", "title:"),
    ("title: A sample", "title: [A sample]"),
    ('version: "2026.11"', "version: one"),
    ('version: "2026.11"', "version: ['2026.11']"),
    ("language: en", "language: english"),
    ("language: en", "language: 12"),
    ("jurisdiction: US", "jurisdiction: us"),
    ('review_by: "2027-05-01"', "review_by: May"),
    ("extends: []", "extends: context-en"),
    ("extends: []", "extends: [{a: b}]"),
    ("owner: editor}", "owner: boss}"),
    ("owner: editor}", "severity: error}"),
    ("unless: [negated], owner", "unless: negated, owner"),
    ("  drug: [ketamine", "  Drug: [ketamine"),
    ("  more: word", "  more: {ad: [word]}"),
    ("  more: word", "  more: {add: [word], to: drug}"),
    ("  more: word", "  more:"),
    ("  question:\n", "  questions:\n"),
    ("  negated:\n    -", "  unnegated:\n    -"),
    ("    - source: true", "    - within: clause"),
    ("    - source: true", "    - source: yes"),
    ("    - source: true", "    source: true"),
    ("within: clause,", "within: word,"),
    ("reach: 6", "reach: 0"),
    ("reach: 6", "reach: far"),
    ("reach: 6", "reach: 1000000"),
    ("url: https:", "url: http:"),
    ("binding: direct", "binding: firm"),
    ("verified: no", "verified: never"),
    ("    supports: All.\n", ""),
    ("rules:\n", "rules: []\nrule:\n"),
    ("  - id: proven\n", "  - proven\n  - id: proven\n"),
    ("  - id: proven", "  - id: Proven"),
    ("formerly: [old-proven]", "formerly: old-proven"),
    ("check: existence", "check: existance"),
    ("    check: existence\n", ""),
    ("severity: warning\n    title: Together", "severity: fatal\n    title: Together"),
    ("confidence: high", "confidence: 1"),
    ("suggest: [more]", "suggest: []"),
    ("authorities: [act, {analogous: act}]", "authorities: []"),
    ("{analogous: act}]", "{}]"),
    ("{analogous: act}]", "{nearly: act}]"),
    ("unless: [question]", "unless: [questions]"),
    ("near: {none: [gin], within", "near: {within"),
    ("about: [drug]", "about: drug"),
    ("segments: [paragraph]", "segments: [paragraphs]"),
    ("{any: [shown, seen], severity: notice}", "{any: [shown, seen]}"),
    ("{any: [shown, seen], severity: notice}", "{note: shown}"),
    ("find: [<number>%]", "find: []"),
    ("    find: [<number>%]\n", ""),
    ("    find: [<number>%]\n", "    find: [<number>%]\n    all: [[a], [b]]\n"),
    ('bad: ["[[proven]]"]', "bad: []"),
    (", good: [five]", ""),
    ("{text: shown, fires", "{fires"),
    ("all: [[a, b], c]", "all: [[a, b]]"),
    ("within: sentence\n    ordered: true", "within: word\n    ordered: true"),
    ("ordered: true", "ordered: 1"),
    ("sources: [doi, link]", "sources: [doi, book]"),
    ("within: next", "within: page"),
    ("about: <drug>, promotes", "promotes"),
    ("min_words: 100", "min_words: -1"),
    ("{any: [nausea], at_least: 1}", "{at_least: 1}"),
    ("at_least: 1", "at_least: 0"),
    ("all: [[may], [harm]]", "all: [[may]]"),
    ("place: page", "place: footer"),
    ("    wanted: Name one.\n", ""),
    ("off: false", "off: never"),
    ("proven: {severity: warning, except", "proven: {category: risk, except"),
]
ACCEPTED = [
    ("title: A sample", "title: 2026"),
    ("title: A sample", "title: true"),
    ("extends: []\n", ""),
    ("  more: word", "  more: [word, (other|third)]"),
    ("  more: word", "  more: 100"),
    ("{opens: [is], answers", "{opens: is, answers"),
    ("reach: 6", "reach: 999999"),
    ("suggest: [more]", "suggest: more"),
    ("find: [<number>%]", "find: <number>%"),
    ("find: [<number>%]", "find: [50, {any: 60, severity: error}]"),
    ("{text: shown, fires: cited-number}", "{text: shown, fires: [cited-number, risks]}"),
    ("all: [[a, b], c]", "all: [a, b, [c]]"),
    ("ordered: true", "ordered: false"),
    ("{any: [nausea], at_least: 1}", "{any: nausea, all: [a, b], at_least: 3}"),
    ("near: {none: [gin], within", "near: {any: gin, within"),
    ("off: false", "off: true"),
    ("min_words: 100", "min_words: 0"),
    ("  more: word", "  more: []"),
    ("  proven: {severity: warning, except: [proven x], off: false}", "  {}"),
]


def test_the_sample_is_sound(tmp_path: Path) -> None:
    assert accepts(POLICY)
    assert loads(tmp_path, POLICY)


@pytest.mark.parametrize(("old", "new"), REFUSED)
def test_schema_and_loader_refuse(tmp_path: Path, old: str, new: str) -> None:
    assert POLICY.count(old) == 1
    text = POLICY.replace(old, new)
    assert (accepts(text), loads(tmp_path, text)) == (False, False)


@pytest.mark.parametrize(("old", "new"), ACCEPTED)
def test_schema_and_loader_accept(tmp_path: Path, old: str, new: str) -> None:
    assert POLICY.count(old) == 1
    text = POLICY.replace(old, new)
    assert (accepts(text), loads(tmp_path, text)) == (True, True)
