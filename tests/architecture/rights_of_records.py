"""Rights to the record of a session; see tests.architecture.rights."""

from tests.architecture.right_rows import (
    ADMINISTRATOR,
    DEPARTMENT,
    EVERYBODY,
    FAMILY,
    IN_CHARGE,
    SIGN_IN,
    SUPERVISOR,
    Row,
)

ROWS_OF_RECORDS = [
    Row("GET verify/", EVERYBODY),
    Row(
        """
        GET sessions/<slug:ref>/sheet/
        GET sessions/<slug:ref>/objection/
        GET sessions/<slug:ref>/strip/
        POST objections/<slug:ref>/withdraw/
        """,
        FAMILY,
    ),
    Row("POST desk/sessions/<slug:ref>/draft/", IN_CHARGE),
    Row(
        """
        GET desk/sessions/<slug:ref>/record/
        GET desk/sessions/<slug:ref>/sheet/
        """,
        DEPARTMENT,
        "404",
        SIGN_IN,
    ),
    Row("GET desk/sessions/<slug:ref>/correct/", IN_CHARGE, "404", SIGN_IN),
    Row("GET desk/objections/", SUPERVISOR, "403", SIGN_IN),
    Row("GET desk/objections/<slug:ref>/", SUPERVISOR, "404", SIGN_IN),
    Row(
        """
        GET office/units/<slug:unit>/texts/
        GET office/units/<slug:unit>/texts/new/
        GET office/texts/<int:text_pk>/
        GET office/services/<int:service_pk>/outcomes/
        GET office/services/<int:service_pk>/outcomes/new/
        GET office/outcomes/<int:outcome_pk>/
        """,
        ADMINISTRATOR,
        "404",
        SIGN_IN,
    ),
]

ROWS_OF_JOINT = [
    Row(
        """
        GET desk/handovers/<slug:ref>/
        """,
        {"lee"},
        "404",
        SIGN_IN,
    ),
    Row(
        """
        GET desk/handovers/<slug:ref>/state/
        POST desk/handovers/<slug:ref>/leave/
        POST desk/handovers/<slug:ref>/take-back/
        """,
        {"lee"},
    ),
    Row("POST desk/sessions/<slug:ref>/side-room/", IN_CHARGE | {"seo"}),
    Row("GET desk/sessions/<slug:ref>/joint/", IN_CHARGE, "404", SIGN_IN),
    Row("GET desk/bookings/<slug:ref>/joint/", DEPARTMENT, "404", SIGN_IN),
    Row("GET desk/joint/", DEPARTMENT | {"seo"}, "403", SIGN_IN),
    Row("GET desk/joint/<slug:ref>/", {"seo"}, "404", SIGN_IN),
    Row(
        """
        GET desk/joint/<slug:ref>/state/
        POST desk/joint/<slug:ref>/accept/
        POST desk/joint/<slug:ref>/decline/
        POST desk/joint/<slug:ref>/join/
        POST desk/joint/<slug:ref>/leave/
        POST desk/joint/<slug:ref>/draft/
        POST desk/joint/<slug:ref>/outcome/
        """,
        {"seo"},
    ),
    Row("POST desk/joint/<slug:ref>/withdraw/", IN_CHARGE),
]
