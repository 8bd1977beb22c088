"""The words of one kind of notice, in one language."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.domain.notice_templates import problems_of
from counselling.domain.notice_texts import Text
from counselling.enums import NoticeKind
from counselling.forms.office_fields import VersionedForm


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HeadingField(forms.CharField):
    """One line: a line break here would begin another header of the e-mail."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if "\n" in text or "\r" in text:
            raise ValidationError(_("제목은 한 줄로 적어 주세요."))
        return text


class NoticeTemplateForm(VersionedForm):
    heading = HeadingField(
        label=_("이메일 제목"),
        max_length=120,
        error_messages={"required": _("이메일 제목을 적어 주세요.")},
    )
    email_text = forms.CharField(
        label=_("이메일 본문"),
        max_length=4000,
        widget=_text(6),
        error_messages={"required": _("이메일 본문을 적어 주세요.")},
    )
    sms_text = forms.CharField(
        label=_("문자"),
        max_length=1000,
        widget=_text(4),
        help_text=_("누리집 주소는 넣을 수 없습니다. 앞에 [마주]가 붙습니다."),
        error_messages={"required": _("문자 내용을 적어 주세요.")},
    )

    def __init__(self, *args: Any, kind: NoticeKind, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kind, self._language = kind, language

    @property
    def template(self) -> Text:
        """The words as typed; only of a valid form."""
        return Text(
            heading=self.cleaned_data["heading"],
            email_text=self.cleaned_data["email_text"],
            sms_text=self.cleaned_data["sms_text"],
        )

    def clean(self) -> dict[str, Any]:
        """Say beside each field what cannot be sent like that."""
        data = super().clean() or {}
        if {"heading", "email_text", "sms_text"} <= set(data):
            for field, sentences in problems_of(self.template, self._kind, self._language).items():
                for sentence in sentences:
                    self.add_error(field, sentence)
        return data
