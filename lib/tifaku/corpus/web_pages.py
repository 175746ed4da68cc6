"""Web pages: the lines of a page as its markup sets them, and where among them the article is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Iterator, Sequence

from tifaku.layout.furniture import LONGEST_OPENER, opens_related
from tifaku.layout.labels import phrases
from tifaku.repair.script import convert
from tifaku.text.dates import DATE
from tifaku.text.lexicons import rows

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADS = frozenset("h1 h2 h3 h4 h5 h6".split())
_UNSEEN = frozenset(
    "script style noscript iframe frame template svg canvas button select textarea input object embed audio video head".split()
)
_PARTS_BY_TAG = frozenset(("nav", "aside", "footer"))
_HIDDEN = re.compile(r"display\s*:\s*none")
_NAMES = re.compile(r"[a-z]+")
_BLANKS = re.compile(r"[ \t\r\n\xa0\u200b]+")
_BETWEEN = "\x1f"  # between two inline elements: nothing inside a sentence, a blank among the facts above an article
_SENTENCE_MARK = re.compile("[，。！？；：“”、,!?;]")
_SHORTEST_PROSE = 12
_LEAST_BESIDE = 120
_MOST_OF_PAGE = 0.6  # of the prose of a page that several articles on it must hold together
_MOST_OF_IT = 0.85  # of the prose of a part of the page that its one child must hold to be the article's place instead


@dataclass(slots=True)
class PageLine:
    """A line of a page: its text, how much of it are links, the innermost block that holds it, and the line's kind as marked up.

    kind: heading | list_item | caption | "" (none that is marked).
    """

    text: str
    links: int
    block: Any
    kind: str = ""
    apart: str = ""  # the text with blanks between inline elements
    is_part: bool = False  # in a menu, a column beside the article, comments, the foot of the page

    @property
    def prose(self) -> int:
        """The length of a line that is a sentence rather than a link or a label."""
        said = len(self.text) >= _SHORTEST_PROSE and _SENTENCE_MARK.search(self.text)
        return len(self.text) if said and not self.is_part and self.links * 3 < len(self.text) else 0


@dataclass(slots=True)
class _Writer:
    """Collects the pieces of text of a page into lines."""

    lines: list[PageLine] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    links: int = 0

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self.pieces.append(text)
            self.links += in_link and len(_BLANKS.sub("", text))

    def end_line(self, block: Any) -> None:
        written = _BLANKS.sub(" ", "".join(self.pieces))
        text = written.replace(_BETWEEN, "").strip()
        if text:
            apart = _BLANKS.sub(" ", written.replace(_BETWEEN, " ")).strip()
            self.lines.append(PageLine(text, self.links, block, apart=apart))
        self.pieces, self.links = [], 0


def page_lines(body: Any) -> list[PageLine]:
    """The lines of a page in order, as its blocks and breaks set them; a block of spans is one line.

    Hidden elements, scripts, frames and controls are left out. A list's item has its number or bullet, a cell of a table is a
    line, and one that ends in a colon stands on one line with the next (来源： | 青石日报 'source: Qingshi Daily'), as does the
    name of a date with its date.
    """
    writer = _Writer()
    for event, node, blocks, in_link in _walked(body):
        if event == "text":
            writer.add(node, in_link)
        else:
            writer.end_line(blocks[-1])
    lines = list(_with_labels_joined(writer.lines))
    _mark_parts(lines)
    for line in lines:
        line.kind = _kind(line)
    return _with_numbers(lines)


def _walked(body: Any) -> Iterator[tuple[str, Any, list[Any], bool]]:
    """Pieces of text, and breaks where a line ends, with the blocks that hold them."""
    stack: list[tuple[Any, bool]] = [(body, False)]
    blocks: list[Any] = [body]
    links = 0
    while stack:
        node, left = stack.pop()
        is_block, is_text = node.tag in _BLOCKS, isinstance(node.tag, str)
        if left:
            if is_block:
                yield "break", None, blocks, False
                blocks.pop()
            links -= node.tag == "a"
            yield "text", node.tail if node is not body else None, blocks, links > 0
            continue
        if not is_text or node.tag in _UNSEEN or _is_hidden(node):
            yield "text", node.tail, blocks, links > 0
            continue
        links += node.tag == "a"
        if is_block:
            yield "break", None, blocks, False
            blocks.append(node)
        elif node.tag == "br":
            yield "break", None, blocks, False
        else:
            yield "text", _BETWEEN, blocks, False
        yield "text", node.text, blocks, links > 0
        stack.append((node, True))
        stack += ((child, False) for child in reversed(node))


def _is_hidden(node: Any) -> bool:
    return "hidden" in node.attrib or bool(_HIDDEN.search(node.get("style", "").lower()))


def _with_labels_joined(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    held: PageLine | None = None
    for line in lines:
        cell = line.block.tag in ("td", "th")
        if (
            held is not None
            and cell
            and line.block.getparent() is held.block.getparent()
            and (_opens(held) or DATE.match(line.text))
        ):
            colon = "" if _opens(held) else "："
            line.text, line.apart = f"{held.text}{colon}{line.text}", f"{held.apart}{colon}{line.apart}"
        elif held is not None:
            yield held
        held = line if cell and (_opens(line) or "".join(line.text.split()) in phrases("label")) else None
        if held is None:
            yield line
    if held is not None:
        yield held


def _opens(line: PageLine) -> bool:
    return line.text.endswith(("：", ":"))


@cache
def _named() -> dict[str, str]:
    """What the parts of a page are that bear a class or id of this name (data/page_parts.tsv)."""
    return {row["name"]: row["what"] for row in rows("page_parts")}


def _mark_parts(lines: Sequence[PageLine]) -> None:
    """Lines inside a part of the page that is named as no article, unless it holds half of all prose."""
    inside: Counter[Any] = Counter()
    total = 0
    for line in lines:
        total += (prose := line.prose)
        for holder in _holders(line.block):
            inside[holder] += prose
    headed = {line.block.getparent() for line in lines if len(line.text) <= LONGEST_OPENER and opens_related(convert(line.text))}
    headed.discard(None)
    parts = {one for one in inside if (_is_part(one) or one in headed) and _may_go(one, inside[one], total)}
    for line in lines:
        line.is_part = not parts.isdisjoint(_holders(line.block))


def _may_go(node: Any, inside: int, total: int) -> bool:
    """Whether enough is left without a part: half of all prose; beside comments and links what an article has at the least."""
    return inside * 2 <= total or total - inside >= _LEAST_BESIDE and bool(_whats(node) & {"comments", "links to other articles"})


def _holders(block: Any) -> Iterator[Any]:
    yield block
    yield from block.iterancestors()


def _is_part(node: Any) -> bool:
    return node.tag in _PARTS_BY_TAG or bool(_whats(node) - {"caption"})


def _whats(node: Any) -> set[str]:
    if node.tag in ("body", "html"):
        return set()
    names = re.sub("([a-z])([A-Z])", r"\1 \2", f"{node.get('class', '')} {node.get('id', '')}").lower()
    return {_named()[name] for name in _NAMES.findall(names) if name in _named()}


def _kind(line: PageLine) -> str:
    block = line.block
    if any(holder.tag in ("figure", "figcaption") for holder in _holders(block)) or "caption" in _whats(block):
        return "caption"
    if block.tag in _HEADS:
        return "heading"
    return "list_item" if block.tag in ("td", "th") and len(line.text) < 40 or _is_item(block) else ""


def _is_item(block: Any) -> bool:
    """Whether a block is an item of a list, and not a column of a page that is laid out as one."""
    item = next((holder for holder in _holders(block) if holder.tag == "li"), None)
    return item is not None and not any(
        child.tag in _HEADS or child.tag in ("ul", "ol", "div") for child in item.iterdescendants()
    )


def _with_numbers(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines, with the number or bullet that a browser shows before an item of a list."""
    seen: set[Any] = set()
    for line in lines:
        item = next((holder for holder in _holders(line.block) if holder.tag == "li"), None)
        if line.kind == "list_item" and item is not None and item not in seen:
            seen.add(item)
            line.text = f"{_number(item)}{line.text}"
    return list(lines)


