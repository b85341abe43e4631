"""What the parties of a line are called."""

from watchfloor.briefing.naming import parties_words
from watchfloor.records import Actor

RSF = Actor(id="SDN_RSF", country="SDN", sector="UAF", name="Rapid Support Forces", text="RSF")
ARMY = Actor(id="SDN_MIL", country="SDN", sector="MIL", text="army")
SUDAN = Actor(id="SDN", country="SDN", name="Sudan", text="Sudan")
CHAD = Actor(id="TCD", country="TCD", name="Chad", text="Chad")


def test_two_countries_are_named_as_such() -> None:
    assert parties_words([ARMY], [CHAD]) == "Sudan → Chad"
    assert parties_words([CHAD], []) == "Chad"


def test_the_sides_of_one_country_are_told_apart() -> None:
    assert parties_words([RSF], [ARMY]) == "Sudan: Rapid Support Forces → army"
    named = Actor(id="SDN_MIL", country="SDN", sector="MIL", name="Sudan army", text="Sudanese army")
    assert parties_words([named], [RSF]) == "Sudan: army → Rapid Support Forces"


def test_a_country_as_such_is_no_side_of_its_own() -> None:
    assert parties_words([ARMY], [SUDAN]) == "Sudan"
    assert parties_words([ARMY], [ARMY]) == "Sudan"
