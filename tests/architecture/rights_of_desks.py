"""Rights to the pages of the desk board; see tests.architecture.rights."""

from tests.architecture.right_rows import DEPARTMENT, IN_CHARGE, SIGN_IN, Row

ROWS_OF_DESKS = [
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
]
