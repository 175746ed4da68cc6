"""Pdf files as layout programs write them, made by hand, with Chinese fonts that are not embedded."""
# ruff: noqa: E501

from __future__ import annotations

#: A predefined CMap: the collection of its characters, and the encoding of its codes.
FONTS = {
    "UniGB-UCS2-H": ("GB1", "utf-16-be"), "UniGB-UTF16-H": ("GB1", "utf-16-be"), "GBK-EUC-H": ("GB1", "gbk"),
    "GB-EUC-H": ("GB1", "gb2312"), "GBKp-EUC-H": ("GB1", "gbk"), "GBK2K-H": ("GB1", "gb18030"), "GBpc-EUC-H": ("GB1", "gb2312"),
    "UniCNS-UCS2-H": ("CNS1", "utf-16-be"), "UniCNS-UTF16-H": ("CNS1", "utf-16-be"), "B5pc-H": ("CNS1", "big5"),
    "ETen-B5-H": ("CNS1", "big5"), "ETenms-B5-H": ("CNS1", "big5"), "HKscs-B5-H": ("CNS1", "big5hkscs"),
}  # fmt: skip


def hexed(text: str, cmap: str = "UniGB-UTF16-H") -> str:
    return f"<{text.encode(FONTS[cmap][1]).hex()}>"


def made(pages: list[str], cmap: str = "UniGB-UTF16-H") -> bytes:
    """A pdf whose pages have these content streams; font F1 is a Chinese font that is not embedded."""
    kids = " ".join(f"{5 + 2 * k} 0 R" for k in range(len(pages)))
    ordering = FONTS[cmap][0]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{cmap} /DescendantFonts [4 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >>"
        " /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 90 >> >>",
    ]
    for k, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * k} 0 R >>"
        )
        objects.append(f"<< /Length {len(content.encode())} >>\nstream\n{content}\nendstream")
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(
        b"%010d 00000 n \n" % place for place in places
    )
    return bytes(out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode())


def lines(text: list[str], x: float = 60, y: float = 780, size: float = 12, lead: float = 18, cmap="UniGB-UTF16-H") -> str:
    return "\n".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y - lead * k} Tm {hexed(line, cmap)} Tj ET" for k, line in enumerate(text))


def spaced(text: list[str], gap=-300, x=60, y=780, size=12, lead=18) -> str:
    out = []
    for k, line in enumerate(text):
        out.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {y - lead * k} Tm [{f' {gap} '.join(hexed(c) for c in line)}] TJ ET")
    return "\n".join(out)


def glyphs(text: list[str], x=60, y=780, size=12, lead=18) -> str:
    return "\n".join(
        f"BT /F1 {size} Tf {lead} TL 1 0 0 1 {x + size * j} {y - lead * k} Tm {hexed(c)} Tj T* ET"
        for k, line in enumerate(text)
        for j, c in enumerate(line)
    )


def vertical(text: list[str], x=500, y=780, size=12, lead=18) -> str:
    return "\n".join(
        f"BT /F1 {size} Tf 1 0 0 1 {x - lead * k} {y - size * j} Tm {hexed(c)} Tj ET"
        for k, line in enumerate(text)
        for j, c in enumerate(line)
    )


def rows(left: list[str], right: list[str], y=780, size=12, lead=18) -> str:
    """Two columns, drawn line by line across."""
    return "\n".join(
        lines([a], 60, y - lead * k) + "\n" + lines([b], 320, y - lead * k) for k, (a, b) in enumerate(zip(left, right))
    )
