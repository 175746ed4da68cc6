"""Settings: what results depend on besides the articles; a digest of it is in the results' names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """How articles are cut into words, and which library does it; made by the caller, used by the workers."""

    segmenter: str
    hmm: bool
    user_terms: tuple[str, ...]
    library: str

    def articles(self, digest: str) -> str:
        """The name of what is found in the batch with this digest."""
        return _name(digest, self.library)

    def tokens(self, articles: str) -> str:
        """The name of the tokens of the articles with this name."""
        return _name(articles, self.segmenter, self.hmm, self.user_terms, version(self.segmenter))

    def whole(self, parts: list, problems: list) -> str:
        """The name of what is found in all partitions together."""
        return _name(parts, problems)


@cache
def library() -> str:
    """A digest of this library's sources and data and of the versions of those that change what is read."""
    root = Path(__file__).resolve().parents[1]
    found = hashlib.sha256(repr([version(name) for name in ("opencc", "trafilatura", "python-docx", "pypdf")]).encode())
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.tsv")]):
        found.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def _name(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
