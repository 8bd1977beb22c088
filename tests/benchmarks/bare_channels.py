"""The reference of `BENCH=live`: a Channels consumer that joins one group and does nothing else.

Served by Daphne with the product's settings, so that only the consumer differs.
"""

import os
from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
http_application = get_asgi_application()


class Bare(AsyncJsonWebsocketConsumer):
    async def connect(self) -> None:
        self.group = f"bare.{self.scope['url_route']['kwargs']['line']}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        await self.send_json({"type": "state"})

    async def bare_changed(self, event: dict[str, Any]) -> None:
        await self.send_json({"type": "changed", "sequence": event["sequence"]})


application = ProtocolTypeRouter(
    {
        "http": http_application,
        "websocket": URLRouter([path("ws/bare/<int:line>/", Bare.as_asgi())]),
    }
)
