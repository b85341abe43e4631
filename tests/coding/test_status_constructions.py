"""Status where the construction decides, and not one word: reports called false, inversions, asides, purposes."""

from __future__ import annotations

import pytest

from watchfloor.coding.attribution import find_attributions
from watchfloor.coding.status import StatusReader, StatusReading
from watchfloor.knowledge.cue_tables import load_cues
from watchfloor.parsing import default_parser


def reading(text: str, word: str) -> StatusReading:
    sentence = default_parser().read([text])[0]
    low = [w.lower() for w in sentence.words]
    return StatusReader(sentence, find_attributions([sentence])).read(low.index(word))


def wrong(rows: str) -> list[str]:
    """The rows (``status word sentence``) that are read otherwise."""
    found = []
    for row in rows.strip().splitlines():
        status, word, text = row.strip().split(" ", 2)
        if (read := reading(text, word).status) != status:
            found.append(f"{read}, not {status}: {word} in {text}")
    return found


FALSE = """
denied offered The ministry denied a report that Pretoria had offered to send troops.
denied shelled The army dismissed a report by Al Jazeera that it had shelled the camp.
denied fired Claims that Serbian police had fired on the marchers are unfounded, Belgrade said.
denied poisoned Rumors that the sultan was poisoned are pure fiction.
denied sabotaged Reports in local media that the pipeline had been sabotaged were incorrect, the operator said.
denied bombed Claims that Egypt bombed the convoy were baseless, Cairo said.
denied struck Reports that a drone had struck the refinery were later shown to be untrue.
denied detained The claim that Tunis had detained the singer turned out to be a hoax.
denied shot Reports that the plane was shot down are without foundation.
denied arrested There is no truth in reports that Chad arrested the envoy.
denied withdrawn The ministry called reports that Turkish forces had withdrawn from the base false.
denied fallen The army described reports that the city had fallen as fake news.
denied deserted An army spokesman rejected as fake news reports that 20 soldiers had deserted.
denied entered Bogota dismissed claims that its troops had entered Venezuela.
denied shelled It is not true that the army shelled the hospital.
denied freed It was not correct, he said, that the court had freed the suspects.
denied fled The army killed the mayor after false reports that he had fled.
denied bombed He repeated a lie that Mali had bombed the town.
"""
NOT_FALSE = """
occurred hijacked Reports that the ferry had been hijacked were correct, the coast guard said.
occurred shelled Reports that the army had shelled the camp were confirmed by the United Nations.
occurred shelled Reports that the army had shelled the camp were not false.
occurred killed Reports that troops had killed prisoners were horrifying, the envoy said.
possible bombed Reports that the army bombed the school may be false.
hypothetical bombed If reports that the army bombed the school are true, the minister must resign.
occurred killed The attack that killed the mayor was a mistake.
occurred attacked The army described the rebels who attacked the town as false prophets.
occurred attacked On the basis of reports that the army had attacked the camp, the council met.
occurred attacked It was wrong that the army attacked the village.
"""
INVERTED = """
hypothetical blow Were the separatists to blow up the dam, half the province would be flooded.
hypothetical seize Were Caracas to seize the oilfields, Guyana's president warned, Washington would send ships.
hypothetical send Were Caracas to seize the oilfields, Guyana's president warned, Washington would send ships.
hypothetical push Should the militia push south, envoys say, Kosti may be next.
hypothetical blockade Should China blockade the island, the admiral said on Monday, the fleet would be sent to the strait.
hypothetical flee Should the army attack the city, aid workers warn, thousands may flee.
hypothetical fired Had Iran fired the missile, analysts believe, Israel would have struck back.
hypothetical break And should the ceasefire break down, the mediators warned, the rebels might attack the port.
hypothetical attacked If the militia pushes south, envoys say, Kosti will be attacked.
"""
NOT_INVERTED = """
demanded send Germany should send tanks, the envoy said, and France should pay for them.
occurred attacked The soldiers were attacked by the rebels, the army said, and two were killed.
occurred attacked The general had attacked the barracks, the court heard, and seized the radio.
announced attack The rebels were to attack the city on Sunday.
possible freed Were the hostages freed on Friday?
denied attacked Neither had the army attacked the town, officials said, nor the rebels.
"""
READY = """
hypothetical prepared If Seoul fires first, our artillery is fully prepared to destroy its bases, the general said.
hypothetical ready If the strait is closed, the fleet is ready to escort tankers.
hypothetical willing Should the coup fail, the guard is willing to free the hostages.
hypothetical prepared Brussels is prepared to impose sanctions if Tbilisi passes the law.
hypothetical determined If the cartel returns, the villagers are determined to fight.
occurred willing The guard is willing to free the hostages.
occurred ready The artillery was ready to fire when the order came.
"""
ASIDES = """
occurred captured The rebels claimed on Monday to have captured the barracks in Wau, in what would be a blow to the army.
occurred taken The guerrillas claimed to have taken the fort, in what would be their biggest gain this year.
occurred bombed Jets bombed the camp in what may be a breach of the truce.
"""
RELATIVES = """
occurred refused He has repeatedly asked the rebels to hand over the airfield, a demand they have refused.
occurred rejected Caracas wants the gold returned, a demand London has rejected.
occurred ignored They urged the king to abdicate, an appeal he has ignored.
occurred condemned They plan to build a base that China has condemned.
occurred rejected The mediators asked for a truce, which the rebels have rejected.
hypothetical attacked Any state that has attacked its neighbour would be punished.
possible fought The general wants troops that have fought in Mali.
"""
DONE_WITH_IT = """
occurred thank Erdogan called the emir to thank him for his mediation.
occurred express The prime minister telephoned the widow on Friday to express his condolences.
occurred congratulate He sent a telegram to congratulate the new king.
occurred condemn Leaders met in Quito to condemn the blockade.
occurred demand Protesters took to the streets to demand the release of the editor.
occurred abolish Bolivia was the last country to abolish the tax.
occurred convict She became the first judge to convict a general.
occurred recognise Chad, the only country to recognise the junta, closed its border.
"""
NOT_DONE = """
demanded condemn The emir called on Iran to condemn the raid.
announced condemn Ministers will meet to condemn the attack.
possible attack The army sent troops to attack the town.
possible reject Norway may be the first member to reject the treaty.
possible send Kenya wants to be the first country to send troops.
possible save It was the last chance to save the truce.
"""


