"""Write a folder of hostile files among good articles, always the same for a seed; nothing of it is stored.

Run as a script to look at it: python tests/hostile.py FOLDER [NUMBER OF FILES] [--huge]
"""

from __future__ import annotations

import io
import os
import random
import struct
import sys
import zipfile
from pathlib import Path
from typing import Iterator

HERE = Path(__file__).resolve().parent
ARTICLE, PROBLEM, EITHER, PASSED_OVER = "article", "problem", "article or problem", "passed over"
WORD_XML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SCRIPTS = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def good_articles(number: int = 30) -> dict[str, bytes]:
    """File name → bytes of real articles: the seeds and the development set."""
    paths = [*sorted((HERE.parent / "seeds").glob("*.txt")), *sorted((HERE / "gold/dev/docs").glob("*.txt"))]
    return {f"good_{path.stem}.txt": path.read_bytes() for path in paths[:number]}


def make(folder: Path, number: int = 2000, seed: int = 11357, huge: bool = False) -> dict[str, str]:
    """Fill the folder with good articles and `number` hostile files; returns what must become of each, by file name."""
    rng = random.Random(seed)
    good = good_articles()
    fates = {}
    for name, data in good.items():
        (folder / name).write_bytes(data)
        fates[name] = ARTICLE
    for name, data, fate in (*named(), *contents(), *pages(), *word_files(), *pdfs(), *(huge_files() if huge else ())):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), os.fsencode(name)))).write_bytes(data)
        fates[name] = fate
    fates |= special_files(folder)
    damaged = damage(rng, list(good.values()))
    while len(fates) < number + len(good):
        name, data = next(damaged)
        (folder / name).write_bytes(data)
        fates[name] = EITHER
    return fates


def named() -> Iterator[tuple[str, bytes, str]]:
    """Sound articles under names that break tables, pages, shells and other systems."""
    text = "坚持党建引领，推进乡村振兴。\n".encode()  # 'uphold Party building as the lead, advance rural revival'
    names = ["line\nbreak", "tab\tname", "..", "..\\..\\up", "😀", "三" * 83 + "xy", "CON", "nul", "aux.x", "end.", "end "]
    names += ["=1+1", "-rf", "@SUM(A1)", "a'b\"c", "<img src=x onerror=alert(1)>", "\u202egpj", "a\u3000b", "%s%n", "$HOME"]
    names += ["é", "e\u0301"]
    names += ["same", "same.html", "same.txt", "UPPER"]
    yield from ((f"{name}.txt", text, PASSED_OVER if name.startswith(".") else ARTICLE) for name in names)
    yield "UPPER.TXT", text, ARTICLE
    yield os.fsdecode(b"\xff\xfe.txt"), text, ARTICLE
    for name in (".hidden.txt", "sources.tsv", "decisions.csv", "user_terms.tsv", "Thumbs.db", "~$lock.docx", "a.png"):
        yield name, b"doc_id\n", PASSED_OVER
    for name in ("old.doc", "table.xlsx", "no_suffix", "archive.zip", "x.txt.bak", "README.md"):
        yield name, text, PROBLEM


def contents() -> Iterator[tuple[str, bytes, str]]:
    """Plain text that is none, or in every encoding, or made to exhaust whoever reads it."""
    text = "决胜冲锋号：以“三级书记”抓扶贫，推进产业、人才、文化、生态、组织五个振兴。\n" * 8
    nothing = [b"", b" \n\t\r\n", "\u3000\n\u00a0".encode(), b"\xef\xbb\xbf", b"\xff\xfe", b"\n" * 100_000]
    yield from ((f"nothing_{n}.txt", data, PROBLEM) for n, data in enumerate(nothing))
    yield "zeros.txt", bytes(5000), PROBLEM
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5000), PROBLEM
    yield "program.txt", b"\x7fELF\x02\x01\x01" + bytes(9) + random.Random(2).randbytes(5000), PROBLEM
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be"):
        data = text.replace("决", "決").replace("冲", "沖").encode(encoding, "ignore")
        yield f"in_{encoding}.txt", data, ARTICLE
        yield f"cut_{encoding}.txt", data[:-1], ARTICLE
        yield f"mixed_{encoding}.txt", data + text.encode("gb18030"), EITHER
    yield "surrogates.txt", (text + "\ud800\udfff").encode("utf-8", "surrogatepass"), ARTICLE
    yield "one_nul.txt", text.encode() + b"\x00", ARTICLE
    yield "endings.txt", text.replace("\n", "\r\n").encode() + "\u2028\x0c\r".encode() * 50, ARTICLE
    for n, char in enumerate("一（(“、,?1 \u200d"[:-1]):
        yield f"repeated_{n}.txt", ("始" + char * 20_000).encode(), EITHER
    yield "nested.txt", ("“" * 3000 + "三" + "”" * 3000).encode(), ARTICLE
    yield "brackets.txt", ("強(qiáng" * 3000).encode(), ARTICLE


