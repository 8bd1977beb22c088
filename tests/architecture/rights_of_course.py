"""Rights to what happens around a session; see tests.architecture.rights."""

from tests.architecture.right_rows import DEPARTMENT, FAMILY, IN_CHARGE, SIGN_IN, SUPERVISOR, Row

ROWS_OF_COURSE = [
    Row(
        """
        GET appointments/<slug:ref>/attendance/
        POST appointments/<slug:ref>/new-time/
        GET waiting/<slug:ref>/attendance/
        GET sessions/<slug:ref>/course/
        POST sessions/<slug:ref>/phone/
        GET sessions/<slug:ref>/conduct/
        """,
        FAMILY,
    ),
    Row("GET desk/sessions/<slug:ref>/course/", DEPARTMENT),
    Row(
        """
        POST desk/sessions/<slug:ref>/more-time/
        POST desk/sessions/<slug:ref>/warn/
        POST desk/sessions/<slug:ref>/stop/
        POST desk/sessions/<slug:ref>/phone/
        """,
        IN_CHARGE,
    ),
    Row("GET desk/conduct/", SUPERVISOR, "403", SIGN_IN),
    Row(
        """
        GET desk/conduct/<slug:ref>/
        GET desk/complaints/<slug:ref>/
        """,
        SUPERVISOR,
        "404",
        SIGN_IN,
    ),
    Row("GET desk/petitions/", DEPARTMENT | {"seo"}, "403", SIGN_IN),
    Row(
        """
        GET desk/bookings/<slug:ref>/attendance/
        GET desk/people/<slug:ref>/attendance/
        GET desk/petitions/<slug:ref>/
        """,
        DEPARTMENT,
        "404",
        SIGN_IN,
    ),
    Row(
        """
        POST desk/petitions/<slug:ref>/supplement/
        POST desk/petitions/<slug:ref>/supplied/
        POST desk/petitions/<slug:ref>/extend/
        POST desk/petitions/<slug:ref>/finish/
        """,
        DEPARTMENT,
    ),
]
