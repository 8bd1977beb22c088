"""What a browser sends for the form of a week."""

from typing import Any


def week_data(**days: dict[str, str]) -> dict[str, Any]:
    """Inherit every weekday but those given, such as `day1={"mode": "open", ...}`."""
    data: dict[str, Any] = {"seen": "0", "act": "preview"}
    for weekday in range(7):
        fields = days.get(f"day{weekday}", {"mode": "inherit"})
        data |= {f"day{weekday}-{name}": value for name, value in fields.items()}
    return data


def open_day(opens: str = "09:00", closes: str = "18:00", **fields: str) -> dict[str, str]:
    return {"mode": "open", "opens_at": opens, "closes_at": closes, **fields}


def accepted(answer: Any) -> str:
    """Return what the preview asks to be sent back."""
    digest: str = answer.context["effects"].digest
    return digest
