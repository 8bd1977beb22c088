"""What administrators fill in about sites and booths."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.domain.site_administration import LABELS
from counselling.forms.office_fields import VersionedForm, text_field

EQUIPMENT = {
    "camera": _("카메라"),
    "microphone": _("마이크"),
    "speaker": _("스피커"),
    "headset": _("헤드셋"),
    "touchscreen": _("터치스크린"),
    "document_camera": _("서류 카메라"),
    "scanner": _("스캐너"),
    "printer": _("프린터"),
    "id_reader": _("신분증 판독기"),
    "height_adjustable_desk": pgettext_lazy("equipment of a booth", "높낮이 조절 책상"),
}


class SiteForm(VersionedForm):
    """A civil-service office that has booths."""

    name_ko = text_field(
        LABELS["name_ko"], required_text=_("민원실 이름을 적어 주세요."), max_length=100
    )
    name_en = text_field(LABELS["name_en"], max_length=100)
    address_ko = text_field(
        LABELS["address_ko"], required_text=_("주소를 적어 주세요."), max_length=200
    )
    address_en = text_field(LABELS["address_en"], max_length=200)
    phone = text_field(
        LABELS["phone"],
        help_text=_("키오스크 앞의 민원인에게 안내합니다."),
        max_length=30,
    )

    @property
    def values(self) -> dict[str, Any]:
        names = ("name_ko", "name_en", "address_ko", "address_en", "phone")
        return {name: self.cleaned_data[name] for name in names}


class BoothForm(VersionedForm):
    """A room with a kiosk."""

    name_ko = text_field(
        LABELS["name_ko"],
        required_text=_("영상상담실 이름을 적어 주세요."),
        help_text=_("예: 영상상담실 1호"),
        max_length=100,
    )
    name_en = text_field(LABELS["name_en"], max_length=100)
    equipment = forms.MultipleChoiceField(
        label=LABELS["equipment"],
        choices=list(EQUIPMENT.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("장비를 다시 골라 주세요.")},
    )

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name_ko", "name_en", "equipment")}
