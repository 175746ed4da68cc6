"""Frames: templates that come back, with everything that has filled their slots, in which articles and places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Iterable, Iterator, Sequence

from tifaku.documents import Document
from tifaku.slogans import Slogan, find_slogans
from tifaku.slogans.headings import PART
from tifaku.slogans.templates import SLOTS, template

if TYPE_CHECKING:
    import pandas as pd

PLACES = ("county", "prefecture", "province")
#: What is shown of a slot that nothing fills, as in “党建+” ('Party building plus').
NOTHING = "∅"


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One segment at text[start:end] of an article, with what stands in the slots of its frame."""

    doc_id: str
    start: int
    end: int
    segment: str
    fillers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A template with all its members, in order of article and place in it."""

    template: str
    members: tuple[Member, ...]

    @property
    def doc_ids(self) -> tuple[str, ...]:
        return tuple(sorted({member.doc_id for member in self.members}))


def frames_of(slogans: Iterable[Slogan]) -> list[Frame]:
    """The frames of parallel series, heading series and plus-compounds, by template, whatever the order of segments and
    articles; a plus-compound stands in the frame of its first part (党建+X).

    Heads of two halves or more also give the frames of their first halves, of their second ones, and so on: 抓班子带队伍
    提升发展能力 … gives 抓X Y发展Z力, 抓XVY and X发展Y力. A template without a fixed character (VX) is no frame.
    """
    members: dict[str, set[Member]] = defaultdict(set)
    for slogan in slogans:
        for segments in _columns(slogan):
            mould = template([text for text, _, _ in segments])
            if any("\u4e00" <= character <= "\u9fff" for character in mould.text):
                for (text, start, end), fillers in zip(segments, mould.fillers):
                    members[mould.text].add(Member(slogan.doc_id, start, end, text, fillers))
        if slogan.type == "plus_compound":
            first, *others = slogan.surface.replace("＋", "+").split("+")
            frame = "+".join([first, *SLOTS[: len(others)]])
            members[frame].add(Member(slogan.doc_id, slogan.start, slogan.end, slogan.surface, tuple(others)))
    filled = ((text, found) for text, found in sorted(members.items()) if len({m.fillers for m in found}) > 1)
    return [Frame(text, tuple(sorted(found))) for text, found in filled]


def _columns(slogan: Slogan) -> Iterator[Sequence[tuple[str, int, int]]]:
    """The segments of a series and, for heads of as many parts each, their first parts, their second parts …"""
    if not slogan.type.startswith("parallel"):
        return
    yield [(s.text, s.start, s.end) for s in slogan.segments]
    parts = [[(m[0], s.start + m.start(), s.start + m.end()) for m in PART.finditer(s.text)] for s in slogan.segments]
    if slogan.type == "parallel_headings" and len(set(map(len, parts))) == 1 < len(parts[0]):
        yield from zip(*parts)


def frames(docs: Iterable[Document]) -> pd.DataFrame:
    """The inventory: one row per template, those of most articles first.

    template: what all members share, with slots X, Y, Z (V: filled by verbs only). n: members. fillers: what stands in
    the slots, a filler for each slot (∅: nothing), joined by |. segments: the members. articles, places: how many, doc_ids
    and names beside them. family: more than one article has members in the frame, with at least two different fillings.

    >>> import tifaku
    >>> frames([tifaku.read_text("打造选得准、树得住、叫得响的品牌。")]).fillers[0]  # 'well chosen, standing firm, …'
    '选…准|树…住|叫…响'

    Misses frames seen in one segment only: a template needs a series to show it.
    """
    import pandas as pd

    docs = list(docs)
    place = {doc.doc_id: place_of(doc) for doc in docs}
    rows = [_row(frame, place) for frame in frames_of(slogan for doc in docs for slogan in find_slogans(doc))]
    columns = ["template", "n", "fillers", "segments", "articles", "places", "doc_ids", "place_names", "family"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["articles", "n", "template"], ascending=[False, False, True], ignore_index=True)


def _row(frame: Frame, place: dict[str, str]) -> tuple:
    fillings = list(dict.fromkeys("…".join(_shown(member)) for member in frame.members))
    segments = list(dict.fromkeys(member.segment for member in frame.members))
    places = sorted({place[doc_id] for doc_id in frame.doc_ids} - {""})
    family = len(frame.doc_ids) > 1 < len(fillings)
    return (frame.template, len(frame.members), "|".join(fillings), "|".join(segments), len(frame.doc_ids), len(places),
            "|".join(frame.doc_ids), "|".join(places), family)  # fmt: skip


def families(docs: Iterable[Document]) -> pd.DataFrame:
    """Variant families, aligned by slot: one row per different segment of a frame that several articles fill differently.

    Columns template, segment, slot 1, slot 2 … (in the order of the letters in the template; ∅ where nothing stands), n,
    articles and doc_ids.
    Empty where no frame has two articles; five articles show examples, no rates.
    """
    import pandas as pd

    slogans = [slogan for doc in docs for slogan in find_slogans(doc)]
    rows = [
        {"template": frame.template, "segment": member.segment, **_slots(member), "doc_id": member.doc_id}
        for frame in frames_of(slogans) if len(frame.doc_ids) > 1 for member in frame.members
    ]  # fmt: skip
    if not rows:
        return pd.DataFrame(columns=["template", "segment", "n", "articles", "doc_ids"])
    table = pd.DataFrame(rows).fillna("")
    keys = [column for column in table.columns if column != "doc_id"]
    counted = table.groupby(keys, sort=True)["doc_id"].agg(
        n="size", articles="nunique", doc_ids=lambda ids: "|".join(sorted(set(ids)))
    )
    return counted.reset_index()


def _shown(member: Member) -> list[str]:
    return [filler or NOTHING for filler in member.fillers]


def _slots(member: Member) -> dict[str, str]:
    return {f"slot {i}": filler for i, filler in enumerate(_shown(member), 1)}


def place_of(doc: Document) -> str:
    """The narrowest place that the metadata know: county, else prefecture, else province, else nothing."""
    return next((str(doc.metadata[name].value) for name in PLACES if name in doc.metadata), "")
