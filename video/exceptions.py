"""What can go wrong around a call; str(error) is a sentence for people.

VideoError
├── CallEnded
├── SeatRevoked
├── TokenRefused        bad, expired, used or foreign join token
├── NotAllowed          the seat may not do this
├── NoWorker            no relay worker is alive or has room
├── NoRobot             no recorder, or nobody in the practice room
├── NotRecording        the recording is in another state
└── RelayFailed         the worker did not answer, or said no (`code`)
"""

from django.utils.translation import gettext_lazy as _


class VideoError(Exception):
    code = "internal"
    text = _("문제가 생겼습니다. 잠시 뒤 다시 시도하세요.")

    def __str__(self) -> str:
        return str(self.text)


class CallEnded(VideoError):
    code = "ended"
    text = _("이 통화는 끝났습니다.")


class SeatRevoked(VideoError):
    code = "revoked"
    text = _("이 자리는 더 이상 쓸 수 없습니다. 안내받은 화면에서 다시 입장하세요.")


class TokenRefused(VideoError):
    code = "bad_token"
    text = _("입장 확인이 만료되었습니다. 이 화면을 새로 고치세요.")


class NotAllowed(VideoError):
    code = "not_allowed"
    text = _("이 자리에서는 할 수 없는 일입니다.")


class NoWorker(VideoError):
    code = "no_relay"
    text = _("영상 서버를 준비하고 있습니다. 잠시 뒤 자동으로 연결합니다.")


class NoRobot(VideoError):
    code = "no_robot"
    text = _("지금은 할 수 없습니다. 잠시 뒤 다시 시도하세요.")


class NotRecording(VideoError):
    code = "not_recording"
    text = _("녹화 상태가 이미 바뀌었습니다. 화면을 새로 고치세요.")


RELAY_TEXTS = {
    "bad_sdp": _("브라우저가 보낸 영상 연결 정보를 읽을 수 없습니다. 화면을 새로 고치세요."),
    "too_large": _("브라우저가 보낸 영상 연결 정보가 너무 큽니다. 화면을 새로 고치세요."),
    "not_allowed": NotAllowed.text,
    "busy": _("지금 통화가 많습니다. 잠시 뒤 자동으로 다시 연결합니다."),
    "no_answer": _("영상 서버가 대답하지 않습니다. 자동으로 다시 연결합니다."),
}


class RelayFailed(VideoError):
    """`code` is a FailedCode of video.relay.messages, or `no_answer`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = RELAY_TEXTS.get(code, VideoError.text)
