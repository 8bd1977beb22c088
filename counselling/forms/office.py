"""What administrators fill in under /office/."""

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.models import Booth


class BoothChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Booth) -> str:
        return f"{obj.site.name} · {obj.name}"


class KioskForm(forms.Form):
    """A device that is about to be enrolled."""

    booth = BoothChoiceField(
        label=_("놓을 영상상담실"),
        queryset=Booth.objects.select_related("site"),
        empty_label=_("영상상담실을 골라 주세요"),
        error_messages={
            "required": _("영상상담실을 골라 주세요."),
            "invalid_choice": _("영상상담실을 다시 골라 주세요."),
        },
    )
    name = forms.CharField(
        label=_("키오스크 이름"),
        help_text=_("예: 1호 화면"),
        max_length=60,
        error_messages={"required": _("키오스크 이름을 적어 주세요.")},
    )
