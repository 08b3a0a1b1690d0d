"""Events: which pictures are one visit to one camera."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import dates, events
from logbook.errors import BadValueError
from logbook.events import Shot
from tests.dates.test_dates import DAYS, times

if TYPE_CHECKING:
    import random

HALF_AN_HOUR = timedelta(minutes=30)
START = datetime(2021, 4, 11, 20)  # noqa: DTZ001 - a clock as it is read


def at(minutes: int, key: int = 0, *who: str, camera: str = "a", taxon: str = "lynx", zone: str = "") -> Shot:
    time = (START + timedelta(minutes=minutes)).isoformat(timespec="seconds") + zone
    return Shot(key or minutes, camera, taxon, time, frozenset(who))


def keys(shots: list[Shot], gap: timedelta = HALF_AN_HOUR) -> list[list[int]]:
    return [[shot.key for shot in event] for event in events.group(shots, gap)]


def shots(*, known: bool = True) -> st.SearchStrategy[list[Shot]]:
    some = st.frozensets(st.sampled_from("ABC"), max_size=2) if known else st.just(frozenset[str]())
    one = st.tuples(st.integers(0, 120), some, st.sampled_from("aab"), st.sampled_from(["lynx", "lynx", "boar"]))
    return st.lists(one, max_size=40).map(
        lambda drawn: [
            at(minutes, key, *who, camera=camera, taxon=taxon)
            for key, (minutes, who, camera, taxon) in enumerate(drawn, 1)
        ]
    )


def clock(shot: Shot) -> datetime:
    return dates.span(shot.time or "").earliest


def by_the_rule(seen: list[Shot], gap: timedelta) -> list[list[Shot]]:
    """Group as the rule is told, looking through all events for each shot."""
    grown: list[list[Shot]] = []
    for shot in sorted(seen, key=lambda shot: (clock(shot), shot.key)):
        is_open = [
            event
            for event in grown
            if event[0][1:3] == shot[1:3]
            and clock(shot) - clock(event[-1]) <= gap
            and (not (known(event) and shot.individuals) or known(event) & shot.individuals)
        ]
        if is_open and not shot.individuals:
            is_open = [max(is_open, key=lambda event: (clock(event[-1]), event[-1].key))]
        joint = [one for event in is_open for one in event]
        grown = [event for event in grown if event not in is_open]
        grown.append([*sorted(joint, key=lambda one: (clock(one), one.key)), shot])
    return sorted(grown, key=lambda event: (event[0].camera, clock(event[0]), event[0].key))


def known(event: list[Shot]) -> frozenset[str]:
    return frozenset[str]().union(*(one.individuals for one in event))


class TestAGap:
    @pytest.mark.parametrize(
        ("typed", "gap"),
        [("30m", HALF_AN_HOUR), ("1h", 2 * HALF_AN_HOUR), ("90s", timedelta(seconds=90)), ("0m", timedelta())],
    )
    def test_is_a_length_of_time(self, typed: str, gap: timedelta) -> None:
        assert events.parse_gap(typed) == gap

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("30", r"'30' could be 30m \(minutes\) or 30s \(seconds\)"),
            ("-30m", "'-30m' is no gap between events; type it as 30m, 1h or 90s"),
            ("", "'' is no gap"),
            ("soon", "'soon' is no gap"),
            ("40000d", "more than a century"),
        ],
    )
    def test_that_is_none_is_refused(self, typed: str, said: str) -> None:
        with pytest.raises(BadValueError, match=said):
            events.parse_gap(typed)


class TestTheRule:
    @given(shots(), st.integers(0, 60).map(lambda minutes: timedelta(minutes=minutes)))
    def test_is_what_grouping_does(self, seen: list[Shot], gap: timedelta) -> None:
        assert events.group(seen, gap) == by_the_rule(seen, gap)

    @given(shots(), st.randoms(use_true_random=False))
    def test_is_the_same_in_whatever_order_shots_come(self, seen: list[Shot], chance: random.Random) -> None:
        mixed = chance.sample(seen, len(seen))
        found = events.group(mixed, HALF_AN_HOUR)

        assert found == events.group(seen, HALF_AN_HOUR)
        assert sorted(shot for event in found for shot in event) == sorted(seen)

    @given(shots())
    def test_lets_no_gap_into_an_event(self, seen: list[Shot]) -> None:
        for event in events.group(seen, HALF_AN_HOUR):
            assert all(clock(after) - clock(before) <= HALF_AN_HOUR for before, after in pairwise(event))

    @given(shots(known=False))
    def test_keeps_events_of_nobody_known_a_gap_apart(self, seen: list[Shot]) -> None:
        found = [event for event in events.group(seen, HALF_AN_HOUR) if event[0][1:3] == ("a", "lynx")]
        assert all(clock(after[0]) - clock(before[-1]) > HALF_AN_HOUR for before, after in pairwise(found))


class TestAnEvent:
    def test_goes_on_from_its_last_picture_not_its_first(self) -> None:
        assert keys([at(1), at(31), at(61), at(92)]) == [[1, 31, 61], [92]]

    def test_of_two_who_are_seen_together_in_the_end_is_one(self) -> None:
        assert keys([at(1, 1, "F12"), at(2, 2, "M1"), at(3, 3, "F12", "M1"), at(4, 4, "F12")]) == [[1, 2, 3, 4]]
        assert keys([at(1, 1, "F12"), at(2, 2, "M1"), at(60, 3, "F12", "M1")]) == [[1], [2], [3]]

    def test_is_of_one_camera_and_one_taxon(self) -> None:
        seen = [at(1, camera="b"), at(2), at(3, taxon="boar"), at(4), at(5, camera="b")]
        assert keys(seen) == [[2, 4], [3], [1, 5]]

    def test_is_not_shared_by_two_known_individuals(self) -> None:
        assert keys([at(1, 1, "A"), at(2, 2, "B"), at(3, 3, "A")]) == [[1, 3], [2]]

    def test_takes_in_who_is_not_known_where_the_latest_picture_is(self) -> None:
        assert keys([at(1, 1, "A"), at(2, 2), at(3, 3, "B"), at(4, 4), at(5, 5, "A")]) == [[1, 2, 5], [3, 4]]

    def test_of_a_mother_then_with_her_cub_then_the_cub_is_one(self) -> None:
        assert keys([at(1, 1, "A"), at(2, 2, "A", "B"), at(3, 3, "B")]) == [[1, 2, 3]]

    def test_of_nobody_known_is_over_after_the_gap_for_a_known_one_too(self) -> None:
        assert keys([at(1, 1), at(40, 2, "A"), at(45, 3)]) == [[1], [2, 3]]

    def test_of_no_gap_is_what_was_taken_in_one_second(self) -> None:
        assert keys([at(1, 1), at(1, 2), at(2, 3)], timedelta()) == [[1, 2], [3]]

    def test_that_is_an_interval_ends_at_its_end(self) -> None:
        long = Shot(1, "a", "lynx", f"{at(0).time}/{at(60).time}", frozenset("A"))
        assert keys([long, at(10, 2, "B"), at(80, 3), at(85, 4, "A"), at(115, 5, "B")]) == [[1, 3, 4], [2], [5]]

    @pytest.mark.parametrize("time", [None, "", "2021-04-11", "2021", "../2021-04-11T20:00", "soon"])
    def test_without_a_time_of_day_is_of_one_picture_and_comes_last(self, time: str | None) -> None:
        undated = [at(0, key)._replace(time=time) for key in (3, 1)]
        assert keys([*undated, at(1, 2), at(1, 4, camera="b")]) == [[2], [1], [3], [4]]


class TestOffsets:
    def test_from_utc_make_instants_where_every_time_has_one(self) -> None:
        # Clocks were put back from +02:00 to +01:00 between the two.
        assert keys([at(10, 2, zone="+01:00"), at(50, 1, zone="+02:00")]) == [[1, 2]]

    def test_are_not_looked_at_where_a_time_of_the_camera_has_none(self) -> None:
        mixed = [at(10, 2, zone="+01:00"), at(50, 1, zone="+02:00"), at(500, 3, taxon="boar")]
        assert keys(mixed) == [[2], [1], [3]]
        assert keys([*mixed[:2], mixed[2]._replace(camera="b")]) == [[1, 2], [3]]


class TestASpan:
    @pytest.mark.parametrize(
        ("seen", "edtf"),
        [
            (["2021-04-11T20:43:09"], "2021-04-11T20:43:09"),
            (["2021-04-11T20:43:09"] * 2, "2021-04-11T20:43:09"),
            (["2021-04-13", "2021-04-11"], "2021-04-11/2021-04-13"),
            (["2021-04-11T00:00", "2021-04-11"], "2021-04-11"),
            (["2021-04-11T20:43:30", "2021-04-11T20:43"], "2021-04-11T20:43"),
            (["2021-04-11T20:43:12", "2021-04-11T20:43:09"], "2021-04-11T20:43:09/2021-04-11T20:43:12"),
            (["2021-04-11T20:43/2021-04-11T20:50", "2021-04-11T20:44"], "2021-04-11T20:43/2021-04-11T20:50"),
            (["2021-04-11T02:50+02:00", "2021-04-11T02:10+01:00"], "2021-04-11T02:50+02:00/2021-04-11T02:10+01:00"),
            (
                ["2021-04-11T02:50+02:00", "2021-04-11T02:10+01:00", "2021-04-11T02:30"],
                "2021-04-11T02:50+02:00/2021-04-11T02:10+01:00",
            ),
        ],
    )
    def test_is_the_one_time_or_the_first_and_last(self, seen: list[str], edtf: str) -> None:
        assert events.span(seen) == edtf

    def test_is_made_of_dates_only(self) -> None:
        with pytest.raises(BadValueError, match="'soon' is no date or time as it is stored"):
            events.span(["2021-04-11T20:43", "soon"])

    @given(st.lists(times() | DAYS, min_size=1), st.randoms(use_true_random=False))
    def test_is_a_stored_date_and_the_same_in_whatever_order(self, seen: list[str], chance: random.Random) -> None:
        assert dates.is_edtf(events.span(seen))
        assert events.span(chance.sample(seen, len(seen))) == events.span(seen)


def test_the_ten_reconyx_frames_are_one_event_of_the_times_in_their_exif() -> None:
    """The pictures of the Camtrap DP example package, RCNX0031 to RCNX0040; their names say 31 May."""
    taken = [f"2021-04-11T20:43:{second:02d}" for second in (9, 10, 10, 11, 12, 12, 13, 13, 14, 15)]
    (event,) = events.group([Shot(key, "RCNX", None, time) for key, time in enumerate(taken, 31)], HALF_AN_HOUR)

    assert [shot.key for shot in event] == list(range(31, 41))
    assert events.span(taken) == "2021-04-11T20:43:09/2021-04-11T20:43:15"
