"""Rights to the record of a session; see tests.architecture.rights."""

from tests.architecture.right_rows import (
    DEPARTMENT,
    EVERYBODY,
    HOLDERS,
    IN_CHARGE,
    SIGN_IN,
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
        HOLDERS,
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
    Row("GET desk/objections/", {"park"}, "403", SIGN_IN),
    Row("GET desk/objections/<slug:ref>/", {"park"}, "404", SIGN_IN),
]