def huge_files() -> Iterator[tuple[str, bytes, str]]:
    """Too slow for every run: tens of megabytes on one line."""
    yield "huge_line.txt", "坚持党建引领，推进乡村振兴。".encode() * 2_400_000, ARTICLE
    yield "huge_one.txt", "一".encode() * 1_000_000, ARTICLE
    yield "huge_bracket.txt", "（".encode() * 1_000_000, ARTICLE
    yield "too_huge.txt", b"a" * 128_000_001, PROBLEM


def pages() -> Iterator[tuple[str, bytes, str]]:
    body = "<p>坚持党建引领，推进乡村振兴，抓好“三级书记”责任落实，群众满意度不断提升。</p>" * 5
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi"))
    yield "scripts.html", f"<html><title>标题</title><body>{SCRIPTS}{body}</body></html>".encode(), ARTICLE
    yield "bomb.html", f'<!DOCTYPE html [<!ENTITY a "十">{entities}]><body><p>&i;</p>{body}'.encode(), EITHER
    yield "bomb.xhtml.html", f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "十">{entities}]><x>&i;</x>'.encode(), PROBLEM
    yield "outside.html", f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><body><p>&e;</p>{body}'.encode(), EITHER
    yield "wrong_charset.html", f'<meta charset="x-nonsense"><body>{body}</body>'.encode(), ARTICLE
    yield "no_text_charset.html", f'<meta charset="hex"><body>{body}</body>'.encode("gb18030"), ARTICLE
    yield "deep.html", b"<div>" * 50_000 + body.encode(), EITHER
    yield "unclosed.html", b"<!--" * 50_000 + body.encode(), EITHER
    yield "menu_only.html", "<body><ul><li><a href=/>首页</a></ul></body>".encode(), PROBLEM
    yield "text.html", "坚持党建引领".encode(), EITHER
    yield "binary.htm", random.Random(3).randbytes(3000), PROBLEM


