"""Every accuracy figure of docs/benchmarks.md in one go, as JSON lines.

python bench/evaluate_all.py --shared ../shared
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

TASKS = [
    ("parsing", "ud/dev.conllu.gz"),
    ("entities", "ner/wnut17_dev.tsv"),
    ("entities", "ner/uner_ewt_dev.tsv"),
    ("entities", "ner/uner_ewt_test.tsv"),
    ("action-typing", "action_typing/plv_dev.jsonl"),
    ("event-coding", "event_coding/plover_gsr.jsonl"),
    ("attribution", "attribution/polnear_dev.jsonl.gz"),
    ("factuality", "factuality/uds_ih2_dev.jsonl"),
    ("factuality", "factuality/uw_dev.jsonl"),
    ("stories", "stories/gva_dev.jsonl.gz"),
    ("figures", "stories/gva_dev.jsonl.gz"),
    ("coreference", "stories/ecbplus_dev.jsonl.gz"),
]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    data = options.shared / "data"
    with tempfile.TemporaryDirectory() as folder:
        held_out = Path(folder) / "wikigold_last_fifth.tsv"
        sentences = [
            s for s in (data / "ner" / "wikigold.tsv").read_text(encoding="utf-8").split("\n\n") if s.strip()
        ]
        held_out.write_text("\n\n".join(sentences[len(sentences) * 4 // 5 :]) + "\n", encoding="utf-8")
        own = Path(__file__).parent.parent / "tests" / "copies" / "data" / "copies.jsonl.gz"
        files = [(task, data / name) for task, name in TASKS]
        for task, path in [*files, ("entities", held_out), ("copies", own)]:
            run = subprocess.run(
                [
                    sys.executable,
                    "-c",
                    "from watchfloor.cli import main; main()",
                    "evaluate",
                    task,
                    str(path),
                ],
                capture_output=True,
                text=True,
            )
            answer = json.loads(run.stdout) if run.returncode == 0 else {"failed": run.stderr.strip()[-400:]}
            answer = {
                k: round(v, 4) if isinstance(v, float) else v for k, v in answer.items() if k != "per_type"
            }
            print(json.dumps({"task": task, "file": path.name, **answer}), flush=True)


if __name__ == "__main__":
    main()
