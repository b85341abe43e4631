"""Which of the acts that frames and heads see are told."""

import watchfloor


def test_what_a_clause_does_no_party_does() -> None:
    told = watchfloor.code(
        "Aligning more closely with Moscow allows Pyongyang greater leverage over its neighbours."
    )
    assert not [claim for claim in told if claim.type == "CONCEDE"]


def test_what_a_party_allows_it_concedes() -> None:
    told = watchfloor.code("Kenya allowed the United Nations observers into the camp on Monday.")
    assert ["KEN"] in [[a.country for a in claim.actors] for claim in told if claim.type == "CONCEDE"]


def told(text: str, kind: str) -> list[tuple[str, list[str], list[str]]]:
    """Status, actors and recipients of the claims of a type."""
    return [
        (claim.status, [a.text for a in claim.actors], [a.text for a in claim.recipients])
        for claim in watchfloor.code(text, published="2025-09-10")
        if claim.type == kind
    ]


def test_the_agent_of_another_verb_does_not_do_it() -> None:
    text = "Raila Odinga, who was prevented by police from leaving his home, called for a general strike."
    assert told(text, "REQUEST") == [("occurred", ["Raila Odinga"], [])]
    assert [actors for _, actors, _ in told(text, "COERCE")] == [["police"]]


def test_those_among_the_victims_are_no_culprits() -> None:
    text = "The ministry said 147 people had been detained, among them two opposition lawmakers."
    assert [actors for _, actors, _ in told(text, "COERCE")] == [[]]


def test_who_is_seen_doing_something_does_it() -> None:
    text = "A reporter saw protesters throw stones at a bank."
    assert [actors for _, actors, _ in told(text, "ASSAULT")] == [["protesters"]]


def test_not_makes_a_refusal_and_undoes_one() -> None:
    assert [s for s, *_ in told("Malaysia said it would not join Indonesia.", "REJECT")] == ["occurred"]
    assert [s for s, *_ in told("The Houthis had not rejected the road map.", "REJECT")] == ["denied"]


def test_what_only_looks_like_an_act_is_none() -> None:
    for text in (
        "By noon, the hospital had run out of stretchers.",
        "Hundreds of families have already left that city.",
        "Kenya's electoral commission declared President William Ruto the winner.",
    ):
        assert not [claim for claim in watchfloor.code(text) if claim.type]


def test_brussels_is_the_union_where_the_union_is_spoken_of() -> None:
    text = "The European Commission filed a complaint on Monday. Brussels rejected the offer from Jakarta."
    rejected = [claim for claim in watchfloor.code(text) if claim.type == "REJECT"]
    assert [[a.id for a in claim.actors] for claim in rejected] == [["IGO_EU"]]
    alone = [claim for claim in watchfloor.code("Brussels rejected the offer from Jakarta.") if claim.type]
    assert [[a.country for a in claim.actors] for claim in alone] == [["BEL"]]


def test_a_name_inside_another_name_is_nobody_else() -> None:
    text = "The Zambia Congress of Trade Unions has refused to back the strike."
    (claim,) = [claim for claim in watchfloor.code(text) if claim.type == "REJECT"]
    assert [(a.text, a.id) for a in claim.actors] == [("Zambia Congress of Trade Unions", "")]
    (claim,) = [claim for claim in watchfloor.code("The U.S. Congress rejected the bill.") if claim.type]
    assert [a.id for a in claim.actors] == ["USA_LEG"]


def test_where_two_sides_meet_is_home_to_neither() -> None:
    (claim,) = [c for c in watchfloor.code("Ministers met in Brussels on Tuesday.") if c.type == "CONSULT"]
    assert [a.country for a in claim.actors] == [None]
