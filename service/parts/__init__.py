"""Several questions in one, cut apart and answered each."""
