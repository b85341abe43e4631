"""Acts read off trees: who did what to whom, however the sentence puts it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from watchfloor.coding.acts import Act, find_acts, find_contexts, mentions_of
from watchfloor.knowledge.frame_tables import load_frames
from watchfloor.records import Sentence


@dataclass(frozen=True)
class Name:
    first: int
    last: int
    head: int
    text: str


def tree(notation: str) -> Sentence:
    """A sentence from "word/lemma/UPOS/relation/head" for each word, heads from 1 and 0 for the root."""
    rows = [word.rsplit("/", 4) for word in notation.split()]
    text, starts = "", []
    for row in rows:
        starts.append(len(text))
        text += row[0] + " "
    return Sentence(
        text=text.rstrip(),
        words=[row[0] for row in rows],
        starts=starts,
        ends=[start + len(row[0]) for start, row in zip(starts, rows, strict=True)],
        lemmas=[row[1] for row in rows],
        upos=[row[2] for row in rows],
        feats=["_"] * len(rows),
        heads=[int(row[4]) - 1 for row in rows],
        deprels=[row[3] for row in rows],
    )


def names(sentence: Sentence, listed: str) -> list[Name]:
    """Mentions for the names listed with commas; the head is the word that hangs on one outside."""
    found = []
    for name in filter(None, listed.split(",")):
        parts = name.split()
        first = next(i for i in range(len(sentence)) if sentence.words[i : i + len(parts)] == parts)
        last = first + len(parts)
        head = next(i for i in range(first, last) if not first <= sentence.heads[i] < last)
        found.append(Name(first, last, head, name))
    return found


def told(notation: str, parties: str) -> list[tuple[str, str, str]]:
    sentence = tree(notation)
    acts = find_acts(sentence, names(sentence, parties))
    return [
        (act.type, ",".join(m.text for m in act.actors), ",".join(m.text for m in act.recipients))
        for act in acts
    ]


CASES = {
    "two objects": (
        "Russia/Russia/PROPN/nsubj/3 has/have/AUX/aux/3 given/give/VERB/root/0 North/North/PROPN/compound/5"
        " Korea/Korea/PROPN/iobj/3 missiles/missile/NOUN/obj/3",
        "Russia,North Korea",
        [("AID", "Russia", "North Korea")],
    ),
    "passive with agent": (
        "Four/four/NUM/nummod/2 diplomats/diplomat/NOUN/nsubj:pass/4 were/be/AUX/aux:pass/4"
        " expelled/expel/VERB/root/0 by/by/ADP/case/6 Kenya/Kenya/PROPN/obl:agent/4",
        "diplomats,Kenya",
        [("SANCTION", "Kenya", "diplomats")],
    ),
    "passive without subtypes": (
        "Four/four/NUM/nummod/2 diplomats/diplomat/NOUN/nsubj/4 were/be/AUX/aux/4"
        " expelled/expel/VERB/root/0 by/by/ADP/case/6 Kenya/Kenya/PROPN/obl/4",
        "diplomats,Kenya",
        [("SANCTION", "Kenya", "diplomats")],
    ),
    "nominalisation": (
        "Kenya/Kenya/PROPN/nmod:poss/3 's/'s/PART/case/1 expulsion/expulsion/NOUN/nsubj/7 of/of/ADP/case/6"
        " three/three/NUM/nummod/6 envoys/envoy/NOUN/nmod/3 angered/anger/VERB/root/0 Sudan/Sudan/PROPN/obj/7",
        "Kenya,envoys,Sudan",
        [("SANCTION", "Kenya", "envoys")],
    ),
    "event noun with by and on, and its deed": (
        "An/a/DET/det/2 attack/attack/NOUN/nsubj/8 by/by/ADP/case/4 rebels/rebel/NOUN/nmod/2 on/on/ADP/case/7"
        " a/a/DET/det/7 convoy/convoy/NOUN/nmod/2 killed/kill/VERB/root/0 five/five/NUM/nummod/10"
        " soldiers/soldier/NOUN/obj/8",
        "rebels,soldiers",
        [("ASSAULT", "rebels", ""), ("ASSAULT", "rebels", "soldiers")],
    ),
    "talks between": (
        "Talks/talk/NOUN/nsubj/6 between/between/ADP/case/3 Japan/Japan/PROPN/nmod/1 and/and/CCONJ/cc/5"
        " Italy/Italy/PROPN/conj/3 ended/end/VERB/root/0",
        "Japan,Italy",
        [("CONSULT", "Japan,Italy", "Japan,Italy")],
    ),
    "reciprocal subjects": (
        "Japan/Japan/PROPN/nsubj/4 and/and/CCONJ/cc/3 Italy/Italy/PROPN/conj/1 signed/sign/VERB/root/0"
        " a/a/DET/det/6 treaty/treaty/NOUN/obj/4",
        "Japan,Italy",
        [("SUPPORT", "Japan,Italy", "Japan,Italy")],
    ),
    "a promise is not the deed": (
        "Chile/Chile/PROPN/nsubj/2 agreed/agree/VERB/root/0 to/to/PART/mark/4 send/send/VERB/xcomp/2"
        " doctors/doctor/NOUN/obj/4 to/to/ADP/case/7 Peru/Peru/PROPN/obl/4",
        "Chile,doctors,Peru",
        [("AGREE", "Chile", "Peru")],
    ),
    "a threat is not the deed": (
        "Iran/Iran/PROPN/nsubj/2 threatened/threaten/VERB/root/0 to/to/PART/mark/4 attack/attack/VERB/xcomp/2"
        " Israel/Israel/PROPN/obj/4",
        "Iran,Israel",
        [("THREATEN", "Iran", "Israel")],
    ),
    "a refusal is not the deed": (
        "Iran/Iran/PROPN/nsubj/2 refused/refuse/VERB/root/0 to/to/PART/mark/4 release/release/VERB/xcomp/2"
        " the/the/DET/det/6 hostages/hostage/NOUN/obj/4",
        "Iran,hostages",
        [("REJECT", "Iran", "hostages")],
    ),
    "a vow to strike is a threat": (
        "Iran/Iran/PROPN/nsubj/2 vowed/vow/VERB/root/0 to/to/PART/mark/4 attack/attack/VERB/xcomp/2"
        " Israel/Israel/PROPN/obj/4",
        "Iran,Israel",
        [("THREATEN", "Iran", "Israel")],
    ),
    "a request, with the one asked": (
        "Qatar/Qatar/PROPN/nsubj/2 urged/urge/VERB/root/0 Hamas/Hamas/PROPN/obj/2 to/to/PART/mark/5"
        " release/release/VERB/xcomp/2 the/the/DET/det/7 hostages/hostage/NOUN/obj/5",
        "Qatar,Hamas,hostages",
        [("REQUEST", "Qatar", "Hamas")],
    ),
    "demand that": (
        "Spain/Spain/PROPN/nsubj/2 demanded/demand/VERB/root/0 that/that/SCONJ/mark/5 Morocco/Morocco/PROPN/nsubj/5"
        " open/open/VERB/ccomp/2 the/the/DET/det/7 border/border/NOUN/obj/5",
        "Spain,Morocco",
        [("REQUEST", "Spain", "Morocco")],
    ),
    "raising": (
        "Chad/Chad/PROPN/nsubj:pass/3 is/be/AUX/aux:pass/3 believed/believe/VERB/root/0 to/to/PART/mark/6"
        " have/have/AUX/aux/6 sent/send/VERB/xcomp/3 arms/arm/NOUN/obj/6 to/to/ADP/case/9 Sudan/Sudan/PROPN/obl/6",
        "Chad,Sudan",
        [("AID", "Chad", "Sudan")],
    ),
    "forced to": (
        "Serbia/Serbia/PROPN/nsubj:pass/3 was/be/AUX/aux:pass/3 forced/force/VERB/root/0 to/to/PART/mark/5"
        " release/release/VERB/xcomp/3 the/the/DET/det/7 journalist/journalist/NOUN/obj/5",
        "Serbia,journalist",
        [("CONCEDE", "Serbia", "journalist")],
    ),
    "relative clause, subject": (
        "The/the/DET/det/2 rebels/rebel/NOUN/nsubj/7 who/who/PRON/nsubj/4 attacked/attack/VERB/acl:relcl/2"
        " the/the/DET/det/6 police/police/NOUN/obj/4 slept/sleep/VERB/root/0",
        "rebels,police",
        [("ASSAULT", "rebels", "police")],
    ),
    "relative clause without pronoun, object": (
        "The/the/DET/det/2 editor/editor/NOUN/nsubj/5 police/police/NOUN/nsubj/4 arrested/arrest/VERB/acl:relcl/2"
        " slept/sleep/VERB/root/0",
        "editor,police",
        [("COERCE", "police", "editor")],
    ),
    "participle": (
        "Villagers/villager/NOUN/nsubj/5 beaten/beat/VERB/acl/1 by/by/ADP/case/4 police/police/NOUN/obl:agent/2"
        " slept/sleep/VERB/root/0",
        "Villagers,police",
        [("ASSAULT", "police", "Villagers")],
    ),
    "shared object": (
        "Police/police/NOUN/nsubj/2 arrested/arrest/VERB/root/0 and/and/CCONJ/cc/4 jailed/jail/VERB/conj/2"
        " the/the/DET/det/6 editor/editor/NOUN/obj/2",
        "Police,editor",
        [("COERCE", "Police", "editor"), ("COERCE", "Police", "editor")],
    ),
    "shared subject": (
        "Turkey/Turkey/PROPN/nsubj/2 attacked/attack/VERB/root/0 Cyprus/Cyprus/PROPN/obj/2 and/and/CCONJ/cc/5"
        " accused/accuse/VERB/conj/2 Greece/Greece/PROPN/obj/5",
        "Turkey,Cyprus,Greece",
        [("ASSAULT", "Turkey", "Cyprus"), ("ACCUSE", "Turkey", "Greece")],
    ),
    "lifting is not imposing": (
        "Ethiopia/Ethiopia/PROPN/nsubj/2 lifted/lift/VERB/root/0 sanctions/sanction/NOUN/obj/2 on/on/ADP/case/5"
        " Eritrea/Eritrea/PROPN/nmod/3",
        "Ethiopia,Eritrea",
        [("CONCEDE", "Ethiopia", "Eritrea")],
    ),
    "imposing": (
        "Ethiopia/Ethiopia/PROPN/nsubj/2 imposed/impose/VERB/root/0 sanctions/sanction/NOUN/obj/2 on/on/ADP/case/5"
        " Eritrea/Eritrea/PROPN/obl/2",
        "Ethiopia,Eritrea",
        [("SANCTION", "Ethiopia", "Eritrea")],
    ),
    "fighting corruption is nothing": (
        "Ghana/Ghana/PROPN/nsubj/2 fights/fight/VERB/root/0 corruption/corruption/NOUN/obj/2",
        "Ghana",
        [],
    ),
    "demand for oil is nothing": (
        "Demand/demand/NOUN/nsubj/4 for/for/ADP/case/3 oil/oil/NOUN/nmod/1 fell/fall/VERB/root/0 in/in/ADP/case/6"
        " China/China/PROPN/obl/4",
        "China",
        [],
    ),
    "a workers' strike": (
        "Teachers/teacher/NOUN/nsubj/2 went/go/VERB/root/0 on/on/ADP/case/4 strike/strike/NOUN/obl/2"
        " in/in/ADP/case/6 Oslo/Oslo/PROPN/obl/2",
        "Teachers",
        [("PROTEST", "Teachers", "")],
    ),
    "a strike on somebody, with a light verb": (
        "Jordan/Jordan/PROPN/nsubj/2 launched/launch/VERB/root/0 a/a/DET/det/4 strike/strike/NOUN/obj/2"
        " on/on/ADP/case/6 rebels/rebel/NOUN/nmod/4",
        "Jordan,rebels",
        [("ASSAULT", "Jordan", "rebels")],
    ),
    "rejecting an accusation is not accusing": (
        "Cuba/Cuba/PROPN/nsubj/2 rejected/reject/VERB/root/0 the/the/DET/det/4 accusation/accusation/NOUN/obj/2",
        "Cuba",
        [("REJECT", "Cuba", "")],
    ),
    "calling off talks": (
        "Manila/Manila/PROPN/nsubj/2 called/call/VERB/root/0 off/off/ADP/compound:prt/2 talks/talk/NOUN/obj/2"
        " with/with/ADP/case/6 Beijing/Beijing/PROPN/nmod/4",
        "Manila,Beijing",
        [("SANCTION", "Manila", "Beijing")],
    ),
    "the maker of what is condemned": (
        "Brazil/Brazil/PROPN/nsubj/2 condemned/condemn/VERB/root/0 the/the/DET/det/4 shelling/shelling/NOUN/obj/2"
        " of/of/ADP/case/7 a/a/DET/det/7 village/village/NOUN/nmod/4 by/by/ADP/case/9 Sudan/Sudan/PROPN/nmod/4",
        "Brazil,Sudan",
        [("ACCUSE", "Brazil", "Sudan"), ("ASSAULT", "Sudan", "")],
    ),
    "ready to help": (
        "Estonia/Estonia/PROPN/nsubj/3 is/be/AUX/cop/3 ready/ready/ADJ/root/0 to/to/PART/mark/5 send/send/VERB/xcomp/3"
        " tanks/tank/NOUN/obj/5 to/to/ADP/case/8 Ukraine/Ukraine/PROPN/obl/5",
        "Estonia,Ukraine",
        [("AGREE", "Estonia", "Ukraine")],
    ),
    "under fire": (
        "Hanoi/Hanoi/PROPN/nsubj/2 came/come/VERB/root/0 under/under/ADP/case/4 fire/fire/NOUN/obl/2"
        " from/from/ADP/case/6 Beijing/Beijing/PROPN/obl/2",
        "Hanoi,Beijing",
        [("ASSAULT", "Beijing", "Hanoi")],
    ),
    "headline": (
        "Poland/Poland/PROPN/nsubj/2 hands/hand/VERB/root/0 Moldova/Moldova/PROPN/iobj/2 tanks/tank/NOUN/obj/2",
        "Poland,Moldova",
        [("AID", "Poland", "Moldova")],
    ),
    "a lemma that the parser got wrong": (
        "Japan/Japan/PROPN/nsubj/2 extradited/extradit/VERB/root/0 him/he/PRON/obj/2 to/to/ADP/case/5"
        " Peru/Peru/PROPN/obl/2",
        "Japan,Peru",
        [("COOPERATE", "Japan", "Peru")],
    ),
    "a preposition hung on the verb": (
        "Ghana/Ghana/PROPN/nsubj/2 called/call/VERB/root/0 on/on/SCONJ/mark/2 Togo/Togo/PROPN/obj/2 to/to/PART/mark/6"
        " act/act/VERB/xcomp/2",
        "Ghana,Togo",
        [("REQUEST", "Ghana", "Togo")],
    ),
}


@pytest.mark.parametrize(("notation", "parties", "expected"), CASES.values(), ids=CASES.keys())
def test_who_did_what_to_whom(notation: str, parties: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(notation, parties) == expected


def only(notation: str, parties: str) -> Act[Name]:
    sentence = tree(notation)
    (act,) = find_acts(sentence, names(sentence, parties))
    return act


def test_an_act_can_be_explained() -> None:
    act = only(CASES["calling off talks"][0], "Manila,Beijing")
    assert act.frame in {frame.id for frame in load_frames().verbs["call"]}
    assert "nsubj Manila (actor)" in act.path
    assert "obj nmod Beijing (recipient)" in act.path
    assert act.words == [1, 2, 3]
    assert 0 < act.score <= 1


def test_a_party_without_a_mention_keeps_its_word() -> None:
    act = only("Gunmen/gunman/NOUN/nsubj/2 shot/shoot/VERB/root/0 Hanna/Hanna/PROPN/obj/2", "")
    assert (act.actors, act.recipients) == ([], [])
    assert (act.actor_words, act.recipient_words) == ([0], [2])


def test_modes() -> None:
    assert only(CASES["a threat is not the deed"][0], "Iran,Israel").mode == "violence"
    assert only(CASES["two objects"][0], "Russia,North Korea").mode == "military"
    assert only(CASES["a refusal is not the deed"][0], "Iran,hostages").mode == "yield"


def test_two_mentions_with_one_head_are_both_found() -> None:
    sentence = tree(
        "Russian/Russian/ADJ/amod/4 and/and/CCONJ/cc/3 Korean/Korean/ADJ/conj/1 troops/troop/NOUN/nsubj/5"
        " attacked/attack/VERB/root/0 Kyiv/Kyiv/PROPN/obj/5"
    )
    both = [Name(0, 1, 3, "Russian troops"), Name(2, 4, 3, "Korean troops")]
    assert mentions_of([3], both) == both
    (act,) = find_acts(sentence, both)
    assert act.actors == both


def test_a_users_frame_is_used(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(
        "id\twords\tpos\tneeds\ttype\tmode\tactor\trecipient\tweight\tsource\n"
        "mine.fete\tfete\tv\tobj=party\tSUPPORT\t\tsubj\tobj\t0.9\tmine\n",
        encoding="utf-8",
    )
    sentence = tree("Rome/Rome/PROPN/nsubj/2 fetes/fete/VERB/root/0 Bern/Bern/PROPN/obj/2")
    (act,) = find_acts(sentence, names(sentence, "Rome,Bern"), frames=load_frames(path))
    assert (act.type, act.frame) == ("SUPPORT", "mine.fete")


def test_threshold() -> None:
    sentence = tree("Attacks/attack/NOUN/nsubj/2 ceased/cease/VERB/root/0")
    assert find_acts(sentence, []) == []
    assert [act.type for act in find_acts(sentence, [], threshold=0.0)] == ["ASSAULT"]


@pytest.mark.parametrize(
    "notation",
    [
        "Go/go/VERB/root/0",
        # Two words that hang on each other, and nothing that hangs on the root.
        "Iran/Iran/PROPN/nsubj/2 attacked/attack/VERB/conj/1",
        "attack/attack/VERB/xcomp/2 threatened/threaten/VERB/xcomp/1",
    ],
)
def test_odd_trees_do_not_hang_or_raise(notation: str) -> None:
    find_acts(tree(notation), [])


def test_no_words_no_acts() -> None:
    assert find_acts(Sentence(text=""), []) == []


def test_contexts_by_their_cue_words() -> None:
    sentence = tree(
        "Troops/troop/NOUN/nsubj/2 guard/guard/VERB/root/0 the/the/DET/det/5 oil/oil/NOUN/compound/5"
        " pipeline/pipeline/NOUN/obj/2"
    )
    assert find_contexts(sentence) == ["resource", "military"]
    assert find_contexts(sentence, words=[0]) == ["military"]


@pytest.mark.parametrize(
    ("notation", "parties", "expected"),
    [
        (  # what a speaker says that others must do, he asks of them
            "Mali/Mali/PROPN/nsubj/2 said/say/VERB/root/0 that/that/SCONJ/mark/6 Togo/Togo/PROPN/nsubj/6"
            " must/must/AUX/aux/6 leave/leave/VERB/ccomp/2",
            "Mali,Togo",
            ("REQUEST", "Mali", "Togo"),
        ),
        (  # it is not the one complained to who is accused
            "Mali/Mali/PROPN/nsubj/2 complained/complain/VERB/root/0 to/to/ADP/case/4 Chad/Chad/PROPN/obl/2"
            " over/over/ADP/case/7 Togolese/Togolese/ADJ/amod/7 raids/raid/NOUN/obl/2",
            "Mali,Chad,Togolese",
            ("ACCUSE", "Mali", "Togolese"),
        ),
        (
            "Refugees/refugee/NOUN/nsubj/2 sought/seek/VERB/root/0 asylum/asylum/NOUN/obj/2 in/in/ADP/case/5"
            " Togo/Togo/PROPN/obl/2",
            "Refugees,Togo",
            ("REQUEST", "Refugees", "Togo"),
        ),
        (
            "Togo/Togo/PROPN/nsubj/2 ended/end/VERB/root/0 mediation/mediation/NOUN/obj/2"
            " between/between/ADP/case/6 rival/rival/ADJ/amod/6 militias/militia/NOUN/obl/2",
            "Togo,militias",
            ("SANCTION", "Togo", "militias"),
        ),
        (
            "Togo/Togo/PROPN/nsubj/2 sent/send/VERB/root/0 inspectors/inspector/NOUN/obj/2 to/to/ADP/case/5"
            " Mali/Mali/PROPN/obl/2",
            "Togo,Mali",
            ("ACCUSE", "Togo", "Mali"),
        ),
        (
            "Police/police/NOUN/nsubj/2 prevented/prevent/VERB/root/0 a/a/DET/det/4 rally/rally/NOUN/obj/2"
            " by/by/ADP/case/6 students/student/NOUN/nmod/4",
            "Police,students",
            ("COERCE", "Police", "students"),
        ),
    ],
)
def test_who_is_meant_where_the_words_say_it_sideways(
    notation: str, parties: str, expected: tuple[str, str, str]
) -> None:
    assert expected in told(notation, parties)


def test_an_act_knows_what_is_swallowed_in_it() -> None:
    sentence = tree(
        "Diallo/Diallo/PROPN/nsubj/2 refused/refuse/VERB/root/0 to/to/PART/mark/4 resign/resign/VERB/xcomp/2"
    )
    act = find_acts(sentence, names(sentence, "Diallo"))[0]
    assert (act.type, act.inner) == ("REJECT", frozenset({"CONCEDE"}))
