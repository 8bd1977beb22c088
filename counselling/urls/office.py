"""Addresses under /office/: administration."""

from django.urls import path

from counselling.views.office import home, kiosks, messages

urlpatterns = [
    path("office/", home.home, name="office"),
    path("office/messages/", messages.messages_page, name="office_messages"),
    path("office/messages/list/", messages.messages_list, name="office_messages_list"),
    path("office/kiosks/", kiosks.kiosk_list, name="office_kiosks"),
    path("office/kiosks/new/", kiosks.create_kiosk, name="office_kiosk_create"),
    path("office/kiosks/<slug:ref>/code/", kiosks.renew_code, name="office_kiosk_renew_code"),
    path("office/kiosks/<slug:ref>/helped/", kiosks.answer_help, name="office_kiosk_helped"),
    path("office/kiosks/<slug:ref>/disable/", kiosks.disable_kiosk, name="office_kiosk_disable"),
]
