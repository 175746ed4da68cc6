"""web pages: blocks and breaks are lines, what is no article goes, and two extracts are compared."""

import pytest
from lxml import html

from tifaku import read_corpus
from tifaku.corpus.articles import find_article
from tifaku.corpus.files import Unreadable
from tifaku.corpus.readers import read_html
from tifaku.corpus.web_pages import article_place, page_lines

SENTENCE = "村里的小广场上老人们正在聊天，孩子们在书屋里写作业，一派祥和的景象。"  # 'old people are chatting …'
TITLE = "青石县：党建引领聚合力"
PAGE = "<html><head><title>{head}</title>{meta}</head><body>{top}<div id=a>{body}</div>{foot}</body></html>"


def page(body=f"<p>{SENTENCE}</p>" * 4, top=f"<h1>{TITLE}</h1>", foot="", head=TITLE, meta=""):
    return PAGE.format(body=body, top=top, foot=foot, head=head, meta=meta)


def lines(markup):
    return [line.text for line in page_lines(html.fromstring(f"<body>{markup}</body>"))]


@pytest.mark.parametrize(
    "markup, expected",
    [
        ("<div><span>老人们正</span><span>在聊天。</span></div><div>孩子。</div>", ["老人们正在聊天。", "孩子。"]),
        ("甲<br>乙<p>丙</p>丁", ["甲", "乙", "丙", "丁"]),
        ("<ol start=3><li>抓学习<li>抓落实</ol><ul><li>其他</ul>", ["3. 抓学习", "4. 抓落实", "• 其他"]),
        ("<table><tr><td>来源：<td>青石日报<td>字号：<td>大</table>", ["来源：青石日报", "字号：大"]),
        (
            "<table><tr><td>发布日期<td>2014-05-06<td>日期<td>金额</table>",
            ["发布日期：2014-05-06", "日期", "金额"],
        ),  # a head of columns
        ("甲<div style='display: none'>乙</div><script>丙</script><p hidden>戊</p>己", ["甲己"]),
        ("<div style='visibility:hidden'>微信把正文藏起来</div>", ["微信把正文藏起来"]),  # WeChat shows it by script
        ("<ul><li><div><h3>标题</h3><p>正文。</p></div></ul>", ["标题", "正文。"]),  # a page laid out as a list
    ],
)
def test_lines(markup, expected):
    assert lines(markup) == expected


def test_the_article_is_the_innermost_block_with_most_of_the_prose():
    tree = html.fromstring(page(foot=f"<div class=comment-list><p>{SENTENCE * 9}</p></div>"))
    assert article_place(page_lines(tree.find("body"))).get("id") == "a"


@pytest.mark.parametrize(
    "foot",
    [
        f"<div class=recommend><h1>李家镇举办丰收节活动现场热闹</h1><p>{SENTENCE}</p></div>",  # a recommended article
        f"<div><h3>相关推荐</h3><p>{SENTENCE}</p></div>",  # named by its heading only
        f"<div id=js_cmt_main class=discuss_container><p>网友：{SENTENCE}</p></div>",  # comments
        "<ul>" + "".join(f"<li><a href=/{n}>青石县又一条新闻，请看这里{n}</a> 2020-01-0{n}</li>" for n in range(1, 9)) + "</ul>",
    ],
)
def test_what_is_no_article_goes(foot):
    reading = read_html(page(foot=foot).encode())
    assert reading.text.split("\n") == [TITLE, *[SENTENCE] * 4] and reading.kinds[0] == "title"


