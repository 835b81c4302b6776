"""The claims library: wording that somebody has approved, on which evidence, where and until when.

A finding that lies in approved wording is substantiated. Wording that is nearly an approved one has drifted, which is a finding; so is
a claim whose evidence has lapsed or was withdrawn.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from copylint.config import matches
from copylint.errors import PolicyError, Problem
from copylint.findings import FileResult, Finding, Suppressed, with_fingerprints
from copylint.own_rules import OWN_RULES
from copylint.text.document import Document
from copylint.text.spans import LineIndex

if TYPE_CHECKING:
    from copylint.shapes import Record

_DRIFTED = 0.75
"""From this likeness on (the ratio of Ratcliff and Obershelp, of words), a sentence is taken for a changed approved one."""
_WORD = re.compile(r"\w+(?:[.,'-]\w+)*|[<>≤≥=±+%]|-(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a claim stands on."""

    title: str
    date: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedClaim:
    """One entry of the library. `where` are globs of the files in which it may stand (none: everywhere); `markets` and `channels` are for people."""

    id: str
    wording: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    approver: str
    date: str
    expires: str
    rules: tuple[str, ...]
    where: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    withdrawn: str = ""
    line: int = 1

    def flaw(self, today: datetime.date) -> str | None:
        """Why it does not count today; None if it does."""
        if self.withdrawn:
            return f"it was withdrawn: {self.withdrawn}"
        return f"its evidence ran out on {self.expires}" if datetime.date.fromisoformat(self.expires) < today else None

    def days_left(self, today: datetime.date) -> int:
        return (datetime.date.fromisoformat(self.expires) - today).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The approved claims of a site."""

    path: str = ""
    claims: tuple[ApprovedClaim, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words of each wording."""

    def __bool__(self) -> bool:
        return bool(self.claims)


def read_claims(path: str, source: str) -> Library:
    """The library in a file. Raises PolicyError with all that is wrong."""
    from copylint.nodes import NodeError, read_yaml
    from copylint.shapes import Problems

    problems = Problems(path, source)
    lines = LineIndex(source)
    try:
        node = read_yaml(source)
    except NodeError as error:
        raise PolicyError(
            [Problem(path, *lines.position(error.offset), f"is no YAML that can be read: {error.message}")]
        ) from None
    values = _shape().read(node, problems) if node is not None else {"claims": {}}
    claims = []
    for name, entry in (values or {}).get("claims", {}).items():
        if not all(key in entry for key in ("wording", "evidence", "approver", "date", "expires", "rules")):
            continue  # told already
        for key in ("date", "expires"):
            try:
                datetime.date.fromisoformat(entry[key])
            except ValueError:
                problems.add(entry["@" + key], f'"{entry[key]}" is no day of the calendar')
        plain = {key: value for key, value in entry.items() if not key.startswith("@") and key != "evidence"}
        evidence = tuple(
            Evidence(**{key: value for key, value in one.items() if not key.startswith("@")})
            for one in entry["evidence"]
        )
        claims.append(ApprovedClaim(id=name, evidence=evidence, line=lines.position(entry["@"])[0], **plain))
    if problems.found or values is None:
        raise PolicyError(problems.found)
    return Library(
        path=path,
        claims=tuple(claims),
        words={wording: _words(wording) for claim in claims for wording in claim.wording},
    )


