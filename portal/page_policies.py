"""What pages may load and use; a part of the settings."""

from csp.constants import NONE, SELF

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:", "mediastream:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str] | str] = {
    "camera": "self",
    "microphone": "self",
    "display-capture": "self",
    "geolocation": [],
    "payment": [],
    "usb": [],
}
