"""ocr: scans and pictures are read where text recognition is installed, marked as such; without it the next step is said."""

import difflib
import io
import os
import sys
from pathlib import Path

import pytest

import pdfs
import tifaku
from tifaku.corpus import ocr

TRIALS = os.environ.get("TIFAKU_TRIALS") == "1"
if TRIALS and os.environ.get("TIFAKU_OCR"):  # where the extra is installed, if not beside the tests
    sys.path.append(os.environ["TIFAKU_OCR"])
ROOT = Path(__file__).resolve().parents[1]
LINES = [("青石县党建", 0.99), ("打好“绿色、生态、有机”三张牌，坚特“四抓四度”。", 0.71)]  # 坚特 for 坚持 'uphold'


def scan(folder):
    """A pdf whose one page holds nothing."""
    (folder / "a.pdf").write_bytes(pdfs.made([""]))
    return folder


def test_without_text_recognition_the_next_step_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    (problem,) = tifaku.open_corpus(scan(tmp_path)).found_problems
    assert "(a scan)" in problem.reason and "pip install 'tifaku[ocr]'" in problem.what_to_do
    (tmp_path / "a.pdf").rename(tmp_path / "a.png")
    (problem,) = tifaku.open_corpus(tmp_path).found_problems
    assert problem.reason == "is a picture" and "tifaku[ocr]" in problem.what_to_do


def test_what_is_recognised_is_marked_with_its_confidence(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "pages_of_pdf", lambda data: iter([ocr.Page([text for text, _ in LINES], [], LINES)]))
    docs = tifaku.open_corpus(scan(tmp_path))
    doc = docs["a"]
    assert doc.text == "\n".join(text for text, _ in LINES) and doc.source["encoding"] == "ocr"
    assert [(edit.rule, edit.before, edit.doubt) for edit in doc.doubts] == [
        ("ocr", LINES[1][0], "read with a confidence of 0.71")
    ]
    (notice,) = docs.found_problems
    assert notice.read and "(OCR) with a confidence of 0.7" in notice.reason and "doubtful lines: 1" in notice.reason


def test_pictures_beside_articles_are_passed_over(tmp_path):
    for name in ("a.png", "b.jpg"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "a.txt").write_text("坚持党建引领。", encoding="utf-8")
    docs = tifaku.open_corpus(tmp_path)
    assert [doc.doc_id for doc in docs] == ["a"] and not docs.found_problems


def drawn(text):
    """The first page of a text at 200 dots per inch, as a picture, and what stands on it."""
    from PIL import Image, ImageDraw, ImageFont
    from pylopdf_fonts_zh_cn import sans_path

    font = ImageFont.truetype(str(sans_path()), 30)
    picture, y, on_it = Image.new("RGB", (1654, 2339), "white"), 120, []
    for paragraph in text.split("\n"):
        for at in range(0, len(paragraph), 44):
            if y < 2200:
                ImageDraw.Draw(picture).text((150, y), paragraph[at : at + 44], font=font, fill="black")
                on_it.append(paragraph[at : at + 44])
                y += 48
    out = io.BytesIO()
    picture.save(out, format="png")
    return out.getvalue(), "\n".join(on_it)


@pytest.mark.skipif(not TRIALS, reason="takes a minute; TIFAKU_TRIALS=1 runs it")
def test_pages_of_the_seeds_are_read_nearly_without_error(tmp_path):
    pytest.importorskip("rapidocr")
    right = total = found = wanted = 0
    for doc in tifaku.open_corpus(ROOT / "seeds"):
        picture, text = drawn(doc.text)
        (tmp_path / f"{doc.doc_id}.png").write_bytes(picture)
        want = "".join(text.split())
        got = "".join(tifaku.open_corpus(tmp_path / f"{doc.doc_id}.png")[doc.doc_id].raw.split())
        same = sum(block.size for block in difflib.SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks())
        right, total = right + same, total + len(want)
        names = [f.surface for f in tifaku.find_formulas(tifaku.read_text(text))]
        again = [f.surface for f in tifaku.find_formulas(tifaku.open_corpus(tmp_path / f"{doc.doc_id}.png")[doc.doc_id])]
        found, wanted = found + sum(min(again.count(n), names.count(n)) for n in {*names}), wanted + len(names)
        print(doc.doc_id, f"characters {same}/{len(want)}, formulas {names} {again}")
    print(f"characters {right / total:.4f}, formulas {found}/{wanted}")
    assert right >= 0.98 * total and found >= 0.9 * wanted
