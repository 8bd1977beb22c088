"""What is demanded of a killed, a drained and a halted worker, judged on the rounds measured."""

from typing import Any

from tests.trials.results import Row, p95


def _gap_row(trial: str, rounds: list[dict[str, Any]], limit_p95: int, most: int) -> Row:
    gaps = [gap for one in rounds for gap in (*one["sound_gap_ms"], one["crowd_gap_ms"])]
    if trial == "T1.2":  # every worker was drained
        gaps += [one["others_gap_ms"] for one in rounds]
    holds = p95(gaps) <= limit_p95 and max(gaps) <= most
    return Row(
        trial=trial,
        what="sound",
        demanded=f"gap p95 <= {limit_p95} ms, at most {most} ms",
        measured=f"p95 {p95(gaps):.0f} ms, most {max(gaps)} ms in {len(rounds)} rounds"
        " (two browsers, and the worst of 26 load seats)",
        holds=holds,
        kind="sound",
    )


def _picture_row(trial: str, rounds: list[dict[str, Any]], limit: int) -> Row:
    gaps = [gap for one in rounds for gap in one["picture_gap_ms"]]
    return Row(
        trial=trial,
        what="picture",
        demanded=f"gap p95 <= {limit} ms",
        measured=f"p95 {p95(gaps):.0f} ms, most {max(gaps)} ms in {len(rounds)} rounds",
        holds=p95(gaps) <= limit,
        kind="picture",
    )


def _calls_row(trial: str, rounds: list[dict[str, Any]]) -> Row:
    ended = sum(one["ended"] for one in rounds)
    unmoved = sum(one["calls"] - one["moved"] for one in rounds)
    records = sum(one["records_other_than_one"] for one in rounds)
    silent = sum(one["silent_ms"] > 1000 for one in rounds)
    return Row(
        trial=trial,
        what="calls",
        demanded="no call ended, every call moved and heard again, one call record each",
        measured=f"{ended} ended, {unmoved} not moved, {silent} rounds with somebody still silent,"
        f" {records} with other than one record, in {len(rounds)} rounds of {rounds[0]['calls']}",
        holds=not (ended or unmoved or records or silent),
    )


def _others_row(trial: str, rounds: list[dict[str, Any]]) -> Row:
    gaps = [one["others_gap_ms"] for one in rounds]
    return Row(
        trial=trial,
        what="other workers",
        demanded="gap <= 100 ms",
        measured=f"most {max(gaps)} ms, p95 {p95(gaps):.0f} ms in {len(rounds)} rounds",
        holds=max(gaps) <= 100,
        kind="sound",
    )


def _verdict_kill(trial: str, rounds: list[dict[str, Any]]) -> list[Row]:
    return [
        _gap_row(trial, rounds, 3000, 5000),
        _picture_row(trial, rounds, 4000),
        _calls_row(trial, rounds),
        _others_row(trial, rounds),
    ]


def _verdict_drain(trial: str, rounds: list[dict[str, Any]]) -> list[Row]:
    return [
        _gap_row(trial, rounds, 300, 300),
        _picture_row(trial, rounds, 300),
        _calls_row(trial, rounds),
    ]


def _verdict_stand_still(trial: str, rounds: list[dict[str, Any]]) -> list[Row]:
    dead = [one["dead_after_ms"] for one in rounds]
    sent = sum(one["sent_by_revived"] for one in rounds)
    return [
        Row(
            trial=trial,
            what="declared dead",
            demanded="<= 1500 ms after SIGSTOP",
            measured=f"p95 {p95(dead):.0f} ms, most {max(dead)} ms in {len(rounds)} rounds",
            holds=max(dead) <= 1500,
            kind="service",
        ),
        Row(
            trial=trial,
            what="revived worker",
            demanded="sends 0 packets",
            measured=f"{sent} packets in {len(rounds)} rounds",
            holds=sent == 0,
            kind="service",
        ),
        _gap_row(trial, rounds, 3000, 5000),
        _calls_row(trial, rounds),
    ]


VERDICTS = {"T1.1": _verdict_kill, "T1.2": _verdict_drain, "T1.3": _verdict_stand_still}
