"""Rights to the pages of kiosks, and to their administration; see tests.architecture.rights."""

from tests.architecture.right_rows import KIOSKS, OPERATOR, SIGN_IN, Row

ROWS_OF_KIOSKS = [
    Row(
        """
        POST kiosk/finish/
        POST kiosk/help/
        POST kiosk/heartbeat/
        POST kiosk/display/
        GET kiosk/code/
        GET kiosk/services/
        GET kiosk/services/<slug:agency_code>/
        GET kiosk/services/<slug:agency_code>/<slug:service_code>/
        """,
        KIOSKS,
        "to the start",
    ),
    Row(
        """
        GET kiosk/check/<slug:ref>/
        GET kiosk/practice/<slug:ref>/
        GET kiosk/waiting/<slug:ref>/
        GET kiosk/waiting/<slug:ref>/state/
        POST kiosk/waiting/<slug:ref>/join/
        POST kiosk/waiting/<slug:ref>/return/
        GET kiosk/call/<slug:ref>/
        GET kiosk/call/<slug:ref>/course/
        POST kiosk/call/<slug:ref>/report/
        GET kiosk/outcome/<slug:ref>/
        GET kiosk/outcome/<slug:ref>/state/
        """,
        {"visitor"},
        "to the start",
        {"kiosk": "404"},
    ),
    Row("GET office/live/", OPERATOR, "403", SIGN_IN),
    Row("GET office/live/now/", OPERATOR, "403"),
    Row("GET office/kiosks/", OPERATOR, "403", SIGN_IN),
    Row("POST office/kiosks/new/", OPERATOR, "403"),
    Row(
        """
        POST office/kiosks/<slug:ref>/code/
        POST office/kiosks/<slug:ref>/helped/
        POST office/kiosks/<slug:ref>/disable/
        """,
        OPERATOR,
    ),
]
