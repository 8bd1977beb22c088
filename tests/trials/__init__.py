"""Faults and bad networks against the really started product; `make trials` runs them."""