def word_files() -> Iterator[tuple[str, bytes, str]]:
    entities = (
        '<!DOCTYPE x [<!ENTITY a "十">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi"))
        + "]>"
    )
    whole = word_file("<w:p><w:r><w:t>坚持党建引领，推进乡村振兴。</w:t></w:r></w:p>")
    yield "fine.docx", whole, ARTICLE
    yield "empty.docx", word_file("<w:p/>"), PROBLEM
    yield "entities.docx", word_file("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", entities), PROBLEM
    yield "deep.docx", word_file("<w:sdt>" * 3000 + "</w:sdt>" * 3000), PROBLEM
    yield "bomb.docx", claiming(whole, 4_000_000_000), PROBLEM
    yield "lying.docx", claiming(whole, 10), PROBLEM
    yield "cut.docx", whole[: len(whole) // 2], PROBLEM
    yield "text.docx", "坚持党建引领".encode(), PROBLEM
    yield "zip_only.docx", zipped({"a.txt": "x"}), PROBLEM


def word_file(body: str, doctype: str = "") -> bytes:
    """A minimal docx around some WordprocessingML."""
    space = "http://schemas.openxmlformats.org"
    kind = f'<Override PartName="/word/document.xml" ContentType="{WORD_XML}"/>'
    rels = f'<Relationship Id="r1" Type="{space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kind}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships">{rels}</Relationships>',
        "word/document.xml": f'{doctype}<w:document xmlns:w="{space}/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    })  # fmt: skip


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def claiming(archive: bytes, size: int) -> bytes:
    """The archive with another unpacked size in its directory for its last part."""
    at = archive.rindex(b"PK\x01\x02") + 24
    return archive[:at] + struct.pack("<I", size) + archive[at + 4 :]


def pdfs() -> Iterator[tuple[str, bytes, str]]:
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>"
    blank = pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream(b""))
    yield "scan.pdf", blank, PROBLEM
    yield "cut.pdf", blank[:200], PROBLEM
    yield "text.pdf", "坚持党建引领".encode(), PROBLEM
    yield "head_only.pdf", b"%PDF-1.7\n", PROBLEM
    loop = "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    yield "page_loop.pdf", pdf("<< /Type /Catalog /Pages 2 0 R >>", loop), PROBLEM
    many = "<< /Type /Pages /Kids [3 0 R] /Count 999999999 >>"
    yield "count.pdf", pdf("<< /Type /Catalog /Pages 2 0 R >>", many, page, stream(b"")), PROBLEM
    yield "noise.pdf", b"%PDF-1.4\n" + random.Random(4).randbytes(20_000), PROBLEM


def pdf(*objects: str) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{at:010} 00000 n \n" for at in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{end}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def stream(data: bytes) -> str:
    return f"<< /Length {len(data)} >>\nstream\n{data.decode('latin-1')}\nendstream"


def special_files(folder: Path) -> dict[str, str]:
    """What is no ordinary file: folders, links, pipes."""
    (folder / "folder.txt").mkdir()
    (folder / "nested/deep").mkdir(parents=True)
    (folder / "nested/deep/x.txt").write_text("坚持党建引领。", encoding="utf-8")
    for link, target in {"dangling.txt": "nowhere", "self.txt": "self.txt", "loop": ".", "out.txt": "/etc/hostname"}.items():
        (folder / link).symlink_to(target)
    (folder / "inside.txt").symlink_to("nested/deep/x.txt")
    os.mkfifo(folder / "pipe.txt")
    bad = dict.fromkeys(["folder.txt", "dangling.txt", "self.txt", "loop", "out.txt", "pipe.txt"], PROBLEM)
    return bad | {"nested/deep/x.txt": ARTICLE, "inside.txt": ARTICLE}


def damage(rng: random.Random, articles: list[bytes]) -> Iterator[tuple[str, bytes]]:
    """Without end: a piece of a real article, re-encoded and then hurt at random."""
    suffixes = [".txt"] * 46 + [".html", ".htm", ".docx", ".pdf"]
    for number in range(10**9):
        text = rng.choice(articles).decode("utf-8")
        start = rng.randrange(len(text))
        encoding = rng.choice(["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-be"])
        data = bytearray(text[start : start + rng.randrange(1, 400)].encode(encoding, "ignore"))
        for _ in range(rng.choice([0, 1, 1, 2, 5, 50])):
            hurt(rng, data)
        yield f"damaged_{number:05}{rng.choice(suffixes)}", bytes(data)


def hurt(rng: random.Random, data: bytearray) -> None:
    at = rng.randrange(len(data) + 1)
    kind = rng.randrange(5)
    if kind == 0:
        del data[at : at + rng.randrange(1, 4)]
    elif kind == 1:
        data[at:at] = rng.randbytes(rng.randrange(1, 4))
    elif kind == 2:
        data[at : at + 1] = bytes([rng.randrange(256)])
    elif kind == 3:
        data[at:at] = rng.choice([b"\x00", b"\r", b"?", b"(zh\xc5\x8dng)", "\u2028\ufeff\u202e".encode(), b"\xed\xa0\x80"])
    else:
        data[at:at] = data[: rng.randrange(1, 200)]


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir()
    numbers = [int(word) for word in sys.argv[2:] if word.isdigit()]
    print(len(make(target, *numbers, huge="--huge" in sys.argv)), "files")
