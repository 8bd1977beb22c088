"""Rights to the pages of waiting lines and call displays; see tests.architecture.rights.

Nobody in the world is a call display; tests.counselling.views.test_screens has one.
"""

from tests.architecture.right_rows import (
    ADMINISTRATOR,
    DEPARTMENT,
    EVERYBODY,
    FAMILY,
    SIGN_IN,
    Row,
)

ROWS_OF_LINES = [
    Row("POST waiting/<slug:ref>/text/", FAMILY),
    Row(
        """
        GET desk/<int:pk>/messages/
        GET desk/<int:pk>/screen/
        GET desk/people/<slug:ref>/class/
        """,
        DEPARTMENT,
        "404",
        SIGN_IN,
    ),
    Row(
        """
        GET desk/<int:pk>/screen/now/
        POST desk/messages/<slug:ref>/take-back/
        POST desk/people/<slug:ref>/again/
        """,
        DEPARTMENT,
    ),
    Row("GET screens/open/<slug:token>/", EVERYBODY),
    Row("GET screens/<slug:ref>/\nGET screens/<slug:ref>/now/", set()),
    Row("GET office/units/<slug:unit>/line/", ADMINISTRATOR, "404", SIGN_IN),
    Row(
        """
        POST office/units/<slug:unit>/line/messages/new/
        POST office/units/<slug:unit>/line/messages/<int:timed_pk>/remove/
        POST office/units/<slug:unit>/line/screens/new/
        POST office/screens/<slug:ref>/renew/
        POST office/screens/<slug:ref>/disable/
        """,
        ADMINISTRATOR,
    ),
]
