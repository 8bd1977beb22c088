"""Counselling: agencies, booking, waiting lines, sessions, kiosks and meetings.

One Django app, layers x topics. A layer may import from those above it only:

| layer | may import |
|---|---|
| timetable | the standard library: pure time arithmetic, no ORM |
| papers | the standard library and parsers: looks into files, in a process of its own |
| enums, exceptions, references | Django's translation and text choices |
| models | enums, exceptions, references |
| live, outbox, gateways, entered | models; leaves that domain code or tasks use |
| domain, domain.queries | models, timetable, live, outbox, and video.calls for media |
| rules | models: predicates that views and consumers guard with |
| forms, views, consumers, tasks, management | everything above |
"""
