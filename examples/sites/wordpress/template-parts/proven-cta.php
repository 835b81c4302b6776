<a class="proven safe" href="<?php echo esc_url( home_url( '/proven-cure' ) ); ?>">
  <?php esc_html_e( 'Book a visit for ketamine therapy', 'clinic' ); ?>
</a>
