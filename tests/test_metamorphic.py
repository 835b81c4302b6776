"""Markup never adds, moves or loses a finding: the same copy in any dress gives the same findings at the same words."""

import html
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from renderings import FORMS, SUFFIXES, Block, render

from copylint import Linter, load_policies
from copylint.parsers import parser_for
from copylint.policy.library import default_policies
from copylint.text.normalise import is_plain_form, spelled_out

LINTER = Linter(load_policies(default_policies()))

SENTENCES = [
    "Our infusions are clinically proven to lift depression.",
    "Ketamine is not a cure, and no clinic can guarantee an outcome.",
    "Is ketamine safe for me?",
    "Ketamine therapy is perfectly safe.",
    "Many patients find relief within hours of a single session.",
    "Avoid clinics that call it proven or safe.",
    "Unlike traditional antidepressants, it rewires the brain.",
    "Side effects are mild and resolve quickly.",
    "About 70% of patients respond.",
    "Studies show that it works where other treatments fail.",
    "We offer FDA-approved ketamine therapy for depression.",
    "Some people feel better and others do not.",
    "Lozenges are shipped straight to your door.",
    "A nurse checks your blood pressure every ten minutes.",
    "It is a breakthrough, but it has not been proven to prevent suicide.",
    "Our non-addictive, long-lasting treatment changes lives!",
    "Bring a photo ID and arrive by 9 a.m. on the day.",
    "Dr. Alvarez says the results are life-changing.",
]
LOOK_ALIKES = str.maketrans("aeopcxi", "аеорсхі")  # Latin to Cyrillic
EMOJI = "🦷🌿💊✨"

copy = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)


def found(source: str, path: str) -> list[tuple[str, str]]:
    """Rule and words of each finding; fails unless every finding's source spells exactly its words."""
    result = LINTER.check(source, path=path)
    assert result.status == "checked", result.reason
    document = parser_for(path)(source, path)
    for finding in result.findings:
        assert_spelled(document, finding)
    return [(finding.rule.id, finding.match) for finding in result.findings]


def assert_spelled(document, finding) -> None:
    """The pieces that the match was read from, each decoded by its own kind and joined, are the match."""
    starts = list(all_places(document.text, finding.match))
    spans = [document.source_map.to_source(at, at + len(finding.match)) for at in starts]
    at = next(
        at
        for at, span in zip(starts, spans, strict=True)
        if (span.start, span.end) == (finding.offset, finding.end_offset)
    )
    decoded = ""
    for piece in document.source_map.covered(at, at + len(finding.match)):
        source = document.source[piece.source_start : piece.source_end]
        text = document.text[piece.start : piece.end]
        if piece.kind == "same":
            assert len(source) == len(text)
            assert all(map(is_plain_form, source, text))
        elif piece.kind == "entity":
            assert all(map(is_plain_form, html.unescape(source), text))
        elif piece.kind == "space":
            assert text == " "
        elif piece.kind == "fold":
            assert spelled_out(source) == text
        decoded += text
    assert decoded == finding.match


def all_places(text: str, part: str):
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def expected(text: str) -> list[tuple[str, str]]:
    return found(text, "page.txt")


def words_of(text: str) -> list[str]:
    return text.split(" ")


# -- dresses: each takes the copy and a random source, and returns (source, path)


def bold_words(text, random):
    words = words_of(text)
    at = random.randrange(len(words))
    words[at] = f"**{words[at]}**" if words[at][-1].isalnum() else f"**{words[at][:-1]}**{words[at][-1]}"
    return " ".join(words), "page.md"


def split_by_tags(text, random):
    at = random.randrange(len(text))
    to = random.randrange(at, len(text))
    return f"<p>{text[:at]}<b>{text[at:to]}</b>{text[to:]}</p>", "page.html"


def split_by_tags_in_markdown(text, random):
    at = random.choice([index for index, char in enumerate(text) if char.isalpha()])
    return f"{text[:at]}<b>{text[at]}</b>{text[at + 1 :]}", "page.md"


