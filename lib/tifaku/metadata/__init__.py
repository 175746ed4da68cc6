"""Metadata: what an article says about itself, each statement with its evidence."""

from __future__ import annotations

from typing import Iterable, Sequence

from tifaku.metadata import candidates
from tifaku.metadata.candidates import year_hint
from tifaku.metadata.evidence import Stated, chosen
from tifaku.metadata.subjects import find_subject
from tifaku.text.documents import Block, Fact


def find_metadata(text: str, blocks: Sequence[Block], stated: Iterable[Stated] = ()) -> dict[str, Fact]:
    """Facts about an article by name, each with the span of its evidence; what it does not state is not there.

    Names: title, subtitle, section, outlet, author, author_unit, editors, photo_credit, date (ISO), time, year_hint (where
    there is no date: the year it must have been written in, inferred), province, prefecture, county, townships, division_code.
    Several names stand in one value, separated by 、. Of several candidates the one is taken that was seen where it is most to
    be trusted (data/evidence.tsv), and none that was seen where it is not; `stated` is what the header of its page states.

    >>> from tifaku.layout.blocks import find_blocks
    >>> text = "黔江：三级书记抓扶贫\\n2020年05月25日07:26 来源：重庆日报网\\n今年，黔江区委要求尽锐出战。"
    >>> facts = find_metadata(text, find_blocks(text))  # 'Qianjiang: secretaries at three levels lead poverty relief'
    >>> facts["date"].value, facts["outlet"].value, facts["county"].value, facts["province"].basis
    ('2020-05-25', '重庆日报网', '黔江区', 'inferred')

    The province follows from the county here: an outlet's name (重庆日报网 'of Chongqing Daily') states nothing of the subject.

    Limit: reads source lines, bylines, credits and datelines in the forms of data/furniture.tsv, no others.
    """
    facts = chosen(candidates.candidates(text, blocks, stated))
    if "date" not in facts and (hint := year_hint(text, blocks)):
        facts["year_hint"] = hint
    return facts | find_subject(text, blocks)
