"""encodings: the seeds in every encoding read back identical, also with bytes missing; no bytes raise."""

import json
import random
from difflib import SequenceMatcher
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


DAMAGE = {
    "missing": lambda data, at, rng: data[:at] + data[at + 1 :],
    "wrong": lambda data, at, rng: data[:at] + rng.randbytes(1) + data[at + 1 :],
    "too many": lambda data, at, rng: data[:at] + rng.randbytes(1) + data[at:],
}


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_one_damaged_byte_loses_four_characters_at_most(encoding, damage):
    rng, far = random.Random(11357), 0
    pieces = [
        text[at : at + 400]
        for text in seed_texts("big5hkscs" if encoding == "big5hkscs" else "gb18030")
        for at in range(0, 1600, 400)
    ]
    for piece in pieces:
        sound = piece.encode(encoding, "ignore")
        text = decode(DAMAGE[damage](sound, rng.randrange(4, len(sound)), rng)).text
        matches = SequenceMatcher(None, sound.decode(encoding), text, autojunk=False).get_matching_blocks()
        far += len(sound.decode(encoding)) - sum(match.size for match in matches) > 4
    assert far <= 1  # of 20 or 8; over many texts 3 of 1,000


def test_lines_of_two_encodings_are_read_each_in_its_own():
    gbk, utf8 = "县委召开会议。\n".encode("gbk"), "全县上下扎实推进各项工作。\n".encode()  # 'the committee met', 'work went on'
    for data in (gbk * 3 + utf8, utf8 * 3 + gbk):
        decoded = decode(data)
        assert decoded.text.encode() == data.replace(gbk, "县委召开会议。\n".encode()) and decoded.replaced == 0


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-16-le"])
def test_rare_characters_are_no_damage(encoding):
    rare = "".join(chr(code) for code in range(0x9000, 0x9400) if chr(code).encode(encoding, "ignore"))
    for at in range(0, len(rare) - 7, 7):
        text = f"县志记载：{rare[at : at + 7]}。全县上下深入落实。全县上下深入落实。".encode(encoding, "ignore").decode(encoding)
        assert decode(text.encode(encoding), encoding).text == text


def test_a_rule_is_read_as_it_stands():
    text = "青石县水利局编\n━━━━━━━━\n各村冬修水利，进展顺利。\n"  # the bytes of ━ are a character of Big5
    assert decode(text.encode("gb18030")).text == text


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
