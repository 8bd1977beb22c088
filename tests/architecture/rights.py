"""Who gets what: every address of ours and every live page, against everybody in the world.

Read a row as: these get in; the others are answered `otherwise` (404 where the address names an
object, so that whether it exists stays unsaid); `but` names exceptions. "sign in" goes to the
signed out only, with `otherwise` for those who are signed in as somebody else.
"""

from tests.architecture.right_rows import DEPARTMENT, FAMILY, KIOSKS, MEMBERS, SECRETARY, SUPERVISOR
from tests.architecture.rights_of_booking import ROWS_OF_BOOKING
from tests.architecture.rights_of_citizens import ROWS_OF_CITIZENS
from tests.architecture.rights_of_colleagues import ROWS_OF_COLLEAGUES
from tests.architecture.rights_of_conferences import ROWS_OF_CONFERENCES
from tests.architecture.rights_of_course import ROWS_OF_COURSE
from tests.architecture.rights_of_desks import ROWS_OF_DESKS
from tests.architecture.rights_of_kiosks import ROWS_OF_KIOSKS
from tests.architecture.rights_of_lines import ROWS_OF_LINES
from tests.architecture.rights_of_office import ROWS_OF_OFFICE
from tests.architecture.rights_of_records import ROWS_OF_JOINT, ROWS_OF_RECORDS

ROWS = [
    *ROWS_OF_BOOKING,
    *ROWS_OF_CITIZENS,
    *ROWS_OF_COLLEAGUES,
    *ROWS_OF_CONFERENCES,
    *ROWS_OF_COURSE,
    *ROWS_OF_DESKS,
    *ROWS_OF_KIOSKS,
    *ROWS_OF_LINES,
    *ROWS_OF_OFFICE,
    *ROWS_OF_RECORDS,
    *ROWS_OF_JOINT,
]

LIVE_PAGES = {
    "queue_ticket": FAMILY,
    "appointment": FAMILY,
    "conference_member": MEMBERS,
    "session": FAMILY | DEPARTMENT,
    "joint": {"seo"},
    "desk": DEPARTMENT,
    "department": SUPERVISOR,
    "line": DEPARTMENT,
    "conference": MEMBERS | SECRETARY,
    "kiosk": KIOSKS,
    "call_display": set(),
    "office": set(),
}
