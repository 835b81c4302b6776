"""Loads policy files strictly: everything that is wrong is reported at once, each at its line and column."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from copylint.alternative import Alternative
from copylint.checks import CHECKS
from copylint.checks.match import Builder, Phrases, find_groups
from copylint.context import Cited, Context, Cue, Question
from copylint.errors import PolicyError, Problem
from copylint.nodes import Items, Node, NodeError, Scalar, Table, read_yaml
from copylint.phrase_index import PhraseIndex, PhraseSet, collect
from copylint.phrases import PhraseError, Read, compile_phrase
from copylint.policy.library import Asked, locate, shipped_policies
from copylint.policy.model import Authority, Example, Near, Policy, PolicySet, Rule
from copylint.policy.shape import POLICY, rule_shape
from copylint.severity import Severity
from copylint.shapes import Problems, Record, nearest
from copylint.text.spans import LineIndex

_LARGEST = 4_000_000
_MARK = re.compile(r"\[\[|\]\]")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MESSAGE_VALUES = ("match", "wanted", "benefits", "risks", "first")


class _File:
    """One policy file while it is being loaded: its values and what is wrong with it."""

    def __init__(self, path: Path, data: bytes, source: str) -> None:
        self.path, self.source = path, source
        self.digest = hashlib.sha256(data).hexdigest()
        self.problems = Problems(str(path), source)
        self.values: dict[str, Any] = {}
        self.rules: list[dict[str, Any]] = []
        self.lines = LineIndex(source)

    def line(self, offset: int) -> int:
        return self.lines.position(offset)[0]


def load_policies(names: Sequence[str]) -> PolicySet:
    """Load policies by shipped id or by path, with all that they extend.

    Raises PolicyError with every problem of every file.
    """
    loader = _Loader()
    for name in names:
        loader.load(name)
    return loader.finish()


class _Loader:
    def __init__(self) -> None:
        self._made_of: list[tuple[str, str | None, str, str]] = []
        self._files: dict[Path, _File] = {}
        self._loading: list[Path] = []
        self._problems: list[Problem] = []
        self._lexicons: dict[str, list[tuple[_File, tuple[str, int]]]] = {}
        self._compiled: dict[tuple[str, ...], PhraseSet] = {}
        self._alternatives: dict[str, list[Alternative]] = {}
        self._read_lexicons: Read = {}
        self._contexts: dict[str, list[Cue | Question | Cited]] = {}
        self._authorities: dict[str, Authority] = {}
        self._slow: list[str] = []
        self._broken_rules: set[str] = set()

    # -- reading files

    def load(self, name: str, asked_by: _File | None = None, offset: int = 0) -> None:
        asked = Asked(name, str(asked_by.path.parent) if asked_by else None)
        path = locate(asked)
        if path is None:
            known = sorted(shipped_policies())
            message = f'there is no policy "{name}": no such file, and {nearest(name, known)}'
            if asked_by:
                asked_by.problems.add(offset, message)
            else:
                self._problems.append(Problem(name, 1, 1, message))
            return
        key = path.resolve()
        if key in self._loading:
            chain = " extends ".join(p.stem for p in (*self._loading[self._loading.index(key) :], key))
            assert asked_by is not None
            asked_by.problems.add(offset, f"these policies extend each other in a circle: {chain}")
            return
        file = self._files.get(key) or self._read(path)
        if file is None:
            return
        self._made_of.append((*asked, str(path), file.digest))
        if key in self._files:
            return
        self._loading.append(key)
        for parent, place in file.values.get("extends", ()):
            self.load(parent, file, place)
        self._loading.pop()
        # Parents stand before their children in the order of files.
        self._files[key] = file

    def _read(self, path: Path) -> _File | None:
        try:
            data = path.read_bytes()
            source = data.decode("utf-8-sig")
        except OSError as error:
            self._problems.append(Problem(str(path), 1, 1, f"cannot be read: {error.strerror or error}"))
            return None
        except UnicodeDecodeError:
            self._problems.append(Problem(str(path), 1, 1, "is not UTF-8; save it with the encoding UTF-8"))
            return None
        file = _File(path, data, source)
        if len(data) > _LARGEST:
            file.problems.add(0, f"is larger than {_LARGEST:,} bytes")
        else:
            try:
                node = read_yaml(source)
            except NodeError as error:
                file.problems.add(error.offset, f"is no YAML that can be read: {error.message}")
            else:
                self._take(file, node)
        if not file.values:
            self._problems.extend(file.problems.found)
            return None
        return file

    def _take(self, file: _File, node: Node | None) -> None:
        if node is None:
            file.problems.add(0, "is empty; a policy begins with `policy: name`")
            return
        if not isinstance(node, Table):
            file.problems.add(node.start, "is no policy; a policy begins with `policy: name`")
            return
        keys = [key for key, _ in node.entries if key.value == "rules"]
        for key in keys[1:]:
            file.problems.add(key.start, '"rules" is given twice; YAML would keep only the last')
        rules = node.get("rules")
        others = tuple(entry for entry in node.entries if entry[0].value != "rules")
        file.values = POLICY.read(Table(others, node.start, node.end), file.problems) or {}
        if isinstance(rules, Items):
            for item in rules.items:
                rule = self._read_rule(file, item)
                if rule is not None:
                    file.rules.append(rule)
        elif rules is not None:
            file.problems.add(rules.start, "a list of rules is expected here")

    def _read_rule(self, file: _File, node: Node) -> dict[str, Any] | None:
        if not isinstance(node, Table):
            file.problems.add(node.start, "a rule is expected here: keys with values")
            return None
        check = node.get("check")
        if not isinstance(check, Scalar) or check.value not in CHECKS:
            if check is None:
                file.problems.add(node.start, f'this rule has no "check"; known are: {", ".join(sorted(CHECKS))}')
            else:
                value = check.value if isinstance(check, Scalar) else ""
                file.problems.add(check.start, f'"{value}" is no kind of check; {nearest(value, list(CHECKS))}')
            return None
        shape: Record = rule_shape(check.value)
        before = len(file.problems.found)
        values = shape.read(node, file.problems)
        if len(file.problems.found) == before:
            return values
        if values and "id" in values:
            self._broken_rules.add(values["id"])
        return None

    # -- putting it together

    def finish(self) -> PolicySet:
        files = list(self._files.values())
        self._check_ids(files)
        for file in files:
            self._take_lexicons(file)
            self._take_authorities(file)
        self._check_lexicons()
        for file in files:
            self._take_contexts(file)
        rules = self._rules(files)
        for file in files:
            self._problems.extend(file.problems.found)
        if self._problems:
            raise PolicyError(sorted(set(self._problems)))
        question = next((t for t in self._contexts.get("question", ()) if isinstance(t, Question)), None)
        return PolicySet(
            policies=tuple(_policy(file) for file in files),
            rules=tuple(rules),
            contexts=self._all_contexts(),
            authorities=dict(self._authorities),
            question=question,
            slow=tuple(self._slow),
            made_of=tuple(self._made_of),
            index=PhraseIndex(dict.fromkeys(collect(PhraseSet, (*rules, question)))),
        )

    def _check_ids(self, files: Sequence[_File]) -> None:
        """Policies have names of their own, and review dates that exist."""
        names: dict[str, _File] = {}
        for file in files:
            name = file.values.get("policy")
            if name in names:
                file.problems.add(
                    file.values["@policy"], f'the policy "{name}" is loaded already, from {names[name].path}'
                )
            elif name:
                names[name] = file
            review_by = file.values.get("review_by")
            try:
                date.fromisoformat(review_by or "2000-01-01")
            except ValueError:
                file.problems.add(file.values["@review_by"], f'"{review_by}" is no day of the calendar')

    def _take_lexicons(self, file: _File) -> None:
        for name, value in file.values.get("lexicons", {}).items():
            adding = isinstance(value, dict)
            if adding and "add" not in value:
                continue
            entries = value.get("add", ()) if adding else value
            if adding and name not in self._lexicons:
                file.problems.add(
                    value["@"], f'there is no lexicon "{name}" to add to; {nearest(name, list(self._lexicons))}'
                )
            elif not adding and name in self._lexicons:
                where = self._lexicons[name][0][0].path.name
                place = entries[0][1] if entries else 0
                file.problems.add(
                    place, f'the lexicon "{name}" is in {where} already; write `{name}: {{add: […]}}` to add words'
                )
            self._lexicons.setdefault(name, []).extend((file, entry) for entry in entries)

    def _check_lexicons(self) -> None:
        """Report broken entries where they stand, used or not, and leave them out, so that each is reported once."""
        for refers in (False, True):  # plain entries first: what refers to a broken one is not broken itself
            for name, entries in self._lexicons.items():
                self._lexicons[name] = [
                    (file, (text, offset))
                    for file, (text, offset) in entries
                    if ("<" in text) is not refers or self._try(file, text, offset)
                ]

    def _take_authorities(self, file: _File) -> None:
        for name, value in file.values.get("authorities", {}).items():
            if name in self._authorities:
                file.problems.add(value["@"], f'the authority "{name}" is defined twice')
            if all(key in value for key in ("title", "body", "date", "url", "binding", "verified", "supports")):
                self._authorities[name] = Authority(
                    id=name, **{key: text for key, text in value.items() if not key.startswith("@")}
                )

    def _take_contexts(self, file: _File) -> None:
        for name, tests in file.values.get("contexts", {}).items():
            known = self._contexts.setdefault(name, [])
            for test in tests:
                known.extend(self._tests(file, test))

    def _tests(self, file: _File, test: Mapping[str, Any]) -> list[Cue | Question | Cited]:
        if "source" in test:
            return [Cited()] if test["source"] else []
        if "opens" in test:
            for key in ("before", "after", "around", "within", "reach", "over_commas"):
                if key in test:
                    file.problems.add(
                        test["@" + key], f'"{key}" has no meaning beside "opens"; make it a test of its own'
                    )
            return [
                Question(
                    opens=self._phrases(file, test["opens"]),
                    rhetorical=self._phrases(file, test.get("except", ())),
                    answers=self._phrases(file, test.get("answers", ())),
                    denies=self._phrases(file, test.get("denies", ())),
                )
            ]
        pseudo = self._phrases(file, test.get("except", ()))
        cues: list[Cue | Question | Cited] = []
        for direction in ("before", "after", "around"):
            if direction in test:
                cues.append(
                    Cue(
                        direction=direction,
                        phrases=self._phrases(file, test[direction]),
                        pseudo=pseudo,
                        within=test.get("within", "clause"),
                        reach=test.get("reach"),
                        over_commas=test.get("over_commas", True),
                    )
                )
        return cues

    def _all_contexts(self) -> dict[str, Context]:
        return {name: Context(name=name, tests=tuple(tests)) for name, tests in self._contexts.items()}

    def _phrases(self, file: _File, phrases: Phrases) -> PhraseSet:
        key = tuple(text for text, _ in phrases)
        if key in self._compiled:
            return self._compiled[key]
        found = [self._compile(file, text, offset) for text, offset in phrases]
        result = PhraseSet(tuple(dict.fromkeys(itertools.chain.from_iterable(found))))
        if all(found):  # a broken phrase is reported wherever it is used
            self._compiled[key] = result
        return result

    def _compile(self, file: _File, phrase: str, offset: int) -> list[Alternative]:
        if phrase not in self._alternatives:
            alternatives = self._try(file, phrase, offset)
            if not alternatives:
                return []
            self._alternatives[phrase] = alternatives
            for alternative in alternatives:
                if alternative.is_slow:
                    where = f"{file.path}:{file.line(offset)}"
                    self._slow.append(
                        f'{where}: "{phrase}" has no fixed word in it and is tried on all text, which is slow'
                    )
        return self._alternatives[phrase]

    def _try(self, file: _File, phrase: str, offset: int) -> list[Alternative]:
        try:
            return compile_phrase(phrase, self._entries, self._read_lexicons)
        except PhraseError as error:
            file.problems.add(offset, f'the phrase "{phrase}" cannot be used: {error}')
            return []
        except RecursionError:
            file.problems.add(offset, f'the phrase "{phrase[:60]}…" cannot be used: it is nested too deeply')
            return []

    def _entries(self, name: str) -> list[str]:
        if name not in self._lexicons:
            raise KeyError(f"there is no lexicon <{name}>; {nearest(name, [*self._lexicons, 'number'])}")
        return [text for _, (text, _) in self._lexicons[name]]

    # -- rules

    def _rules(self, files: Sequence[_File]) -> list[Rule]:
        contexts = self._all_contexts()
        rules: dict[str, Rule] = {}
        overrides = self._overrides(files, contexts)
        for file in files:
            for values in file.rules:
                name = values["id"]
                for key in ("message", "title"):
                    self._check_message(file, values, key)
                if name in rules:
                    other = rules[name]
                    file.problems.add(values["@id"], f'the rule id "{name}" is taken by {other.path}:{other.line}')
                    continue
                rules[name] = self._rule(file, {**values, **self._changes(values, overrides.get(name, {}))}, contexts)
        for file in files:
            self._check_overrides(file, rules)
            self._check_former_ids(file, rules)
            self._check_examples(file, rules)
        return [rule for name, rule in rules.items() if not overrides.get(name, {}).get("off")]

    def _overrides(self, files: Sequence[_File], contexts: Mapping[str, Context]) -> dict[str, dict[str, Any]]:
        """The changes to each rule by all files together. What is wrong in them is reported here and left out."""
        merged: dict[str, dict[str, Any]] = {}
        for file in files:
            for name, value in file.values.get("override", {}).items():
                usable = dict(value)
                if "message" in value:
                    self._check_message(file, value, "message")
                for key in ("unless", "downgrade"):
                    if key in value:
                        found = self._contexts_named(file, value[key], value["@" + key], contexts)
                        usable[key] = tuple(context.name for context in found)
                earlier = merged.get(name, {})
                usable["except"] = (
                    *earlier.get("except", ()),
                    *(phrase for phrase in value.get("except", ()) if self._compile(file, *phrase)),
                )
                merged[name] = {**earlier, **usable}
        return merged

    def _check_overrides(self, file: _File, rules: Mapping[str, Rule]) -> None:
        for name, value in file.values.get("override", {}).items():
            if name in self._broken_rules:
                continue
            if name not in rules:
                file.problems.add(value["@"], f'there is no rule "{name}" to override; {nearest(name, list(rules))}')
            elif "except" in value and "except" not in CHECKS[rules[name].check_name].fields():
                kind = rules[name].check_name
                file.problems.add(value["@except"], f'the check "{kind}" of the rule "{name}" takes no "except"')

    def _check_former_ids(self, file: _File, rules: Mapping[str, Rule]) -> None:
        for values in file.rules:
            for name in values.get("formerly", ()):
                if name in rules:
                    where = f"{rules[name].path}:{rules[name].line}"
                    file.problems.add(values["@formerly"], f'the former id "{name}" is that of the rule at {where}')

    def _changes(self, values: Mapping[str, Any], override: Mapping[str, Any]) -> dict[str, Any]:
        changes = {key: value for key, value in override.items() if not key.startswith("@") and key != "off"}
        if changes.get("except"):
            changes["except"] = (*values.get("except", ()), *changes["except"])
        else:
            changes.pop("except", None)
        return changes

    def _rule(self, file: _File, values: Mapping[str, Any], contexts: Mapping[str, Context]) -> Rule:
        defaults = file.values.get("defaults", {})
        about = tuple(values.get("about", defaults.get("about", ())))

        def named(names: Sequence[str], offset: int) -> tuple[Context, ...]:
            return self._contexts_named(file, names, offset, contexts)

        builder = Builder(
            phrases=lambda phrases: self._phrases(file, phrases),
            contexts=lambda names: named([name for name in names if name in contexts], values["@"]),
        )
        near = values.get("near")
        severities = tuple(Severity.parse(own) if own else None for own in find_groups(values))
        return Rule(
            id=values["id"],
            policy=file.values.get("policy", ""),
            check_name=values["check"],
            check=CHECKS[values["check"]].build(values, builder),
            category=values["category"],
            severity=Severity.parse(values["severity"]),
            variant_severities=severities,
            confidence=values.get("confidence", defaults.get("confidence", "high")),
            title=values["title"],
            message=values["message"],
            why=values["why"],
            suggest=values["suggest"],
            authorities=self._bonds(file, values["authorities"]),
            owner=values.get("owner", defaults.get("owner", "compliance")),
            formerly=values.get("formerly", ()),
            unless=named(values.get("unless", defaults.get("unless", ())), values.get("@unless", values["@"])),
            downgrade=named(
                values.get("downgrade", defaults.get("downgrade", ())), values.get("@downgrade", values["@"])
            ),
            near=Near(
                any=self._phrases(file, near.get("any", ())),
                none=self._phrases(file, near.get("none", ())),
                within=near.get("within", "clause"),
            )
            if near
            else None,
            about=self._phrases(file, [(f"<{name}>", values.get("@about", values["@"])) for name in about]),
            about_names=self._with_parts(about),
            segments=values.get("segments", ()),
            bad=self._examples(file, values["examples"]["bad"], marked=True),
            good=self._examples(file, values["examples"]["good"], marked=False),
            path=str(file.path),
            line=file.line(values["@"]),
        )

    def _with_parts(self, names: Sequence[str]) -> tuple[str, ...]:
        """Lexicons with those that are entries of them: what is about one of these is about them."""
        found = dict.fromkeys(names)
        waiting = list(names)
        while waiting:
            for _, (text, _) in self._lexicons.get(waiting.pop(), ()):
                part = re.fullmatch(r"<([a-z0-9-]+)>", text.strip())
                if part and part.group(1) not in found:
                    found[part.group(1)] = None
                    waiting.append(part.group(1))
        return tuple(found)

    def _contexts_named(
        self, file: _File, names: Sequence[str], offset: int, contexts: Mapping[str, Context]
    ) -> tuple[Context, ...]:
        found = []
        for name in names:
            if name in contexts:
                found.append(contexts[name])
            else:
                file.problems.add(offset, f'the context "{name}" is not defined; extend a policy that defines it')
        return tuple(found)

    def _check_message(self, file: _File, values: Mapping[str, Any], key: str) -> None:
        for name in _PLACEHOLDER.findall(values[key]):
            if name not in _MESSAGE_VALUES:
                file.problems.add(
                    values["@" + key], f'"{{{name}}}" is no value of a message; {nearest(name, _MESSAGE_VALUES)}'
                )

    def _bonds(self, file: _File, entries: Sequence[Any]) -> tuple[tuple[Authority, str], ...]:
        bonds: list[tuple[Authority, str]] = []
        for entry in entries:
            pairs = entry.items() if isinstance(entry, dict) else [("", entry)]
            for binding, (name, offset) in pairs:
                authority = self._authorities.get(name)
                if authority is None:
                    file.problems.add(
                        offset, f'there is no authority "{name}"; {nearest(name, list(self._authorities))}'
                    )
                else:
                    bonds.append((authority, binding or authority.binding))
        return tuple(sorted(bonds, key=lambda bond: bond[1] != "direct"))

    def _examples(self, file: _File, entries: Sequence[Any], marked: bool) -> tuple[Example, ...]:
        examples = []
        for entry in entries:
            if isinstance(entry, dict):
                text, offset, fires = entry.get("text", ""), entry["@text"], entry.get("fires", ())
            else:
                (text, offset), fires = entry, ()
            plain, marks = _without_marks(text)
            if marks is None:
                file.problems.add(offset, 'a mark is not closed: write "[[words]]"')
            elif marked and not marks:
                file.problems.add(offset, "mark the words that this rule finds: [[words]]")
            elif not marked and marks:
                file.problems.add(offset, "a good example has no marks: nothing is found in it")
            examples.append(Example(text=plain, marks=marks or (), fires=fires, line=file.line(offset)))
        return tuple(examples)

    def _check_examples(self, file: _File, rules: Mapping[str, Rule]) -> None:
        for values in file.rules:
            for kind in ("bad", "good"):
                for entry in values["examples"][kind]:
                    for name in entry.get("fires", ()) if isinstance(entry, dict) else ():
                        if name not in rules and name not in self._broken_rules:
                            file.problems.add(
                                entry["@fires"], f'there is no rule "{name}"; {nearest(name, list(rules))}'
                            )


def _policy(file: _File) -> Policy:
    values = file.values
    return Policy(
        id=values.get("policy", ""),
        version=values.get("version", ""),
        title=values.get("title", ""),
        language=values.get("language", ""),
        jurisdiction=values.get("jurisdiction", ""),
        review_by=values.get("review_by", ""),
        path=str(file.path),
        digest=file.digest,
    )


def _without_marks(text: str) -> tuple[str, tuple[tuple[int, int], ...] | None]:
    """The example without its marks, and the marked spans; None for marks that do not match."""
    plain: list[str] = []
    marks: list[tuple[int, int]] = []
    at, length, begun = 0, 0, -1
    for match in _MARK.finditer(text):
        plain.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        if match.group() == "[[":
            if begun >= 0:
                return text, None
            begun = length
        elif begun < 0:
            return text, None
        else:
            marks.append((begun, length))
            begun = -1
    plain.append(text[at:])
    return "".join(plain), tuple(marks) if begun < 0 else None
