"""The collector: it is paused while findings are made, and as it was afterwards."""

import gc

import pytest

import tifaku
from tifaku.collector import paused


@pytest.mark.parametrize("running", [True, False])
def test_as_it_was_before(running):
    was = gc.isenabled()
    (gc.enable if running else gc.disable)()
    try:
        with pytest.raises(ValueError), paused(), paused():
            assert not gc.isenabled()
            raise ValueError
        assert gc.isenabled() is running
    finally:
        (gc.enable if was else gc.disable)()


def test_findings_are_made_without_it():
    seen = []

    def note(phase, info):
        seen.append(gc.isenabled())

    text = "坚持“四抓四度”，抓班子、带队伍、促发展。" * 2_000  # 'four grasps, four degrees: grasp the group, lead the team …'
    doc = tifaku.corpus.as_document(text)
    tifaku.find_slogans("抓班子、带队伍")  # loads what is needed
    gc.collect()
    gc.callbacks.append(note)
    try:
        tifaku.find_slogans(doc)
    finally:
        gc.callbacks.remove(note)
    assert len(seen) <= 2  # one collection may begin when the pause is over: before it starts and when it stops
