"""Rights to what happens around a session; see tests.architecture.rights."""

from tests.architecture.right_rows import DEPARTMENT, HOLDERS, SIGN_IN, Row

ROWS_OF_COURSE = [
    Row(
        """
        GET appointments/<slug:ref>/attendance/
        POST appointments/<slug:ref>/new-time/
        """,
        HOLDERS,
    ),
    Row("GET desk/bookings/<slug:ref>/attendance/", DEPARTMENT, "404", SIGN_IN),
]
