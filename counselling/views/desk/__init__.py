"""The official's desk: choosing one, the board, calling people, the session."""