@pytest.mark.parametrize(
    "parts",
    [
        {"head": f"{TITLE}-青石新闻网"},
        {"head": "青石县人民政府", "meta": f'<meta name="ArticleTitle" content="{TITLE}">'},
        {
            "head": "青石信息港",
            "top": f"<table><tr><td><b>{TITLE}</b></td></tr><tr><td>来源：青石日报 2021-07-22</td></tr></table>",
        },
        {"top": f"<div class=h-title>{TITLE}</div>"},
        {"top": f"<h1 class=logo><a href=/>青石县人民政府</a></h1><h2>{TITLE}</h2>", "head": f"青石县人民政府 {TITLE}"},
        {"top": "", "meta": f'<meta property="og:title" content="{TITLE}">'},
    ],
)
def test_titles(parts):
    article = find_article(html.fromstring(page(**parts)))
    assert article.lines[0] == TITLE and article.kinds[0] == "title"


def test_source_and_editor_stand_beside_the_article_and_the_header_is_kept_apart():
    info = "<div><span>2021-07-22 10:00</span><span>来源：<a href=/>青石日报</a></span></div><div class=share>分享到微信</div>"
    data = '{"@type": "NewsArticle", "author": {"name": "王小川"}, "publisher": [{"name": "青石网"}]}'
    meta = f'<meta name="PubDate" content="2021-07-22"><script type="application/ld+json">{data}</script>'
    markup = page(top=f"<h1>{TITLE}</h1>{info}", foot="<p>责任编辑：李四</p>", meta=meta)
    article = find_article(html.fromstring(markup))
    assert article.lines == (TITLE, "2021-07-22 10:00 来源： 青石日报", *[SENTENCE] * 4, "责任编辑：李四")
    assert [tuple(item) for item in article.stated] == [
        ("date", "2021-07-22", "pubdate"),
        ("author", "王小川", "json-ld"),
        ("outlet", "青石网", "json-ld"),
    ]


def test_a_title_that_reads_as_a_sentence_hides_no_date_below_it():
    title = "外媒眼中的青石长假：蓬勃发展，欢声笑语"  # 'the holiday in Qingshi as foreign media see it: …'
    inside = f"<h1>{title}</h1><div>2019-09-26 10:56 <a href=/>青石日报网</a></div>" + f"<p>{SENTENCE}</p>" * 4
    article = find_article(html.fromstring(page(body=inside, top="", head=title)))
    assert article.lines[:2] == (title, "2019-09-26 10:56 青石日报网")


@pytest.mark.parametrize(
    "between, kinds",
    [
        ("<p>李晓明</p><div>2021年04月08日08:15 | 来源：<a href=/>青石日报</a></div>", ["byline", "source_line"]),  # a name alone
        ("<h3>——青石县基层治理纪实</h3><div>时间：2021-12-31 作者：周海</div>", ["subtitle", "source_line"]),  # 'a report from …'
        ("<div>来源：青石日报，2021-12-31发布</div><h3>抓学习</h3>", ["source_line", "heading"]),
    ],
)
def test_what_stands_between_title_and_text(between, kinds, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page(body=f"<h1>{TITLE}</h1>{between}" + f"<p>{SENTENCE}</p>" * 4, top=""), encoding="utf-8")
    (doc,) = read_corpus(tmp_path)
    assert [block.kind for block in doc.blocks][: len(kinds) + 2] == ["title", *kinds, "paragraph"]


DAY = "<div><span>2014年05月06日 星期二</span></div>"
MENU = "<ul><li><a href=/>要闻</a></li><li><a href=/x>水利</a></li></ul>"


