"""A speaker who is taken up again and again keeps the place where he was named."""

import watchfloor


def test_a_long_chain_of_pronouns_names_its_first_speaker() -> None:
    text = (
        "After three days of talks in the capital with envoys of both sides, two residents of the valley said that "
        "rebels had attacked villages. They said the army had shelled the camp. They said Chad sent troops."
    )
    speakers = [
        s.name for c in watchfloor.code(text) if c.type in ("ASSAULT", "MOBILIZE") for s in c.speakers
    ]
    assert len(speakers) == 3
    assert "residents" in speakers[0]
