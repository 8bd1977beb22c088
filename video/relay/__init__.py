"""The media relay: a Django-free island that runs as `python -m video.relay`.

Nothing here may import Django or anything of this project outside video.relay.
`video` (the Django side) may import `video.relay.messages` and nothing else.
"""
