"""Whether what was just done can be told to other screens at once."""

from django import template

from video.after_commit import redis_seems_away

register = template.Library()


@register.simple_tag
def news_is_late() -> bool:
    """Say that Redis did not answer a moment ago: changes stay, others hear of them later."""
    return redis_seems_away()
