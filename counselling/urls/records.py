"""Addresses of the record of a session: sheet, its check, objections, corrections."""

from django.urls import path

from counselling.views.citizen import sheets, verify
from counselling.views.desk import objections, record
from counselling.views.office import writing

urlpatterns = [
    path("verify/", verify.verify, name="verify"),
    path("sessions/<slug:ref>/sheet/", sheets.sheet, name="session_sheet"),
    path("sessions/<slug:ref>/objection/", sheets.object_to, name="session_objection"),
    path("objections/<slug:ref>/withdraw/", sheets.withdraw, name="objection_withdraw"),
    path("desk/sessions/<slug:ref>/draft/", record.draft, name="desk_draft"),
    path("desk/sessions/<slug:ref>/record/", record.record, name="desk_record"),
    path("desk/sessions/<slug:ref>/sheet/", record.sheet, name="desk_sheet"),
    path("desk/sessions/<slug:ref>/correct/", record.correct, name="desk_correct"),
    path("desk/objections/", objections.objection_list, name="desk_objections"),
    path("desk/objections/<slug:ref>/", objections.answer, name="desk_objection"),
    path("office/units/<slug:unit>/texts/", writing.texts, name="office_texts"),
    path("office/units/<slug:unit>/texts/new/", writing.new_text, name="office_text_new"),
    path("office/texts/<int:text_pk>/", writing.edit_text, name="office_text"),
    path("office/services/<int:service_pk>/outcomes/", writing.codes, name="office_outcomes"),
    path(
        "office/services/<int:service_pk>/outcomes/new/",
        writing.new_code,
        name="office_outcome_new",
    ),
    path("office/outcomes/<int:outcome_pk>/", writing.edit_code, name="office_outcome"),
]