def _number(item: Any) -> str:
    holder = item.getparent()
    if holder is None or holder.tag != "ol":
        return "• "
    first = holder.get("start", "1")
    before = sum(child.tag == "li" for child in item.itersiblings(preceding=True))
    return f"{(int(first) if first.isdigit() else 1) + before}. "


def article_place(lines: Sequence[PageLine]) -> Any:
    """The block that holds the article: the innermost with most of the prose that is in no other part of the page; or None."""
    weights: Counter[Any] = Counter()
    held: Counter[Any] = Counter()
    children: dict[Any, set[Any]] = {}
    for line in lines:
        below, prose = None, line.prose
        for holder in _holders(line.block):
            weights[holder] += prose
            held[holder] += 1
            if below is not None:
                children.setdefault(holder, set()).add(below)
            below = holder
    if not weights or not max(weights.values()):
        return None
    place = next(holder for holder in weights if holder.getparent() is None)
    while True:
        inner = max(children.get(place, ()), key=lambda child: weights[child], default=None)
        if inner is None or held[inner] < 2 or weights[inner] < _MOST_OF_IT * weights[place]:
            return place
        place = inner


def containers(lines: Sequence[PageLine]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The lines, with their kinds, of each article of a page that holds several in blocks of one kind side by side; else none.

    Such blocks have a heading each, prose that is no link, and together most of the prose of the page.
    """
    total = sum(line.prose for line in lines)
    inside: dict[Any, list[PageLine]] = {}
    for line in lines:
        for holder in _holders(line.block):
            inside.setdefault(holder, []).append(line)
    groups: dict[tuple[Any, str, str], list[Any]] = {}
    for node in inside:
        groups.setdefault((node.getparent(), node.tag, node.get("class", "")), []).append(node)
    for (_, tag, _), nodes in groups.items():
        whole = [node for node in nodes if _is_article_block([*inside[node]])]
        if tag in ("article", "div", "section", "li", "td") and len(whole) > 1 and len(whole) >= 0.8 * len(nodes):
            if sum(line.prose for node in whole for line in inside[node]) >= _MOST_OF_PAGE * total:
                return [_as_article(inside[node]) for node in whole]
    return []


def _is_article_block(lines: Sequence[PageLine]) -> bool:
    heads = [line for line in lines[:4] if line.block.tag in _HEADS and not line.is_part]
    return bool(heads) and sum(line.prose for line in lines) >= _LEAST_BESIDE


def _as_article(lines: Sequence[PageLine]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    first = next(at for at, line in enumerate(lines) if line.block.tag in _HEADS)
    kinds = ["title" if at == first else line.kind for at, line in enumerate(lines)]
    return tuple(line.apart for line in lines), tuple(kinds)