@pytest.mark.parametrize(
    "rows",
    [FALSE, NOT_FALSE, INVERTED, NOT_INVERTED, READY, ASIDES, RELATIVES, DONE_WITH_IT, NOT_DONE],
    ids=[
        "false",
        "not false",
        "inverted",
        "not inverted",
        "ready",
        "asides",
        "relatives",
        "done",
        "not done",
    ],
)
def test_status_by_construction(rows: str) -> None:
    assert not wrong(rows)


@pytest.mark.parametrize(
    ("text", "word", "made"),
    [
        ("Gunmen tried to kill the mayor on Monday.", "kill", True),
        ("The navy has attempted to board the tanker twice.", "board", True),
        ("The general said rebels had tried to seize his base.", "seize", True),
        ("The militia made an attempt to storm the prison.", "storm", True),
        ("The army will try to retake the bridge.", "retake", False),
        ("Rebels may have tried to seize the airport.", "seize", False),
        ("Rebels are trying to seize the airport.", "seize", False),
    ],
)
def test_a_try_that_was_made_is_marked_and_its_outcome_left_open(text: str, word: str, made: bool) -> None:
    found = reading(text, word)
    assert ("attempt" in found.marks) is made
    assert found.status not in ("occurred", "ongoing")


def test_verdicts_and_performed_deeds_come_from_their_tables() -> None:
    tables = load_cues()
    assert tables.verdicts["baseless", "adj"].name == "untrue"
    assert "congratulate" in tables.performed["deed"]
