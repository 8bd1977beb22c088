"""A row of the table of rights, and the groups of people it names (tests.architecture.world)."""

from dataclasses import dataclass, field

INVITED = {"guest", "member"}
"""Without an account: one was asked into the call, the other to the meeting."""
SIGNED_OUT = {
    "nobody",
    "owner",
    "representative",
    "stranger",
    "kiosk",
    "visitor",
    "disabled",
} | INVITED
ONE_ROLE = {"supervisor", "administrator", "secretary", "interpreter", "helper", "auditor"}
"""People of the ministry with that role and no other."""
SIGNED_IN = {"account", "kim", "lee", "park", "seo", "choi"} | ONE_ROLE
EVERYBODY = SIGNED_OUT | SIGNED_IN
HOLDERS = {"owner", "visitor"}
"""Browsers in which the code was typed: at home and, just now, at the kiosk."""
FAMILY = HOLDERS | {"representative"}
"""A child's legal representative acts for it in its cases, with a code of their own."""
MEMBERS = HOLDERS | {"member"}
SUPERVISOR = {"park", "supervisor"}
DEPARTMENT = {"kim", "lee"} | SUPERVISOR
IN_CHARGE = {"kim"} | SUPERVISOR
SECRETARY = {"park"}
OPERATOR = {"choi"}
ADMINISTRATOR = {"park", "administrator", "choi"}
"""The administrator of the agency; the central operator may do the same in every agency."""
KIOSKS = {"kiosk", "visitor"}


@dataclass(frozen=True)
class Row:
    addresses: str
    let_in: set[str]
    otherwise: str = "404"
    but: dict[str, str] = field(default_factory=dict)

    def expected(self) -> dict[str, str]:
        """Return the answer to each person."""
        return {
            who: "in" if who in self.let_in else self.but.get(who, self.otherwise)
            for who in EVERYBODY
        }


SIGN_IN = dict.fromkeys(SIGNED_OUT, "sign in")

STAFF = DEPARTMENT | {"seo", "choi"} | ONE_ROLE
