"""Rights to the pages of citizens and of everybody; see tests.architecture.rights."""

from tests.architecture.right_rows import EVERYBODY, FAMILY, HOLDERS, MEMBERS, Row

ROWS_OF_CITIZENS = [
    Row(
        """
        GET healthz
        GET readyz
        GET language/
        POST calls/echo/
        POST calls/practice/
        GET
        GET services/
        GET services/<slug:agency_code>/<slug:service_code>/
        GET services/<slug:agency_code>/<slug:service_code>/times/
        POST services/<slug:agency_code>/<slug:service_code>/hold/
        GET services/<slug:agency_code>/<slug:service_code>/now/
        GET services/<slug:agency_code>/<slug:service_code>/request/
        GET enter/
        GET enter/again/
        GET equipment/
        GET practice/
        GET my/
        GET status/
        GET booths/
        POST display/
        GET welcome/
        GET kiosk/
        GET kiosk/enrol/
        """,
        EVERYBODY,
    ),
    Row(
        """
        GET appointments/<slug:ref>/
        GET appointments/<slug:ref>/details/
        POST appointments/<slug:ref>/extend/
        POST appointments/<slug:ref>/typed/
        POST appointments/<slug:ref>/release/
        GET appointments/<slug:ref>/done/
        POST appointments/<slug:ref>/cancel/
        POST appointments/<slug:ref>/coming/
        POST appointments/<slug:ref>/not-coming/
        GET appointments/<slug:ref>/calendar.ics
        GET appointments/<slug:ref>/move/
        POST appointments/<slug:ref>/earlier/
        POST appointments/<slug:ref>/earlier/leave/
        POST offers/<slug:ref>/accept/
        POST offers/<slug:ref>/decline/
        GET appointments/<slug:ref>/equipment/
        GET appointments/<slug:ref>/practice/
        GET appointments/<slug:ref>/papers/
        POST appointments/<slug:ref>/consents/withdraw/
        POST appointments/<slug:ref>/representative/code/
        GET papers/<slug:ref>/
        POST papers/<slug:ref>/remove/
        POST appointments/<slug:ref>/enter/
        GET waiting/<slug:ref>/
        GET waiting/<slug:ref>/equipment/
        GET waiting/<slug:ref>/practice/
        GET waiting/<slug:ref>/papers/
        POST waiting/<slug:ref>/consents/withdraw/
        POST waiting/<slug:ref>/representative/code/
        GET waiting/<slug:ref>/now/
        POST waiting/<slug:ref>/join/
        POST waiting/<slug:ref>/leave/
        POST waiting/<slug:ref>/return/
        GET sessions/<slug:ref>/
        GET sessions/<slug:ref>/call/
        """,
        FAMILY,
    ),
    Row(
        """
        GET conferences/members/<slug:ref>/check/
        GET conferences/members/<slug:ref>/lobby/
        GET conferences/members/<slug:ref>/lobby/state/
        POST conferences/members/<slug:ref>/enter/
        POST conferences/members/<slug:ref>/join/
        GET conferences/members/<slug:ref>/call/
        POST conferences/members/<slug:ref>/leave/
        GET conferences/members/<slug:ref>/closed/
        """,
        MEMBERS,
    ),
    Row(
        """
        GET requests/<slug:ref>/
        POST requests/<slug:ref>/refuse/
        POST requests/<slug:ref>/withdraw/
        """,
        HOLDERS,
    ),
    Row("POST calls/<slug:call_ref>/token/", {"owner", "representative", "guest", "kim"}),
]
