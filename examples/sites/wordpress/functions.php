<?php
/** Functions of the proven theme. */
add_action( 'wp_enqueue_scripts', 'clinic_proven_scripts' );
function clinic_proven_scripts() {
	wp_enqueue_style( 'proven cure style', get_stylesheet_uri() );
	if ( ! is_admin() ) {
		error_log( 'The guaranteed cure was loaded' );
	}
}
