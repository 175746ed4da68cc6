"""encodings: the seeds in every encoding read back identical, also with bytes missing; no bytes raise."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.corpus.encodings import decode, familiarity

CASES = json.loads(Path(__file__).with_name("cases").joinpath("encodings.json").read_text(encoding="utf-8"))
SEEDS = sorted((Path(__file__).resolve().parents[1] / "seeds").glob("*.txt"))
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
TRADITIONAL = ("002", "003")


def seed_texts(encoding):
    """The seeds, for Big5 the traditional ones without the four and two characters that it lacks."""
    for path in SEEDS:
        text = path.read_bytes().decode("utf-8")
        if encoding != "big5hkscs":
            yield text
        elif path.name.startswith(TRADITIONAL):
            yield "".join(c for c in text if c.encode(encoding, "ignore"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['hex']} {case.get('stated', '')}")
def test_cases(case):
    decoded = decode(bytes.fromhex(case["hex"]), case.get("stated"))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (case["text"], case["encoding"], 0)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_seeds_read_back_identical(encoding):
    for text in seed_texts(encoding):
        decoded = decode(text.encode(encoding))
        assert decoded.text == text and decoded.replaced == 0


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_a_byte_missing_every_1500_does_not_mislead(encoding):
    rng = random.Random(5)
    for text in seed_texts(encoding):
        data = bytearray(text.encode(encoding))
        for _ in range(len(data) // 1500):
            del data[rng.randrange(len(data))]
        decoded = decode(bytes(data))
        assert decoded.encoding == encoding
        assert decoded.text.count("\ufffd") == decoded.replaced <= len(data) // 500


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16"])
def test_a_cut_text_is_right_up_to_the_cut(encoding):
    for text in seed_texts(encoding):
        data = text.encode(encoding)
        whole = decode(data[: len(data) // 4 * 2 + 1]).text[:-2]  # the last two may be the cut
        assert len(whole) > len(text) // 3 and text.startswith(whole)


def test_an_unknown_label_is_a_lookup_error():
    with pytest.raises(LookupError):
        decode(b"x", "utf8mb4")


def test_noise_is_not_familiar():
    assert decode(random.Random(1).randbytes(5000)).familiar < 0.1
    assert familiarity("深化“三级书记”抓扶贫。") == 1  # 'deepen "secretaries at three levels" lead poverty relief'


@given(st.binary(), st.sampled_from([None, "utf-8", "gbk", "big5", "utf-16"]))
def test_no_bytes_raise(data, stated):
    decoded = decode(data, stated)
    assert isinstance(decoded.text, str) and 0 <= decoded.familiar <= 1


@given(st.text(st.characters(codec="utf-8")))
def test_clean_utf_8_is_never_changed(text):
    if "\0" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text
