"""What administrators fill in about new staff and the agency's own sign-on."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.enums import Role

INVITABLE = [role for role in Role if role != Role.OPERATOR]


class InvitationForm(forms.Form):
    name = forms.CharField(label=_("이름"), max_length=100)
    email = forms.EmailField(
        label=_("이메일"),
        help_text=_("이 주소로 안내를 보냅니다. 받은 분이 이 주소로 로그인하면 초대가 보입니다."),
    )
    role = forms.ChoiceField(
        label=_("역할"), choices=[(role.value, role.label) for role in INVITABLE]
    )


class SignOnForm(forms.Form):
    """An OpenID Connect provider; an empty secret keeps the one that is stored."""

    server_url = forms.CharField(
        label=_("발급자 주소(issuer)"),
        max_length=200,
        help_text=_("예: https://sso.agency.example/realms/staff"),
    )
    client_id = forms.CharField(label=_("클라이언트 아이디"), max_length=191)
    secret = forms.CharField(
        label=_("클라이언트 비밀값"),
        max_length=191,
        required=False,
        widget=forms.PasswordInput,
        help_text=_("비워 두면 저장된 값을 그대로 씁니다."),
    )

    def __init__(self, *args: Any, has_secret: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.has_secret = has_secret

    def clean_server_url(self) -> str:
        address = str(self.cleaned_data["server_url"]).strip().rstrip("/")
        parts = urlsplit(address)
        is_safe = parts.scheme == "https" or (
            parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
        )
        if not is_safe or not parts.hostname or parts.query or parts.fragment:
            raise ValidationError(_("https://로 시작하는 주소를 넣어 주세요."))
        return address

    def clean_secret(self) -> str:
        secret = str(self.cleaned_data["secret"])
        if not secret and not self.has_secret:
            raise ValidationError(_("클라이언트 비밀값을 넣어 주세요."))
        return secret
