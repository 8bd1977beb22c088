"""Short random codes that name a thing in addresses; never primary keys."""

import secrets

REFERENCE_LENGTH = 12
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/i/l


def new_reference() -> str:
    """A code of 12 letters and digits (59 bits) that can be read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH))
