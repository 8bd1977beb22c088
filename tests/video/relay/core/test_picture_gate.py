"""When a viewer gets sound only, and how pictures come back."""

from video.relay.core.picture_gate import PictureGate


def openings(gate: PictureGate, *, until: float, starves_after: float) -> list[float]:
    """When the gate opens again on a way where pictures starve so long after each opening."""
    opened_at, found, was_open = 0.0, [], True
    for tick in range(int(until * 4)):
        now = tick / 4
        is_open = gate.judge(now, starving=now - opened_at >= starves_after)
        if is_open and not was_open:
            opened_at = now
            found.append(now)
        was_open = is_open
    return found


def test_it_is_open_while_nothing_starves():
    gate = PictureGate(0.0)

    assert all(gate.judge(second, starving=False) for second in range(100))


def test_pictures_come_back_by_themselves_after_five_seconds():
    gate = PictureGate(0.0)
    gate.judge(10.0, starving=True)

    assert [gate.judge(at, starving=True) for at in (14.9, 15.0)] == [False, True]


def test_it_tries_less_often_the_oftener_it_fails_but_never_waits_long():
    gaps = openings(PictureGate(0.0), until=60, starves_after=2)

    assert [b - a for a, b in zip([0.0, *gaps], gaps, strict=False)] == [7, 9.5, 13.25, 17]


def test_after_pictures_that_lasted_it_is_patient_no_more():
    gaps = openings(PictureGate(0.0), until=80, starves_after=20)

    assert [b - a for a, b in zip([0.0, *gaps], gaps, strict=False)] == [25, 25, 25]
