"""The pages of the rules that reading follows, by the name of the rule."""

from __future__ import annotations

from collections.abc import Mapping

PAGES: Mapping[str, str] = {}
