"""Background tasks: each takes ids, calls the domain, logs what is missing; all idempotent."""

import logging
import time

from celery import shared_task
from django.conf import settings

from counselling import outbox
from counselling.domain import (
    booking_proposals,
    document_scanning,
    document_storage,
    documents,
    entry_codes,
    handovers,
    line_suspension,
    no_show,
    notice_sending,
    phone_talks,
    queue_past_days,
    queue_presence,
    reservation,
    waiting_list,
    waits,
)
from counselling.gateways.antivirus import ClamdGateway
from counselling.gateways.shape import GatewayError
from counselling.models import Document
from counselling.sending import send_notice

logger = logging.getLogger(__name__)

# Beat polls every 30 s; where more is due, several polls work side by side.
POLL_LASTS_AT_MOST_SECONDS = 60


@shared_task
def deliver_notice(notice_pk: int, outbox_pk: int | None = None) -> None:
    """Try once to send a notice; a failed try is planned again by the domain."""
    notice = notice_sending.claim(notice_pk)
    if notice is not None:
        send_notice(notice)
    outbox.done(outbox_pk)


@shared_task
def sweep_outbox() -> None:
    """Send what was lost between commit and broker, or between broker and worker."""
    sent = outbox.sweep()
    if sent:
        logger.info("outbox sweep sent %d tasks", sent)


@shared_task
def send_due_notices() -> None:
    """Try notices whose next try has come, one after another; the next poll goes on."""
    notice_sending.settle_lost()
    stop_at = time.monotonic() + POLL_LASTS_AT_MOST_SECONDS
    while time.monotonic() < stop_at and (notice := notice_sending.claim_next()) is not None:
        send_notice(notice)


@shared_task
def scan_document(document_pk: int, outbox_pk: int | None = None) -> None:
    """Try once to scan a paper; without a verdict the domain plans the next try."""
    document = document_scanning.claim(document_pk)
    if document is not None:
        _scan(document)
    outbox.done(outbox_pk)


@shared_task
def scan_due_documents() -> None:
    """Try papers whose next try has come: the scanner was away, or a worker died."""
    for document_pk in document_scanning.due_scans():
        scan_document(document_pk)


@shared_task
def tidy_documents() -> None:
    """Delete papers that belong to nobody."""
    removed = documents.remove_orphans()
    if removed:
        logger.info("removed %d papers that belong to nobody", removed)


@shared_task
def tidy() -> None:
    """Expire holds, codes and places whose time is over; nothing waits for it."""
    tidied = {
        "holds": reservation.expire_holds(),
        "entry codes": entry_codes.retire_expired(),
        "places in line": queue_past_days.end_past_days(),
        "outbox rows": outbox.tidy(),
    }
    if any(tidied.values()):
        logger.info("tidied %s", tidied)


@shared_task
def watch_lines() -> None:
    """Open suspended lines whose time has come; note whose waiting page is gone."""
    opened, lost = line_suspension.resume_due_lines(), queue_presence.note_lost_everywhere()
    if opened or lost:
        logger.info("opened %d lines, %d waiting pages are gone", opened, lost)


@shared_task
def learn_from_waits() -> None:
    """Each night: compare the waits that were shown with the real ones, and fit the lines anew."""
    compared, fitted = waits.compare_days(), waits.fit_lines()
    logger.info("compared %d days of lines and desks, fitted %d lines", compared, fitted)


@shared_task
def end_lapsed_handovers() -> None:
    """End calls in which somebody waits alone for an official who does not come."""
    lapsed = handovers.lapse_overdue()
    if lapsed:
        logger.info("ended %d calls that nobody took over", lapsed)


@shared_task
def offer_slots() -> None:
    """Offer freed times to who waits for an earlier one; end offers that ran out."""
    offered, ended = waiting_list.offer_freed(), booking_proposals.expire_offers()
    if offered or ended:
        logger.info("offered %d earlier times, ended %d proposals", offered, ended)


@shared_task
def judge_attendance() -> None:
    """Find out who did not come to appointments whose time has come."""
    judged = no_show.judge_due()
    phone_talks.end_over()
    if judged:
        logger.info("judged the attendance of %d appointments", judged)


def _scan(document: Document) -> None:
    """No verdict is not "clean": the paper goes on waiting."""
    try:
        if not settings.CLAMD_SOCKET:
            raise GatewayError("CLAMD_SOCKET is not set any more.", is_permanent=False)
        with document_storage.path_of(document).open("rb") as file:
            verdict = ClamdGateway(settings.CLAMD_SOCKET).scan(file)
    except (GatewayError, OSError) as error:
        logger.warning("paper %s was not scanned: %s", document.ref, error)
        document_scanning.record_not_scanned(document)
        return
    if verdict.is_clean:
        document_scanning.record_clean(document)
    else:
        logger.warning("paper %s was thrown away: %s", document.ref, verdict.found)
        document_scanning.record_infected(document, name=verdict.found)
