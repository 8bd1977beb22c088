"""What the SMS gateway reports later: whether a message reached the telephone.

POST /sms-reports/, application/json, signed with the shared secret SMS_REPORT_SECRET:

    X-Maju-Signature: sha256=<HMAC-SHA256 of the body, hexadecimal>
    {"key": "KEY", "status": "delivered", "detail": ""}       ("status": delivered or failed)

`key` is the Idempotency-Key of the message. 204: written down, also the second time. 404: no such
message, no or a wrong signature, or no secret is set. 400: not of this shape.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from counselling.domain import notice_sending
from counselling.views.guards import anyone, guarded

STATUSES = {"delivered": True, "failed": False}


@dataclass(frozen=True)
class Report:
    key: str
    is_delivered: bool
    detail: str


def load_report(request: HttpRequest) -> Report:
    """Read a signed report; whoever cannot sign learns nothing."""
    secret = settings.SMS_REPORT_SECRET
    if not secret:
        raise Http404
    signature = f"sha256={hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest()}"
    if not constant_time_compare(request.headers.get("X-Maju-Signature", ""), signature):
        raise Http404
    return _parse(request.body)


@csrf_exempt
@require_POST
@guarded(anyone, load=load_report)
def sms_report(_request: HttpRequest, report: Report) -> HttpResponse:
    known = notice_sending.record_report(
        report.key, is_delivered=report.is_delivered, detail=report.detail
    )
    return HttpResponse(status=204 if known else 404)


def _parse(body: bytes) -> Report:
    try:
        fields = json.loads(body)
        key, detail = str(fields["key"]), str(fields.get("detail") or "")
        is_delivered = STATUSES[fields["status"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadRequest("not a report") from error
    if "\0" in key + detail:
        raise BadRequest("NUL in a report")
    return Report(key=key, is_delivered=is_delivered, detail=detail)
