"""Who may see the recording of a call: whoever ran it, their supervisor, the central operator."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import Conference, CounsellingSession
from counselling.rules.conferences import may_run_conference
from counselling.rules.people import is_operator
from counselling.rules.sessions import may_close_session
from video.models import Recording


@rules.predicate
def ran_recorded_call(actor: Actor, recording: Recording) -> bool:
    """The official in charge or a supervisor of their department; a meeting's secretary."""
    call_ref = recording.call.ref
    session = CounsellingSession.objects.filter(call_ref=call_ref).first()
    if session is not None:
        return bool(may_close_session(actor, session))
    conference = Conference.objects.filter(call_ref=call_ref).first()
    return conference is not None and bool(may_run_conference(actor, conference))


@rules.predicate
def may_list_recordings(actor: Actor, _subject: object = None) -> bool:
    """Runs calls somewhere: the list shows only what they may see."""
    return actor.has_role(Role.OFFICIAL, Role.SUPERVISOR, Role.SECRETARY, Role.OPERATOR)


may_see_recording = is_operator | ran_recorded_call
