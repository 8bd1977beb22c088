"""Notices to members of staff: supervisors hear by e-mail of what they have to review."""

import datetime as dt

from counselling import live, outbox
from counselling.domain import notice_texts
from counselling.domain.notice_templates import template_of
from counselling.domain.notice_writing import DELIVER_TASK
from counselling.enums import ContactMethod, NoticeKind, Role
from counselling.models import ConductComplaint, Misconduct, Notice, User

LANGUAGE = "ko"


def tell_supervisors(
    subject: Misconduct | ConductComplaint, *, about: str, at: dt.datetime
) -> None:
    """Write one e-mail to each supervisor of the department; inside the caller's transaction.

    It names neither the citizen nor what was said.
    """
    department = subject.session.department
    template = template_of(department.agency, NoticeKind.CONDUCT_TO_REVIEW, LANGUAGE)
    for user in supervisors_of(subject):
        values = {"name": str(user), "department": department.full_name, "reason": about}
        text = notice_texts.write(template, values, LANGUAGE)
        notice = Notice.objects.create(
            kind=NoticeKind.CONDUCT_TO_REVIEW,
            subject=f"{live.topic_of(subject)}:{subject.state}:{user.pk}",
            due_at=at,
            contact_method=ContactMethod.EMAIL,
            agency=department.agency,
            address=user.email,
            language=LANGUAGE,
            heading=text.heading,
            text=text.email_text,
        )
        outbox.enqueue(DELIVER_TASK, notice_pk=notice.pk)


def supervisors_of(subject: Misconduct | ConductComplaint) -> list[User]:
    """Return who supervises the department; a supervisor it is about is left out."""
    department = subject.session.department
    supervising = User.objects.filter(is_active=True, memberships__role=Role.SUPERVISOR)
    own = supervising.filter(memberships__department=department)
    of_agency = supervising.filter(memberships__agency=department.agency_id)
    return list((own | of_agency).exclude(pk=subject.session.official_id).distinct())
