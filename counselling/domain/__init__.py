"""What people can do, one verb per function; each change of state with its history row.

May import enums, exceptions, models, timetable, live, outbox and video.calls; never views,
forms, consumers, tasks or gateways. `queries` only reads.
"""
