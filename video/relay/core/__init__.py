"""The relay's protocol logic: no I/O, standard library only, time is always an argument.

Everything here may be imported by video.relay; it imports nothing but itself.
"""
