from counselling.timetable.waiting_range import WaitingRange, shown_range


def test_short_waits_are_told_to_the_minute_and_long_ones_to_five() -> None:
    assert shown_range(4.2, 11.1) == WaitingRange(4, 12)
    assert shown_range(12.0, 31.0) == WaitingRange(10, 30)


def test_a_range_is_never_narrower_than_three_minutes() -> None:
    assert shown_range(0.0, 0.0) == WaitingRange(0, 3)


def test_a_range_holds_both_its_ends() -> None:
    shown = WaitingRange(4, 12)

    assert [shown.holds(minutes) for minutes in (3.9, 4, 12, 12.1)] == [False, True, True, False]
