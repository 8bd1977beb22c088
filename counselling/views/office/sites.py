"""Sites and booths of an agency: address, contact, equipment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from counselling.domain import site_administration, unit_changes
from counselling.domain.row_changes import subject_of
from counselling.domain.units import Unit, unit_of
from counselling.enums import ChangeTopic
from counselling.forms.office_sites import EQUIPMENT, BoothForm, SiteForm
from counselling.models import Booth, Site
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import BoothOf, load_agency_unit, load_booth, load_site
from counselling.views.office.saving import errors_on_form


@require_safe
@guarded(may_administer, load=load_agency_unit, login=True)
def sites(request: HttpRequest, unit: Unit) -> HttpResponse:
    """List the agency's sites with their booths and kiosks."""
    history = unit_changes.history_of(unit, limit=10, topics=[ChangeTopic.SITE])
    rows = site_administration.sites_of(unit)
    context = {"unit": unit_of(unit.agency), "tab": "sites", "sites": rows, "history": history}
    context["equipment_names"] = EQUIPMENT
    return render(request, "office/sites.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_agency_unit, login=True)
def add_site(request: HttpRequest, unit: Unit) -> HttpResponse:
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        site_administration.add_site(
            unit.agency,  # type: ignore[arg-type]
            form.values,
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("민원실을 더했습니다."))
        return redirect("office_sites", f"agency-{unit.agency.pk}")  # type: ignore[union-attr]
    context = {"unit": unit_of(unit.agency), "tab": "sites", "form": form}
    return render(request, "office/site.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_site, login=True)
def edit_site(request: HttpRequest, site: Site) -> HttpResponse:
    names = ("name_ko", "name_en", "address_ko", "address_en", "phone")
    form = SiteForm(request.POST or None, initial=_initial(site, names))
    return _edit(request, site, form, unit_of(site.agency), "office/site.html")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_site, login=True)
def add_booth(request: HttpRequest, site: Site) -> HttpResponse:
    form = BoothForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        site_administration.add_booth(
            site,
            form.values,
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("영상상담실을 더했습니다."))
        return redirect("office_sites", f"agency-{site.agency_id}")
    context = {"unit": unit_of(site.agency), "tab": "sites", "form": form, "site": site}
    return render(request, "office/booth.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_booth, login=True)
def edit_booth(request: HttpRequest, target: BoothOf) -> HttpResponse:
    booth = target.booth
    initial = _initial(booth, ("name_ko", "name_en", "equipment"))
    form = BoothForm(request.POST or None, initial=initial)
    return _edit(request, booth, form, unit_of(target.agency), "office/booth.html")


def _edit(
    request: HttpRequest, row: Site | Booth, form: SiteForm | BoothForm, unit: Unit, template: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with errors_on_form(form, subject=subject_of(row)):
            site_administration.change_site(
                row,
                form.values,
                seen=form.cleaned_data["seen"],
                by=request.user,  # type: ignore[arg-type]
            )
            messages.success(request, _("저장했습니다."))
            return redirect("office_sites", unit.key)
    history = unit_changes.history_about(subject_of(row))
    context = {"unit": unit, "tab": "sites", "form": form, "row": row, "history": history}
    return render(request, template, context)


def _initial(row: Site | Booth, names: tuple[str, ...]) -> dict[str, object]:
    version = unit_changes.version_of(subject_of(row))
    return {"seen": version, **{name: getattr(row, name) for name in names}}
