import pytest

from tifaku.tables.matching import BATCH, Sought, find_strings, folded
from tifaku.text.documents import Block, Document


def found(text, *strings, fold=False, quoted=False):
    sought = [Sought(string, string, quoted) for string in strings]
    hits = find_strings([Document("a", text, text)], sought, fold)
    return [text[start:end] for start, end in zip(hits.start, hits.end)]


@pytest.mark.parametrize(
    "text, string, passages",
    [
        ("坚持“三个代表”重要思想", "三个代表重要思想", ["三个代表”重要思想"]),  # 'important thought of the three represents'
        ("坚持“三个代表”重要思想", "三个代表", ["三个代表"]),
        ("第三个代表发言", "三个代表", []),  # 'the third deputy spoke'
        ("十三个代表", "三个代表", []),  # 'thirteen deputies'
        ("实施211357项", "11357", []),
        ("113570", "11357", []), ("增长116.2万人", "116", []), ("达100％", "100", []), ("“11357”", "11357", ["11357"]),
        ("三个\n代表", "三个代表", []), ("三个\n\n", "个\n\n", []),
        ("党建，党建", "党建", ["党建", "党建"]), ("党", "党", ["党"]), ("党建", "", []),
        ("１１３５７", "11357", []), ("两 个维护", "两个维护", []), ("2个维护", "两个维护", []),
        ("\U00020000党建\U00020000", "\U00020000", ["\U00020000"] * 2),
    ],
)  # fmt: skip
def test_strings_on_characters(text, string, passages):
    assert found(text, string) == passages


@pytest.mark.parametrize(
    "text, string, passages",
    [
        ("１１３５７", "11357", ["１１３５７"]), ("两 个维护", "两个维护", ["两 个维护"]),
        ("2个维护、二个维护", "两个维护", ["2个维护", "二个维护"]),
        ("211357", "11357", []), ("１＋Ｎ", "1+N", ["１＋Ｎ"]),
    ],
)  # fmt: skip
def test_folded_strings(text, string, passages):
    assert found(text, string, fold=True) == passages


def test_in_quotation_marks_only():
    assert found("三不一增和“三不”", "三不", quoted=True) == ["三不"]  # 'three don'ts'
    assert found("“六稳”“六保”和“六稳六保”", "六稳六保", quoted=True) == ["六稳六保"]  # not the two names side by side


def test_captions_and_page_furniture_are_not_counted():
    text = "党建引领。\n图为党建广场。"  # 'led by Party building; the picture shows Party Building Square'
    doc = Document("a", text, text, blocks=(Block("paragraph", 0, 5), Block("caption", 6, len(text))))
    assert find_strings([doc], [Sought("党建", "党建")]).start.tolist() == [0]


def test_articles_of_many_batches_keep_their_places():
    text = "。" * (BATCH // 2 - 5) + "两个确立。"
    docs = [Document(str(i), text, text) for i in range(5)]
    hits = find_strings(docs, [Sought("x", "两个确立"), Sought("y", "确立")])
    assert list(zip(hits.article, hits.sought)) == [(i, which) for i in range(5) for which in (0, 1)]
    assert {text[start:end] for start, end in zip(hits.start, hits.end)} == {"两个确立", "确立"}


def test_what_is_the_same_when_folded():
    assert folded("“两个 维护”") == folded("２个维护") == "2个维护"
