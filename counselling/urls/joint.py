"""Addresses of calls that change hands, and of joint sessions."""

from django.urls import path

from counselling.views.desk import handovers, joint, joint_inviting

ONE = "desk/joint/<slug:ref>"

urlpatterns = [
    path("desk/handovers/<slug:ref>/", handovers.handover, name="desk_handover"),
    path("desk/handovers/<slug:ref>/state/", handovers.state, name="desk_handover_state"),
    path("desk/handovers/<slug:ref>/leave/", handovers.leave, name="desk_handover_leave"),
    path(
        "desk/handovers/<slug:ref>/take-back/", handovers.take_back, name="desk_handover_take_back"
    ),
    path("desk/sessions/<slug:ref>/side-room/", handovers.use_side_room, name="desk_side_room"),
    path(
        "desk/sessions/<slug:ref>/joint/",
        joint_inviting.invite_to_session,
        name="desk_joint_invite",
    ),
    path(
        "desk/bookings/<slug:ref>/joint/", joint_inviting.invite_to_booking, name="desk_joint_book"
    ),
    path("desk/joint/", joint.joint_list, name="desk_joint_list"),
    path(f"{ONE}/", joint.joint, name="desk_joint"),
    path(f"{ONE}/state/", joint.state, name="desk_joint_state"),
    path(f"{ONE}/accept/", joint.accept, name="desk_joint_accept"),
    path(f"{ONE}/decline/", joint.decline, name="desk_joint_decline"),
    path(f"{ONE}/join/", joint.join, name="desk_joint_join"),
    path(f"{ONE}/leave/", joint.leave, name="desk_joint_leave"),
    path(f"{ONE}/draft/", joint.draft, name="desk_joint_draft"),
    path(f"{ONE}/outcome/", joint.write_outcome, name="desk_joint_outcome"),
    path(f"{ONE}/withdraw/", joint_inviting.withdraw, name="desk_joint_withdraw"),
]
