"""Interpreters."""

from typing import Any

from counselling.enums import InterpretedLanguage
from counselling.models import Interpreter


def make_interpreter(
    language: str = InterpretedLanguage.SIGN, *, name_ko: str = "정통역", **fields: Any
) -> Interpreter:
    """Create an interpreter of one language, for every agency unless told otherwise."""
    interpreter = Interpreter.objects.create(name_ko=name_ko, **fields)
    interpreter.skills.create(language=language)
    return interpreter
