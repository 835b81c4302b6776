"""The form of a policy file. The loader reads by it, and `copylint policy schema` publishes it."""

from __future__ import annotations

from typing import Any

from copylint.checks import CHECKS
from copylint.checks.cooccurrence import SCOPES
from copylint.checks.values import PHRASES, SEVERITY_CHOICES
from copylint.context import CUE_SCOPES
from copylint.policy.model import BINDINGS, CONTEXT_NAMES, VERIFIED
from copylint.shapes import Count, Either, Field, Flag, ListOf, MapOf, Placed, Record, Text

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_Id = Text(pattern=_ID, form="a name of small letters, digits and hyphens")
_Severity = Text(choices=SEVERITY_CHOICES)
_Confidence = Text(choices=("high", "medium", "low"))
_Owner = Text(choices=("editor", "compliance", "clinician"))
_Contexts = ListOf(Text(choices=CONTEXT_NAMES))
_Date = Text(pattern=r"\d{4}-\d\d-\d\d", form="a date such as 2027-05-01 (in quotes)")
_Authority = Either(Placed(Text()), MapOf(Placed(Text()), key="|".join(BINDINGS), least=1))
_SEGMENTS = (
    "title", "description", "heading", "paragraph", "item", "cell", "quote", "caption", "alt", "label", "button", "value",
)  # fmt: skip

EXAMPLE = Either(
    Placed(Text()),
    Record({"text": Field(Text(), required=True), "fires": Field(ListOf(_Id, single=True))}, name="example"),
)
NEAR = Record(
    {"any": Field(PHRASES), "none": Field(PHRASES), "within": Field(Text(choices=SCOPES))},
    about="What must (any) and must not (none) stand around the match.",
    name="condition",
    needs=("any", "none"),
)
RULE_FIELDS: dict[str, Field] = {
    "id": Field(_Id, required=True),
    "formerly": Field(ListOf(_Id)),
    "check": Field(Text(choices=tuple(CHECKS)), required=True),
    "category": Field(_Id, required=True),
    "severity": Field(_Severity, required=True),
    "confidence": Field(_Confidence),
    "title": Field(Text(), required=True),
    "message": Field(Text(), required=True),
    "why": Field(Text(), required=True),
    "suggest": Field(ListOf(Text(), least=1, single=True), required=True),
    "authorities": Field(ListOf(_Authority, least=1), required=True),
    "owner": Field(_Owner),
    "unless": Field(_Contexts),
    "downgrade": Field(_Contexts),
    "near": Field(NEAR),
    "about": Field(ListOf(_Id)),
    "segments": Field(ListOf(Text(choices=_SEGMENTS), about="Judge only these kinds of segment.")),
    "examples": Field(
        Record(
            {
                "bad": Field(ListOf(EXAMPLE, least=1), required=True),
                "good": Field(ListOf(EXAMPLE, least=1), required=True),
            },
            name="list of examples",
        ),
        required=True,
    ),
}
OVERRIDE = Record(
    {
        "off": Field(Flag(about="true: the rule does not apply.")),
        "severity": Field(_Severity),
        "confidence": Field(_Confidence),
        "message": Field(Text()),
        "why": Field(Text()),
        "suggest": Field(ListOf(Text(), least=1, single=True)),
        "owner": Field(_Owner),
        "unless": Field(_Contexts),
        "downgrade": Field(_Contexts),
        "except": Field(PHRASES),
    },
    about="Changes to a rule of a policy that this one extends; `except` is added to the rule's own.",
    name="override",
)
CUE = Record(
    {
        "before": Field(PHRASES),
        "after": Field(PHRASES),
        "around": Field(PHRASES),
        "except": Field(PHRASES),
        "within": Field(Text(choices=CUE_SCOPES)),
        "reach": Field(Count(least=1, about="At most so many words between cue and claim.")),
        "over_commas": Field(Flag(about="false: a comma between cue and claim ends it.")),
        "opens": Field(PHRASES),
        "answers": Field(PHRASES),
        "denies": Field(PHRASES),
        "source": Field(Flag(about="true: a source in the sentence or the next one.")),
    },
    about="Cues before, after or around a claim; or `opens` (and `except`, `answers`, `denies`) for questions; or `source: true`.",
    name="test",
    needs=("before", "after", "around", "opens", "source"),
)
AUTHORITY = Record(
    {
        "title": Field(Text(), required=True),
        "body": Field(Text(), required=True),
        "date": Field(Text(), required=True),
        "url": Field(Text(pattern=r"https://\S+", form="an https address"), required=True),
        "binding": Field(Text(choices=BINDINGS), required=True),
        "verified": Field(Text(choices=VERIFIED), required=True),
        "supports": Field(Text(), required=True),
        "caveat": Field(Text()),
    },
    name="authority",
)
POLICY = Record(
    {
        "policy": Field(_Id, required=True),
        "version": Field(
            Text(pattern=r"\d{4}\.(?:0?[1-9]|1[0-2])(?:\.\d+)?", form="a version such as 2026.11"), required=True
        ),
        "title": Field(Text(), required=True),
        "language": Field(Text(pattern=r"[a-z]{2}", form="a language code such as en")),
        "jurisdiction": Field(Text(pattern=r"[A-Z]{2}", form="a country code such as US")),
        "review_by": Field(_Date),
        "extends": Field(ListOf(Placed(Text()))),
        "defaults": Field(
            Record(
                {
                    "about": Field(ListOf(_Id)),
                    "unless": Field(_Contexts),
                    "downgrade": Field(_Contexts),
                    "confidence": Field(_Confidence),
                    "owner": Field(_Owner),
                }
            )
        ),
        "lexicons": Field(
            MapOf(Either(PHRASES, Record({"add": Field(PHRASES, required=True)}, name="lexicon")), key=_ID)
        ),
        "contexts": Field(MapOf(ListOf(CUE, least=1), key="|".join(CONTEXT_NAMES))),
        "authorities": Field(MapOf(AUTHORITY)),
        "rules": Field(ListOf(Record({}, name="rule"))),
        "override": Field(MapOf(OVERRIDE, key=_ID)),
    },
    name="policy",
)


def rule_shape(check: str) -> Record:
    """The form of a rule with this kind of check."""
    return Record({**RULE_FIELDS, **CHECKS[check].fields()}, name="rule")


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07, which editors' YAML servers know) of a policy file."""
    schema = POLICY.schema()
    rules = []
    for check in CHECKS:
        rule = rule_shape(check).schema()
        rule["properties"]["check"] = {"const": check}
        rules.append(rule)
    schema["properties"]["rules"] = {"type": "array", "items": {"oneOf": rules}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "copylint policy",
        **schema,
    }
