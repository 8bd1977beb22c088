"""Plain functions that make rows: what is given is set, the rest is dull. No surprises."""
