"""Speed of the parts beside what others do with the same text, in one run; these machines are noisy, so read ratios.

    python bench/run.py --shared ../shared

Prints JSON lines. spaCy's pipeline is measured when ``bench/spacy_baseline.py`` has trained it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def script(name: str, *arguments: str) -> list[str]:
    run = subprocess.run([sys.executable, str(HERE / name), *arguments], capture_output=True, text=True)
    return (
        run.stdout.splitlines()
        if run.returncode == 0
        else [json.dumps({"failed": run.stderr.strip()[-300:]})]
    )


def coding(examples: Path) -> dict[str, float]:
    """Coding alone, on sentences that were parsed before."""
    from watchfloor import pipeline
    from watchfloor.cleaning import clean
    from watchfloor.parsing import split
    from watchfloor.reading import read_paths

    line = pipeline.default_pipeline()
    documents = [clean(d) for d in read_paths([examples], on_problem=lambda problem: None)]
    documents = [d for d in documents if d.language == "en"]
    sentences = line._read([split(d.text) for d in documents])
    for document, own in list(zip(documents, sentences, strict=True))[:5]:
        line.coder.code(document, own)
    began = time.process_time()
    for document, own in zip(documents, sentences, strict=True):
        line.coder.code(document, own)
    seconds = time.process_time() - began
    return {"sentences_per_processor_s": round(sum(map(len, sentences)) / seconds, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--sizes", nargs="*", default=["2000", "10000"], help="articles stored, for copies and stories"
    )
    options = parser.parse_args()
    data = options.shared / "data"

    def show(what: str, lines: list[str]) -> None:
        for line in lines:
            print(
                json.dumps({"what": what}) if not line else f'{{"what": "{what}", {line.lstrip("{")}',
                flush=True,
            )

    if data.exists():
        for threads in ("1", "2"):
            show("reader", script("reader.py", "--data", str(data), "--threads", threads))
        if (HERE / "runs" / "spacy" / "meta.json").exists():
            show("spacy", script("spacy_baseline.py", "--data", str(data)))
    show("coding", [json.dumps(coding(HERE.parent / "examples" / "north-korea-russia"))])
    show("copies", script("copies.py", "--sizes", *options.sizes))
    show("stories", script("stories.py", "--sizes", *options.sizes))


if __name__ == "__main__":
    main()
