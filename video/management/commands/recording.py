"""`manage.py recording start|pause|resume|stop|delete CALL`: recordings by command.

For operators and trials; people get buttons together with the rules of consent.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from video import recordings
from video.exceptions import VideoError
from video.models import Call, Recording

ACTS = {
    "pause": recordings.pause_recording,
    "resume": recordings.resume_recording,
    "stop": recordings.stop_recording,
    "delete": recordings.delete_recording,
}


class Command(BaseCommand):
    help = "Start, pause, resume, stop or delete the recording of a call; prints its reference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["start", *ACTS])
        parser.add_argument("call", help="the call's reference")

    def handle(self, *args: Any, **options: Any) -> None:
        call = Call.objects.filter(ref=options["call"]).first()
        if call is None:
            raise CommandError("There is no such call.")
        try:
            recording = self._do(call, options["act"])
        except VideoError as error:
            raise CommandError(f"{error} ({error.code})") from error
        self.stdout.write(json.dumps({"recording": recording.ref, "state": recording.state}))

    def _do(self, call: Call, act: str) -> Recording:
        if act == "start":
            return recordings.start_recording(call, why="by command")
        recording = call.recordings.first()
        if recording is None:
            raise CommandError("The call was never recorded.")
        ACTS[act](recording, why="by command")
        recording.refresh_from_db()
        return recording
