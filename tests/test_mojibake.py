"""mojibake: what was decoded wrongly becomes readable, other languages and sound Chinese stay."""

import pytest

from tifaku.repair.mojibake import mojibake
from tifaku.text.edits import replay

SOUND = "青石县推进乡村振兴"  # 'Qingshi county advances rural revival'


@pytest.mark.parametrize(
    "text",
    [
        SOUND.encode("gbk").decode("latin-1"),
        SOUND.encode().decode("latin-1"),
        "年龄党建".encode().decode("cp1252"),
        (SOUND + "的").encode().decode("gb18030"),
        SOUND.encode("unicode_escape").decode(),
        "".join(f"%{byte:02X}" for byte in SOUND.encode()),
    ],
)
def test_what_can_be_undone_is(text):
    (edit,) = mojibake(f"标题 {text} 正文")
    assert edit.before == text and not edit.doubt and (SOUND in edit.after or "党建" in edit.after)


def test_what_was_lost_is_said_so():
    cut = (SOUND + "，的的").encode().decode("gb18030", "replace")
    assert [bool(edit.doubt) for edit in mojibake(cut)] == ["\ufffd" in replay(cut, mojibake(cut))]
    assert [(edit.after, bool(edit.doubt)) for edit in mojibake("锟斤拷锟斤拷")] == [("锟斤拷锟斤拷", True)]


@pytest.mark.parametrize(
    "text",
    [
        "naïve café déjà vu, Müller",
        "锛锭与锦旗",
        "https://a.cn/%E9%9D%92%E7%9F%B3",
        "C:\\users\\u9",
        "涓涓细流汇成江海，缁衣绲边也好看",
    ],
)
def test_what_is_sound_stays(text):
    assert mojibake(text) == []
