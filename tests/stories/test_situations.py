from watchfloor.records import Actor, Claim, Story
from watchfloor.stories.situations import Situations


def claim(document: str, *countries: str) -> Claim:
    return Claim(
        id=document, document=document, sentence="", start=0, end=0, type="AID",
        actors=[Actor(country=countries[0])], recipients=[Actor(country=c) for c in countries[1:]],
    )  # fmt: skip


def story(name: str, first: str, last: str, *documents: str) -> Story:
    return Story(id=name, title=name, documents=list(documents), first=first, last=last)


def join_situations(stories: list[Story], claims: dict[str, list[Claim]]) -> list[Story]:
    situations = Situations()
    for document, own in claims.items():
        situations.note(document, own)
    return situations.stories(stories)


def test_parts_of_one_situation_are_joined_into_the_largest():
    stories = [
        story("treaty", "2024-06-19", "2024-06-20", "a"),
        story("troops", "2024-10-04", "2025-01-02", "b", "c"),
    ]
    claims = {d: [claim(d, "PRK", "RUS")] for d in "abc"}
    [joined] = join_situations(stories, claims)
    assert (joined.id, joined.documents) == ("troops", ["a", "b", "c"])
    assert (joined.first, joined.last) == ("2024-06-19", "2025-01-02")


def test_another_pair_of_countries_stays_apart():
    stories = [story("one", "2024-06-19", "2024-06-20", "a"), story("two", "2024-06-21", "2024-06-22", "b")]
    claims = {"a": [claim("a", "PRK", "RUS")], "b": [claim("b", "KEN", "UGA")]}
    assert [s.id for s in join_situations(stories, claims)] == ["one", "two"]


def test_a_long_silence_parts_two_situations():
    stories = [story("old", "2019-04-24", "2019-04-26", "a"), story("new", "2024-10-04", "2024-10-05", "b")]
    claims = {d: [claim(d, "PRK", "RUS")] for d in "ab"}
    assert len(join_situations(stories, claims)) == 2


def test_a_pair_of_many_stories_is_no_situation():
    stories = [story(f"s{n}", "2024-10-04", "2024-10-05", f"a{n}", f"b{n}") for n in range(9)]
    claims = {d: [claim(d, "USA", "CHN")] for s in stories for d in s.documents}
    assert len(join_situations(stories, claims)) == 9


def test_stories_within_one_country_are_left_alone():
    stories = [story("one", "2024-06-19", "2024-06-20", "a"), story("two", "2024-06-21", "2024-06-22", "b")]
    claims = {d: [claim(d, "USA", "USA")] for d in "ab"}
    assert len(join_situations(stories, claims)) == 2


def test_a_part_that_has_left_stays_with_its_situation_until_all_have():
    treaty = story("treaty", "2024-06-19", "2024-06-20", "a")
    troops = story("troops", "2024-10-04", "2025-01-02", "b", "c")
    situations = Situations()
    for document in "abc":
        situations.note(document, [claim(document, "PRK", "RUS")])
    assert situations.settle([treaty], [troops]) == []
    [joined] = situations.stories([troops])
    assert joined.documents == ["a", "b", "c"]
    situations = Situations.restore(situations.state())
    assert situations.settle([troops], []) == [joined]
    assert situations.stories([]) == []
