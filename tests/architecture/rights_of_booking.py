"""Rights to the pages of bookings, requests and absences; see tests.architecture.rights."""

from tests.architecture.right_rows import DEPARTMENT, SIGN_IN, SUPERVISOR, Row

BOOKERS = DEPARTMENT | {"seo", "choi", "helper"}
"""Interpreters, secretaries and administrators speak to no citizen who would book."""

ROWS_OF_BOOKING = [
    Row("GET desk/bookings/\nGET desk/requests/", DEPARTMENT | {"seo"}, "403", SIGN_IN),
    Row("GET desk/bookings/new/", BOOKERS, "403", SIGN_IN),
    Row(
        """
        GET desk/bookings/new/<slug:agency_code>/<slug:service_code>/
        GET desk/bookings/new/<slug:agency_code>/<slug:service_code>/who/
        """,
        BOOKERS,
        "404",
        SIGN_IN,
    ),
    Row(
        """
        GET desk/bookings/<slug:ref>/
        GET desk/bookings/<slug:ref>/move/
        GET desk/requests/<slug:ref>/
        """,
        DEPARTMENT,
        "404",
        SIGN_IN,
    ),
    Row(
        """
        POST desk/bookings/<slug:ref>/cancel/
        POST desk/bookings/<slug:ref>/assign/
        POST desk/requests/<slug:ref>/propose/
        POST desk/requests/<slug:ref>/decline/
        """,
        DEPARTMENT,
    ),
    Row("GET desk/bookings/<slug:ref>/made/", {"kim"}, "404", SIGN_IN),
    Row("GET desk/absences/\nGET desk/absences/new/", SUPERVISOR, "403", SIGN_IN),
    Row("GET desk/absences/<slug:ref>/", SUPERVISOR, "404", SIGN_IN),
    Row(
        """
        POST desk/absences/<slug:ref>/keep-times/
        POST desk/absences/<slug:ref>/take-back/
        """,
        SUPERVISOR,
    ),
]
