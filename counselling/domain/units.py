"""The unit tree: nation > agency > department > desk. Hours, closures and settings hang on it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from counselling.models import Agency, Department, Desk

AnyUnit = Agency | Department | Desk | None


class UnitLevel(TextChoices):
    """Where something is set; each level inherits from the one before."""

    NATION = "nation", _("전국")
    AGENCY = "agency", _("기관")
    DEPARTMENT = "department", _("부서")
    DESK = "desk", _("창구")


@dataclass(frozen=True)
class Unit:
    """One unit with the units above it: a desk knows its department and agency."""

    agency: Agency | None = None
    department: Department | None = None
    desk: Desk | None = None

    @property
    def own(self) -> AnyUnit:
        """The row of the unit itself; None is the nation."""
        return self.desk or self.department or self.agency

    @property
    def level(self) -> UnitLevel:
        if self.desk:
            return UnitLevel.DESK
        if self.department:
            return UnitLevel.DEPARTMENT
        return UnitLevel.AGENCY if self.agency else UnitLevel.NATION

    @property
    def key(self) -> str:
        """How addresses and histories name the unit, such as `department-12`."""
        return f"{self.level.value}-{self.own.pk}" if self.own else UnitLevel.NATION.value

    @property
    def name(self) -> str:
        return self.own.name if self.own else gettext("전국 기본")

    @property
    def full_name(self) -> str:
        """The name with the units above it, as histories keep it."""
        return " ".join(unit.name for unit in self.path if unit.own) or self.name

    @cached_property
    def path(self) -> list["Unit"]:
        """From the nation down to the unit itself."""
        path = [NATION]
        if self.agency:
            path.append(Unit(self.agency))
        if self.department:
            path.append(Unit(self.agency, self.department))
        if self.desk:
            path.append(self)
        return path

    @property
    def above(self) -> "Unit | None":
        return self.path[-2] if self.own else None

    @property
    def columns(self) -> dict[str, AnyUnit]:
        """The foreign keys of a row about exactly this unit."""
        return {
            "agency": self.own if self.level == UnitLevel.AGENCY else None,
            "department": self.own if self.level == UnitLevel.DEPARTMENT else None,
            "desk": self.own if self.level == UnitLevel.DESK else None,
        }

    @property
    def desks(self) -> QuerySet[Desk]:
        """The desks of the unit, all of them for the nation."""
        desks = Desk.objects.select_related("department__agency")
        if self.desk:
            return desks.filter(pk=self.desk.pk)
        if self.department:
            return desks.filter(department=self.department)
        return desks.filter(department__agency=self.agency) if self.agency else desks


NATION = Unit()


def unit_of(own: AnyUnit) -> Unit:
    """Make the unit of an agency, a department or a desk (of which those above are loaded)."""
    if isinstance(own, Desk):
        return Unit(own.department.agency, own.department, own)
    if isinstance(own, Department):
        return Unit(own.agency, own)
    return Unit(own)


def find_unit(key: str) -> Unit | None:
    """Return the unit that an address names; None when there is no such one."""
    level, _hyphen, pk = key.partition("-")
    if key == UnitLevel.NATION:
        return NATION
    if not pk.isdecimal() or len(pk) > 12:
        return None
    if level == UnitLevel.AGENCY:
        return _made(Agency.objects.filter(pk=pk).first())
    if level == UnitLevel.DEPARTMENT:
        return _made(Department.objects.select_related("agency").filter(pk=pk).first())
    if level == UnitLevel.DESK:
        return _made(Desk.objects.select_related("department__agency").filter(pk=pk).first())
    return None


def about_path(unit: Unit) -> Q:
    """Rows (UnitRecord) of the unit and of every unit above it."""
    rows = Q()
    for step in unit.path:
        rows |= Q(**step.columns)
    return rows


def _made(own: AnyUnit) -> Unit | None:
    return unit_of(own) if own else None
