"""The phrase language: which words a phrase finds, exactly, and which phrases are refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import naive
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inline import marked, unmarked

from copylint.matcher import Matcher, leftmost_longest
from copylint.parsers.plain import parse
from copylint.phrase_index import PhraseIndex, PhraseSet, _automaton
from copylint.phrases import PhraseError, compile_phrase
from copylint.text.reading import Reading

LEXICONS: dict[str, list[str]] = {
    "drug": ["ketamine", "nasal spray", "(esketamine|spravato)"],
    "course": ["<drug> (infusion|infusions)", "therapy", "treat*"],
    "strong": ["very", "(so|too) very", "<drug>-like"],
    "loose": ["so ... very"],
    "empty": [],
    "loop": ["<loop> again"],
    "ping": ["<pong> x"],
    "pong": ["<ping> y"],
    "raw": ["re:NN\\d+"],
    "broken": ["(never closed"],
}


def entries(name: str) -> Sequence[str]:
    if name not in LEXICONS:
        raise KeyError(f"there is no lexicon <{name}>")
    return LEXICONS[name]


def phrase_set(phrases: Iterable[str]) -> PhraseSet:
    return PhraseSet(tuple(a for phrase in phrases for a in compile_phrase(phrase, entries)))


def search(phrases: Iterable[str], text: str) -> str:
    """The text with marks around all that is found in it."""
    document = parse(text, "copy.txt")
    found = leftmost_longest(Matcher(Reading(document)).every(phrase_set(phrases)))
    return marked(text, [document.to_source(span) for span in found])


WORDS = [
    ("proven", "Unproven, proven_x, provenance: [[proven]]'s [[proven]]."),
    ("proven", "[[proven]]² and [[proven]]¹, each with a note"),
    ("proven", "xproven"),
    ("cafe", "cafe\u0301"),
    ("café", "our [[café]], all cafés"),
    ("clinically proven", "[[clinically proven]], [[Clinically  Proven]], clinically unproven, clinically. Proven"),
    ("FDA approved", "[[fda APPROVED]]"),
    ("İt heals", "[[it heals]]"),
    ("e.g.", "[[e.g.]] this"),
    ("#1 clinic", "x[[#1 clinic]], the [[#1 clinic]]"),
    ("100%", "[[100%]]x and 1100%"),
    ("hours, not weeks", "in [[hours, not weeks]]; in hours not weeks"),
    ("clinically\n  proven ", "[[clinically proven]]"),
    ("safe", "[[safe]]\n\n[[safe]]"),
    ("safe sound", "It is safe\n\nsound"),
]
NORMALISED = [
    ("don’t wait", "[[don't wait]], [[don’t wait]]"),
    ("“cure”", '[["cure"]], [[“cure”]], cure'),
    ("we\u00a0heal", "[[we heal]]"),
    ("long‑lasting", "[[long-lasting]]"),
    ("proven", "[[pro\u00advеn]]"),
]
HYPHENS = [
    (
        "long-lasting",
        "[[long-lasting]] [[long lasting]] [[longlasting]] [[Long‑Lasting]] [[long–lasting]] long - lasting",
    ),
    ("all-in-one", "[[all in-one]] [[allinone]] all, in one"),
    ("re-grow*", "[[re-growing]] [[regrows]]"),
]
CHOICES = [
    ("(clinically|medically) proven", "[[clinically proven]] [[Medically proven]] proven"),
    ("(very (good|nice)|fine) (day|days)", "[[very nice day]] [[fine days]] [[very good days]] nice day"),
    ("( good | better ) care", "[[good care]] [[better care]]"),
    ("heal(ed|ing)", "[[healed]] [[healing]] heal"),
    ("(safe|safe and sound)", "[[safe and sound]], [[safe]] and"),
    ("over <number> (a*|ab cd)", "[[over 5 ab cd]], [[over 5 ab]] c"),
    ("(a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) (a|b)", "a x a [[b c d a]] e"),
]
OPTIONAL = [
    ("(fully)? guaranteed", "[[fully guaranteed]] [[guaranteed]]"),
    (
        "is (now)? (fully)? safe",
        "[[is safe]] [[is now safe]] [[is fully safe]] [[is now fully safe]] is fully now safe",
    ),
    (
        "safe (and sound)? (now)?",
        "[[safe]] and [[safe and sound now]] [[safe now]] safety",
    ),
    ("(been )?better", "[[been better]] [[better]] beenbetter"),
    ("no( more)? pain", "[[no pain]] [[no more pain]] nomore pain"),
    ("(re)?grow", "[[grow]] [[regrow]] re [[grow]] undergrow"),
    ("(re-)?grow", "[[grow]] [[regrow]] [[re grow]] [[re-grow]]"),
    ("<number> (mg)? (daily)? (now)?", "[[5]] [[5 mg]] [[5 daily]] [[5 mg now]] x"),
    ("(up)? (to)? <number> pills", "[[up to 5 pills]] [[to 5 pills]] [[5 pills]] [[up 5 pills]]"),
    ("heals* (you)? (well)? x*", "[[heals x]] [[heals you x]] [[heals well xy]] [[heals you well x]]"),
    ("<number>(mg)? daily", "[[5 daily]] [[5mg daily]] 5mgdaily 5 mg daily"),
    ("take <number> (mg)?daily", "[[take 5 daily]] [[take 5 mgdaily]] take 5 mg daily"),
]
STARS = [
    ("prove*", "[[prove]] [[proves]] [[PROVEN]] improve [[prove]]-it"),
    ("prove* (that|it)", "[[proves that]] [[prove it]] proves, that"),
    ("(prove*|show*) that", "proving [[shows that]] [[proven that]] showing it"),
    ("pro*n", "[[pron]] [[proven]] proves"),
    ("ca*", "[[café]] [[cafés]]"),
]
LEXICON = [
    ("<drug>", "[[Ketamine]] [[nasal  spray]] [[spravato]] ketamines"),
    ("<drug>-assisted", "[[ketamine-assisted]] [[nasal spray assisted]]"),
    ("<course>", "[[ketamine infusions]] [[spravato infusion]] [[treats]] [[therapy]] ketamine"),
    ("our <course> works", "[[our nasal spray infusion works]] [[our therapy works]] our ketamine works"),
    ("(<drug>|tms) helps", "[[tms helps]] [[esketamine helps]]"),
    ("<loose> safe", "[[so many times very safe]], so safe"),
]
NUMBERS = [
    (
        "<number> hours",
        "[[24 hours]] [[two hours]] [[1,000 hours]] [[6-8 hours]] [[1.5 hours]] [[hundreds hours]] some hours",
    ),
    ("<number>%", "[[70%]] of 70 % and [[99.9%]]x"),
    ("<number>+ patients", "[[500+ patients]]"),
    ("over <number>+", "[[over 500+]] in all, [[over 500+]]x"),
    ("<number>", "[[sixty]] or [[six]] or [[forty-two]] or [[6-8]] a 6th 1st sixtyish [[Twelve]]"),
    ("<number>-day plan", "[[3-day plan]] [[three day plan]]"),
]
GAPS = [
    ("works ... hours", "[[works hours]] [[works in two hours]] [[works in a mere two hours]] works in a mere few two hours"),
    ("works...hours", "[[works in hours]]"),
    ("works … hours", "[[works in two hours]]"),
    ("works ...1 hours", "[[works hours]] [[works in hours]] works in two hours"),
    ("works ...20 hours", "[[works a b c d e f g h i j k l m n o p q r s t hours]]"),
    ("works ...0 hours", "[[works hours]] works in hours"),
    ("works ...8 hours", "[[works a b c d e f g h hours]] works a b c d e f g h i hours"),
    ("works ... hours", "[[works in two hours]] or four hours"),
    ("works ... hours", 'it "[[works", in (say) two, hours]]'),
    ("works ... hours", "works; in hours. works: in hours. works — in hours. works - in hours. works -- in hours"),
    ("works ... hours", "it works. In hours. It works! In hours. Does it work?"),
    ("works ... hours", "works but in hours, works though in hours, works because hours, works until hours"),
    ("works ... hours", "[[works butter hours]], [[works in follow-up hours]]"),
    ("works ... hours", "It works\n\nin hours"),
    ("works (very)? ... hours", "[[works in hours]] [[works very well in two hours]] [[works very hours]]"),
    ("works ... (just)? hours", "[[works in just hours]] [[works hours]] [[works in a few more just hours]]"),
    ("works (so)? ... (just)? (two)? hours", "[[works so in hours]] [[works two hours]] [[works in just two hours]]"),
    ("works ... (fast)? ... hours", "[[works a b c d fast a b c d hours]] [[works a hours]] works a b c d e hours"),
    ("works ... hours (or days)? (even)?", "[[works in hours]] or [[works in hours or days]] x [[works in hours even]]"),
    ("(it)? (really)? works ... hours", "[[it works in hours]] [[really works hours]] [[works hours]]"),
    ("not ... (proven|shown to work)", "[[not yet shown to work]] [[not quite proven]]"),
    ("a ... b ... c", "[[a x b y c]] [[a b c]] a x y"),
]  # fmt: skip
RAW = [
    (r"re:\bNN\d+\b", "[[nn42]] NN NN4x [[NN1]]"),
    (r"re:colou?rs?", "[[colors]] [[colour]]"),
    (r"re:\p{Lu}{3}", "[[ABC]] 123"),
    (r"re:[]abcd]y", "[[by]] [[dy]] ey"),
    (r"re:^safe|safe$", "[[safe]] is safe here\n\n[[Safe]] and [[safe]]"),
    (r"re:(?x) very \s+ safe", "[[very safe]] verysafe"),
    (r"re:\b(?=safe)", "safe"),
    (r"re:a+", "b[[aaa]]b"),
    (r"re:safe\s+sound", "safe\n\nsound"),
    (r"re:(?<=not )safe", "not [[safe]] safe"),
]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [*WORDS, *NORMALISED, *HYPHENS, *CHOICES, *OPTIONAL, *STARS, *LEXICON, *NUMBERS, *GAPS, *RAW],
)
def test_a_phrase_finds_the_marked_words_and_no_others(phrase: str, text: str) -> None:
    assert search([phrase], unmarked(text)[0]) == text


OVERLAPS = [
    (["safe", "safe and sound"], "[[safe and sound]], [[safe]]"),
    (["very safe", "safe and sound"], "[[very safe]] and sound"),
    (["safe and", "and sound", "sound mind"], "[[safe and]] [[sound mind]]"),
    (["a ... b", "x a"], "[[x a]] [[a b]]"),
    (["x aa", "re:a+"], "[[x aa]] b [[aaa]]"),
    (["proven", "prove*"], "[[proven]] [[proves]]"),
    (["re:a", "re:b"], "[[a]][[b]]"),
    (["safe", "Safe"], "[[safe]]"),
]


@pytest.mark.parametrize(("phrases", "text"), OVERLAPS)
def test_of_overlapping_matches_the_leftmost_longest_counts(phrases: list[str], text: str) -> None:
    assert search(phrases, unmarked(text)[0]) == text


EDGE_GAP = '"..." must stand between words'
EMPTY_CHOICE = 'an empty choice in brackets; write "(x)?" for "x or nothing"'
STAR = '"*" must stand right after the beginning of a word'
EVERYWHERE = "every part of this phrase may be left out, so it would match everywhere"
LINE_END = "a pattern cannot reach over a line end: each segment of copy is one line"
ERRORS = [
    ("", "the phrase is empty"),
    ("  ", "the phrase is empty"),
    ("(proven", 'a bracket "(" is never closed'),
    ("safe (", 'a bracket "(" is never closed'),
    ("((a|b)", 'a bracket "(" is never closed'),
    ("proven)", '")" stands outside of brackets'),
    ("proven)?", '")?" stands outside of brackets'),
    ("a|b", '"|" stands outside of brackets'),
    ("()", EMPTY_CHOICE),
    ("(a|)", EMPTY_CHOICE),
    ("(a||b)", EMPTY_CHOICE),
    ("((a)?|b) c", EMPTY_CHOICE),
    ("*", STAR),
    ("safe *", STAR),
    ("(safe)*", STAR),
    ("safe-*", STAR),
    ("...", EDGE_GAP),
    ("works ...", EDGE_GAP),
    ("... works", EDGE_GAP),
    ("(it)? ... works", EDGE_GAP),
    ("works ... (now)?", EDGE_GAP),
    ("works ... ... now", EDGE_GAP),
    ("(so ...|very) good", EDGE_GAP),
    ("works ...24 hours", '"...24" is too wide; a gap has at most 20 words'),
    ("(a)? (b)?", EVERYWHERE),
    ("-", EVERYWHERE),
    ("<unknown> x", "there is no lexicon <unknown>"),
    ("<Drug>", '"<" cannot be read here'),
    ("a > b", '">" cannot be read here'),
    ("<empty>", "the lexicon <empty> is empty"),
    ("safe <empty>", "the lexicon <empty> is empty"),
    ("<loop>", "the lexicon <loop> refers to itself"),
    ("very <ping>", "the lexicon <ping> refers to itself"),
    ("<raw> cells", "the lexicon <raw> holds raw patterns, which cannot be part of a phrase"),
    ("<broken>", 'a bracket "(" is never closed'),
    ("re:(", "not a regular expression: missing ) at position 1"),
    ("re:a*", "this pattern matches nothing at all, so it would match everywhere"),
    ("re:^|x", "this pattern matches nothing at all, so it would match everywhere"),
    (r"re:a\nb", LINE_END),
    ("re:a\nb", LINE_END),
]


@pytest.mark.parametrize(("phrase", "message"), ERRORS)
def test_a_phrase_that_cannot_be_used_is_refused(phrase: str, message: str) -> None:
    with pytest.raises(PhraseError) as caught:
        compile_phrase(phrase, entries)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("phrase", "slow"),
    [("<number>", True), ("<number> hours", False), (r"re:\d+", True), (r"re:\d+ hours", False), ("a b", False)],
)
def test_a_phrase_without_a_fixed_word_is_slow(phrase: str, slow: bool) -> None:
    assert [a.is_slow for a in compile_phrase(phrase, entries)] == [slow]


# -- against the naive engine

# Parts that stand beside one another begin with different letters: where they could match the same words, the first takes
# what it can get, as in any regular expression, and what is longest would depend on the rest of the phrase.
NOISE = "6 6-8 1.5 twenty sixty but safe, hours. x (so so) — - term; ketamine-like BABE babe² unsafe".split()
_noise = st.sampled_from([*NOISE, "ba", "babe", "da", "dab", "fa", "na nab"])


@st.composite
def _word(draw: st.DrawFn, letter: str) -> str:
    word = st.sampled_from([f"{letter}a", f"{letter}ab", f"{letter}abe"])
    form = draw(st.sampled_from(["{}", "{}", "{}*", "{}-{}", "{}-{}*", "<number>" if letter == "d" else "{}"]))
    return form.format(draw(word), draw(word))


@st.composite
def _atom(draw: st.DrawFn, letters: str) -> str:
    """A word, a lexicon, or a choice: between sequences that begin alike, or with an optional part inside."""
    kind = draw(st.sampled_from(["word", "word", "lexicon", "choice"]))
    if kind == "word":
        return draw(_word(letters[0]))
    if kind == "lexicon":
        return draw(
            st.sampled_from({"b": ["<drug>"], "d": ["<strong>"], "g": ["(re-)?grow"], "m": ["mu*"]}[letters[0]])
        )
    words = [draw(_word(letter)) for letter in letters for _ in "ab"]
    flat = st.sampled_from(["{0}", "{0} {2}", "{1}", "{1} {3}", "{1}-{2}"])
    options = st.one_of(st.tuples(flat, flat), st.tuples(st.sampled_from(["{0} ({2})?", "({0})? {2}", "({0} )?{2} x"])))
    return f"({'|'.join(draw(options))})".format(*words)


@st.composite
def _phrase(draw: st.DrawFn) -> str:
    """Up to four parts, some of them optional, with gaps where a required part stands on both sides."""
    atoms = [draw(_atom(letters)) for letters in ("bc", "df", "gh", "mn")[: draw(st.integers(1, 4))]]
    required = draw(st.sets(st.integers(0, len(atoms) - 1), min_size=1))
    phrase = ""
    for index, atom in enumerate(atoms):
        if index:
            inside = min(required) < index <= max(required)
            phrase += draw(st.sampled_from([" ", " ", " ... ", " ...2 "])) if inside else " "
        phrase += atom if index in required else f"({atom})?"
    return phrase


def _said(draw: st.DrawFn, variant: naive.Variant) -> str:
    """Copy that a variant of a phrase is likely to find."""
    said = ""
    for part in variant:
        if part.startswith("..."):
            said += " ".join(["", *draw(st.lists(_noise, max_size=int(part[3:]) + 1)), ""])
        elif part in ("-", "*", "<number>"):
            said += draw(st.sampled_from({"-": ["-", " ", ""], "*": ["", "n"], "<number>": ["6", "two"]}[part]))
        else:
            said += part
    return said


@st.composite
def _case(draw: st.DrawFn) -> tuple[list[str], str]:
    """Phrases, and copy made of what they say and of noise."""
    phrases = draw(st.lists(_phrase(), min_size=1, max_size=3))
    variants = [variant for phrase in phrases for variant in naive.variants(phrase, LEXICONS)]
    words = []
    for _ in range(draw(st.integers(1, 4))):
        words.append(_said(draw, draw(st.sampled_from(variants))))
        words.extend(draw(st.lists(_noise, max_size=2)))
        words.append(draw(st.sampled_from(["", "", ".", "\n\n"])))
    return phrases, " ".join(words)


def with_automaton(sets: list[PhraseSet]) -> PhraseIndex:
    """An index as it is for long texts, where the native library is installed."""
    index = PhraseIndex(sets)
    index._automaton = _automaton(index.words)
    return index


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(_case())
def test_the_matcher_finds_what_the_naive_engine_finds(case: tuple[list[str], str]) -> None:
    phrases, text = case
    reading = Reading(parse(text, "copy.txt"))
    wanted = phrase_set(phrases)
    found = leftmost_longest(Matcher(reading).every(wanted))
    for index in (PhraseIndex([wanted]), with_automaton([wanted])):
        assert leftmost_longest(Matcher(reading, index).every(wanted)) == found
    segments = [(segment.start, segment.end) for segment in reading.document.segments]
    assert [tuple(span) for span in found] == naive.find(phrases, LEXICONS, reading.text, segments)
