"""What templates/call/ needs beside the seat."""

from django import template

from video.practice_texts import practice_texts
from video.texts import equipment_texts, stage_texts

register = template.Library()

register.simple_tag(stage_texts)
register.simple_tag(equipment_texts)
register.simple_tag(practice_texts)
