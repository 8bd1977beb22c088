"""Administration, view by view."""
