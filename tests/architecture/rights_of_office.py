"""Rights to the pages of the office; see tests.architecture.rights."""

from tests.architecture.right_rows import (
    ADMINISTRATOR,
    DEPARTMENT,
    IN_CHARGE,
    OPERATOR,
    SIGN_IN,
    SIGNED_IN,
    STAFF,
    Row,
)

ROWS_OF_OFFICE = [
    Row("GET office/", STAFF, "403", SIGN_IN),
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
    Row("GET office/units/", ADMINISTRATOR | {"auditor"}, "403", SIGN_IN),
    Row("GET office/units/<slug:unit>/history/", ADMINISTRATOR | {"auditor"}, "404", SIGN_IN),
    Row(
        """
        GET office/units/<slug:unit>/
        GET office/units/<slug:unit>/name/
        GET office/units/<slug:unit>/settings/
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
        GET office/units/<slug:unit>/interpreters/
        GET office/units/<slug:unit>/interpreters/new/
        GET office/interpreters/<slug:ref>/
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
    Row("GET office/recordings/", DEPARTMENT | {"seo", "choi", "secretary"}, "403", SIGN_IN),
    Row(
        """
        GET office/recordings/<slug:ref>/
        GET office/recordings/<slug:ref>/<str:name>
        """,
        IN_CHARGE | OPERATOR,
    ),
]
