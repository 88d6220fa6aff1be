"""Lets go of the painted lines of widgets that are gone.

In Textual 8.2.8 `StylesCache.get_inner_outer` is meant as a class method and is not one, so that its `lru_cache` holds
the caches of 1,024 widgets with all their lines. Importing this module makes it one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache

_plain: Any = StylesCache.get_inner_outer.__wrapped__
StylesCache.get_inner_outer = classmethod(lru_cache(1024)(_plain))  # type: ignore[arg-type, method-assign, assignment]
