"""Watchfloor reads the news about an evolving situation and says what is known about it, with the words that say so.

The verbs of the command line are functions here::

    import watchfloor

    claims = watchfloor.code("South Korea's spy agency said that Russia had given North Korea missiles.")
    result = watchfloor.read("articles/", store="watchfloor.db")
    frame = watchfloor.events(result).to_pandas()

Everything behind them is loaded when it is first used, so that ``import watchfloor`` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from watchfloor.tables import Table
    from watchfloor.verbs import Result, Store, StoreError, brief, claims, code, events, read, stories

    __version__: str

__all__ = [
    "Result",
    "Store",
    "StoreError",
    "Table",
    "__version__",
    "brief",
    "claims",
    "code",
    "events",
    "read",
    "stories",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("watchfloor")
        except PackageNotFoundError:
            return "0+uninstalled"
    if name == "Table":
        return import_module("watchfloor.tables").Table
    if name in __all__:
        return getattr(import_module("watchfloor.verbs"), name)
    raise AttributeError(f"module 'watchfloor' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _RoomAndVerb(ModuleType):
    """A room that is called as the verb is (``stories``): importing it would hide the function of that name."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        verb = getattr(import_module("watchfloor.verbs"), self.__name__.rpartition(".")[2])
        return verb(*args, **kwargs)


class _Package(ModuleType):
    """This package, where the import of a room puts the room's module."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in __all__ and isinstance(value, ModuleType):
            value.__class__ = _RoomAndVerb
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