def entities(text, random):
    return "<p>" + "".join(f"&#{ord(c)};" if random.random() < 0.3 else c for c in text) + "</p>", "page.html"


def hex_entities_in_markdown(text, random):
    # The first character stays: an encoded one at the start of a line would still be the same letter.
    return text[0] + "".join(
        f"&#x{ord(c):x};" if c.isalpha() and random.random() < 0.3 else c for c in text[1:]
    ), "page.md"


def reflowed_html(text, random):
    return "<p>\n  " + "".join(
        "\n    " if c == " " and random.random() < 0.4 else c for c in text
    ) + "\n</p>", "page.html"


def reflowed_markdown(text, random):
    return textwrap.fill(text, random.randrange(30, 100), break_on_hyphens=False, break_long_words=False), "page.md"


def reflowed_text(text, random):
    return textwrap.fill(text, random.randrange(40, 100), break_on_hyphens=False, break_long_words=False), "page.txt"


def with_front_matter(text, random):
    return f"---\nlayout: post\ndate: 2026-01-02\ntags: [a, b]\n---\n\n{text}\n", "page.md"


def carriage_returns(text, random):
    return f"Opening hours\r\n\r\n{text}\r\n\r\nParking\r\n", "page.md"


def old_mac_line_ends(text, random):
    return f"Opening hours\r\r{text}\r", "page.txt"


def emoji_before(text, random):
    return f"{random.choice(EMOJI)} {text}", "page.md"


def soft_hyphens(text, random):
    inside = [i for i in range(1, len(text)) if text[i].isalpha() and text[i - 1].isalpha()]
    at = random.choice(inside)
    return f"<p>{text[:at]}&shy;{text[at:]}</p>", "page.html"


def zero_width(text, random):
    inside = [i for i in range(1, len(text)) if text[i].isalpha() and text[i - 1].isalpha()]
    at = random.choice(inside)
    return text[:at] + random.choice("\u200b\u200c\u200d\u2060\ufeff\u00ad") + text[at:], "page.md"


def look_alikes(text, random):
    words = words_of(text)
    at = random.randrange(len(words))
    word = words[at]
    if (
        len(word) > 2
        and not word.translate(LOOK_ALIKES).isascii()
        and any(c.isascii() and c.isalpha() for c in word[1:])
    ):
        letters = list(word)
        places = [i for i, c in enumerate(letters) if c.translate(LOOK_ALIKES) != c]
        place = random.choice(places)
        letters[place] = letters[place].translate(LOOK_ALIKES)
        words[at] = "".join(letters)
    return " ".join(words), "page.txt"


def curly_and_spaced(text, random):
    return text.replace("'", "’").replace(" ", "\u00a0 ", 1).replace("-", "\u2011"), "page.md"


def list_item(text, random):
    return f"- {text}\n", "page.md"


def block_quote(text, random):
    return "> " + textwrap.fill(text, 60, break_on_hyphens=False).replace("\n", "\n> ") + "\n", "page.md"


def table_cell(text, random):
    return f"| {text} | ok |\n| --- | --- |\n| no | ok |\n", "page.md"


def attribute(text, random):
    return f'<img src="x.png" alt="{html.escape(text)}">', "page.html"


def meta_description(text, random):
    return f"<html><head><meta name='description' content=\"{html.escape(text)}\"></head></html>", "page.html"


def json_ld(text, random):
    import json

    data = json.dumps({"@type": "Thing", "description": text}, ensure_ascii=random.random() < 0.5)
    return f'<script type="application/ld+json">{data}</script>', "page.html"


def yaml_value(text, random):
    quoted = text.replace('"', '\\"')
    return f'---\ndescription: "{quoted}"\n---\n', "page.md"


def folded_yaml_value(text, random):
    folded = textwrap.fill(text, 50, break_on_hyphens=False).replace("\n", "\n  ")
    return f"---\ndescription: >-\n  {folded}\n---\n", "page.md"


