"""What an administrator fills in about a ready text or an outcome code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.domain.writing_administration import CODE_LABELS, TEXT_LABELS
from counselling.enums import NoteFor, Outcome
from counselling.forms.office_fields import VersionedForm, text_field


class WritingForm(VersionedForm):
    """A row of an ordered list; one that has just the same words is refused."""

    position = forms.IntegerField(
        label=_("순서"),
        min_value=1,
        max_value=999,
        initial=1,
        help_text=_("작은 수가 위에 옵니다."),
    )
    is_offered = forms.BooleanField(label=_("지금 씁니다"), required=False, initial=True)

    twins: Any = None
    """Other rows that must not say the same."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def _refuse_twin(self, field: str, text: Any, **same: Any) -> None:
        is_twin = self.twins is not None and self.twins.filter(is_offered=True, **same).exists()
        if is_twin and self.cleaned_data.get("is_offered"):
            self.add_error(field, text)


class TextForm(WritingForm):
    title = text_field(TEXT_LABELS["title"], required_text=_("제목을 적어 주세요."), max_length=60)
    text = forms.CharField(
        label=TEXT_LABELS["text"],
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("내용을 적어 주세요.")},
    )
    note_for = forms.ChoiceField(
        label=TEXT_LABELS["note_for"],
        choices=NoteFor.choices,
        initial=NoteFor.CITIZEN,
        widget=forms.RadioSelect,
    )
    field_order = ("title", "text", "note_for", "position", "is_offered")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        title, note_for = cleaned.get("title"), cleaned.get("note_for")
        text = _("같은 제목의 상용구가 있습니다.")
        self._refuse_twin("title", text, title=title, note_for=note_for)
        return cleaned


class CodeForm(WritingForm):
    text_ko = text_field(
        CODE_LABELS["text_ko"],
        required_text=_("결과 문구를 적어 주세요."),
        max_length=120,
        help_text=_("민원인이 읽습니다. 예: 수거 검사를 접수했습니다"),
    )
    text_en = text_field(CODE_LABELS["text_en"], max_length=120)
    outcome = forms.ChoiceField(
        label=CODE_LABELS["outcome"],
        help_text=_("통계에는 이 뜻으로 셉니다."),
        choices=Outcome.chosen_by_hand(),
    )
    field_order = ("text_ko", "text_en", "outcome", "position", "is_offered")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text = _("같은 문구의 결과가 있습니다.")
        self._refuse_twin("text_ko", text, text_ko=cleaned.get("text_ko"))
        return cleaned
