"""``python -m watchfloor`` is ``watchfloor``."""

from __future__ import annotations

from watchfloor.cli import main

if __name__ == "__main__":
    main()
