"""Learn the table of endings for `watchfloor.parsing.lemmas` from the EWT trees.

python training/lemmas.py --data DATA --out src/watchfloor/models/lemmas.json.gz
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from watchfloor.parsing.conllu import read_conllu
from watchfloor.parsing.lemmas import Lemmatizer, tag_of

IRREGULAR = Path(__file__).parent.parent / "src" / "watchfloor" / "knowledge" / "frames" / "irregular.tsv"
PAST = ["VERB:Tense=Past|VerbForm=Part", "VERB:Number=Sing|Tense=Past|VerbForm=Fin", "VERB:Tense=Past|VerbForm=Fin",
        "VERB:Number=Plur|Tense=Past|VerbForm=Fin"]  # fmt: skip
GERUND = ["VERB:Tense=Pres|VerbForm=Part", "VERB:VerbForm=Ger", "VERB:VerbForm=Part"]


def regular_forms(guess: Lemmatizer, known: dict[str, str]) -> dict[str, str]:
    """Verb forms whose ending alone misleads ("declined"): the base is the most frequent word that could be it."""
    from wordfreq import top_n_list, zipf_frequency

    found: dict[str, str] = {}

    def learn(form: str, base: str, tags: list[str]) -> None:
        for tag in tags:
            upos, _, feats = tag.partition(":")
            if f"{form}/{tag}" not in known and guess.lemma(form, upos, feats) != base:
                found[f"{form}/{tag}"] = base

    for form in top_n_list("en", 60000):
        if not form.isalpha() or len(form) < 5:
            continue
        for ending, tags in (("ed", PAST), ("ing", GERUND)):
            stem = form.removesuffix(ending)
            if stem == form or len(stem) < 2:
                continue
            # A short stem such as "not" or "us" would double its consonant: "noted" can only be "note".
            short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", stem)
            bases = [stem + "e"] if short else [stem, stem + "e"]
            bases += [stem[:-1]] if stem[-1] == stem[-2] else []
            bases += [stem[:-1] + "y"] if stem[-1] == "i" and ending == "ed" else []
            scored = sorted(((zipf_frequency(b, "en"), b) for b in bases), reverse=True)
            if scored[0][0] >= 2.0:
                learn(form, scored[0][1], tags)
    for line in IRREGULAR.read_text(encoding="utf-8").splitlines()[1:]:
        form, base, _ = line.split("\t")
        learn(form, base, PAST)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for s in read_conllu(options.data / "ud" / "train.conllu.gz"):
        if not s.kind.startswith("GUM_"):
            for word, upos, feats, lemma in zip(s.words, s.upos, s.feats, s.lemmas, strict=True):
                if upos not in ("PROPN", "PUNCT", "SYM", "NUM", "X") and word.isascii():
                    seen[word.lower(), tag_of(upos, feats)][lemma.lower()] += 1
    votes: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for (word, tag), lemmas in seen.items():
        lemma = lemmas.most_common(1)[0][0]
        stem = next(
            (i for i, (a, b) in enumerate(zip(word, lemma, strict=False)) if a != b),
            min(len(word), len(lemma)),
        )
        edit = (len(word) - stem, lemma[stem:])
        for length in range(min(Lemmatizer.longest, len(word)) + 1):
            votes[f"{word[len(word) - length :]}/{tag}"][edit] += 1
    endings = {
        key: counts.most_common(1)[0][0]
        for key, counts in votes.items()
        if sum(counts.values()) > 1 or key[0] == "/"
    }
    # An ending that says what its own shorter ending says is left out.
    small = {k: e for k, e in endings.items() if k[0] == "/" or endings.get(k[1:]) != e}
    guess = Lemmatizer({}, small)
    words = {}
    for (word, tag), lemmas in seen.items():
        lemma = lemmas.most_common(1)[0][0]
        upos, _, feats = tag.partition(":")
        if guess.lemma(word, upos, feats or "_") != lemma:
            words[f"{word}/{tag}"] = lemma
    words |= regular_forms(guess, words)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with options.out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as file:
        file.write(
            json.dumps({"words": words, "endings": small}, sort_keys=True, ensure_ascii=False).encode()
        )
    print(len(words), "words", len(small), "endings", options.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