def jsx_text(text, random):
    # JSX drops a line end beside a tag, and the blank with it: only blanks between words may be line ends.
    at = random.randrange(len(text))
    before = text[:at].rstrip()
    inside = "".join("\n      " if c == " " and random.random() < 0.3 else html.escape(c, quote=False) for c in before)
    inside += text[len(before) : at]
    return f'const a = <main className="proven"><p>{inside}<b>{html.escape(text[at:])}</b></p></main>;', "page.tsx"


def jsx_string_expression(text, random):
    import json

    return f"const a = <p>{{{json.dumps(text)}}}</p>;", "page.jsx"


def data_array(text, random):
    import json

    return f'export const points = [\n  "Parking is free",\n  {json.dumps(text)},\n];\n', "data.ts"


def template_literal(text, random):
    return f"export const a = {{ slug: `x-y`, body: `{text}` }};", "data.js"


def html_in_a_string(text, random):
    return f"const b = `<p>{html.escape(text, quote=False)}</p>`;", "data.ts"


DRESSES = [
    bold_words, split_by_tags, split_by_tags_in_markdown, entities, hex_entities_in_markdown, reflowed_html,
    reflowed_markdown, reflowed_text, with_front_matter, carriage_returns, old_mac_line_ends, emoji_before, soft_hyphens,
    zero_width, look_alikes, curly_and_spaced, list_item, block_quote, table_cell, attribute, meta_description, json_ld,
    yaml_value, folded_yaml_value, jsx_text, jsx_string_expression, data_array, template_literal, html_in_a_string,
]  # fmt: skip


# A page in each format, with navigation, class names and code around its copy.
ROOMS = [Block(kind="heading", text="Rooms and parking"), Block(kind="item", text="Parking is free for all")]


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25, deadline=None)
@given(text=copy, random=st.randoms(use_true_random=False))
def test_a_format_changes_no_finding(form, text, random):
    copied = Block(kind=random.choice(["paragraph", "item", "quote", "cell"]), text=text, row=1)
    blocks = [*ROOMS, copied, *ROOMS] if random.random() < 0.5 else [copied, *ROOMS]
    rendering = render(blocks, form)
    assert sorted(found(rendering.source, f"page{SUFFIXES[form]}")) == sorted(expected(text)), rendering.source


@pytest.mark.parametrize("form", FORMS)
def test_a_format_holds_the_copy_and_nothing_else(form):
    blocks = [*ROOMS, *(Block(kind="paragraph", text=text) for text in SENTENCES)]
    rendering = render(blocks, form)
    document = parser_for(f"page{SUFFIXES[form]}")(rendering.source, f"page{SUFFIXES[form]}")
    said = [document.segment_text(segment) for segment in document.segments]
    assert [text for text in said if text != "Home"] == [block.text for block in blocks]


@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: dress.__name__)
@settings(max_examples=25, deadline=None)
@given(text=copy, random=st.randoms(use_true_random=False))
def test_a_dress_changes_no_finding(dress, text, random):
    source, path = dress(text, random)
    assert sorted(found(source, path)) == sorted(expected(text)), source


def test_the_copy_has_findings_to_lose():
    assert len(expected(" ".join(SENTENCES))) > 15


def test_code_urls_and_attributes_that_are_not_copy_give_none():
    source = (
        "`clinically proven` <https://example.com/clinically-proven-safe> ![](/img/miracle-cure.png)\n\n"
        "    guaranteed safe\n\n```\nclinically proven\n```\n\n"
        '<div class="proven safe miracle" id="cure" data-x="clinically proven"><!-- clinically proven --></div>\n'
    )
    assert LINTER.check(source, path="page.md").findings == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["page.md", "page.html", "page.txt"]))
def test_any_text_is_judged_without_an_error(text, path):
    result = LINTER.check(text, path=path)
    for finding in result.findings:
        assert 0 <= finding.offset < finding.end_offset <= len(text)
