"""surroundings: lines are furniture by their place, and the same words elsewhere are text."""

import pytest

from tifaku.layout.blocks import find_blocks
from tifaku.text.documents import Document

TEXT = "清水县坚持以党建为引领，大力发展特色产业，群众收入稳步提高。"  # 'the county develops its industries, incomes rise'


def body(text: str) -> list[str]:
    return Document("x", text, text, blocks=find_blocks(text)).body.split("\n")


@pytest.mark.parametrize(
    "text, kept",
    [
        # the sections that lead to a page stand on lines of their own, too
        (f"新闻中心\n河湖治理\n当前位置：首页 > 新闻中心 > 河湖治理 > 正文\n一河清水入画来\n{TEXT}", ["一河清水入画来", TEXT]),
        # the last of them is the title
        (f"青石论坛 » 民生在线 » 老街的路什么时候修\n老街的路什么时候修\n{TEXT}", ["老街的路什么时候修", TEXT]),
        # a forum: the author's name above the date, and what another wrote
        (
            f"老街的路什么时候修\n山里伢子\n发表于 2016-10-5 21:07\n{TEXT}\n沙发\n老街坊 发表于 2016-10-5 21:30\n顶一个！",
            ["老街的路什么时候修", TEXT],
        ),
        # the author named below the date, and floors before the names of the others
        (
            f"老街的路什么时候修\n发表于 2016-10-5 21:07\n楼主 山里伢子\n{TEXT}\n沙发 老街坊 发表于 2016-10-5 21:30\n顶！",
            ["老街的路什么时候修", TEXT],
        ),
        # the fields above a note in Markdown
        (f"---\ntitle: 一河清水入画来\ndate: 2023-09-14\ntags:\n---\n# 一河清水入画来\n{TEXT}", ["# 一河清水入画来", TEXT]),
        # the account that WeChat says an article is from, and its motto
        (f"一河清水入画来\n以下文章来源于青石农事 ，作者小果\n青石农事.\n讲述田间地头的故事\n{TEXT}", ["一河清水入画来", TEXT]),
        # a document under its letterhead
        (f"青石县人民政府文件\n青府发〔2020〕27号\n关于做好防汛工作的通知\n{TEXT}", ["关于做好防汛工作的通知", TEXT]),
        (f"青石县教育局\n教提复〔2019〕12号\n关于第087号提案的答复\n{TEXT}", ["关于第087号提案的答复", TEXT]),
        # buttons end an article, too
        (f"一河清水入画来\n{TEXT}\n相关标签\n老屋\n我要评论\n昵称：", ["一河清水入画来", TEXT]),
        # the index of a notice repeats its title
        (
            f"文号：青府发〔2020〕27号\n标题：关于做好防汛工作的通知\n关于做好防汛工作的通知\n{TEXT}",
            ["关于做好防汛工作的通知", TEXT],
        ),
        # a bulletin with its name set in single letters
        (f"工 作 简 报\n第 9 期\n青石县水利局编    2020年6月30日\n一河清水入画来\n{TEXT}", ["一河清水入画来", TEXT]),
        (f"社情民意信息\n第 32 期\n关于养老的建议\n{TEXT}", ["关于养老的建议", TEXT]),
        # a field above a title that holds a number
        (f"信件编号：20230328005\n关于加装电梯的咨询\n{TEXT}", ["关于加装电梯的咨询", TEXT]),
        # a list in an annex is text
        (f"一河清水入画来\n{TEXT}\n附件：任务表.doc\n• 清淤\n• 护岸", ["一河清水入画来", TEXT, "• 清淤", "• 护岸"]),
        # what follows the editors' names is no text; without them it may be
        (f"一河清水入画来\n{TEXT}\n编辑 | 何晓敏\n青石这三个村上榜了！\n投我一票", ["一河清水入画来", TEXT]),
        (f"一河清水入画来\n{TEXT}\n青石这三个村上榜了！", ["一河清水入画来", TEXT, "青石这三个村上榜了！"]),
        # a second article below the editor of the first
        (f"一河清水入画来\n{TEXT}\n编辑：何晓敏\n又是一年稻花香\n{TEXT}", ["一河清水入画来", TEXT, "又是一年稻花香", TEXT]),
    ],
)
def test_what_is_counted(text, kept):
    assert body(text) == kept
