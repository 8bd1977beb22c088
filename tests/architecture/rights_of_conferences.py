"""Rights to the pages of advisory meetings; see tests.architecture.rights."""

from tests.architecture.right_rows import SECRETARY, SIGN_IN, SIGNED_IN, Row

ROWS_OF_CONFERENCES = [
    Row("GET conferences/", SIGNED_IN, "sign in"),
    Row("GET conferences/new/", SECRETARY | {"secretary", "administrator"}, "403", SIGN_IN),
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
]
