"""What is passed on tells nothing of the machine and runs nothing: looked for in every file, and in all that is packed in it."""

import base64
import csv
import getpass
import io
import platform
import re
import zipfile
import zlib
from pathlib import Path

import pytest

from conftest import ROOT, TELLTALES, run_report

pytestmark = pytest.mark.xdist_group("report")
EMBEDDED = re.compile(rb"(?:base64,|\"image/png\": \")([A-Za-z0-9+/=\\n]{40,})")
#: A shorter name stands in compressed bytes by chance.
NAMES = [name for name in (platform.node(), getpass.getuser(), str(Path.home())) if len(name) > 5]


def unpacked(name, data):
    """The bytes themselves and, by name, what is packed or compressed in them."""
    yield name, data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(member, archive.read(member)) for member in archive.namelist()]
    elif data.startswith(b"%PDF"):
        parts = list(pdf_objects(data))
    elif data.startswith(b"\x89PNG"):
        parts = list(png_chunks(data))
    else:
        found = (found[1].replace(b"\\n", b"") for found in EMBEDDED.finditer(data))
        parts = [(f"embedded {k}", base64.b64decode(code + b"==")) for k, code in enumerate(found)]
    for member, part in parts:
        yield from unpacked(f"{name}/{member}", part)


def pdf_objects(data):
    import pypdf
    from pypdf.generic import StreamObject

    reader = pypdf.PdfReader(io.BytesIO(data))
    for number in range(1, len(reader.xref[0]) + 1):
        found = reader.get_object(number)
        yield f"object {number}", str(found).encode()
        if isinstance(found, StreamObject):
            yield f"stream {number}", found.get_data()


def png_chunks(data):
    at = 8
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8].decode()
        chunk = data[at + 8 : at + 8 + length]
        if kind == "zTXt":
            chunk = zlib.decompress(chunk.split(b"\0", 1)[1][1:])
        elif kind == "iTXt" and chunk.split(b"\0", 1)[1][:1] == b"\x01":
            chunk = zlib.decompress(chunk.split(b"\0", 1)[1][2:].split(b"\0", 2)[2])
        if kind != "IDAT":
            yield kind, chunk
        at += length + 12


def told(held, words):
    """Where which of the words stands, as bytes in any encoding that these formats use."""
    encoded = [(word, {word.encode(encoding) for encoding in ("utf-8", "utf-16-be", "utf-16-le")}) for word in words]
    return [(name, word) for name, data in held for word, forms in encoded if any(form in data for form in forms)]


def all_of(paths):
    return [part for path in paths for part in unpacked(path.name, path.read_bytes())]


def test_pages_and_notebooks_tell_nothing_of_where_they_were_made(built):
    held = all_of([*built.out.glob("html/**/*.html"), *built.out.glob("notebooks/*.ipynb")])
    assert {Path(name).suffix for name, _ in held} >= {".html", ".ipynb"}
    assert any(name.endswith("/IHDR") for name, _ in held), "no picture was looked into"
    assert told(held, [*TELLTALES, str(ROOT), *NAMES]) == []


@pytest.fixture(scope="module")
def passed_on(tmp_path_factory):
    """All that a report with every file says, by name; made in a telling folder of a telling corpus."""
    folder = tmp_path_factory.mktemp(TELLTALES[0]) / "mytexts"
    folder.mkdir()
    text = "坚持“四抓四度”工作法，打好“=1+1、<script>alert(1)</script>、有机”三张牌。\n"
    (folder / "=1+1.txt").write_text(text * 3, encoding="utf-8")
    out = tmp_path_factory.mktemp("passed") / "out"
    done = run_report("--corpus", folder, "--out", out, "--zip", A_PASSWORD=TELLTALES[1])
    assert done.returncode == 0, done.stderr
    return dict(all_of([path for path in out.rglob("*") if path.is_file()])), (str(folder), str(out))


def test_files_to_pass_on_tell_nothing(passed_on):
    held, places = passed_on
    kinds = {Path(name).suffix for name in held}
    assert kinds >= {".html", ".ipynb", ".csv", ".svg", ".pdf", ".png", ".xml", ".zip"}
    assert any("/stream" in name for name in held) and any(name.endswith(("/tEXt", "/iTXt")) for name in held)
    assert told(held.items(), [*TELLTALES, str(ROOT), *places, *NAMES]) == []


def test_files_to_pass_on_run_nothing(passed_on):
    held, _ = passed_on
    assert not [name for name, data in held.items() if name.endswith((".html", ".svg")) and b"<script>alert" in data]
    tables = [data.decode("utf-8-sig") for name, data in held.items() if name.endswith(".csv")]
    rows = [row for table in tables for row in csv.reader(table.splitlines())]
    assert rows and not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    sheets = [data for name, data in held.items() if "worksheets" in name]
    assert sheets and not [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet]
    pdfs = [data for name, data in held.items() if ".pdf" in name]
    assert pdfs and not [data for data in pdfs if re.search(rb"/(JS|JavaScript|URI|Launch)\b", data)]


def leaking(folder):
    """Files of each kind in which a word is compressed or encoded."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib.figure import Figure

    Figure().savefig(folder / "a.pdf", metadata={"Title": "党建telltale-secret"})
    Figure().savefig(folder / "a.png", metadata={"Author": "telltale-secret"})
    png = (folder / "a.png").read_bytes()
    (folder / "a.html").write_bytes(b'<img src="data:image/png;base64,' + base64.b64encode(png) + b'">')
    packed = zlib.compress(b"telltale-secret")
    for kind, chunk in {"zTXt": b"k\0\0" + packed, "iTXt": b"k\0\1\0en\0\0" + packed}.items():
        part = len(chunk).to_bytes(4, "big") + kind.encode() + chunk + zlib.crc32(kind.encode() + chunk).to_bytes(4, "big")
        (folder / f"{kind}.png").write_bytes(png[:33] + part)
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "a.html", "b/a.html")


def test_what_is_compressed_or_encoded_would_be_found(tmp_path):
    leaking(tmp_path)
    for path in tmp_path.iterdir():
        assert told(all_of([path]), [TELLTALES[1]]), path.name
