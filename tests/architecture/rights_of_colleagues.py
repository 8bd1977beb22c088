"""Rights to help, supervision and the official's calendar; see tests.architecture.rights.

lee came along into kim's session in answer to an earlier call for help; kim asks again.
"""

from tests.architecture.right_rows import DEPARTMENT, EVERYBODY, SIGN_IN, SUPERVISOR, Row

COLLEAGUES = {"lee"} | SUPERVISOR
OFFICIALS = DEPARTMENT | {"seo"}

ROWS_OF_COLLEAGUES = [
    Row("POST desk/<int:pk>/help/", DEPARTMENT),
    Row("GET desk/help/<slug:ref>/", COLLEAGUES, "404", SIGN_IN),
    Row("POST desk/help/<slug:ref>/join/", COLLEAGUES),
    Row("POST desk/help/<slug:ref>/take-back/", {"kim"}),
    Row("GET desk/departments/<int:department_pk>/", SUPERVISOR, "404", SIGN_IN),
    Row("GET desk/departments/<int:department_pk>/now/", SUPERVISOR),
    Row(
        """
        GET desk/sessions/<slug:ref>/listen/
        GET desk/sessions/<slug:ref>/step-in/
        """,
        SUPERVISOR,
        "404",
        SIGN_IN,
    ),
    Row("POST desk/sessions/<slug:ref>/reassign/", SUPERVISOR),
    Row("GET desk/sessions/<slug:ref>/beside/", {"lee"}),
    Row("GET desk/calendar/", OFFICIALS, "403", SIGN_IN),
    Row("POST desk/calendar/make/\nPOST desk/calendar/revoke/", OFFICIALS, "403"),
    # The secret in the address is the only key.
    Row("GET calendars/<slug:secret>.ics", EVERYBODY),
]
