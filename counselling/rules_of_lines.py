"""Who may speak in a line, and which screens may show it."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import CallDisplay, LineMessage


@rules.predicate
def may_take_back_message(actor: Actor, message: LineMessage) -> bool:
    """Official or supervisor of the department whose line reads it."""
    return actor.has_role_in(message.line.department, Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def is_this_screen(actor: Actor, display: CallDisplay) -> bool:
    """The request comes from the screen that was opened with the display's token."""
    return actor.screen_ref == display.ref
