"""Which live pages hear of a booking: its own, its desk, and every board of its department."""

from counselling import live
from counselling.models import Appointment, Department, Desk


def bookings_topic(department: Department | int) -> str:
    """Name the topic of the appointments of a department."""
    return f"bookings:{department.pk if isinstance(department, Department) else department}"


def touch_booking(appointment: Appointment, *also: Desk) -> None:
    """Tell of a change of an appointment; `also` names the desk it left."""
    departments = {desk.department_id for desk in (appointment.desk, *also)}
    live.touch(appointment, appointment.desk, *also, *map(bookings_topic, departments))
