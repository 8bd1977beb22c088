"""The sentences of the practice room, for its script."""

from django.utils.translation import gettext as _

from video.texts import equipment_texts


def practice_texts() -> dict[str, str]:
    """In the language of the request."""
    return {
        **equipment_texts(),
        "phase_ready": _("[연습 시작]을 누르면 연습 도우미가 나와 인사합니다."),
        "phase_waiting": _("연습 도우미를 부르고 있습니다. 잠시만 기다려 주세요."),
        "phase_greeting": _("도우미가 인사합니다. 소리가 들리고 화면이 보이나요?"),
        "phase_listening": _("지금 5초 동안 말해 보세요."),
        "phase_echoing": _("방금 말한 내용이 다시 나옵니다. 들어 보세요."),
        "phase_done": _("연습이 끝났습니다. 아래 결과를 보고 질문에 답해 주세요."),
        "phase_failed": _(
            "연습 도우미와 연결되지 않았습니다. 다른 인터넷(예: 휴대전화 핫스팟)으로 바꾸어 "
            "보거나, 가까운 상담실 또는 전화를 이용하세요."
        ),
        "sent_picture_good": _("내 영상이 잘 갔습니다. ({frames}장)"),
        "sent_picture_weak": _("내 영상이 조금만 갔습니다. ({frames}장)"),
        "sent_picture_failed": _("내 영상이 도착하지 않았습니다. 카메라를 확인해 보세요."),
        "sent_sound_good": _("내 소리가 잘 갔습니다. ({packets}묶음)"),
        "sent_sound_weak": _("소리는 갔지만 아주 작습니다. 조금 크게 말해 보세요."),
        "sent_sound_failed": _("내 소리가 도착하지 않았습니다. 마이크를 확인해 보세요."),
        "way_good": _("좋음: 보낼 때 손실 {sent}%, 받을 때 손실 {received}%, 왕복 {ms}밀리초"),
        "way_weak": _("약함: 보낼 때 손실 {sent}%, 받을 때 손실 {received}%, 왕복 {ms}밀리초"),
        "echo_ask": _("다시 나온 내 목소리가 들렸나요?"),
        "echo_yes": _("들렸습니다."),
        "echo_no": _(
            "들리지 않았습니다. 소리 크기와 스피커·이어폰 연결을 확인하고 다시 해 보세요. "
            "들리지 않아도 글로 대화하며 상담할 수 있습니다."
        ),
    }
