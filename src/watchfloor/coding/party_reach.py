"""Who cannot be a party of an act by where he stands in the sentence, however much the words around suggest it."""

from __future__ import annotations

from watchfloor.records import Sentence

__all__ = ["acts_elsewhere", "is_mere_owner"]

# What stands behind these is part of something else that is named ("50 people, among them two clerics").
_PARTITIVE = frozenset({"among", "including", "like"})


def acts_elsewhere(sentence: Sentence, word: int, act: int) -> bool:
    """Whether a word is the agent of a verb that stands above an act or in a relative clause beside it, or behind
    "among": it does not do the act.

    "Accused by the UN of arming rebels": the UN armed nobody. "Odinga, who was stopped by police, called for a strike":
    the police called for nothing. Others are left alone: "a reporter held by the secret service was let go" is its doing.

    Args:
        word: head of a noun phrase.
        act: the trigger.
    """
    while sentence.deprels[word] == "conj" and sentence.heads[word] >= 0:
        word = sentence.heads[word]
    cases = {sentence.words[k].lower() for k in sentence.children(word, "case")}
    if cases & _PARTITIVE:
        return True
    verb = sentence.heads[word]
    if "by" not in cases or sentence.upos[act] != "VERB" or verb < 0 or sentence.upos[verb] != "VERB":
        return False
    if act in _coordinated(sentence, verb) or act in sentence.subtree(word):
        return False
    return act in sentence.subtree(verb) or sentence.deprels[verb] == "acl:relcl"


def _coordinated(sentence: Sentence, verb: int) -> set[int]:
    """A verb with those that share its agent: "beaten and robbed by soldiers"."""
    found = {verb, *sentence.children(verb, "conj")}
    while sentence.deprels[verb] == "conj":
        verb = sentence.heads[verb]
        found |= {verb, *sentence.children(verb, "conj")}
    return found


def is_mere_owner(sentence: Sentence, word: int, act: int) -> bool:
    """Whether a word is a possessive pronoun of something else than the act: "his rival refused" is not his refusal."""
    return (
        sentence.upos[word] == "PRON"
        and sentence.deprels[word] == "nmod:poss"
        and sentence.heads[word] != act
    )
