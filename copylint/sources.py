"""Whether a statement names a source that a reader can open: the GUIDE's and 21 CFR 202.1's idea of a reference.

A source is a link to somewhere else, a DOI, PMID or NCT number, a footnote that resolves, a numbered reference with a
list to resolve it, or an author with a year. A journal's name and a year alone are none.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from copylint.text.reading import Reading
from copylint.text.spans import Span

SourceKind = Literal["link", "doi", "pmid", "nct", "footnote", "reference", "author-year"]
SOURCE_KINDS: tuple[SourceKind, ...] = ("link", "doi", "pmid", "nct", "footnote", "reference", "author-year")

_IDENTIFIERS: dict[SourceKind, re.Pattern[str]] = {
    "doi": re.compile(r"\b(?:doi:? ?)?10\.\d{4,9}/\S+", re.IGNORECASE),
    "pmid": re.compile(r"\b(?:PMID|PMCID|PubMed ID):? ?(?:PMC)?\d{5,9}\b", re.IGNORECASE),
    "nct": re.compile(r"\bNCT\d{8}\b"),
    "author-year": re.compile(
        r"\b[A-Z][a-zà-ÿ'-]+(?: et al\.?| (?:and|&) [A-Z][a-zà-ÿ'-]+)?,? \(?(?:19|20)\d\d[a-z]?\)"
        r"|\b[A-Z][a-zà-ÿ'-]+ (?:et al\.?|(?:and|&) [A-Z][a-zà-ÿ'-]+),? (?:19|20)\d\d\b"
        r"|\([A-Z][A-Za-z&. '-]{1,40}, (?:19|20)\d\d[a-z]?\)"
        # "A 2022 trial by Grabski and colleagues"
        r"|\b(?:19|20)\d\d\b[^.;]{0,40}\bby [A-Z][a-zà-ÿ'-]+ (?:and colleagues|et al)"
    ),
}
_NUMBERED = re.compile(r"\[(\d{1,3})(?:[-,] ?\d{1,3})*\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LIST_HEADING = re.compile(
    r"\b(?:references|sources|citations|bibliography|literature|footnotes|notes)\b", re.IGNORECASE
)
# Months before a year look like authors ("March 2019") and are none.
_MONTHS = re.compile(
    r"\(?(?:January|February|March|April|May|June|July|August|September|October|November|December|Since|In|By)\b"
    r"(?! et al| and | & )"
)
# Words of journals' titles, which stand before a year as authors do: a reader cannot open "(JAMA, 2019)".
_JOURNAL_WORD = re.compile(
    r"\b(?:Journal|JAMA|Lancet|Nature|Science|Sciences|BMJ|NEJM|PLOS|PLoS|Annals|Archives|Frontiers|Reviews?|Psychiatry"
    r"|Psychology|Medicine|Neurology|Neuroscience|Pharmacology|Psychopharmacology|Neuropsychopharmacology|Anesthesiology"
    r"|Disorders|Reports|Letters)\b"
)
# Hosts that hold no evidence: booking, maps, social media. A link there proves nothing.
_NO_EVIDENCE = re.compile(
    r"(?:^|\.)(?:facebook|instagram|tiktok|twitter|x|linkedin|youtube|youtu|yelp|pinterest|calendly|zocdoc|acuityscheduling"
    r"|goo|maps|google|square|squareup|jotform|typeform|mailchimp|vimeo|whatsapp|wa|t)\.(?:com|be|gl|me|co|site|app)$"
)
_NO_EVIDENCE_PATH = re.compile(
    r"/(?:book|booking|contact|schedule|appointment|apply|login|shop|cart|pricing)\b", re.IGNORECASE
)
# What a sentence names when it says where a study was made or printed, without a source that can be opened.
_PRINTED_OR_MADE = re.compile(
    r"\b(?:Journal|JAMA|Lancet|NEJM|BMJ|Nature|Science|Psychiatry|Annals|Archives|Neuropsychopharmacology|Harvard|Yale|Stanford"
    r"|University|Institute|Mayo Clinic|NIMH|NIH|published in)\b"
)


def names_journal(text: str) -> bool:
    """Whether a sentence names a journal or an institution, which is no source that can be opened."""
    return _PRINTED_OR_MADE.search(text) is not None


def source_near(reading: Reading, sentence: Span, kinds: tuple[SourceKind, ...], following: bool) -> str | None:
    """The kind of source in `sentence`, or (with `following`) in the one after it; None if there is none."""
    places = [sentence]
    if following:
        after = reading.next_sentence(sentence)
        if after is not None:
            places.append(after)
    for place in places:
        for kind in kinds:
            if _has(reading, place, kind):
                return kind
    return None


def _has(reading: Reading, place: Span, kind: SourceKind) -> bool:
    document = reading.document
    text = reading.text[place.start : place.end]
    if kind == "link":
        return any(
            place.start <= link.start <= place.end and is_evidence(link.target, document.site)
            for link in document.links
        )
    if kind == "footnote":
        return any(place.start <= note.offset <= place.end and note.resolved for note in document.notes)
    if kind == "reference":
        return bool(_NUMBERED.search(text)) and any(
            _LIST_HEADING.search(heading) for section in document.sections for heading in section.headings[-1:]
        )
    if kind == "author-year":
        found = (match.group() for match in _IDENTIFIERS[kind].finditer(text))
        return any(not (_MONTHS.match(name) or _JOURNAL_WORD.search(name)) for name in found)
    return bool(_IDENTIFIERS[kind].search(text))


def is_evidence(target: str, site: str | None) -> bool:
    """Whether a link leads away from the page's own site to a place that can hold a source."""
    try:
        parts = urlsplit(target if "//" in target or not target.startswith("www.") else "//" + target)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https", "") or not host:
        return False
    own = site is not None and (host == site or host.endswith("." + site))
    # A bare host is a front page; a source is a page of its own.
    return (
        not own
        and bool(parts.path.strip("/") or parts.query)
        and not (_NO_EVIDENCE.search(host) or _NO_EVIDENCE_PATH.search(parts.path))
    )
