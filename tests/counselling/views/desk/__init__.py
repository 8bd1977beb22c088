"""The official's side, view by view."""
