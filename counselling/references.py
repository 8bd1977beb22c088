"""Public references: short random codes that stand in addresses instead of primary keys."""

import secrets

from django.utils.crypto import salted_hmac

# Letters and digits without 0/o, 1/l/i: a reference may be read out on the telephone.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
REF_LENGTH = 14  # 31 ** 14 is about 69 bits: not to be guessed


def new_ref() -> str:
    """Return a fresh public reference of 14 characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REF_LENGTH))


def keyed_hash(purpose: str, text: str) -> str:
    """Hash a secret for storage: HMAC-SHA256 with the site's key, 64 hexadecimal digits.

    The purpose keeps hashes of different tables apart. A stolen table alone does not reveal
    six-digit codes, because the key is not in the database.
    """
    return salted_hmac(f"counselling.{purpose}", text, algorithm="sha256").hexdigest()
