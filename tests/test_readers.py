"""readers: each format yields its text, and each file without one says why and what to do."""

import functools
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import claiming, pdf, stream, word_file, zipped
from tifaku.corpus import readers
from tifaku.corpus.files import Unreadable
from tifaku.corpus.readers import read_bytes, read_docx, read_html, read_pdf, read_txt
from tifaku.corpus.word_files import MOST_UNPACKED_BYTES

# 'Deepen "secretaries at three levels" lead poverty relief, advance rural revival.'
SENTENCE = "深化“三级书记”抓扶贫，推进乡村振兴。"
PAGE = """<!DOCTYPE html><html><head><title>“四抓四度”推进党建_中国发展网</title>
<meta property="og:site_name" content="中国发展网">
<meta name="publishdate" content="2021-07-22"></head><body><div class="nav"><a href="/">首页</a> <a href="/x">新闻</a></div>
<h1>“四抓四度”推进党建</h1><div class="content"><p>{body}</p><p><strong>抓组织领导，工作谋划有高度。</strong>{body}</p></div>
<script>alert(1)</script><div class="footer">版权所有</div></body></html>""".format(body=SENTENCE * 5)


def word(body):
    return read_docx(word_file(body)).text


@functools.cache
def a_pdf_in_chinese():
    import matplotlib.figure
    from matplotlib import rc_context
    from matplotlib.font_manager import FontProperties
    from pylopdf_fonts_zh_cn import sans_path

    figure = matplotlib.figure.Figure()
    figure.text(0.1, 0.5, SENTENCE, fontproperties=FontProperties(fname=str(sans_path())))
    out = io.BytesIO()
    with rc_context({"pdf.fonttype": 42}):
        figure.savefig(out, format="pdf")
    return out.getvalue()


def test_txt_keeps_its_line_ends_and_loses_its_mark():
    assert read_txt(b"\xef\xbb\xbf" + "党建\r\n引领".encode()).text == "党建\r\n引领"


def test_a_few_odd_bytes_are_left_with_a_notice():
    reading = read_txt((SENTENCE + "\x00").encode() + b"\xff" + SENTENCE.encode())
    assert reading.text == f"{SENTENCE}\x00\ufffd{SENTENCE}"
    assert reading.replaced == 1 and reading.notice.endswith("left in place: 2")


@pytest.mark.parametrize("data", [b"", b"  \r\n", "\u3000\n".encode(), bytes(99), b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4])
def test_no_text_is_said_so(data):
    with pytest.raises(Unreadable) as error:
        read_bytes(data, ".txt")
    assert error.value.reason and error.value.what_to_do


def test_html_is_the_article_with_what_its_header_states():
    reading = read_html(PAGE.encode())
    lines = reading.text.splitlines()
    assert lines[0] == "“四抓四度”推进党建"
    assert lines[1] == SENTENCE * 5 and lines[2].startswith("抓组织领导，工作谋划有高度。")
    assert not any(word in reading.text for word in ("首页", "alert", "版权所有"))
    assert reading.kinds[0] == "title"
    assert {item[:2] for item in reading.stated} == {("site", "中国发展网"), ("date", "2021-07-22")}


@pytest.mark.parametrize("layout", ["<p>{}</p>", "<div>{}</div>", "<table><tr><td>{}</td></tr></table>"])
@pytest.mark.parametrize("between", ["</p><p>", "<br>", "<br><br>　　"])
def test_html_lines_stay_lines_however_the_page_is_laid_out(layout, between):
    lines = [f"第{n}段：{SENTENCE}" for n in "一二三四五"]  # 'paragraph 1 …'
    page = f"<html><body><div><a href=/>首页</a></div>{layout.format(between.join(lines))}</body></html>"
    assert [line.strip() for line in read_html(page.encode()).text.splitlines() if "段：" in line] == lines


def test_html_without_a_date_in_its_header_has_none():
    page = PAGE.replace('<meta name="publishdate" content="2021-07-22">', "").replace("推进乡村", "2019年3月1日推进乡村")
    assert not any(item.name == "date" for item in read_html(page.encode()).stated)


def test_html_without_an_article_is_a_problem():
    with pytest.raises(Unreadable, match="holds no article"):
        read_html("<body><ul><li><a href=/>首页</a></ul></body>".encode())


