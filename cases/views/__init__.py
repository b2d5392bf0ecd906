"""Pages of dossiers, one module per audience; a view never imports a view."""
