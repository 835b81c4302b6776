"""The language of a text, guessed from its words or its script; and pages in a language for which no policy is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from inline import linter, rule

from copylint.text.language import guess_language, language_of_path

TEXTS = {
    "en": "Ketamine is a treatment that we offer to people with depression. You will be watched by a nurse for two hours, and we will "
    "tell you about the side effects before your first visit to our clinic.",
    "es": "La ketamina es un tratamiento que ofrecemos en nuestra clínica para las personas con depresión. Muchos pacientes sienten "
    "alivio, pero cada caso es diferente y usted debe hablar con su médico sobre los efectos.",
    "fr": "La kétamine est un traitement que nous proposons dans notre clinique pour les personnes qui souffrent de dépression. Une équipe "
    "suit les patients et explique les effets avant chaque séance avec vous.",
    "de": "Ketamin ist eine Behandlung, die wir in unserer Klinik für Menschen mit Depression anbieten. Die Nebenwirkungen werden vor der "
    "Sitzung mit ihnen besprochen, und eine Pflegekraft ist immer bei ihnen.",
    "pt": "A cetamina é um tratamento que oferecemos em nossa clínica para pessoas com depressão. Os efeitos são explicados a você antes da "
    "sessão, e uma enfermeira fica com você o tempo todo para ajudar.",
    "it": "La ketamina è un trattamento che offriamo nella nostra clinica per le persone con depressione. Gli effetti sono spiegati prima "
    "della seduta e una infermiera è con il paziente per tutto il tempo, come sempre.",
    "vi": "Ketamine là một phương pháp điều trị mà chúng tôi cung cấp cho những người bị trầm cảm. Nhiều bệnh nhân cảm thấy nhẹ nhõm và "
    "không có tác dụng phụ trong khi điều trị với bác sĩ của bạn.",
    "ru": "Кетамин это лечение, которое мы предлагаем в нашей клинике людям с депрессией и болью.",
    "zh": "我们的诊所为抑郁症患者提供氯胺酮治疗，护士会在治疗期间一直陪伴您，并在第一次就诊之前告诉您有关副作用的信息。",
    "ja": "私たちのクリニックでは、うつ病の方のためにケタミン治療を行っています。看護師がいつもそばにいます。",
}  # fmt: skip


@pytest.mark.parametrize("code", TEXTS)
def test_a_language_is_told_by_its_words(code: str) -> None:
    assert guess_language(TEXTS[code]) == code


@pytest.mark.parametrize(
    "text", ["", "Book today", "Ketamine Spravato esketamine " * 20, "1 2 3 " * 50, TEXTS["en"] + TEXTS["es"]]
)
def test_what_does_not_tell_is_no_language(text: str) -> None:
    assert guess_language(text) is None


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("es/faq.md", "es"), ("locales/pt-br/a.html", "pt"), ("locales/fr.json", "fr"), ("faq.es.md", "es"), ("faq.de.yml", "de"), ("locations/de/hours.md", None), ("content/it/support.md", None), ("how_to_do_it.md", None), ("i18n/it/a.json", "it"),
        ("src/i18n/en/a.ts", "en"), ("content/a.md", None), ("espresso/a.md", None), ("a/test.md", None), ("a-es-b.md", None),
    ],
)  # fmt: skip
def test_a_language_is_told_by_a_path(path: str, code: str | None) -> None:
    assert language_of_path(path) == code


SHORT = "Una copia."
SEEMS, NAMED, SAID = (
    'it seems to be in the language "es"',
    'its name tells that it is in the language "es"',
    'it is in the language "es"',
)


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("a.md", TEXTS["es"], SEEMS),
        ("a.md", TEXTS["en"], None),
        ("es/a.md", TEXTS["en"], None),
        ("es/a.md", SHORT, NAMED),
        ("a.md", SHORT, None),
        ("a.md", f"---\nlang: en\n---\n{TEXTS['es']}", SEEMS),
        ("es/a.md", f"---\nlang: en\n---\n{SHORT}", None),
        ("a.html", f'<html lang="es"><p>{TEXTS["en"]}</p></html>', SAID),
        ("a.tsx", f"const a = <p>{TEXTS['es']}</p>;", SEEMS),
        ("es.json", '{"hero": "Una copia."}', NAMED),
    ],
)  # fmt: skip
def test_a_page_in_another_language_is_unread(tmp_path: Path, path: str, text: str, reason: str | None) -> None:
    result = linter(tmp_path, rule("find: [proven]")).check(text, path=path)
    assert result.reason == (f"{reason}, for which no policy is loaded" if reason else None)
    assert result.status == ("unread" if reason else "checked")
