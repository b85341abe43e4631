"""Learn the table of endings for `watchfloor.parsing.lemmas` from the EWT trees.

    python training/lemmas.py --data DATA --out src/watchfloor/models/lemmas.json.gz
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from os.path import commonprefix
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from watchfloor.parsing.conllu import read_conllu  # noqa: E402
from watchfloor.parsing.lemmas import Lemmatizer, tag_of  # noqa: E402


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
        stem = len(commonprefix([word, lemma]))
        edit = (len(word) - stem, lemma[stem:])
        for length in range(min(Lemmatizer.longest, len(word)) + 1):
            votes[f"{word[len(word) - length:]}/{tag}"][edit] += 1
    endings = {key: counts.most_common(1)[0][0] for key, counts in votes.items() if sum(counts.values()) > 1 or key[0] == "/"}
    # An ending that says what its own shorter ending says is left out.
    small = {k: e for k, e in endings.items() if k[0] == "/" or endings.get(k[1:]) != e}
    guess = Lemmatizer({}, small)
    words = {}
    for (word, tag), lemmas in seen.items():
        lemma = lemmas.most_common(1)[0][0]
        upos, _, feats = tag.partition(":")
        if guess.lemma(word, upos, feats or "_") != lemma:
            words[f"{word}/{tag}"] = lemma
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with options.out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as file:
        file.write(json.dumps({"words": words, "endings": small}, sort_keys=True, ensure_ascii=False).encode())
    print(len(words), "words", len(small), "endings", options.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