def test_docx_paragraphs_tables_and_insertions_in_order():
    import docx

    file = docx.Document()
    file.add_heading("抓组织领导")
    file.add_paragraph("一是").add_run("落实。\t再\n三")
    file.add_table(1, 2).cell(0, 1).text = "格"
    file.add_paragraph("末")
    out = io.BytesIO()
    file.save(out)
    assert read_bytes(out.getvalue(), ".DOCX").text == "抓组织领导\n一是落实。\t再\n三\n格\n末"


def test_docx_numbers_and_bullets_of_word_itself_are_kept():
    import docx

    file = docx.Document()
    file.add_paragraph("“三抓三促”具体如下：")
    for item in ("抓学习", "抓落实"):
        file.add_paragraph(item, style="List Number")
    file.add_paragraph("其他", style="List Bullet")
    out = io.BytesIO()
    file.save(out)
    reading = read_bytes(out.getvalue(), ".docx")
    assert reading.text == "“三抓三促”具体如下：\n1. 抓学习\n2. 抓落实\n• 其他" and len(reading.kinds) == 4


def test_docx_takes_what_was_inserted_and_leaves_what_was_deleted():
    new, old = "<w:ins><w:r><w:t>新</w:t></w:r></w:ins>", "<w:del><w:r><w:t>旧</w:t></w:r></w:del>"
    assert word(f"<w:p>{new}{old}</w:p>") == "新"
    assert word(f"<w:sdt><w:sdtContent><w:p>{new}</w:p></w:sdtContent></w:sdt>") == "新"


@pytest.mark.parametrize(
    "data, reason",
    [
        (b"text", "no sound Word file"),
        (zipped({"a.txt": "x"}), "no sound Word file"),
        (word_file("<w:p>")[:-40], "no sound Word file"),
        (claiming(word_file("<w:p/>"), MOST_UNPACKED_BYTES), "would unpack to"),
        (claiming(word_file("<w:p/>"), 10), "no sound Word file"),
    ],
)
def test_a_docx_that_is_none_or_a_bomb(data, reason):
    with pytest.raises(Unreadable, match=reason):
        read_docx(data)


def test_docx_entities_are_not_expanded():
    doctype = '<!DOCTYPE x [<!ENTITY a "十"><!ENTITY b "&a;&a;"><!ENTITY out SYSTEM "file:///etc/hostname">]>'
    data = word_file("<w:p><w:r><w:t>&b;&out;</w:t></w:r></w:p>", doctype)
    with pytest.raises(Unreadable, match="blank"):
        read_bytes(data, ".docx")


def test_pdf_text_layer():
    assert read_pdf(a_pdf_in_chinese()).text == SENTENCE


def test_pdf_without_a_text_layer_is_a_scan():
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>"
    parts = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream(b"")
    with pytest.raises(Unreadable, match="without a text layer"):
        read_pdf(pdf(*parts))


def test_a_page_without_text_among_others_is_named():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(a_pdf_in_chinese())))
    writer.add_blank_page()
    out = io.BytesIO()
    writer.write(out)
    reading = read_pdf(out.getvalue())
    assert reading.text.strip() == SENTENCE and "no text on page 2" in reading.notice


def test_a_pdf_that_takes_too_many_steps_to_draw_is_told(monkeypatch):
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    font, catalog = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "<< /Type /Catalog /Pages 2 0 R >>"
    pages = "<< /Type /Pages /Kids [3 0 R 3 0 R 3 0 R] /Count 3 >>"  # the limit is one of the file, not of a page
    data = pdf(catalog, pages, page, stream(b"BT /F1 12 Tf (hello) Tj ET\n" * 200), font)
    assert read_pdf(data).text.startswith("hello")
    monkeypatch.setattr(readers, "MOST_STEPS", 2_000)
    with pytest.raises(Unreadable, match="takes more than 2,000 steps"):
        read_pdf(data)


def test_a_locked_pdf_says_so():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(a_pdf_in_chinese())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(Unreadable, match="locked by a password"):
        read_pdf(out.getvalue())


@pytest.mark.parametrize("cut", [9, 300, -100])
def test_a_cut_pdf_is_broken(cut):
    with pytest.raises(Unreadable, match="broken pdf"):
        read_pdf(a_pdf_in_chinese()[:cut])


@settings(max_examples=50, deadline=None)
@given(st.binary(min_size=1), st.sampled_from([".txt", ".html", ".docx"]))
def test_any_bytes_have_a_text_or_a_reason(data, suffix):
    try:
        assert read_bytes(data, suffix).text.strip()
    except Unreadable as error:
        assert error.reason and error.what_to_do
