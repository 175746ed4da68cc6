"""Problems: what kept a file from being read, or was odd about it, and what its owner can do."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """One file with one problem; `read` says whether it is in the corpus all the same (a notice, not a loss)."""

    file: str
    reason: str
    what_to_do: str
    read: bool = False


class Unreadable(Exception):
    """A file can't be read as an article: why, and the next step."""

    def __init__(self, reason: str, what_to_do: str):
        super().__init__(f"{reason}: {what_to_do}")
        self.reason, self.what_to_do = reason, what_to_do
