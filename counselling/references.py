"""Public references: short random codes that stand in addresses instead of primary keys."""

import secrets

# Letters and digits without 0/o, 1/l/i: a reference may be read out on the telephone.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
REF_LENGTH = 14  # 31 ** 14 is about 69 bits: not to be guessed


def new_ref() -> str:
    """Return a fresh public reference of 14 characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REF_LENGTH))
