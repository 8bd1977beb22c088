"""What happened in the course of a session, in words for its sheet."""

from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import CounsellingSession, Misconduct, PhoneTalk


def words_of(session: CounsellingSession) -> list[str]:
    """Say that more time was given, that it went on by telephone, that it was stopped and why."""
    words = [
        _("권장시간 %(minutes)s분 연장") % {"minutes": extension.minutes}
        for extension in session.clock_extensions.all()
    ]
    talk = PhoneTalk.objects.filter(session=session, started_at__isnull=False).first()
    if talk is not None and talk.started_at is not None:
        since = timezone.localtime(talk.started_at)
        words.append(_("%(since)s부터 전화로 상담") % {"since": f"{since:%H:%M}"})
    stopped = Misconduct.objects.filter(session=session, ended_at__isnull=False).first()
    if stopped is not None:
        words.append(_("담당자가 상담을 멈춤 (%(why)s)") % {"why": stopped.ended_why})
    return words
