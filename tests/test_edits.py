"""edits: replaying gives the text, composing is applying in turn, every character leads back to the source."""

from hypothesis import given
from hypothesis import strategies as st

from tifaku.text.edits import Alignment, Edit, compose, replay

TEXT = st.text(alphabet="党建強強(jí)，,\n ", max_size=40)


@st.composite
def edits_on(draw, text):
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2]))
    return [Edit(draw(st.sampled_from("ab")), s, e, text[s:e], draw(st.text("改x", max_size=3))) for s, e in pairs]


@st.composite
def two_layers(draw):
    raw = draw(TEXT)
    first = draw(edits_on(raw))
    middle = replay(raw, first)
    return raw, first, middle, draw(edits_on(middle))


@given(two_layers())
def test_compose_equals_two_replays(case):
    raw, first, middle, second = case
    both = compose(raw, first, middle, second)
    assert replay(raw, both) == replay(middle, second)
    assert all(raw[e.raw_start : e.raw_end] == e.before for e in both)
    assert all(a.raw_end <= b.raw_start for a, b in zip(both, both[1:]))


@given(two_layers())
def test_every_character_leads_back(case):
    raw, first, middle, second = case
    both = compose(raw, first, middle, second)
    text, alignment = replay(raw, both), Alignment(both)
    ranges = [alignment.to_raw(i, i + 1) for i in range(len(text))]
    assert all(0 <= s <= e <= len(raw) for s, e in ranges)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in zip(ranges, ranges[1:]))
    touched = {i for e in both for i in range(e.raw_start, e.raw_end)}
    kept = [(raw[s], text[i]) for i, (s, e) in enumerate(ranges) if e == s + 1 and s not in touched]
    assert all(a == b for a, b in kept)
    assert len(kept) == len(raw) - len(touched)


def test_a_span_leaves_out_deletions_at_its_edges():
    alignment = Alignment([Edit("decloak", 2, 6, "(jí)", "")])  # of 三級(jí)書記 'secretaries at three levels'
    assert alignment.to_raw(0, 2) == (0, 2)
    assert alignment.to_raw(2, 4) == (6, 8)
    assert alignment.to_raw(0, 4) == (0, 8)


def test_rules_that_meet_at_one_place_are_both_named():
    raw = "勝?zèng)_鋒"
    first = [Edit("decloak", 1, 8, "?zèng)_", "沖")]
    both = compose(raw, first, "勝沖鋒", [Edit("script", 0, 3, "勝沖鋒", "胜冲锋")])
    assert both == (Edit("decloak+script", 0, 9, raw, "胜冲锋"),)
