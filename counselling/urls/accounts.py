"""Addresses about staff accounts: second factor, invitations, an agency's own sign-on."""

from django.urls import path

from counselling.views.citizen import welcome
from counselling.views.office import invitations, sign_on

urlpatterns = [
    path("welcome/second-factor/", welcome.second_factor, name="second_factor"),
    path("welcome/invitations/", invitations.my_invitations, name="my_invitations"),
    path(
        "welcome/invitations/<slug:ref>/accept/",
        invitations.accept_invitation,
        name="accept_invitation",
    ),
    path(
        "office/units/<slug:unit>/invitations/", invitations.invitations, name="office_invitations"
    ),
    path(
        "office/invitations/<slug:ref>/withdraw/",
        invitations.withdraw_invitation,
        name="office_invitation_withdraw",
    ),
    path("office/units/<slug:unit>/sign-on/", sign_on.sign_on, name="office_sign_on"),
]
