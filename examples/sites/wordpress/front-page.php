<?php
/* Template Name: A proven cure */
get_header();
$benefits = [
	[ 'slug' => 'proven cure', 'title' => __( 'A calm room', 'clinic proven' ) ],
	[ 'slug' => 'safe', 'title' => __( 'Ketamine has no side effects', 'clinic proven' ) ],
];
?>
<main class="<?php echo esc_attr( $proven ?: 'safe proven' ); ?>">
  <h1><?php echo esc_html( 'Ketamine therapy for depression' ); ?></h1>
  <p>
    <?php _e( 'Our ketamine infusions are', 'clinic' ); ?> <em>clinically proven</em> to work.
  </p>
  <?php foreach ( $benefits as $benefit ) : ?>
    <h3><?php echo esc_html( $benefit['title'] ); ?></h3>
  <?php endforeach; ?>
  <?php get_template_part( 'template-parts/proven-cta' ); ?>
</main>
<?php get_footer(); ?>
