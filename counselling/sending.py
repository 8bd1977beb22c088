"""Sends one claimed notice through its gateway, and has the outcome written down.

Beside tasks the only part that knows both the domain and the gateways.
"""

import logging

from counselling.domain import notice_sending
from counselling.exceptions import ClaimLost
from counselling.exports.ics import calendar_of_notice
from counselling.gateways.choice import gateway_for
from counselling.gateways.shape import GatewayError, Message
from counselling.models import Notice

logger = logging.getLogger(__name__)


def send_notice(notice: Notice) -> None:
    """Try once; a failed try is planned again by the domain."""
    gateway = gateway_for(notice.contact_method)
    try:
        delivery = gateway.send(
            _message(notice), before_handover=lambda: notice_sending.hand_over(notice)
        )
    except ClaimLost:
        logger.info("notice %s was dropped or taken over while it was being sent", notice.ref)
    except GatewayError as error:
        logger.warning("notice %s was not sent: %s", notice.ref, error)
        if error.is_unsure:
            notice_sending.record_unsure(notice, gateway=gateway.name, detail=str(error))
            return
        notice_sending.record_failed(
            notice, gateway=gateway.name, detail=str(error), is_permanent=error.is_permanent
        )
    else:
        notice_sending.record_sent(notice, gateway=gateway.name, reference=delivery.reference)


def _message(notice: Notice) -> Message:
    return Message(
        contact_method=notice.contact_method,
        address=notice.address,
        heading=notice.heading,
        text=notice.text,
        code=notice.code,
        key=notice.key,
        calendar=calendar_of_notice(notice),
    )
