import itertools

from hypothesis import given
from hypothesis import strategies as st

from video.relay.core.broken_picture import BrokenPicture


def asked_at(
    picture: BrokenPicture, given_up: list[tuple[float, int]], until: float
) -> list[float]:
    """Watch every 10 ms; `given_up` says from when on how many packets are."""
    moments = [number / 100 for number in range(int(until * 100))]
    counts = [max((count for at, count in given_up if at <= now), default=0) for now in moments]
    return [now for now, count in zip(moments, counts, strict=True) if picture.watch(count, now)]


def test_nothing_is_asked_for_while_nothing_is_given_up():
    picture = BrokenPicture()

    assert asked_at(picture, [], until=3) == []
    assert not picture.is_broken


def test_a_keyframe_is_asked_for_once_nothing_more_was_given_up_for_a_moment():
    assert asked_at(BrokenPicture(), [(0.5, 1), (0.6, 2)], until=1) == [0.8]


def test_a_long_bad_stretch_is_not_waited_for():
    steadily = [(0.1 * number, number) for number in range(1, 20)]

    assert asked_at(BrokenPicture(), steadily, until=1) == [0.7]


def test_it_is_asked_for_again_every_second_and_at_last_left_to_the_viewers():
    picture = BrokenPicture()

    assert asked_at(picture, [(0, 1)], until=9) == [0.2, 1.2, 2.2, 3.2, 4.2]
    assert not picture.is_broken


def test_a_new_loss_is_asked_for_even_after_an_old_one_was_left_to_the_viewers():
    assert asked_at(BrokenPicture(), [(0, 1), (8, 2)], until=9)[4:] == [4.2, 8.2]


def test_nothing_is_asked_for_any_more_when_a_keyframe_has_come():
    picture = BrokenPicture()
    asked_at(picture, [(0, 3)], until=0.5)

    picture.mended()

    assert not picture.is_broken
    assert not picture.watch(3, 9.0)


@given(st.lists(st.floats(0, 20), max_size=60))
def test_requests_are_a_second_apart_however_much_is_lost(moments):
    given_up = [(at, number) for number, at in enumerate(sorted(moments), 1)]

    times = asked_at(BrokenPicture(), given_up, until=22)

    assert all(b - a > 0.98 for a, b in itertools.pairwise(times))
    assert bool(times) == bool(moments)
