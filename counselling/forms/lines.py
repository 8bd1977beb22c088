"""What is typed about a waiting line: by officials, by administrators, by who waits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.enums import PriorityClass
from counselling.forms.citizen_fields import PhoneField
from counselling.models import Department, Line, QueueTicket, Site
from counselling.models.line_messages import LONGEST_MINUTES

MESSAGE_LENGTH = 300
REASON_LENGTH = 200


class LineMessageForm(forms.Form):
    """Words to one waiting person, or to all in the line."""

    to = forms.ModelChoiceField(
        label=_("받는 분"),
        queryset=QueueTicket.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("기다리는 모든 분"),
        error_messages={"invalid_choice": _("그분은 이제 기다리지 않습니다. 다시 골라 주세요.")},
    )
    text = forms.CharField(
        label=_("보낼 말"),
        help_text=_("대기 화면에 바로 보입니다. 거두거나 하루가 끝날 때까지 남습니다."),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("보낼 말을 적어 주세요.")},
    )

    def __init__(self, *args: Any, waiting: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        to: Any = self.fields["to"]
        to.queryset = waiting
        to.label_from_instance = lambda ticket: f"{ticket.number} {ticket.name}"


class PriorityForm(forms.Form):
    """Another priority class for a walk-in, with the reason that the history keeps."""

    priority = forms.TypedChoiceField(
        label=_("순서"),
        choices=[(item.value, item.label) for item in PriorityClass.given_by_staff()],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("순서를 골라 주세요.")},
    )
    why = forms.CharField(
        label=_("까닭"),
        help_text=_("예: 거동이 불편한 분, 아이를 데리고 온 분. 기록에 남습니다."),
        max_length=REASON_LENGTH,
        error_messages={"required": _("까닭을 적어 주세요.")},
    )


class NearTurnForm(forms.Form):
    """The number to which a text message goes when the turn is near."""

    phone = PhoneField(
        label=_("휴대전화 번호"),
        error_messages={"required": _("문자를 받을 휴대전화 번호를 넣어 주세요.")},
    )


class TimedMessageForm(forms.Form):
    """What everybody reads who has waited for so long."""

    after_minutes = forms.IntegerField(
        label=_("몇 분 기다린 뒤에 보일까요 (분)"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        error_messages={"required": _("몇 분 뒤인지 넣어 주세요.")},
    )
    text_ko = forms.CharField(
        label=_("안내 문구"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("안내 문구를 적어 주세요.")},
    )
    text_en = forms.CharField(
        label=_("안내 문구 (영어)"),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    with_phone = forms.BooleanField(label=_("안내 전화번호를 함께 보입니다"), required=False)

    def __init__(self, *args: Any, line: Line, **options: Any) -> None:
        super().__init__(*args, **options)
        self.line = line

    def clean_after_minutes(self) -> int:
        minutes: int = self.cleaned_data["after_minutes"]
        if self.line.timed_messages.filter(after_minutes=minutes).exists():
            raise forms.ValidationError(_("이 시각의 안내가 이미 있습니다. 먼저 지워 주세요."))
        return minutes


class ScreenForm(forms.Form):
    """A call display, of the department or of one of the agency's sites."""

    name = forms.CharField(
        label=_("화면 이름"),
        help_text=_("예: 1층 민원실 입구"),
        max_length=60,
        error_messages={"required": _("화면 이름을 적어 주세요.")},
    )
    site = forms.ModelChoiceField(
        label=_("어디에 두나요"),
        queryset=Site.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("민원실을 다시 골라 주세요.")},
    )

    def __init__(self, *args: Any, department: Department, **options: Any) -> None:
        super().__init__(*args, **options)
        site: Any = self.fields["site"]
        site.queryset = department.agency.sites.all()
        site.empty_label = _("이 부서 (%(name)s)") % {"name": department.name}
        if not site.queryset.exists():
            del self.fields["site"]
