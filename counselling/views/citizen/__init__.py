"""Pages of the citizen: search, booking, entry, waiting room, call, outcome."""
