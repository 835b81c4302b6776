"""Where sentences and clauses end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copylint.text.sentences import clauses, sentences
from copylint.text.spans import Span

# One text a row; a bar stands where one sentence ends and the next begins.
SENTENCES = [
    "No end mark here",
    "One sentence.",
    "Relief is real.|It lasts.",
    "Wow!|It works!|Yes!",
    "Is it safe?|Yes, completely.",
    "Really?!|Yes.",
    # titles and initials
    "Dr. Lee treats pain.|He is kind.",
    "Mr. and Mrs. Jones came.|They left.",
    "Ask Dr. A. Smith about it.",
    "A. B. Smith wrote it.",
    "J. Smith et al., 2019.|Relief was seen.",
    "I agree.|You do not.",
    "It was me and I.|You know.",
    "St. John's wort interacts.|Ask first.",
    # abbreviations
    "It works, e.g. for pain.|Ask us.",
    "Some drugs (e.g., ketamine) help.|Others do not.",
    "i.e. the same thing.",
    "This is it, i.e. the end.|So it is.",
    "Ketamine vs. esketamine: which?|Both.",
    "Doses vs. placebo.|No change.",
    "We pay approx. 5 dollars.",
    "See fig. 2 for more.",
    "No. 1 in the state.",
    "She has a Ph.D. in biology.|He does not.",
    "Our M.D. team helps.|Our R.N. too.",
    # abbreviations that end a sentence only before a word that begins one
    "Approved in the U.S. for pain.",
    "Approved in the U.S.|The agency agrees.",
    "Approved by the U.S. Food and Drug Administration.",
    "Open until 5 p.m. daily.",
    "Open until 5 p.m.|Call us.",
    "Open from 9 a.m. to 5 p.m. Monday to Friday.",
    "Take it at 8 a.m. and 8 p.m.|It helps.",
    "Smith et al. found relief.",
    "Smith et al.|The study was small.",
    "Acme Inc. sells it.",
    "Acme Inc.|The firm sells it.",
    "Relief in Jan. 2020 was seen.",
    "Results by Dec.|The study ended.",
    "Give 50 mg.|The patient rests.",
    "Give 50 mg. Ketalar is a brand.",
    # numbers
    "Take 0.5 mg a day.|Rest after it.",
    "Version 2.5 is out.|It works.",
    "It costs $5.50.|Call now.",
    "It costs 5 dollars.|20 people paid.",
    "Ends with a number 5.|Next one.",
    "Visit example.com.|It is free.",
    # quotes and brackets
    '"It is safe."|She smiled.',
    'He said "it works!"|Then he left.',
    '"Is it safe?"|patients ask.',  # a quoted question is judged as a question
    'It is "safe".|It works.',
    "'Safe.'|'Yes.'",
    "(It works.)|We agree.",
    "It works (we think).|We agree.",
    "**Bold.**|Next one.",
    # ellipses
    "Wait...|There is more.",
    "Wait… there is more.",
    "Wait…|There is more.",
    # footnote marks
    "Relief lasts.[1]|It is real.",
    "Relief lasts.[1,2][3]|It is real.",
    "Relief lasts.[1],[2]-[4]|It is real.",
    "Relief lasts [1].|It is real.",
    "It works* for you.*|Ask us.",
    "Relief works.†|Then it ends.",
    # lists in one line, lower case
    "Call us.|• Fast • Safe",
    "Yes. no. maybe.",
    "Über uns.|Éclair is French.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    text = marked.replace("|", " ")
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == marked.split("|")


def test_sentences_of_one_segment() -> None:
    text = "Is it safe. Yes.\nIt is. Ask.\n"
    assert [text[start:end] for start, end in sentences(text, 17, 28)] == ["It is.", "Ask."]
    assert sentences(text, 5, 5) == []


# A bar stands where one clause ends and the next begins; no character is left out.
CLAUSES = [
    "It is safe and quick.",
    "It is well-known and safe.",
    "At 10:30 we open.",
    "Because it is safe, |we use it.",
    "If you suffer, |our remedy, it helps.",
    "So that it works, we try.",
    "Everybody butters bread yetis like.",
    "It is safe;it is not.",
    # conjunctions
    "It is not a cure, |but it is safe.",
    "It is not a cure |but it is safe.",
    "It is not a cure, |however effective.",
    "It works |although it is new.",
    "It works |though it is new.",
    "It works, |even though it is new.",
    "It works |even though it is new.",
    "It may help, |yet nobody knows.",
    "It helps some |while others wait.",
    "It stops |because it is new.",
    "Do not drive |unless you are told to.",
    "We watch you |so that you rest.",
    "It is no cure, |nevertheless it helps.",
    "It is not safe, |and it is not cheap.",
    "It is not safe |and we like it.",
    "It is not safe |and it will harm.",
    "A, B, |and C help.",
    "not safe, not cheap, |or proven",
    "Relief, |which lasts, is rare.",
    # marks
    "It is not a cure;| it is safe.",
    "It is not a cure:| it is a treatment.",
    "It is not a cure — |it is safe.",
    "It is not a cure—|it is safe.",
    "It is not a cure – |it is safe.",
    "It is not a cure -- |it is safe.",
    "It is safe (|though rare)| and quick.",
    "It is safe, (|rarely)| not.",
    # at the beginning of a sentence
    "But it works.",
    "(But it works.)",
]


@pytest.mark.parametrize("marked", CLAUSES)
def test_clauses(marked: str) -> None:
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in clauses(text, Span(0, len(text)))] == marked.split("|")


WORDS = ["Dr", "e.g", "U.S", "I", "A", "safe", "The", "But", "and we", "(", ")", "[1]", "5", "0.5", ".", ".", "?", "!", ";",
         " — ", ", ", " ", " ", '"', "…", "*"]  # fmt: skip


@settings(derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=20).map(lambda words: " ".join("".join(words).split())))
def test_sentences_and_clauses_cover_the_text(text: str) -> None:
    found = sentences(text, 0, len(text))
    assert " ".join(text[start:end] for start, end in found) == text
    for sentence in found:
        parts = clauses(text, sentence)
        assert "".join(text[start:end] for start, end in parts) == text[sentence.start : sentence.end]
