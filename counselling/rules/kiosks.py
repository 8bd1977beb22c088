"""Which device is asking, and who manages them."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import Kiosk


@rules.predicate
def is_kiosk(actor: Actor, _subject: object = None) -> bool:
    """The request comes from an enrolled kiosk that is not disabled."""
    return actor.kiosk_ref is not None


@rules.predicate
def is_this_kiosk(actor: Actor, kiosk: Kiosk) -> bool:
    return actor.kiosk_ref == kiosk.ref


@rules.predicate
def may_manage_kiosks(actor: Actor, _subject: object = None) -> bool:
    """May list kiosks and make enrolment codes."""
    return actor.has_role(Role.OPERATOR)
