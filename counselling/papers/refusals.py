"""Why a paper is not taken. The words for people are in counselling.domain.paper_refusals."""

from enum import StrEnum


class Refusal(StrEnum):
    EMPTY = "empty"
    TOO_BIG = "too_big"
    WRONG_ENDING = "wrong_ending"
    NOT_ALLOWED = "not_allowed"
    PROGRAM = "program"
    ARCHIVE = "archive"
    WEB_PAGE = "web_page"
    PLAIN_TEXT = "plain_text"
    OTHER_IMAGE = "other_image"
    HEIC = "heic"
    MEDIA = "media"
    OLD_FORMAT = "old_format"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    MIXED = "mixed"
    MACRO = "macro"
    ACTIVE_CONTENT = "active_content"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    TOO_MANY_PARTS = "too_many_parts"
    NESTED = "nested"
    BAD_PATHS = "bad_paths"
    TOO_SLOW = "too_slow"


class Refused(Exception):
    """The paper may not be taken."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason
