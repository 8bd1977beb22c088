"""What an official types about a session is kept as they type, for them alone."""

from typing import Any

from django.utils import timezone

from counselling.models import CounsellingSession, SessionDraft, User

LONGEST_VALUE = 5000
FIELDS_AT_MOST = 40


def save_draft(session: CounsellingSession, typed: dict[str, str], *, by: User) -> SessionDraft:
    """Keep what is typed; no more than a form of ours may hold."""
    fields = list(typed.items())[:FIELDS_AT_MOST]
    kept = {name[:60]: value[:LONGEST_VALUE].replace("\0", "") for name, value in fields}
    draft, _is_new = SessionDraft.objects.update_or_create(
        session=session, author=by, defaults={"typed": kept, "saved_at": timezone.now()}
    )
    return draft


def draft_of(session: CounsellingSession, *, author: User) -> dict[str, Any]:
    """Return what the official typed so far; empty before the first word."""
    draft = SessionDraft.objects.filter(session=session, author=author).first()
    return dict(draft.typed) if draft else {}
