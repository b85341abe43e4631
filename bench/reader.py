"""Speed and size of the sentence reader: fresh text, nothing remembered, everything counted.

python bench/reader.py --data DATA
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

COLD = "import time; t = time.perf_counter(); from watchfloor.parsing import default_parser; default_parser().read(['Troops left.']); print(time.perf_counter() - t)"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sentences", type=int, default=2500)
    options = parser.parse_args()
    from watchfloor.parsing.conllu import read_conllu
    from watchfloor.parsing.reader import SentenceReader

    texts = [s.text for s in read_conllu(options.data / "ud" / "dev.conllu.gz")][: options.sentences]
    reader = SentenceReader(threads=options.threads)
    reader.read(texts[:50])
    began, busy = time.perf_counter(), time.process_time()
    read = reader.read(texts)
    wall, processor = time.perf_counter() - began, time.process_time() - busy
    words = sum(len(s) for s in read)
    cold = subprocess.run(
        [sys.executable, "-c", COLD], capture_output=True, text=True, check=True, env=os.environ
    )
    print(json.dumps({
        "threads": options.threads,
        "sentences_per_s": round(len(texts) / wall, 1),
        "sentences_per_processor_s": round(len(texts) / processor, 1),
        "words_per_sentence": round(words / len(texts), 1),
        "cold_start_s": round(float(cold.stdout), 2),
        "resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
