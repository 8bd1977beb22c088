"""Questions: querysets and read-only dataclasses with a constant number of queries."""
