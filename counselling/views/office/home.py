"""The start page of /office/: what the signed-in person may do there."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from counselling.actors import Actor
from counselling.rules import (
    administers_something,
    is_auditor,
    is_official,
    is_operator,
    is_staff,
    may_book_for_others,
    may_create_conference,
    may_list_recordings,
    may_manage_kiosks,
    may_plan_absences,
    may_see_office_messages,
)
from counselling.views.guards import Predicate, guarded


@dataclass(frozen=True)
class Act:
    """Something to do, shown to whom `predicate` allows."""

    predicate: Predicate
    url_name: str
    icon: str
    title: str | Promise
    text: str | Promise

    @property
    def href(self) -> str:
        return reverse(self.url_name)


ACTS = [
    Act(
        is_official,
        "desk",
        "headphones",
        _("창구에서 상담하기"),
        _("창구에 앉아 기다리는 분을 호출하고 영상으로 상담합니다."),
    ),
    Act(
        administers_something,
        "office_units",
        "building-2",
        _("기관 관리"),
        _("상담 시간, 휴무, 서비스, 창구, 직원, 설정을 바꿉니다."),
    ),
    Act(
        is_auditor,
        "office_units",
        "clipboard-list",
        _("변경 기록 보기"),
        _("우리 기관에서 누가 언제 무엇을 바꾸었는지 읽습니다. 바꿀 수는 없습니다."),
    ),
    Act(
        is_official,
        "desk_bookings",
        "calendar-days",
        _("예약 관리"),
        _("우리 부서의 예약과 시간 요청을 보고, 시간을 옮기고, 처리 기록을 확인합니다."),
    ),
    Act(
        may_book_for_others,
        "desk_book_for_service",
        "calendar-check",
        _("대신 예약하기"),
        _("창구나 전화로 오신 분의 예약을 대신 합니다."),
    ),
    Act(
        may_plan_absences,
        "desk_absences",
        "clock",
        _("부재 일정"),
        _("창구나 담당자가 자리를 비우는 때를 넣고, 그때 잡힌 예약을 옮깁니다."),
    ),
    Act(
        may_create_conference,
        "conferences",
        "users-round",
        _("정책자문회의"),
        _("회의를 만들고 위원을 초대하고 회의를 엽니다."),
    ),
    Act(
        may_list_recordings,
        "office_recordings",
        "video",
        _("녹화"),
        _("내가 진행한 상담과 회의의 녹화를 봅니다."),
    ),
    Act(
        is_operator,
        "office_live",
        "wifi",
        _("실시간 현황"),
        _("모든 기관의 대기와 상담, 살펴볼 일을 봅니다."),
    ),
    Act(
        may_manage_kiosks,
        "office_kiosks",
        "monitor",
        _("키오스크"),
        _("민원실 단말기를 등록하고 상태를 봅니다."),
    ),
    Act(
        may_see_office_messages,
        "office_messages",
        "message-square",
        _("보낸 메시지"),
        _("시연에서 보낸 문자와 이메일을 봅니다."),
    ),
]


@require_safe
@guarded(is_staff, login=True)
def home(request: HttpRequest) -> HttpResponse:
    """Show the acts that the person's roles allow, and the roles themselves."""
    memberships = request.user.memberships.select_related(  # type: ignore[union-attr]
        "agency", "department__agency"
    ).order_by("role", "pk")
    actor = request.actor  # type: ignore[attr-defined]
    return render(
        request, "office/home.html", {"acts": _acts_of(actor), "memberships": memberships}
    )


def _acts_of(actor: Actor) -> list[Act]:
    return [act for act in ACTS if act.predicate(actor, None)]
