"""Addresses under /office/: administration."""

from django.urls import path

from counselling.views.office import (
    booth_blocks,
    closures,
    desks,
    home,
    hours,
    kiosks,
    messages,
    people,
    services,
    sites,
    units,
)

UNIT = "office/units/<slug:unit>"

urlpatterns = [
    path("office/", home.home, name="office"),
    path("office/messages/", messages.messages_page, name="office_messages"),
    path("office/messages/list/", messages.messages_list, name="office_messages_list"),
    path("office/kiosks/", kiosks.kiosk_list, name="office_kiosks"),
    path("office/kiosks/new/", kiosks.create_kiosk, name="office_kiosk_create"),
    path("office/kiosks/<slug:ref>/code/", kiosks.renew_code, name="office_kiosk_renew_code"),
    path("office/kiosks/<slug:ref>/helped/", kiosks.answer_help, name="office_kiosk_helped"),
    path("office/kiosks/<slug:ref>/disable/", kiosks.disable_kiosk, name="office_kiosk_disable"),
    path("office/units/", units.agencies, name="office_units"),
    path(f"{UNIT}/", units.unit, name="office_unit"),
    path(f"{UNIT}/name/", units.edit_department, name="office_department"),
    path(f"{UNIT}/settings/", units.edit_settings, name="office_settings"),
    path(f"{UNIT}/history/", units.history, name="office_history"),
    path(f"{UNIT}/hours/", hours.hours, name="office_hours"),
    path(f"{UNIT}/hours/day/", hours.add_day, name="office_day_new"),
    path(f"{UNIT}/hours/weeks/<slug:period>/", hours.edit_week, name="office_week"),
    path(f"{UNIT}/hours/weeks/<slug:period>/remove/", hours.remove_week, name="office_week_remove"),
    path(f"{UNIT}/closures/new/", closures.add_closure, name="office_closure_new"),
    path(
        f"{UNIT}/closures/<int:closure_pk>/remove/",
        closures.remove_closure,
        name="office_closure_remove",
    ),
    path(f"{UNIT}/desks/new/", desks.add_desk, name="office_desk_new"),
    path(f"{UNIT}/departments/new/", units.add_department, name="office_department_new"),
    path(f"{UNIT}/services/new/", services.add_service, name="office_service_new"),
    path(f"{UNIT}/services/", services.services, name="office_services"),
    path(f"{UNIT}/people/", people.people, name="office_people"),
    path(f"{UNIT}/sites/", sites.sites, name="office_sites"),
    path(f"{UNIT}/sites/new/", sites.add_site, name="office_site_new"),
    path("office/desks/<int:desk_pk>/", desks.edit_desk, name="office_desk"),
    path("office/services/<int:service_pk>/", services.edit_service, name="office_service"),
    path("office/people/<int:membership_pk>/", people.edit_role, name="office_role"),
    path("office/people/<int:membership_pk>/end/", people.end_role, name="office_role_end"),
    path("office/sites/<int:site_pk>/", sites.edit_site, name="office_site"),
    path("office/sites/<int:site_pk>/booths/new/", sites.add_booth, name="office_booth_new"),
    path("office/booths/<int:booth_pk>/", sites.edit_booth, name="office_booth"),
    path(
        "office/booths/<int:booth_pk>/schedule/",
        booth_blocks.booth_schedule,
        name="office_booth_schedule",
    ),
    path(
        "office/booths/<int:booth_pk>/blocks/new/",
        booth_blocks.block_booth,
        name="office_booth_block",
    ),
    path(
        "office/booths/<int:booth_pk>/blocks/<slug:ref>/end/",
        booth_blocks.reopen_booth,
        name="office_booth_reopen",
    ),
    path("office/holidays/", closures.holidays, name="office_holidays"),
    path("office/holidays/new/", closures.add_holiday, name="office_holiday_new"),
    path("office/holidays/import/", closures.import_holidays, name="office_holiday_import"),
    path(
        "office/holidays/<int:holiday_pk>/remove/",
        closures.remove_holiday,
        name="office_holiday_remove",
    ),
]
