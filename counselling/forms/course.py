"""What people fill in around a session: corrections, warnings, objections, telephone."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from counselling.enums import AttendanceVerdict, MisconductKind

REASON_LENGTH = 200
TEXT_LENGTH = 2000


def reason_field(label: Any, *, required_text: Any, **options: Any) -> forms.CharField:
    """Make the box for a short reason."""
    options.setdefault("max_length", REASON_LENGTH)
    return forms.CharField(
        label=label,
        validators=[ProhibitNullCharactersValidator()],
        error_messages={"required": required_text},
        **options,
    )


def long_text_field(label: Any, *, required_text: Any, **options: Any) -> forms.CharField:
    """Make the box for a longer text."""
    widget = forms.Textarea(attrs={"rows": 5})
    return reason_field(
        label, required_text=required_text, max_length=TEXT_LENGTH, widget=widget, **options
    )


class CorrectionForm(forms.Form):
    """How the appointment really went, and why one says so."""

    verdict = forms.ChoiceField(
        label=_("실제로는 어떠했나요?"),
        choices=AttendanceVerdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("하나를 골라 주세요.")},
    )
    reason = reason_field(
        _("그렇게 보는 까닭"),
        required_text=_("까닭을 적어 주세요."),
        help_text=_("상대방도 읽습니다."),
    )


class WarningForm(forms.Form):
    """Why the official warns."""

    kind = forms.ChoiceField(
        label=_("무엇 때문인가요?"),
        choices=[("", _("골라 주세요")), *MisconductKind.choices],
        error_messages={"required": _("무엇 때문인지 골라 주세요.")},
    )


class StopForm(forms.Form):
    """Why the official ends the session, as the citizen reads it."""

    reason = reason_field(
        _("상담을 멈추는 까닭"),
        required_text=_("까닭을 적어 주세요."),
        help_text=_("있었던 일을 그대로 적어 주세요. 민원인과 관리 담당자가 읽습니다."),
    )


class ObjectionForm(forms.Form):
    """The citizen's own view of an ended session."""

    objection = long_text_field(
        _("이의 내용"), required_text=_("무엇이 사실과 다른지 적어 주세요.")
    )


class ComplaintForm(forms.Form):
    """How an official behaved, as the citizen saw it."""

    complaint = long_text_field(_("있었던 일"), required_text=_("있었던 일을 적어 주세요."))


class DecisionForm(forms.Form):
    """A supervisor's decision on an ended session."""

    verdict = forms.ChoiceField(
        label=_("검토 결과"),
        choices=[("upheld", _("중단이 맞음")), ("withdrawn", _("경고와 중단을 거둠"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("하나를 골라 주세요.")},
    )
    decision = long_text_field(
        _("답변"),
        required_text=_("답변을 적어 주세요."),
        help_text=_("민원인이 읽습니다."),
    )


class AnswerForm(forms.Form):
    """A supervisor's answer to a complaint."""

    answer = long_text_field(
        _("답변"), required_text=_("답변을 적어 주세요."), help_text=_("민원인이 읽습니다.")
    )
