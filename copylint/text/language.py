"""A guess at the language of a text by its most common words, or by its script.

Only function words count that are rare in the other languages; a language is named when its words are a good part of the text and
clearly more than those of any other. After Grefenstette's "Comparing two language identification schemes" (1995): small words
suffice for texts longer than a few sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_WORDS = {
    "en": "the of and to in is that for it with as was on are be this by at from have you your we our or not which they will",
    "es": "el la los las que y del por con para una es se lo su sus como más pero está son nuestro nuestra usted muy también",
    "fr": "le les des et est une dans pour qui que sur pas vous nous avec votre nos ce cette sont plus ou aux être chez",
    "de": "der die das und ist nicht mit ein eine für von dem den zu auf sich wir sie auch werden bei oder ihre unsere wird",
    "pt": "o os uma não do da em para com que é por mais dos das você nossa nosso seu sua são ao pelo também muito",
    "it": "il gli della che di è un una per con non sono nel alla del più come anche questo nostra nostro dei delle",
    "nl": "de het een van en is dat niet met voor zijn op te wij ook aan bij onze uw wordt naar maar worden deze",
    "pl": "i w na z się nie do jest że jak dla oraz są przez po od lub może naszej nasz które być tym",
    "sv": "och det att är som en för på med av den inte till har vi kan om ett din vår eller så från",
    "tr": "ve bir bu için ile da de olarak daha çok olan gibi bizim siz en kadar veya değil olduğu tedavi",
    "vi": "và của là có không cho được các một những với trong người này để khi chúng tôi bạn điều",
    "ht": "ak nan yo pou ki se yon pa ou nou sa li gen kapab tout anpil oswa lè fè",
    "tl": "ang ng sa mga na at ay para kung hindi ito may ka iyong aming namin upang din",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _code, _line in _WORDS.items():
    for _word in _line.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _code)
_SCRIPTS = {
    "ru": "\u0400-\u04ff",
    "el": "\u0370-\u03ff",
    "he": "\u0590-\u05ff",
    "ar": "\u0600-\u06ff",
    "hi": "\u0900-\u097f",
    "ko": "\uac00-\ud7af",
    "ja": "\u3040-\u30ff",
    "zh": "\u4e00-\u9fff",
}
_CODES = "|".join((*_WORDS, *_SCRIPTS))
# Codes that are words, or states' names, say nothing where no folder of translations holds them.
_PLAIN_CODES = "|".join(
    code for code in (*_WORDS, *_SCRIPTS) if code not in ("it", "de", "hi", "ht", "tl", "he", "pl", "nl", "pt", "ar")
)
_TRANSLATIONS = "locales?|i18n|lang|langs|languages?|translations?|messages|intl"
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
"""Characters that are looked at: the first ones."""
_FEWEST_WORDS = 25
_LEAST_SHARE = 0.12
_CLEARLY = 1.6


def guess_language(text: str) -> str | None:
    """The ISO 639-1 code of the language that `text` seems to be in; None for a text that is too short or that does not tell."""
    sample = text[:_SAMPLE]
    if not sample.isascii() and _in_any_script().search(sample):
        scripts = Counter(match.lastgroup for match in _in_script().finditer(sample))
        letters = sum(map(str.isalpha, sample))
        # Japanese mixes its own letters with Chinese ones.
        if sum(scripts.values()) * 2 > letters > _FEWEST_WORDS:
            return "ja" if scripts["ja"] * 10 > sum(scripts.values()) else scripts.most_common(1)[0][0]
    words = _WORD.findall(sample.lower())
    if len(words) < _FEWEST_WORDS:
        return None
    counts: Counter[str] = Counter()
    for word, number in Counter(words).items():
        for code in _LANGUAGES_OF.get(word, ()):
            counts[code] += number
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _LEAST_SHARE * len(words):
        return None
    clear = len(ranked) == 1 or ranked[0][1] >= _CLEARLY * ranked[1][1]
    return ranked[0][0] if clear else None


def language_of_path(path: str) -> str | None:
    """The language that a file's name or folder tells, by the habits of sites in several languages ("es/", "faq.es.md")."""
    match = _in_path().search(path.replace("\\", "/"))
    return next(filter(None, match.groups())).lower() if match else None


# Compiled when asked for: most pages say what language they are in, and are written in Latin letters.


@cache
def _in_any_script() -> re.Pattern[str]:
    """A letter of one of the scripts: one class of characters, which is found many times faster than one of several."""
    return re.compile(f"[{''.join(_SCRIPTS.values())}]")


@cache
def _in_script() -> re.Pattern[str]:
    """A letter of a script that tells a language."""
    return re.compile("|".join(f"(?P<{code}>[{ranges}])" for code, ranges in _SCRIPTS.items()))


@cache
def _in_path() -> re.Pattern[str]:
    """A language's code in a path."""
    return re.compile(
        rf"(?:^|/)(?:{_TRANSLATIONS})/(?:[^/]+/)?({_CODES})(?:[-_][A-Za-z]{{2}})?(?:/|\.\w+$)"
        rf"|(?:^|/)({_PLAIN_CODES})(?:[-_][A-Za-z]{{2}})?(?:/|\.\w+$)|\.({_CODES})(?:[-_][A-Z]{{2}})?\.\w+$",
        re.IGNORECASE,
    )
