"""The sentences of the call stage and the equipment check, for the scripts of those pages."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from video.enums import EndReason, QualityCause, SeatRole


def stage_texts() -> dict[str, str]:
    """In the language of the request."""
    return {
        **{f"role_{role.value}": str(role.label) for role in SeatRole},
        **_people(),
        **_controls(),
        **_connection(),
        **_devices(),
        **_endings(),
    }


def equipment_texts() -> dict[str, str]:
    """In the language of the request."""
    return {
        **_devices(),
        "camera_waiting": _("카메라를 켜고 있습니다."),
        "camera_ok": _("잘 보입니다."),
        "camera_none": _("카메라 없이 참여합니다."),
        "microphone_waiting": _("말해 보세요."),
        "microphone_ok": _("잘 들립니다."),
        "microphone_quiet": _("소리가 아직 들리지 않습니다. 조금 크게 말해 보세요."),
        "microphone_none": _("마이크 없이 참여합니다."),
        "level": _("소리 크기 {level}/6"),
        "speaker_waiting": _("[소리 듣기]를 누르고 소리가 들리는지 알려 주세요."),
        "speaker_playing": _("소리가 나고 있습니다. 들렸나요?"),
        "speaker_ok": _("소리가 잘 나옵니다."),
        "speaker_not_heard": _(
            "컴퓨터의 소리 크기와 스피커·이어폰 연결을 확인하고 다시 눌러 보세요. "
            "들리지 않아도 글로 대화하며 상담할 수 있습니다."
        ),
        "echo_waiting": _("서버까지 연결해 보고 있습니다."),
        "echo_good": _("좋음 (서버까지 왕복 {ms}밀리초). 영상상담을 할 수 있습니다."),
        "echo_fair": _("보통 (서버까지 왕복 {ms}밀리초). 영상이 가끔 느릴 수 있습니다."),
        "echo_poor": _(
            "나쁨 (서버까지 왕복 {ms}밀리초). 영상이 끊길 수 있으니 소리 위주로 하세요."
        ),
        "echo_no_picture": _("연결은 되지만 영상이 돌아오지 않습니다. 소리로 상담할 수 있습니다."),
        "echo_failed": _(
            "서버에 연결되지 않았습니다. 다른 인터넷(예: 휴대전화 핫스팟)으로 바꾸어 보거나, "
            "가까운 상담실 또는 전화를 이용하세요."
        ),
        "again": _("다시 확인"),
    }


def _people() -> dict[str, str]:
    return {
        "me": pgettext("in a call", "나"),
        "picture_of": _("{name}의 영상"),
        "screen_of": _("{name}의 화면"),
        "expected": _("{name} 님이 곧 들어옵니다."),
        "came": _("{name} 님이 들어왔습니다."),
        "went": _("{name} 님이 나갔습니다."),
        "shaky": _("{name} 님의 연결이 불안정합니다."),
        "lost_sight": _("{name} 님의 연결이 끊겼습니다. 자동으로 다시 연결합니다."),
        "back": _("{name} 님이 다시 연결되었습니다."),
        "seat_weak": _("연결이 불안정합니다"),
        "seat_lost": _("연결이 끊겼습니다. 돌아오기를 기다립니다"),
        "tile_weak": _("상대방 연결이 불안정합니다."),
        "tile_weak_more": _("잠시만 기다려 주세요."),
        "tile_lost": _("상대방 연결이 끊겼습니다."),
        "tile_lost_more": _("자동으로 다시 연결합니다."),
        "tile_on_hold": _("잠시 대기 중입니다."),
        "seat_sound_only": _("인터넷이 느려 소리만 듣고 있습니다"),
        "seat_on_hold": _("잠시 대기 중입니다. 담당자가 다시 부르면 자동으로 이어집니다."),
        "person_invited": _("아직 들어오지 않음"),
        "person_connected": _("연결됨"),
        "person_left": pgettext("state of a person", "나감"),
        "quality_good": _("연결 좋음"),
        "quality_fair": _("연결 보통"),
        "quality_poor": _("연결 나쁨"),
        **{f"cause_{cause.value}": str(cause.label) for cause in QualityCause},
        "sending": _("보내는 중"),
        "remove_sure": _("정말 내보낼까요?"),
        "muted_by_host": _(
            "진행자가 마이크를 껐습니다. [마이크 꺼짐]을 누르면 다시 켤 수 있습니다."
        ),
    }


def _controls() -> dict[str, str]:
    return {
        "microphone_on": _("마이크 켜짐"),
        "microphone_off": _("마이크 꺼짐"),
        "camera_on": _("카메라 켜짐"),
        "camera_off": _("카메라 꺼짐"),
        "screen_on": _("화면 공유 중지"),
        "screen_off": _("화면 공유"),
    }


def _connection() -> dict[str, str]:
    return {
        "connection_good": _("연결 좋음"),
        "connection_fair": _("연결 보통"),
        "connection_poor": _("연결 나쁨"),
        "connection_connecting": _("연결하는 중"),
        "connection_lost": _("연결 끊김"),
        "connection_signalling": _("서버에 다시 연결하는 중"),
        "connecting": _("연결하고 있습니다. 잠시만 기다려 주세요."),
        "lost": _("연결이 끊겼습니다. 자동으로 다시 연결합니다. 이 화면을 그대로 두세요."),
        "again_in": _("{seconds}초 뒤에 다시 시도합니다."),
        "sound_only": _(
            "인터넷이 느려 영상을 멈추고 소리만 이어 갑니다. 나아지면 영상이 자동으로 돌아옵니다."
        ),
        "tip_loss": _(
            "내 인터넷에서 소리와 영상이 빠집니다. 공유기 가까이 가거나 랜선을 써 보세요."
        ),
        "tip_delay": _("내 인터넷이 느립니다. 내려받기처럼 인터넷을 쓰는 다른 일을 멈춰 보세요."),
        "tip_jitter": _("내 인터넷 속도가 고르지 않습니다. 와이파이 대신 랜선을 써 보세요."),
        "tip_computer": _("컴퓨터나 휴대전화가 바쁩니다. 쓰지 않는 프로그램과 창을 닫아 보세요."),
        "tip_other": _("{name} 님의 연결이 좋지 않습니다. 끊기면 천천히 다시 말해 주세요."),
    }


def _devices() -> dict[str, str]:
    return {
        "device": _("장치"),
        "no_device": _("찾은 장치가 없습니다"),
        "media_insecure": _(
            "이 주소에서는 브라우저가 카메라와 마이크를 열어 주지 않습니다. "
            "https로 시작하는 주소로 다시 들어오세요. 듣기와 글 대화는 할 수 있습니다."
        ),
        "camera_blocked": _(
            "카메라가 막혀 있습니다. 주소창 왼쪽의 자물쇠 또는 카메라 그림을 눌러 카메라를 "
            "'허용'으로 바꾼 뒤 [다시 시도]를 누르세요. 카메라 없이도 상담할 수 있습니다."
        ),
        "camera_missing": _(
            "카메라를 찾지 못했습니다. 연결한 뒤 [다시 시도]를 누르세요. "
            "카메라 없이도 상담할 수 있습니다."
        ),
        "camera_in_use": _(
            "다른 프로그램이 카메라를 쓰고 있는 것 같습니다. 그 프로그램을 닫고 [다시 시도]를 "
            "누르세요. 카메라 없이도 상담할 수 있습니다."
        ),
        "camera_gone": _("카메라 연결이 끊겼습니다. 다시 연결한 뒤 [다시 시도]를 누르세요."),
        "microphone_blocked": _(
            "마이크가 막혀 있습니다. 주소창 왼쪽의 자물쇠 또는 마이크 그림을 눌러 마이크를 "
            "'허용'으로 바꾼 뒤 [다시 시도]를 누르세요. 듣기와 글 대화는 할 수 있습니다."
        ),
        "microphone_missing": _(
            "마이크를 찾지 못했습니다. 연결한 뒤 [다시 시도]를 누르세요. "
            "듣기와 글 대화는 할 수 있습니다."
        ),
        "microphone_in_use": _(
            "다른 프로그램이 마이크를 쓰고 있는 것 같습니다. 그 프로그램을 닫고 [다시 시도]를 "
            "누르세요. 듣기와 글 대화는 할 수 있습니다."
        ),
        "microphone_gone": _("마이크 연결이 끊겼습니다. 다시 연결한 뒤 [다시 시도]를 누르세요."),
        "screen_failed": _("화면을 공유하지 못했습니다. 다시 눌러 보세요."),
    }


def _endings() -> dict[str, str]:
    return {
        "over_ended": _("통화가 끝났습니다. 수고하셨습니다."),
        "over_left": _("통화에서 나왔습니다."),
        "over_revoked": _("이 자리는 더 이상 쓸 수 없습니다. 안내받은 화면에서 다시 입장하세요."),
        "over_taken_over": _("다른 창에서 들어왔습니다. 이 창에서는 끊었습니다."),
        "over_no_seat": _("입장 확인이 끝났습니다. 이름과 인증번호로 다시 입장하세요."),
        **{f"reason_{reason.value}": str(reason.label) for reason in EndReason},
    }
