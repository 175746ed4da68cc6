"""Every entry point keeps its promises for any text: a few examples here, many with make fuzz; what was found stays."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import file_promises
import promises
from fuzz_seeds import OF_FORMAT, PIECES, planted

TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map("".join)
#: Figures take a second a text.
EXAMPLES = {"repair": 200, "formulas": 100, "slogans": 100, "tokens": 50, "tables": 8, "figures": 2}
EXAMPLES |= {
    "labels": 24,
    "html": 30,
    "pages": 30,
    "bytes": 100,
    "papers": 20,
    "sides": 60,
    "lines": 30,
    "rows": 20,
    "exports": 20,
    "archives": 20,
}
#: What to feed the entry points with, once.
PROMISES = promises.OF_TEXT | file_promises.OF_BYTES
#: What fuzzing found, by the name of what went wrong.
FOUND = {
    "half a surrogate pair fits into no table": ("tables", "<script>x\ud800"),
    "half a surrogate pair among lookalikes": ("formulas", "今年是云桥县落实“\ud800四城”目标的第六年。"),
    "nothing counts nothing, and stands for nothing": ("formulas", "设0大板块，“00”工程"),
    "terms in another encoding than UTF-8": ("sides", "term\n党建引领\n".encode("gb18030")),
    "a decision shorter than its head": ("sides", b"decision,start,end,surface,doc_id\naccept\n"),
    "a place beyond all numbers": ("sides", b"doc_id,start,end,surface,decision\na," + b"9" * 400 + b",3,x,accept\n"),
    "a quotation mark never closed": ("sides", b'doc_id,start,end,surface,decision\na,1,2,"' + b"x,\n" * 50_000),
    "a row of heads at the very end of the text": ("formulas", "坚持“三敢”。干部敢为，基层敢闯，党员要敢"),
    "an item that opens with a mark": ("formulas", "三张牌三牌！张牌。、牌三"),
    "items of dashes alone": ("formulas", "“两个打”————；—"),
    "a code whose words stand for each other": ("formulas", "“1335”“一个三筹、三大机制和五系”三大机制"),
    "a quotation of nothing in a row of quotations": ("formulas", "直面“空转”“督考过多”“”“文山会海”四大顽疾。"),
    "half a surrogate pair among the terms of a figure": ("figures", "\ud800两山”理念在这里落地生根。"),
    "labels that come back": ("labels", "一" * 24 + "二"),
    "a decision about nothing": ("sides", b"doc_id,start,end,surface,decision\na,x,900,,accept\n"),
    "apostrophes before a name": ("sides", "doc_id,start,end,surface,decision\na,1,2,'''四抓四度,accept\n".encode()),
    "a table longer than what is shown of it": ("pages", "坚持黨建引领，推进鄉村振兴。" * 60),
    "a table of sentences longer than what is shown of it": ("tables", "一是产业兴旺。" * 120),
    "half a surrogate pair names a fact": ("lines", b'{"doc_id": "a", "text": "b", "\\ud800": "c"}'),
}


@st.composite
def files(draw, name):
    """Bytes; or a sound file of that format, some pieces put in."""
    data = draw(st.sampled_from([*planted(name)]))
    for piece in draw(st.lists(st.sampled_from(PIECES + OF_FORMAT.get(name, ())), max_size=8)):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + piece.encode("utf-8", "surrogatepass") + data[at:]
    return data


@pytest.mark.parametrize("name", PROMISES)
def test_any_input(name):
    any_bytes = st.one_of(st.binary(max_size=400), TEXTS.map(lambda text: text.encode("gb18030", "ignore")), files(name))

    @settings(max_examples=EXAMPLES[name], deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(TEXTS if name in promises.OF_TEXT else any_bytes)
    def holds(data):
        PROMISES[name](data)

    holds()


@pytest.mark.parametrize("case", FOUND)
def test_what_was_found_stays_mended(case):
    name, data = FOUND[case]
    PROMISES[name](data)