def _shape() -> Record:
    from copylint.shapes import Field, ListOf, MapOf, Record, Text

    day = Text(pattern=r"\d{4}-\d\d-\d\d", form="a date such as 2027-05-01 (in quotes)")
    texts = ListOf(Text(), least=1, single=True)
    evidence = Record(
        {
            "title": Field(Text(), required=True),
            "date": Field(day, required=True),
            "url": Field(Text(about="A URL or a DOI.")),
        },
        name="evidence",
    )
    claim = Record(
        {
            "wording": Field(texts, required=True),
            "rules": Field(texts, required=True),
            "evidence": Field(ListOf(evidence, least=1, single=True), required=True),
            "approver": Field(Text(), required=True),
            "date": Field(day, required=True),
            "expires": Field(day, required=True),
            "where": Field(ListOf(Text(), about="Globs of the files in which it may stand.")),
            "markets": Field(ListOf(Text(), about="For people who read this; what files may hold is told by `where`.")),
            "channels": Field(ListOf(Text())),
            "withdrawn": Field(Text(about="Why it must not be used any more.")),
        },
        name="claim",
    )
    return Record(
        {"claims": Field(MapOf(claim), required=True)}, name="library", about="Approved claims and their evidence."
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


def apply(result: FileResult, library: Library, today: datetime.date, name: str) -> FileResult:
    """The result without what is substantiated, and with findings about claims that have drifted or lapsed."""
    kept: list[Finding] = []
    accepted = list(result.suppressed)
    own: list[Finding] = []
    for finding in result.findings:
        said = finding.rule.id
        usable = [
            claim for claim in library.claims if said in claim.rules and (not claim.where or matches(claim.where, name))
        ]
        exact = next(((c, w) for c in usable for w in c.wording if _covers(w, finding)), None)
        if exact is not None:
            claim, _ = exact
            flaw = claim.flaw(today)
            if flaw is None:
                why = f"approved by {claim.approver}: {'; '.join(one.title for one in claim.evidence)}"
                accepted.append(Suppressed(by="claim", id=claim.id, reason=why, until=claim.expires, finding=finding))
                continue
            own.append(_about("claim-lapsed", f'The claim "{claim.id}" stands here, but {flaw}.', finding))
        elif near := _nearest(usable, library, finding):
            claim, wording = near
            message = f'This is nearly the approved claim "{claim.id}", which says "{wording}".'
            own.append(_about("claim-drifted", message, finding))
        kept.append(finding)
    if len(kept) == len(result.findings) and not own:
        return result
    ordered = sorted((*kept, *with_fingerprints(own, name)), key=lambda f: (f.offset, f.end_offset, f.rule.id))
    return replace(result, findings=tuple(ordered), suppressed=tuple(accepted))


def _covers(wording: str, finding: Finding) -> bool:
    """Whether the finding's words stand within approved wording in its sentence: all of the wording must stand there."""
    sentence, approved, match = _words(finding.sentence), _words(wording), _words(finding.match)
    for at in _places(sentence, approved):
        inside = sentence[at : at + len(approved)]
        # Where the same words stand outside of the wording as well, that other place may be what was found.
        if any(True for _ in _places(inside, match)) and sum(1 for _ in _places(sentence, match)) == sum(
            1 for _ in _places(inside, match)
        ):
            return True
    return False


def _places(words: Sequence[str], part: Sequence[str]) -> Iterator[int]:
    if part:
        yield from (at for at in range(len(words) - len(part) + 1) if tuple(words[at : at + len(part)]) == tuple(part))


def _nearest(claims: Sequence[ApprovedClaim], library: Library, finding: Finding) -> tuple[ApprovedClaim, str] | None:
    sentence = _words(finding.sentence)
    best: tuple[float, ApprovedClaim, str] | None = None
    for claim in claims:
        for wording in claim.wording:
            ratio = difflib.SequenceMatcher(None, sentence, library.words[wording], autojunk=False).ratio()
            if ratio >= _DRIFTED and (best is None or ratio > best[0]):
                best = ratio, claim, wording
    return best[1:] if best else None


def _about(name: str, message: str, finding: Finding) -> Finding:
    """A finding of an own rule at the place of another."""
    rule = OWN_RULES[name]
    return replace(finding, rule=rule, severity=rule.severity, message=message, context=(), related=())


def uses(library: Library, documents: Sequence[tuple[str, Document]]) -> dict[str, list[str]]:
    """For each claim, where its wording stands: path, line and column."""
    found: dict[str, list[str]] = {claim.id: [] for claim in library.claims}
    for path, document in documents:
        words = [(match.group(), match.start()) for match in _WORD.finditer(document.text.lower())]
        plain = [word for word, _ in words]
        for claim in library.claims:
            for wording in claim.wording:
                for at in _places(plain, library.words[wording]):
                    place = document.source_map.to_source(words[at][1], words[at][1] + 1)
                    line, column = LineIndex(document.source).position(place.start)
                    found[claim.id].append(f"{path}:{line}:{column}")
    return found


def describe(claim: ApprovedClaim, where: Sequence[str], today: datetime.date) -> list[str]:
    """Lines about a claim and its uses."""
    state = claim.flaw(today) or f"{claim.days_left(today)} days left (until {claim.expires})"
    return [
        f"{claim.id}: {state}; {len(where) or 'no'} use{'' if len(where) == 1 else 's'}",
        *(f"    {place}" for place in where),
    ]
