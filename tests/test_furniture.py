"""furniture: lines that stand round an article are known by their phrases, the article's own lines are not."""

import pytest

from tifaku.layout.furniture import bullet, furniture_kind, is_office, opens_related


@pytest.mark.parametrize(
    "line, kind",
    [
        ("当前位置：首页 > 长江经济带 > 城镇发展", "boilerplate"),  # 'you are here'
        ("来源：中国网 时间：2022-03-01 11:56:53 编辑：王卫东 点击：", "source_line"),
        ("2021-07-22 14:15     中国发展网", "source_line"),
        ("原创 清水发布 2023-03-01 10:00 发表于甘肃", "source_line"),  # WeChat's header
        ("发表于 2014-08-24 21:30| 1164次阅读| 来源 青石网| 0 条评论| 作者 魏星", "source_line"),  # 'comments' beside its source
        ("【责编：沈中琴】", "credit"),
        ("编辑丨张三", "credit"),
        ("图片由黔江区融媒体中心提供", "credit"),  # 'pictures supplied by'
        ("白鹤滩3", "caption"),
        ("图为农民在田间劳作。", "caption"),  # 'the picture shows farmers at work'
        ("清水县产业园全景（资料图）", "caption"),  # 'archive picture'
        ("阅读 1234", "boilerplate"),
        ("阅读 （3.4万）", "boilerplate"),
        ("0人参与 1542评论", "boilerplate"),
        ("缩小字体 放大字体 收藏", "boilerplate"),  # 'smaller, larger letters'
        ("+关注", "boilerplate"),  # 'follow'
        ("只看楼主", "boilerplate"),  # 'only the first author's posts', of forums
        ("下一篇文章：村里的老井", "boilerplate"),  # 'next article'
        ("本文为青石网原创文章，转载请附上原文链接。", "boilerplate"),  # 'original; if you reprint it, add the link'
        ("这篇报道被多家媒体转载，反响很好。", None),  # 'the report was reprinted widely'
        ("附件1：任务分解表.DOC", "boilerplate"),  # a file
        ("A12 | 港闻 | 2017-04-12", "source_line"),  # page, section and date, of a database of the press
        ("（中共青石市委党校，河南 青石 476000）", "byline"),  # where the author works, with the postcode
        ("第 2 页 共 3 页", "source_line"),  # 'page 2 of 3'
        ("责任编辑 鲁宁", "credit"),  # without a name it is a button
        ("本帖地址：http://bbs.example.com/post-1102.html", "boilerplate"),
        ("给家乡点个“在看”！", "boilerplate"),  # 'mark as being read', of WeChat
        ("社员们在清理水渠。图片均为某某日报记者 王晓川 图", "caption"),  # 'pictures by'
        ("社员们在清理水渠。某某日报记者看到一张图", None),  # 'saw a picture'
        ("阅读(36)┊ 评论 (9)┊ 收藏(1)", "boilerplate"),  # the foot of a blog
        ("热图推荐", "boilerplate"),  # 'pictures for you'
        ("①凡注明“来源：某某网”的作品，均为本网合法拥有版权的作品。", "boilerplate"),
        ("发表于山西", "boilerplate"),  # where WeChat says that an article was published from
        ("府函〔2020〕15号 签发人：李家和", "source_line"),  # the number of a document, and who released it
        ("（下转第七版）", "boilerplate"),  # 'continued on page 7'
        ("（上接第二版）强力推进问题楼盘化解，加快解决。", None),  # the paragraph goes on after it
        ("版权声明：凡本网注明来源的作品，均为本网所有。", "boilerplate"),
        ("主办单位：市教育局，各县（区）人民政府", None),  # an item of a report, not the owner of the page
        ("2023年1月7日在三亚市第八届人民代表大会第四次会议上", None),  # a subtitle
        ("记者：您如何看待乡村振兴？", None),  # a question of an interview
        ("点亮乡村振兴路", None),  # a title
        ("第27期", "source_line"),  # 'no. 27'
        ("第3期（总第12期）", "source_line"),  # 'of all'
        ("谷城县水利局 2014年5月6日", "source_line"),  # an office signs
        ("建设时间：2年", None),
        ("桥网首页 时政 国际 财经 理论 更多", "boilerplate"),  # the menu of a site
        ("王小川 李晓东 赵长河 陈春生 周大明", None),
        ("你可能还喜欢", "boilerplate"),
        ("附件1", None),
        ("一、2022年工作回顾", None),
    ],
)
def test_kinds(line, kind):
    assert furniture_kind(line) == kind


def test_offices_bullets_links():
    assert is_office("云南省昭通市巧家县委组织部") and not is_office("饶锦") and not is_office("枕头坝一级水电站")
    assert bullet("• 微笑") == "• " and bullet("微笑") == ""
    assert opens_related("相关文章：") and not opens_related("相关工作")
