import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from counselling.timetable.turns import (
    HEAD_STARTS,
    LONGEST_HEAD_START,
    Place,
    Step,
    in_turn,
    next_place,
    replay,
)

NOON = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)
URGENT, APPOINTMENT, PREFERRED, WALK_IN = 5, 10, 30, 50

places = st.builds(
    Place,
    key=st.integers(1, 10_000),
    service=st.integers(1, 3),
    priority=st.sampled_from(sorted(HEAD_STARTS)),
    waiting_since=st.integers(0, 600).map(lambda minutes: NOON + dt.timedelta(minutes=minutes)),
    is_lost=st.booleans(),
)
lines = st.lists(places, max_size=30, unique_by=lambda place: place.key)
serves = st.frozensets(st.integers(1, 3), min_size=1)


def walk_in(key: int, minutes: int, **fields: object) -> Place:
    since = NOON + dt.timedelta(minutes=minutes)
    return Place(
        **{"key": key, "service": 1, "priority": WALK_IN, "waiting_since": since, **fields}
    )


@given(lines, serves)
def test_only_somebody_whom_the_desk_serves_is_called(line: list[Place], desk: frozenset[int]):
    found = next_place(line, serves=desk)

    assert (found is None) == (not [place for place in line if place.service in desk])
    assert found is None or found.service in desk


@given(lines, st.randoms())
def test_the_order_does_not_depend_on_how_the_line_is_read(line: list[Place], chance):
    shuffled = list(line)
    chance.shuffle(shuffled)

    assert in_turn(shuffled) == in_turn(line)


@given(lines)
def test_within_a_class_whoever_came_first_is_first(line: list[Place]):
    for priority in HEAD_STARTS:
        alike = [place for place in in_turn(line) if place.priority == priority]
        there = [place for place in alike if not place.is_lost]

        assert there == sorted(there, key=lambda place: (place.waiting_since, place.key))


@given(lines)
def test_nobody_starves(line: list[Place]):
    """Nobody is overtaken by somebody who came more than the longest head start later."""
    order = [place for place in in_turn(line) if not place.is_lost]

    for position, later in enumerate(order):
        for earlier in order[:position]:
            assert earlier.waiting_since <= later.waiting_since + LONGEST_HEAD_START


@given(lines)
def test_an_appointment_is_before_every_walk_in_of_the_last_two_hours(line: list[Place]):
    order = [place for place in in_turn(line) if not place.is_lost]

    for position, place in enumerate(order):
        if place.priority == APPOINTMENT:
            overtaken_by = [other for other in order[:position] if other.priority == WALK_IN]
            two_hours = dt.timedelta(hours=2)
            assert all(
                other.waiting_since <= place.waiting_since - two_hours for other in overtaken_by
            )


@given(lines)
def test_who_is_there_is_called_before_who_is_lost(line: list[Place]):
    order = [place.is_lost for place in in_turn(line)]

    assert order == sorted(order)


@given(lines, places)
def test_who_comes_changes_nothing_among_the_others(line: list[Place], newcomer: Place):
    others = [place for place in line if place.key != newcomer.key]

    together = [place for place in in_turn([*others, newcomer]) if place.key != newcomer.key]

    assert together == in_turn(others)


@given(lines, st.data())
def test_who_was_set_aside_comes_back_to_the_old_place(line: list[Place], data):
    if not line:
        return
    aside = data.draw(st.sampled_from(line))

    without = [place for place in line if place.key != aside.key]

    assert in_turn([*without, aside]) == in_turn(line)


def test_a_replay_tells_who_was_called_out_of_turn() -> None:
    first, second = walk_in(1, 0), walk_in(2, 5)
    desk = frozenset({1})
    steps = [Step(1, first), Step(2, second), Step(2, serves=desk), Step(1, serves=desk)]

    assert replay(steps) == [(2, 1), (1, 1)]


def test_a_replay_follows_who_leaves_and_who_is_lost() -> None:
    desk = frozenset({1})
    steps = [
        Step(1, walk_in(1, 0)),
        Step(2, walk_in(2, 5)),
        Step(3, walk_in(3, 9)),
        Step(1),
        Step(2, walk_in(2, 5, is_lost=True)),
        Step(3, serves=desk),
        Step(2, serves=desk),
    ]

    assert replay(steps) == [(3, 3), (2, 2)]