@pytest.mark.parametrize(
    "top, date",
    [
        (f"{DAY}<h1>{TITLE}</h1>", "2014-05-06"),
        (f"{DAY}<a>上一期</a><p>乡村</p><h1>{TITLE}</h1>", "2014-05-06"),  # 'last issue' and a section of a digital edition
        (
            f"{DAY}<p>第03版：要闻</p><a>版面导航</a><p><a>上一版</a> <a>下一版</a></p><p>乡村</p><h1>{TITLE}</h1>",
            "2014-05-06",
        ),  # 'page 3', 'all pages', 'previous, next page'
        (f"{DAY}{MENU}<h1>{TITLE}</h1>", None),  # the day on which somebody looked at the page
        (f"<div>今天是2014年05月06日</div><h1>{TITLE}</h1>", None),  # 'today is'
        (f"{DAY}<h1>{TITLE}</h1><div>来源：某某日报 2013-02-01</div>", "2013-02-01"),  # another line tells one
        (f"<h1>{TITLE}</h1><p><em>2014</em><b><em>05</em>/<em>06</em></b> 08:10:00</p>", "2014-05-06"),  # set in pieces
        (
            "<table><tr><td>成文日期<td>2014-05-01<td>文号<td>某政发〔2014〕5号<tr><td>发布日期<td>2014-05-06"
            f"<tr><td>标题<td>{TITLE}</table>",  # the index of a notice: drafted, published
            "2014-05-06",
        ),
    ],
)
def test_dates_above_the_title(top, date, tmp_path):
    (tmp_path / "page.html").write_text(page(top=top), encoding="utf-8")
    (doc,) = read_corpus(tmp_path)
    assert (doc.metadata["date"].value if "date" in doc.metadata else None) == date
    assert doc.metadata["title"].value == TITLE


def test_a_source_that_stands_above_the_title_is_read():
    article = find_article(html.fromstring(page(top=f"<div>来源：某某日报</div><h1>{TITLE}</h1>")))
    assert article.lines[:2] == ("来源：某某日报", TITLE)


@pytest.mark.parametrize(
    "markup, reason",
    [
        ("<frameset><frame src=a.html></frameset>", "only frames"),
        ("<body><ul>" + "<li><a href=/>青石县召开会议，部署工作</a></li>" * 9 + "</ul></body>", "no article"),
    ],
)
def test_a_page_without_an_article_says_so(markup, reason):
    with pytest.raises(Unreadable, match=reason):
        read_html(f"<html>{markup}</html>".encode())


OTHER = "渠水绕村过，老乡说，这条渠修了整整三年才通水。"  # 'the canal took three years'


@pytest.mark.parametrize(
    "foot, extract, notice",
    [
        ("", SENTENCE * 4, ""),
        ("", f"{SENTENCE * 4}\n{OTHER * 4}", "two ways"),
        (f"<div class=comment>{OTHER * 4}</div>", f"{SENTENCE * 4}\n{OTHER * 4}", ""),  # comments, which the page names so
    ],
)
def test_two_extracts_that_differ_are_a_notice(monkeypatch, foot, extract, notice):
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: extract)
    found = find_article(html.fromstring(page(foot=foot)))
    assert notice in found.notice and bool(found.notice) == bool(notice) and SENTENCE in found.lines


def test_a_page_goes_on_behind_its_end():
    assert SENTENCE in read_html(page(top="</body></html>" + f"<h1>{TITLE}</h1>").encode()).text


def test_cells_of_an_index_are_no_prose():
    cells = "".join(f"<td>{name}</td>" for name in ("统一登记号：LYDR-2021-01009", "责任部门：青石县人民政府办公室"))
    menu = "<ul><li>首页<li>办事服务</ul>"
    article = find_article(html.fromstring(page(top=f"{menu}<table><tr>{cells}</table><h1>{TITLE}</h1>")))
    assert (TITLE, "title") in zip(article.lines, article.kinds)


def test_a_date_below_the_article_is_read_where_no_other_is():
    below = "<table><tr><td height=20>位置：首页<td>发布日期：2019-03-06 责任编辑：龙慧</table>"
    markup = PAGE.format(head=TITLE, meta="", top=f"<h1>{TITLE}</h1>", body=f"<div><p>{SENTENCE}</p></div>" * 9, foot=below)
    assert "2019-03-06" in "".join(find_article(html.fromstring(markup)).lines)
    dated = markup.replace("</h1>", "</h1><div>2019-03-05 来源：青石日报</div>")
    assert "2019-03-06" not in "".join(find_article(html.fromstring(dated)).lines)
