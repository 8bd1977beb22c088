"""Addresses of what belongs to a case: papers, consents, questions, identity."""

from django.urls import include, path

from counselling.views.citizen import papers
from counselling.views.desk import identity
from counselling.views.desk import papers as desk_papers
from counselling.views.office import intake

one_question = [
    path("", intake.edit_question, name="office_question"),
    path("up/", intake.move_up, name="office_question_up"),
    path("stop/", intake.stop_asking, name="office_question_stop"),
    path("ask/", intake.ask_again, name="office_question_ask"),
]

urlpatterns = [
    path("appointments/<slug:ref>/papers/", papers.appointment_papers, name="appointment_papers"),
    path(
        "appointments/<slug:ref>/consents/withdraw/",
        papers.withdraw_of_appointment,
        name="appointment_consent_withdraw",
    ),
    path(
        "appointments/<slug:ref>/representative/code/",
        papers.representative_code_of_appointment,
        name="appointment_representative_code",
    ),
    path("waiting/<slug:ref>/papers/", papers.ticket_papers, name="ticket_papers"),
    path(
        "waiting/<slug:ref>/consents/withdraw/",
        papers.withdraw_of_ticket,
        name="ticket_consent_withdraw",
    ),
    path(
        "waiting/<slug:ref>/representative/code/",
        papers.representative_code_of_ticket,
        name="ticket_representative_code",
    ),
    path("papers/<slug:ref>/", papers.download_paper, name="download_paper"),
    path("papers/<slug:ref>/remove/", papers.remove_paper, name="remove_paper"),
    path("desk/papers/<slug:ref>/", desk_papers.download, name="desk_paper"),
    path("desk/sessions/<slug:ref>/identity/", identity.confirm, name="desk_identity"),
    path("desk/sessions/<slug:ref>/identity/undo/", identity.undo, name="desk_identity_undo"),
    path(
        "office/services/<int:service_pk>/questions/",
        intake.questions,
        name="office_service_questions",
    ),
    path(
        "office/services/<int:service_pk>/questions/new/",
        intake.new_question,
        name="office_question_new",
    ),
    path("office/questions/<int:question_pk>/", include(one_question)),
]
