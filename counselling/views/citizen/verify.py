"""Anyone may ask whether a session sheet is genuine: by its code, by its file, or by both."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from counselling.domain.sheet_checks import SheetCheck, check
from counselling.domain.sheet_content import shown_fingerprint
from counselling.exceptions import CounsellingError
from counselling.network_limits import Act, count
from counselling.views.guards import anyone, guarded

FILE_AT_MOST_BYTES = 1024 * 1024  # a sheet has about 50 KB


class VerifyForm(forms.Form):
    code = forms.CharField(
        label=_("확인 코드"),
        help_text=_("안내서 아래쪽에 있습니다. 예: K7QM-2XFA-9RTD-HB3C"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("PDF 파일"),
        help_text=_("받은 파일을 올리면 한 글자라도 바뀌었는지 봅니다. 파일은 저장하지 않습니다."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"empty": _("빈 파일입니다.")},
    )

    def clean_file(self) -> bytes | None:
        uploaded = self.cleaned_data["file"]
        if uploaded is None:
            return None
        if uploaded.size > FILE_AT_MOST_BYTES or getattr(uploaded, "no_space", False):
            raise forms.ValidationError(_("안내서가 아닙니다. 1MB보다 작은 PDF를 올려 주세요."))
        return bytes(uploaded.read())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("code") and cleaned.get("file") is None:
            raise forms.ValidationError(_("확인 코드를 넣거나 PDF 파일을 올려 주세요."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(anyone)
def verify(request: HttpRequest) -> HttpResponse:
    """Answer yes or no, and the few facts that stand on the paper, to be compared by eye."""
    if request.method == "POST":
        form = VerifyForm(request.POST, request.FILES)
    else:
        form = VerifyForm(request.GET if "code" in request.GET else None)
    found = _checked(request, form) if form.is_bound and form.is_valid() else None
    context: dict[str, object] = {"form": form, "found": found}
    if found and found.sheet:
        context["fingerprint"] = shown_fingerprint(found.sheet.content_hash)
    return render(request, "citizen/verify.html", context)


def _checked(request: HttpRequest, form: VerifyForm) -> SheetCheck | None:
    try:
        count(request, Act.VERIFY)
    except CounsellingError as error:
        form.add_error(None, str(error))
        return None
    return check(code=form.cleaned_data["code"], file=form.cleaned_data["file"])
