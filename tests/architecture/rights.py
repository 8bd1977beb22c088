"""Who gets what: every address of ours and every live page, against everybody in the world.

Read a row as: these get in; the others are answered `otherwise` (404 where the address names an
object, so that whether it exists stays unsaid); `but` names exceptions. "sign in" goes to the
signed out only, with `otherwise` for those who are signed in as somebody else.
"""

from tests.architecture.right_rows import (
    ADMINISTRATOR,
    DEPARTMENT,
    EVERYBODY,
    HOLDERS,
    IN_CHARGE,
    KIOSKS,
    OPERATOR,
    SECRETARY,
    SIGN_IN,
    SIGNED_IN,
    Row,
)
from tests.architecture.rights_of_booking import ROWS_OF_BOOKING

ROWS = [
    *ROWS_OF_BOOKING,
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
        GET requests/<slug:ref>/
        POST requests/<slug:ref>/refuse/
        POST requests/<slug:ref>/withdraw/
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
        GET waiting/<slug:ref>/now/
        POST waiting/<slug:ref>/join/
        POST waiting/<slug:ref>/leave/
        POST waiting/<slug:ref>/return/
        GET sessions/<slug:ref>/
        GET sessions/<slug:ref>/call/
        GET conferences/members/<slug:ref>/check/
        GET conferences/members/<slug:ref>/lobby/
        GET conferences/members/<slug:ref>/lobby/state/
        POST conferences/members/<slug:ref>/enter/
        POST conferences/members/<slug:ref>/join/
        GET conferences/members/<slug:ref>/call/
        POST conferences/members/<slug:ref>/leave/
        GET conferences/members/<slug:ref>/closed/
        """,
        HOLDERS,
    ),
    Row("POST calls/<slug:call_ref>/token/", {"owner", "kim"}),
    Row("GET desk/", DEPARTMENT | {"seo"}, "403", SIGN_IN),
    Row(
        """
        GET desk/<int:pk>/
        GET desk/<int:pk>/line/suspend/
        """,
        DEPARTMENT,
        "404",
        SIGN_IN,
    ),
    Row(
        """
        GET desk/<int:pk>/now/
        GET desk/<int:pk>/lists/
        POST desk/<int:pk>/take/
        POST desk/<int:pk>/leave/
        POST desk/<int:pk>/away/
        POST desk/<int:pk>/back/
        POST desk/<int:pk>/presence/
        POST desk/<int:pk>/call-next/
        POST desk/<int:pk>/line/resume/
        POST desk/people/<slug:ref>/call/
        POST desk/people/<slug:ref>/missed/
        POST desk/people/<slug:ref>/put-back/
        POST desk/people/<slug:ref>/park/
        POST desk/people/<slug:ref>/resume/
        POST desk/people/<slug:ref>/join/
        """,
        DEPARTMENT,
    ),
    Row(
        """
        GET desk/papers/<slug:ref>/
        GET desk/people/<slug:ref>/transfer/
        """,
        DEPARTMENT,
        "404",
        SIGN_IN,
    ),
    Row("POST desk/sessions/<slug:ref>/end/", IN_CHARGE),
    Row("POST desk/sessions/<slug:ref>/identity/", IN_CHARGE),
    Row("POST desk/sessions/<slug:ref>/identity/undo/", IN_CHARGE),
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
        GET kiosk/waiting/<slug:ref>/
        GET kiosk/waiting/<slug:ref>/state/
        POST kiosk/waiting/<slug:ref>/join/
        POST kiosk/waiting/<slug:ref>/return/
        GET kiosk/call/<slug:ref>/
        GET kiosk/outcome/<slug:ref>/
        GET kiosk/outcome/<slug:ref>/state/
        """,
        {"visitor"},
        "to the start",
        {"kiosk": "404"},
    ),
    Row("GET conferences/", SIGNED_IN, "sign in"),
    Row("GET conferences/new/", SECRETARY, "403", SIGN_IN),
    Row("GET conferences/<slug:ref>/", SECRETARY, "404", SIGN_IN),
    Row(
        """
        POST conferences/members/<slug:ref>/admit/
        POST conferences/members/<slug:ref>/deny/
        POST conferences/members/<slug:ref>/send-code/
        GET conferences/<slug:ref>/board/
        GET conferences/<slug:ref>/strip/
        POST conferences/<slug:ref>/open-lobby/
        POST conferences/<slug:ref>/admit-all/
        POST conferences/<slug:ref>/start/
        POST conferences/<slug:ref>/end/
        """,
        SECRETARY,
    ),
    Row("GET office/", DEPARTMENT | {"seo", "choi"}, "403", SIGN_IN),
    # Only in the embedded shape, where whoever tries it out needs the codes.
    Row("GET office/messages/\nGET office/messages/list/", set()),
    Row(
        """
        GET welcome/second-factor/
        GET welcome/invitations/
        """,
        SIGNED_IN,
        but=SIGN_IN,
    ),
    Row("POST welcome/invitations/<slug:ref>/accept/", {"lee"}),
    Row("POST office/invitations/<slug:ref>/withdraw/", ADMINISTRATOR),
    Row("GET office/units/", ADMINISTRATOR, "403", SIGN_IN),
    Row(
        """
        GET office/units/<slug:unit>/
        GET office/units/<slug:unit>/name/
        GET office/units/<slug:unit>/settings/
        GET office/units/<slug:unit>/history/
        GET office/units/<slug:unit>/hours/
        GET office/units/<slug:unit>/hours/day/
        GET office/units/<slug:unit>/hours/weeks/<slug:period>/
        GET office/units/<slug:unit>/hours/weeks/<slug:period>/remove/
        GET office/units/<slug:unit>/closures/new/
        GET office/units/<slug:unit>/closures/<int:closure_pk>/remove/
        GET office/units/<slug:unit>/desks/new/
        GET office/units/<slug:unit>/services/
        GET office/units/<slug:unit>/services/new/
        GET office/units/<slug:unit>/departments/new/
        GET office/units/<slug:unit>/people/
        GET office/units/<slug:unit>/invitations/
        GET office/units/<slug:unit>/sign-on/
        GET office/units/<slug:unit>/sites/
        GET office/units/<slug:unit>/sites/new/
        GET office/units/<slug:unit>/notices/
        GET office/units/<slug:unit>/notice-words/
        GET office/units/<slug:unit>/notice-words/<slug:kind>/<slug:language>/
        GET office/desks/<int:desk_pk>/
        GET office/services/<int:service_pk>/
        GET office/services/<int:service_pk>/questions/
        GET office/services/<int:service_pk>/questions/new/
        GET office/questions/<int:question_pk>/
        GET office/people/<int:membership_pk>/
        GET office/sites/<int:site_pk>/
        GET office/sites/<int:site_pk>/booths/new/
        GET office/booths/<int:booth_pk>/
        GET office/booths/<int:booth_pk>/schedule/
        GET office/booths/<int:booth_pk>/blocks/new/
        """,
        ADMINISTRATOR,
        "404",
        SIGN_IN,
    ),
    Row(
        """
        POST office/people/<int:membership_pk>/end/
        POST office/booths/<int:booth_pk>/blocks/<slug:ref>/end/
        POST office/questions/<int:question_pk>/up/
        POST office/questions/<int:question_pk>/stop/
        POST office/questions/<int:question_pk>/ask/
        """,
        ADMINISTRATOR,
    ),
    Row(
        """
        POST office/units/<slug:unit>/notice-words/<slug:kind>/<slug:language>/reset/
        POST office/notices/<slug:notice_ref>/retry/
        """,
        ADMINISTRATOR,
    ),
    # Only for whoever can sign with the gateway's secret.
    Row("POST sms-reports/", set()),
    Row("GET office/holidays/\nGET office/holidays/new/", OPERATOR, "403", SIGN_IN),
    Row("GET office/holidays/<int:holiday_pk>/remove/", OPERATOR, "404", SIGN_IN),
    Row("POST office/holidays/import/", OPERATOR, "403"),
    Row("GET office/recordings/", DEPARTMENT | {"seo", "choi"}, "403", SIGN_IN),
    Row(
        """
        GET office/recordings/<slug:ref>/
        GET office/recordings/<slug:ref>/<str:name>
        """,
        IN_CHARGE | OPERATOR,
    ),
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

LIVE_PAGES = {
    "queue_ticket": HOLDERS,
    "appointment": HOLDERS,
    "conference_member": HOLDERS,
    "session": HOLDERS | DEPARTMENT,
    "desk": DEPARTMENT,
    "line": DEPARTMENT,
    "conference": HOLDERS | SECRETARY,
    "kiosk": KIOSKS,
    "office": set(),
}
