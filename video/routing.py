from django.urls import path

from video.consumers import CallConsumer

websocket_urlpatterns = [path("ws/calls/<slug:call_ref>/", CallConsumer.as_asgi())]
