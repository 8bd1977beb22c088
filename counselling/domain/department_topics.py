"""Topics of a department as a whole, for its boards and for who supervises it."""

from counselling.models import Department


def help_topic(department: Department | int) -> str:
    """Name the topic of calls for help: every board of the department listens."""
    return f"help:{_pk(department)}"


def supervision_topic(department: Department | int) -> str:
    """Name the topic of what happens in its calls: only supervisors' pages listen."""
    return f"supervision:{_pk(department)}"


def _pk(department: Department | int) -> int:
    return department.pk if isinstance(department, Department) else department
