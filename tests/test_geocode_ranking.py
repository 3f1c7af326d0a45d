from typing import Any

import pytest

from mapgen.geocode.question import Ground, Role
from mapgen.geocode.ranking import Verdict, lies_on, rank_hits
from mapgen.geocode.spots import Spot
from tests.geocoding import ground, hit, question, spot

NAME: tuple[str, Role] = ("Mykolaiv", "name")
NOW: tuple[str, Role] = ("Mykolaivka", "present name")
ALSO: tuple[str, Role] = ("Nikolaev", "other spelling")
SOUTH = (47.0, 32.0)
WEST = (49.5, 24.0)
NEAR_SOUTH = ground("Odesa", 46.5, 30.7)
NEAR_WEST = ground("Lviv", 49.8, 24.0)


def taken(verdict: Verdict) -> str | None:
    return verdict.chosen.spot.name if verdict.chosen else None


def doubts(verdict: Verdict) -> list[str]:
    return [line for line in verdict.steps[-1].lines if line.startswith("doubt: ")]


def test_a_name_that_nobody_bears_is_not_found() -> None:
    assert rank_hits(question(NAME), []).answer == "not found"


def test_the_only_place_of_a_name_is_taken() -> None:
    verdict = rank_hits(question(NAME), [hit(spot("Mykolaiv"), NAME, own=True)])
    assert (verdict.answer, taken(verdict)) == ("found", "Mykolaiv")


OUT: dict[str, tuple[Spot, dict[str, Any]]] = {
    "in another country": (spot("It", countries=("RU",)), {}),
    "of another kind": (spot("It", kind="region"), {}),
    "outside what it lies within": (spot("It"), {"within": (NEAR_SOUTH,)}),
}


@pytest.mark.parametrize(("it", "said"), OUT.values(), ids=OUT.keys())
def test_a_place_that_fails_a_condition_is_out(it: Spot, said: dict[str, Any]) -> None:
    verdict = rank_hits(question(NAME, **said), [hit(it, NAME, own=True)])
    assert verdict.answer == "not found"


def test_a_region_of_several_countries_lies_in_each() -> None:
    region = spot("Galicia", kind="region", countries=("PL", "UA"))
    asked = question(("Galicia", "name"), kind="region")
    assert rank_hits(asked, [hit(region, ("Galicia", "name"), own=True)]).answer == "found"


def test_a_site_does_not_answer_where_a_settlement_of_the_name_was_found() -> None:
    fortress = hit(spot("Fortress", WEST, kind="site"), NAME, own=True)
    town = hit(spot("Town", SOUTH), NAME, own=True)
    assert taken(rank_hits(question(NAME), [fortress, town])) == "Town"


def test_a_site_answers_where_there_is_no_settlement_of_the_name() -> None:
    fortress = hit(spot("Fortress", WEST, kind="site"), NAME, own=True)
    assert taken(rank_hits(question(NAME), [fortress])) == "Fortress"


def south(*, own: bool = False, bears: tuple[tuple[str, Role], ...] = (NAME,), **more: Any) -> Any:
    return hit(spot("South", SOUTH, **{"population": 20_000, **more}), *bears, own=own)


def west(*, own: bool = False, bears: tuple[tuple[str, Role], ...] = (NAME,), **more: Any) -> Any:
    return hit(spot("West", WEST, **{"population": 20_000, **more}), *bears, own=own)


ENOUGH: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "the name is its own there": ([south(own=True), west()], {}),
    "it bears more of the names": ([south(bears=(NAME, ALSO)), west()], {}),
    "it bears the names of then and now": (
        [south(bears=(NAME, NOW)), west(bears=(NAME, ALSO))],
        {},
    ),
    "it is nearer and far larger": (
        [south(population=470_000), west(population=14_000)],
        {"near": (NEAR_SOUTH,)},
    ),
    "it is better known and far larger": (
        [south(population=470_000, fame=60), west(population=14_000, fame=10)],
        {},
    ),
    "it is nearer and better known": ([south(fame=60), west(fame=10)], {"near": (NEAR_SOUTH,)}),
}


@pytest.mark.parametrize(("hits", "said"), ENOUGH.values(), ids=ENOUGH.keys())
def test_a_place_is_taken_before_its_namesake_where(hits: list[Any], said: dict[str, Any]) -> None:
    assert taken(rank_hits(question(NAME, ALSO, NOW, **said), hits)) == "South"


TOO_LITTLE: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "both are alike": ([south(), west()], {}),
    "one is far larger": ([south(population=9_000_000), west(population=600)], {}),
    "one is nearer": ([south(), west()], {"near": (NEAR_SOUTH,)}),
    "one is better known": ([south(fame=60), west(fame=3)], {}),
    "one is larger, the other nearer": (
        [south(population=470_000, fame=60), west(population=14_000, fame=3)],
        {"near": (NEAR_WEST,)},
    ),
    "the name is one's own, the other far larger": (
        [south(own=True, population=700), west(population=400_000)],
        {},
    ),
    "one bears more names, the name is the other's own": (
        [south(bears=(NAME, ALSO)), west(own=True)],
        {},
    ),
    "the name is one's own and no country is given": (
        [south(own=True), west()],
        {"country": None},
    ),
}


