"""What an official reads after a call that nobody answered."""

from django.utils.translation import gettext as _

from counselling.enums import QueueTicketState
from counselling.models import QueueTicket


def missed_words(ticket: QueueTicket, *, several_calls: bool = False) -> str:
    """Say what became of them: whom the relay saw in the call is back in the line already."""
    ticket.refresh_from_db(fields=["state"])
    if ticket.state == QueueTicketState.WAITING:
        text = _("%(name)s 님은 통화에 들어와 있었습니다. 원래 순서로 돌려놓았습니다.")
    elif several_calls:
        text = _("%(name)s 님이 여러 번 불러도 오지 않아 부재로 적었습니다.")
    else:
        text = _("%(name)s 님을 부재로 적었습니다.")
    return text % {"name": ticket.name}
