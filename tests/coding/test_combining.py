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