@pytest.mark.parametrize(("hits", "said"), TOO_LITTLE.values(), ids=TOO_LITTLE.keys())
def test_nothing_is_taken_where(hits: list[Any], said: dict[str, Any]) -> None:
    verdict = rank_hits(question(NAME, ALSO, **said), hits)
    assert verdict.answer == "ambiguous"
    assert len(verdict.ranked) == 2
    assert doubts(verdict)


def test_namesakes_on_one_spot_do_not_rival_each_other() -> None:
    city, ward = spot("City", (51.51, -0.13), population=9_000_000), spot("Ward", (51.51, -0.09))
    assert taken(rank_hits(question(NAME), [hit(ward, NAME), hit(city, NAME)])) == "City"


def test_a_name_of_other_years_gives_way_to_one_of_the_years_of_the_stay() -> None:
    early = hit(spot("Early", SOUTH), NAME, own=True, last_year=1924)
    late = hit(spot("Late", WEST), NAME, own=True, first_year=1935)
    asked = question(NAME, first_year=1940, last_year=1941)
    assert taken(rank_hits(asked, [early, late])) == "Late"


ALONE: dict[str, tuple[Any, dict[str, Any], str]] = {
    "a village by another name": (hit(spot("Ivanivka"), NAME), {}, "ambiguous"),
    "a town by another name": (hit(spot("It", population=10_000), NAME), {}, "found"),
    "a village by a like spelling": (hit(spot("Mykolayiv"), NAME), {}, "found"),
    "a village by the names of then and now": (hit(spot("Ivanivka"), NAME, NOW), {}, "found"),
    "a village whose own name holds it": (hit(spot("Mykolaiv Novyi"), NAME), {}, "found"),
    "a city by another name, and no country given": (
        hit(spot("It", population=900_000), NAME),
        {"country": None},
        "ambiguous",
    ),
    "a city by its own name, and no country given": (
        hit(spot("Mykolaiv"), NAME, own=True),
        {"country": None},
        "found",
    ),
    "a village whose own name is another spelling given": (
        hit(spot("Ivanivka"), ALSO, own=True),
        {},
        "ambiguous",
    ),
}


@pytest.mark.parametrize(("it", "said", "answer"), ALONE.values(), ids=ALONE.keys())
def test_the_only_bearer_of_a_name(it: Any, said: dict[str, Any], answer: str) -> None:
    assert rank_hits(question(NAME, ALSO, NOW, **said), [it]).answer == answer


def test_candidates_stand_in_the_order_of_what_speaks_for_them() -> None:
    hits = [
        west(own=True),
        south(own=True, population=21_000),
        hit(spot("Third", (45.0, 35.0)), NAME),
    ]
    names = [one.spot.name for one in rank_hits(question(NAME), hits).ranked]
    assert names == ["South", "West", "Third"]


def test_of_hundreds_of_namesakes_none_is_lost_and_the_answer_does_not_take_long() -> None:
    many = [hit(spot(f"It {number}", (40 + number / 20, 30.0)), NAME) for number in range(300)]
    verdict = rank_hits(question(NAME), many)
    assert (verdict.answer, len(verdict.ranked)) == ("ambiguous", 300)


def test_every_step_is_told_in_words() -> None:
    hits = [
        south(own=True, population=470_000, fame=60),
        west(own=True, population=14_000, fame=10),
        hit(spot("Nikolaev", (55.0, 40.0), countries=("RU",), id="geonames:7"), ALSO),
    ]
    verdict = rank_hits(question(NAME, ALSO, near=(NEAR_SOUTH,)), hits)
    first, second = (one.label for one in verdict.ranked)
    told = "\n".join(line for step in verdict.steps for line in (f"{step.title}:", *step.lines))
    assert told == (
        "names, and how many places bear them:\n"
        "`Mykolaiv` (name): 2\n"
        "`Nikolaev` (other spelling): 1\n"
        "country:\n"
        "UA: 2 of 3 kept\n"
        "out: Nikolaev (RU, geonames:7), settlement\n"
        "kind:\n"
        "settlement: 2 of 2 kept\n"
        "within:\n"
        "anywhere: 2 of 2 kept\n"
        "weighing:\n"
        f"first: {first}: `Mykolaiv`: its own name; 114 km from Odesa; 470,000 inhabitants\n"
        f"before {second}: 114 km from Odesa, the other 599 km; "
        "470,000 inhabitants to 14,000; known by 60 names, the other by 10\n"
        "taken"
    )


SIBERIA = ground("Siberia", 60, 105, box=(60, 49, 170, 78))
CHUKOTKA = ground("Chukotka", 67, 172, box=(158, 62, -169, 72))
GROUNDS: dict[str, tuple[tuple[float, float], Ground, bool]] = {
    "within a town's reach": ((46.6, 30.9), NEAR_SOUTH, True),
    "beyond a town's reach": ((47.2, 31.5), NEAR_SOUTH, False),
    "in a box": ((55.0, 100.0), SIBERIA, True),
    "just outside a rough box": ((48.7, 100.0), SIBERIA, True),
    "far outside a box": ((40.0, 100.0), SIBERIA, False),
    "in a box across longitude 180": ((65.0, -175.0), CHUKOTKA, True),
    "outside a box across longitude 180": ((65.0, -160.0), CHUKOTKA, False),
}


@pytest.mark.parametrize(("at", "known", "inside"), GROUNDS.values(), ids=GROUNDS.keys())
def test_a_point_lies_on_known_ground(at: tuple[float, float], known: Ground, inside: bool) -> None:
    assert lies_on(*at, known) is inside
