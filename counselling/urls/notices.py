"""Addresses about notices: answers to them, the calendar file, reports of gateways, the office."""

from django.urls import path

from counselling.views import sms_reports
from counselling.views.citizen import attendance, calendar
from counselling.views.office import notice_templates, notices

APPOINTMENT = "appointments/<slug:ref>"
UNIT = "office/units/<slug:unit>"
WORDS = f"{UNIT}/notice-words/<slug:kind>/<slug:language>"

urlpatterns = [
    path(f"{APPOINTMENT}/coming/", attendance.say_coming, name="say_coming"),
    path(f"{APPOINTMENT}/not-coming/", attendance.say_not_coming, name="say_not_coming"),
    path(f"{APPOINTMENT}/calendar.ics", calendar.calendar_file, name="appointment_calendar"),
    path("sms-reports/", sms_reports.sms_report, name="sms_report"),
    path(f"{UNIT}/notices/", notices.notices, name="office_notices"),
    path("office/notices/<slug:notice_ref>/retry/", notices.retry, name="office_notice_retry"),
    path(f"{UNIT}/notice-words/", notice_templates.template_list, name="office_notice_templates"),
    path(f"{WORDS}/", notice_templates.edit_template, name="office_notice_template"),
    path(f"{WORDS}/reset/", notice_templates.reset_template, name="office_notice_template_reset"),
]
