"""PHP and WordPress templates: HTML, what code prints, and data; no other code."""

import pytest
from helpers import assert_traceable, groups, segments

from copylint.parsers.php import parse

P, V = "paragraph", "value"

CASES: list[tuple[str, list[tuple[str, str]]]] = [
    ("<p>Calm care</p>", [(P, "Calm care")]),
    ("<h2><?php echo esc_html('Calm again'); ?></h2>", [("heading", "Calm again")]),
    ("<p>Care in <?= $city ?> now</p>", [(P, "Care in xx now")]),
    ("<p>Care <?= 'calm' ?> now</p>", [(P, "Care calm now")]),
    ("<p><?php _e('Calm care', 'a text domain'); ?> now</p>", [(P, "Calm care now")]),
    ("<p><?php esc_html_e(\"It's $kind care\", 'x'); ?></p>", [(P, "It's xx care")]),
    ("<p><?php echo 'Calm ' . $a . ' care'; ?></p>", [(P, "Calm xx care")]),
    ("<p><?php echo $a ? 'calm words' : 'kind words'; ?></p>", [(P, "calm words – kind words")]),
    ("<?php echo '<h2>Calm</h2><p>It\\'s <b>kind</b></p>'; ?>", [("heading", "Calm"), (P, "It's kind")]),
    ("<?php echo '<div class=\"proven safe\">'; ?>Calm<?php echo '</div>'; ?>", [(P, "Calm")]),
    ("<?php printf('<p>Calm %s care</p>', $a); ?>", [(P, "Calm xx care")]),
    ("<?php if ($a > 3): ?><p>Calm</p><?php else: ?><p>Kind</p><?php endif; ?>", [(P, "Calm"), (P, "Kind")]),
    ("<?php foreach ($a as $b) { ?><li><?php echo $b['some key here']; ?> calm</li><?php } ?>", [("item", "xx calm")]),
    ("<?php $t = get_field('some field name') ?: 'Book today'; ?>", [(V, "Book today")]),
    ("<?php $a = ['title' => 'Calm care', 'slug' => 'a proven cure', 'body' => __('Kind words', 'a b c')]; ?>",
     [("title", "Calm care"), (V, "Kind words")]),
    ("<?php $a = array('No downtime', 'Lasting calm'); ?>", [(V, "No downtime"), (V, "Lasting calm")]),
    ("<?php $a = <<<HTML\n<p>Calm $b care</p>\nHTML;\n", [(P, "Calm xx care")]),
    ("<?php $a = <<<'X'\nCalm words here\nX;\n", [(V, "Calm words here")]),
    ("<?php echo \"Calm {$a['b c']} and \\u{2019}tis\"; ?>", [(P, "Calm xx and 'tis")]),
    ("<img alt=\"<?php esc_attr_e('A calm room', 'x'); ?>\" src=\"<?php echo $x; ?>/a b.png\">", [("alt", "A calm room")]),
    ("<p class=\"<?php echo 'a proven \"safe\" cure'; ?>\">Calm</p>", [(P, "Calm")]),
    ("<?php return ['title' => 'Calm care'];", [("title", "Calm care")]),
    ("<?php echo get_theme_mod('a b c', 'Calm words here'); ?>", [(P, "Calm words here")]),
    ("<?php echo apply_filters('a b c', 'Calm words here'); ?>", [(P, "Calm words here")]),
    ("<?php get_template_part('a b', null, ['title' => 'Calm care']); ?>", [("title", "Calm care")]),
    ("<?php add_action('a b c', function () { echo '<p>Calm care</p>'; });", [(P, "Calm care")]),
    ("<?php add_shortcode('a b c', function ($a) { return '<p>Calm care</p>'; });", [(P, "Calm care")]),
    ("<?php const TAGLINE = 'Calm words here'; define('A', 'Kind words here');", [(V, "Calm words here"), (V, "Kind words here")]),
    ("<p>Calm<?php /* ?> */ ?> care</p>", [(P, "Calm care")]),
]  # fmt: skip

CODE = [
    "<?php // a proven cure\n/* safe words here */ # best ever\n",
    "<?php get_header('a proven cure'); add_action('some action name', 'some function name');",
    "<?php register_post_type('x', ['labels' => ['name' => 'Proven safe cures']]);",
    "<?php if ($a === 'a proven cure') { run(); }",
    "<?php require 'a proven cure.php'; throw new Exception('Guaranteed delivery failed');",
    "<?php error_log('Guaranteed delivery failed'); $x = $row['a proven cure'];",
    "<?php namespace A\\B; use C\\D;",
    "<body class=\"<?php body_class('a proven cure'); ?>\"></body>",
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_what_a_visitor_sees_is_read(source: str, expected: list[tuple[str, str]]) -> None:
    document = parse(source, "page.php")
    assert [(kind, text) for kind, text, _ in segments(document)] == expected
    assert document.unread == ()
    assert_traceable(document)


@pytest.mark.parametrize("source", CODE)
def test_code_is_not(source: str) -> None:
    document = parse(source, "page.php")
    assert (document.text, document.unread) == ("", ())


def test_a_template_by_another_name_is_read() -> None:
    assert parse("<p>Calm</p>", "page.phtml").text == "Calm\n"


def test_questions_belong_to_their_answers() -> None:
    source = "<?php $f = [['q' => 'Does it hurt?', 'a' => 'No.'], ['q' => 'Why?', 'a' => 'So.']];"
    assert groups(parse(source, "f.php")) == [["Does it hurt?", "No."], ["Why?", "So."]]


def test_what_cannot_be_parsed_is_said_with_its_line() -> None:
    document = parse("<p>Calm</p>\n<?php $x = ['a' => ; ?>\n<p>Kind</p>", "page.php")
    assert [unread.line for unread in document.unread] == [2]
    assert document.text.startswith("Calm\n")
