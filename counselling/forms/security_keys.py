"""Security keys and passkeys: the account library's forms, with labels in the page's language."""

from allauth.mfa.webauthn import forms
from django.forms import CharField
from django.utils.translation import gettext_lazy as _


class AddWebAuthnForm(forms.AddWebAuthnForm):
    """Registers a key under a name that its owner knows it by."""

    name = CharField(label=_("이름"), required=False)


class EditWebAuthnForm(forms.EditWebAuthnForm):
    """Gives a key another name."""

    name = CharField(label=_("이름"))
