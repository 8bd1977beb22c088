"""How dates are written, one module a language: {{ moment|date:"DAY_TIME_FORMAT" }}."""
