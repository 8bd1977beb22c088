import math
import random
import statistics

import pytest

from counselling.timetable.waiting_model import (
    PRIOR_LOG_RATIO,
    Busy,
    Ended,
    LineFit,
    LineNow,
    adapted_level,
    fit,
    level_overnight,
    narrowest,
    span_to_show,
    still_holds,
    waits,
)


def line(**fields: object) -> LineNow:
    return LineNow(**{"fit": LineFit(), "free_desks": 1, **fields})


def typical(now: LineNow, place: int = -1) -> float:
    return statistics.median(waits(now)[place])


def test_without_history_the_start_is_sensible() -> None:
    assert (fit([]).log_ratio, fit([]).samples) == (PRIOR_LOG_RATIO, 0)


def test_a_line_is_fitted_to_its_own_history() -> None:
    chance = random.Random(1)
    ended = [Ended(15, chance.lognormvariate(math.log(12), 0.5)) for _ in range(500)]

    fitted = fit(ended, left=50)

    assert math.exp(fitted.log_ratio) * 15 == pytest.approx(12, rel=0.05)
    assert fitted.log_spread == pytest.approx(0.5, abs=0.05)
    assert fitted.leave_share == pytest.approx(0.09, abs=0.01)


def test_nobody_ahead_of_a_free_desk_waits() -> None:
    assert set(waits(line())[0]) == {0.0}


def test_more_people_ahead_wait_longer_and_more_desks_less() -> None:
    people = (15.0,) * 6

    assert typical(line(ahead=people)) > typical(line(ahead=people[:3]))
    assert typical(line(ahead=people, free_desks=3)) < typical(line(ahead=people))


def test_what_is_gone_by_of_a_session_counts() -> None:
    begun = line(free_desks=0, busy=(Busy(15, 0),))
    nearly_done = line(free_desks=0, busy=(Busy(15, 12),))

    assert typical(nearly_done) < typical(begun)


def test_an_official_who_stepped_out_is_waited_for() -> None:
    assert typical(line(free_desks=0, away=(0.0,))) > 5


def test_people_who_give_up_make_the_line_shorter() -> None:
    stays = line(ahead=(15.0,) * 8)
    leaves = line(ahead=(15.0,) * 8, fit=LineFit(leave_share=0.3))

    assert typical(leaves) < typical(stays)


def test_every_page_of_a_line_sees_the_same_plays() -> None:
    assert waits(line(ahead=(15.0, 20.0))) is waits(line(ahead=(15.0, 20.0)))


def test_the_narrowest_span_holds_enough_plays() -> None:
    assert narrowest([0, 0, 1, 1, 2, 9, 20, 50], 0.5) == (0, 1)


def test_misses_widen_and_hits_narrow_what_is_shown() -> None:
    assert adapted_level([False] * 3, start=0.8) > 0.8
    assert adapted_level([True] * 3, start=0.8) < 0.8


def test_a_night_keeps_a_part_of_what_the_day_taught() -> None:
    assert 0.8 < level_overnight(0.8, [False] * 9) < adapted_level([False] * 9, start=0.8)


def test_a_level_beyond_all_plays_stretches_their_span() -> None:
    low, high = narrowest([10.0] * 50 + [20.0] * 50, 1.2)

    assert low < 10 and high > 20


def test_of_a_long_wait_the_densest_part_is_shown() -> None:
    plays = [float(number) for number in range(10, 30)] + [40.0] * 60 + [60.0, 80.0]

    low, high = span_to_show(plays, 0.99)

    assert low <= 40 <= high
    assert high - low <= 0.55 * 81


def test_who_still_waits_counts_by_how_likely_their_range_comes_true() -> None:
    plays = [5.0, 10.0, 15.0, 20.0]

    assert still_holds(plays, low=10, high=20, waited=0) == 0.75
    assert still_holds(plays, low=10, high=20, waited=5) == 0.75
    assert still_holds(plays, low=10, high=20, waited=25) == 0
