"""WebSocket addresses of the live pages."""

from django.urls import path

from counselling.consumers.live_page import LivePage

websocket_urlpatterns = [
    path("ws/live/<str:kind>/<str:ref>/", LivePage.as_asgi()),
]
