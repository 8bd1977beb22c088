"""Who may administer what, invite and be invited."""

from typing import Any

import rules
from allauth.account.models import EmailAddress
from django.conf import settings

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import Agency, Department, Invitation


@rules.predicate
def may_administer_agency(actor: Actor, agency: Agency) -> bool:
    return actor.has_role(Role.OPERATOR) or actor.has_role_in(agency, Role.ADMINISTRATOR)


@rules.predicate
def may_administer(actor: Actor, subject: Any) -> bool:
    """Administrator of the subject's `agency`; where it has none (the nation), the operator."""
    if subject.agency is None:
        return actor.has_role(Role.OPERATOR)
    return bool(may_administer_agency(actor, subject.agency))


@rules.predicate
def may_read_history(actor: Actor, subject: Any) -> bool:
    """Who administers the subject's agency, and its auditors, who read and change nothing."""
    if may_administer(actor, subject):
        return True
    return subject.agency is not None and actor.has_role_in(subject.agency, Role.AUDITOR)


@rules.predicate
def is_auditor(actor: Actor, _subject: object = None) -> bool:
    """Reads in some agency what was changed there, by whom and when."""
    return actor.has_role(Role.AUDITOR)


@rules.predicate
def administers_something(actor: Actor, _subject: object = None) -> bool:
    """May see the list of agencies to administer: their own, or (operator) all."""
    return actor.has_role(Role.OPERATOR, Role.ADMINISTRATOR)


@rules.predicate
def may_withdraw_invitation(actor: Actor, invitation: Invitation) -> bool:
    """Administers the agency that invited."""
    unit = invitation.unit
    return may_administer_agency(actor, unit.agency if isinstance(unit, Department) else unit)


@rules.predicate
def is_invited(actor: Actor, invitation: Invitation) -> bool:
    """The invitation went to an address that the actor confirmed as their own."""
    if not actor.is_signed_in:
        return False
    confirmed = EmailAddress.objects.filter(user=actor.user, verified=True)
    return confirmed.filter(email__iexact=invitation.email).exists()


@rules.predicate
def may_see_office_messages(_actor: Actor, _subject: object = None) -> bool:
    """Anybody at this machine, in the embedded shape: whoever tries it out needs the codes."""
    return bool(settings.EMBEDDED)
