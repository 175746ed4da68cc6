"""models: a model of the user's own is asked about each name; it may answer as it likes, and the run ends with nothing lost."""

import json
import os
import socket
import time
from dataclasses import replace

import pytest

import tifaku
from fake_model import asked_about, completion, serving, status
from tifaku.__main__ import main as tifaku_command
from tifaku.decisions.proposals import read_proposals
from tifaku.models.__main__ import main
from tifaku.models.endpoint import KEY, MOST_BYTES, NoAnswer, open_endpoint
from tifaku.models.proposing import MOST, RULES, ask_all, questions_about, read_answer

TEXTS = {
    "a": "打好“绿色、生态、有机”三张牌。",  # 'play the three cards, green, ecological, organic'
    "b": "全县实行“四个一批”：开工一批、在建一批、投产一批、储备一批。",  # four batches
    "c": "大家都说“三张牌”好，绿色的山，生态的水，有机的田。",
}
ITEMS = {"三张牌": [["绿色", "生态", "有机"]], "四个一批": [["开工一批", "在建一批", "投产一批", "储备一批"]]}


def good(question):
    name = asked_about(question)
    return json.dumps({"name": name, "groups": ITEMS[name]}, ensure_ascii=False)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def ask(folder, server, **changes):
    """A run on the folder that does not wait between tries."""
    endpoint = replace(open_endpoint(server.address, "fake"), pause=0.0, **changes)
    return ask_all(tifaku.open_corpus(folder), endpoint)


def records(folder):
    path = folder / "proposals.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_good_answers_are_written_granted_and_not_asked_for_again(folder):
    with serving(good) as server:
        first, second = ask(folder, server), ask(folder, server)
        assert len(server.requests) == 3
    assert (first.asked, first.known, first.failures) == (3, 0, ()) and (second.asked, second.known) == (0, 3)
    record = records(folder)[1]
    assert (record["doc_id"], record["surface"], record["components"]) == ("b", "四个一批", ITEMS["四个一批"])
    assert (record["proposer"], record["model"], record["version"]) == ("fake", "fake-1", "fp")
    assert len(record["sha256"]) == len(record["prompt"]) == 64 and record["time"].endswith("+00:00")
    found = tifaku.find(tifaku.open_corpus(folder))
    assert [f.verdict for f in found.formulas] == ["complete", "complete", "probable"] and not found.refused
    assert "read by rules, proposed by fake, granted by the text" in found.formulas[0].because


def test_what_is_sent_is_the_passage_and_the_rules(folder):
    (folder / "d.txt").write_text("一" * 3000 + "。" + TEXTS["a"] + "这里没有。" * 400, "utf-8")
    with serving(good) as server:
        ask(folder, server)
        sent = server.requests
    assert all(path == "/v1/chat/completions" and "Authorization" not in head for path, head, _ in sent)
    assert all(body["temperature"] == 0 and body["messages"][0]["content"] == RULES for *_, body in sent)
    question = sent[-1][2]["messages"][1]["content"]
    assert TEXTS["a"] in question and len(question) < MOST and question.count("一") == 487


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}",
        "Here you are:\n```json\n{}\n```\nThe passage {{states}} them [see above].",
        "<think>maybe [[\"甲\"]] or {{\"groups\": [[\"乙\"]]}}</think>\n{}",
        "{{\"groups\": [[\"甲\"]]}} — no, wait: {}",
        "[1] {} ",
    ],
    ids=range(5),
)  # fmt: skip
def test_prose_around_json_is_passed_over(folder, wrapped):
    with serving(lambda question: wrapped.format(good(question))) as server:
        assert not ask(folder, server).failures
    assert [record["components"] for record in records(folder)] == [ITEMS["三张牌"], ITEMS["四个一批"], ITEMS["三张牌"]]


@pytest.mark.parametrize(
    ("answer", "items"),
    [
        ('{"groups": [["绿色", "生态",],]}', [["绿色", "生态"]]),  # commas too many
        ('[["绿色"]]', [["绿色"]]),
        ('["绿色", "生态"]', [["绿色", "生态"]]),
        ('{"name": "“三张牌”", "components": ["绿色"]}', [["绿色"]]),
        ('{"groups": [{"numeral": 3, "items": ["绿色"]}]}', [["绿色"]]),
        ('{"groups": [["“绿色”。", " 生态 ", 7, null, {"a": 1}]]}', [["绿色", "生态", "7"]]),
        ('{"groups": []}', []),
        ('{"groups": [[]]}', [[]]),
    ],
)
def test_answers_of_many_forms_are_read(answer, items):
    doc = tifaku.read_text(TEXTS["a"])
    (question,) = questions_about(doc, tifaku.find_formulas(doc))
    assert read_answer(answer, question) == items


def test_marks_of_another_width_become_those_of_the_passage():
    doc = tifaku.read_text(TEXTS["c"])
    (question,) = questions_about(doc, tifaku.find_formulas(doc))
    assert read_answer('["绿色的山,生态的水", "蓝色,山"]', question) == [["绿色的山，生态的水", "蓝色,山"]]


def test_a_passage_holds_all_places_of_a_name_and_the_headings():
    far = "这里没有提到它，说的是别的。" * 100
    doc = tifaku.read_text(
        "\n\n".join(["某县新闻", f"打好“三张牌”。{far}", "一、抓好绿色牌", far, "二、抓好生态牌", f"{far}再说“三张牌”。"])
    )
    (question,) = questions_about(doc, tifaku.find_formulas(doc))
    assert [question.passage.count(words) for words in ("三张牌", "抓好绿色牌", "抓好生态牌", "\n…\n")] == [2, 1, 1, 3]


BROKEN = {
    "no JSON": "I can't say.",
    "broken JSON": '{"groups": [["绿色", ',
    "deep JSON": "[" * 50_000,
    "another name": '{"name": "五朵金花", "groups": [["绿色"]]}',
    "other JSON": '{"answer": 42}',
    "nothing": "   ",
    "no text": lambda handler: handler.send(200, completion(None)),
    "cut short": lambda handler: handler.send(
        200, json.dumps({"choices": [{"message": {"content": "{"}, "finish_reason": "length"}]}).encode()
    ),
    "no completion": lambda handler: handler.send(200, b'{"choices": []}'),
    "no JSON at all": lambda handler: handler.send(200, b"<html>"),
    "10 MB": lambda handler: handler.send(200, completion("x" * 10_000_000)),
    "10 MB without end": lambda handler: [handler.send(200, b"x" * 1000, Content_Length="10000000")],
    "400": status(400),
    "429": status(429, Retry_After="0"),
    "500": status(500),
    "503, come again some day": status(503, Retry_After="never"),
    "hangs up": lambda handler: handler.connection.close(),
    "no HTTP": lambda handler: handler.wfile.write(b"\x00\xff\n\n"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_failure_costs_only_itself_is_listed_and_is_asked_again(folder, kind):
    def reply(question):
        return BROKEN[kind] if asked_about(question) == "四个一批" else good(question)

    with serving(reply) as server:
        first = ask(folder, server, timeout=1.0)
    assert [(f.doc_id, f.surface) for f in first.failures] == [("b", "四个一批")] and first.failures[0].reason
    assert [record["doc_id"] for record in records(folder)] == ["a", "c"]
    with serving(good) as server:
        second = ask(folder, server)
        assert len(server.requests) == 1 and (second.asked, second.known, second.failures) == (1, 2, ())
    assert [record["doc_id"] for record in records(folder)] == ["a", "b", "c"]


@pytest.mark.parametrize("drip", [False, True])
def test_a_server_that_never_ends_is_left(folder, drip):
    def slow(handler):
        for _ in range(100):
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n{" if _ == 0 and drip else b" " if drip else b"")
            time.sleep(0.05)

    with serving(lambda question: slow) as server:
        begun = time.monotonic()
        found = ask(folder, server, timeout=0.4)
        assert len(server.requests) == 3 and time.monotonic() - begun < 4
    assert all("no answer in 0.4 s" in failure.reason for failure in found.failures)


def test_busy_servers_are_asked_again(folder):
    times = []

    def reply(question):
        times.append(question)
        return status(429) if len(times) % 3 else good(question)

    with serving(reply) as server:
        assert not ask(folder, server).failures and len(server.requests) == 9


@pytest.mark.parametrize("number", [301, 302, 307, 308])
def test_no_redirect_is_followed(folder, number):
    with serving(good) as other, serving(lambda question: status(number, Location=f"{other.address}/chat/completions")) as server:
        found = ask(folder, server)
        assert not other.requests and len(server.requests) == 1 and len(found.failures) == 3
    assert "where we don't go" in found.failures[0].reason and found.failures[1].reason.startswith("not asked")


@pytest.mark.parametrize("number", [401, 403, 404])
def test_what_no_question_can_mend_ends_the_run(folder, number):
    with serving(lambda question: status(number)) as server:
        assert len(ask(folder, server).failures) == 3 and len(server.requests) == 1


def test_a_server_that_is_gone_ends_the_run_and_loses_nothing(folder):
    for k in range(8):
        (folder / f"x{k}.txt").write_text(TEXTS["a"] + str(k), "utf-8")
    (folder / "proposals.jsonl").write_text('{"a coder": "wrote this"}\n', "utf-8")
    with serving(good) as server:
        pass
    found = ask(folder, server)
    assert len(found.failures) == 11 and [f.reason[:9] for f in found.failures].count("not asked") == 6
    assert (folder / "proposals.jsonl").read_text("utf-8") == '{"a coder": "wrote this"}\n'


def test_a_killed_run_goes_on_where_it_was(folder):
    with serving(good) as server:
        ask(folder, server)
    lines = (folder / "proposals.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "proposals.jsonl").write_bytes(lines[0] + lines[1][:40])  # as a kill leaves it
    with serving(good) as server:
        found = ask(folder, server)
        assert (found.asked, found.known) == (2, 1)
    assert [record["doc_id"] for record in records(folder)] == ["a", "b", "c"]


def test_lines_of_others_stay_and_own_ones_follow_the_text(folder):
    coder = '{"doc_id": "a", "start": 11, "end": 14, "surface": "三张牌", "components": [], "proposer": "fake"}'
    (folder / "proposals.jsonl").write_text(f"﻿{coder}\r\n# 备注\n", "utf-8")
    with serving(good) as server:
        ask(folder, server)
        (folder / "a.txt").write_text("今年，" + TEXTS["a"], "utf-8")
        assert ask(folder, server).asked == 1
    text = (folder / "proposals.jsonl").read_text("utf-8")
    assert text.startswith(f"﻿{coder}\n# 备注\n") and text.count('"prompt"') == 3 and '"start": 15' in text


@pytest.mark.parametrize("kind", ["a pipe", "a link that leads out", "a folder"])
def test_no_pipe_link_or_folder_is_written_to(folder, kind, tmp_path):
    path, outside = folder / "proposals.jsonl", tmp_path / "outside"
    outside.write_text("mine")
    {"a pipe": os.mkfifo, "a folder": os.mkdir}.get(kind, lambda path: path.symlink_to(outside))(path)
    with serving(good) as server, pytest.raises(ValueError, match="no ordinary file"):
        ask(folder, server)
    assert outside.read_text() == "mine" and not server.requests
    assert len(tifaku.find(tifaku.open_corpus(folder)).formulas) == 3
    if kind != "a link that leads out":
        with pytest.raises(ValueError, match="no ordinary file"):
            read_proposals(path)


# Where anything goes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://example.org/v1", "is not this machine"),
        ("https://api.example.com/v1", "is not this machine"),
        ("http://127.0.0.1.example.org/v1", "is not this machine"),
        ("http://localhost.example.org/v1", "is not this machine"),
        ("http://0.0.0.0:11434/v1", "is not this machine"),
        ("http://192.168.0.7:11434/v1", "is not this machine"),
        ("http://2130706433/v1", "is not this machine"),
        ("http://me:secret@127.0.0.1/v1", "holds a password"),
        ("http://127.0.0.1/v1?key=secret", "holds a password"),
        ("ftp://127.0.0.1/v1", "is no address"),
        ("file:///etc/passwd", "is no address"),
        ("localhost:11434", "is no address"),
        ("http://127.0.0.1:port/v1", "is no address"),
        ("http://[::1/v1", "is no address"),
        ("", "is no address"),
    ],
)
def test_addresses_that_are_not_asked(address, why):
    with pytest.raises(ValueError, match=why) as error:
        open_endpoint(address, "fake")
    assert "secret" not in str(error.value)


def test_addresses_that_are_asked():
    assert open_endpoint("http://[::1]:1/v1/", "fake").path == "/v1"
    assert open_endpoint("http://LOCALHOST:11434/v1/chat/completions", "fake").path == "/v1"
    assert open_endpoint("https://example.org/v1", "fake", send=True, key="k").secure
    with pytest.raises(ValueError, match="unencrypted"):
        open_endpoint("http://example.org/v1", "fake", send=True, key="k")
    with pytest.raises(ValueError, match=KEY):
        open_endpoint("http://127.0.0.1/v1", "fake", key="a\r\nX-Header: b")


def test_a_name_of_this_machine_that_leads_elsewhere_is_left(monkeypatch):
    class Elsewhere(socket.socket):
        def getpeername(self):
            return "192.0.2.1", 80

    with serving(good) as server:
        monkeypatch.setattr(socket, "socket", Elsewhere)
        with pytest.raises(NoAnswer, match="not this machine"):
            open_endpoint(server.address, "fake").ask([])
        assert not server.requests


def test_no_socket_but_the_named_address(folder, monkeypatch):
    """Neither a proxy of the environment nor anything else is connected to."""
    made, connect = [], socket.socket.connect

    def watched(self, address):
        made.append(address)
        return connect(self, address)

    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setattr(socket.socket, "connect", watched)
    with serving(good) as server:
        assert main([str(folder), "--endpoint", server.address, "--model", "fake"]) == 0
        assert {port for _, port in made} == {server.server_port} and len(made) == 3
    made.clear()
    assert tifaku.find(tifaku.open_corpus(folder)).formulas and not made
    assert main([str(folder), "--endpoint", "https://example.org/v1", "--model", "fake"]) == 2 and not made


def test_the_key_goes_to_the_server_and_nowhere_else(folder, monkeypatch, capfd):
    key = "sk-telltale-0123456789"
    monkeypatch.setenv(KEY, key)

    def parrot(question):
        if asked_about(question) == "四个一批":
            return lambda handler: handler.send(401, f"bad key {key}".encode(), X_Key=key)
        return f"{key} " + json.dumps({"name": "三张牌", "groups": [[key, "绿色"]]})

    with serving(parrot) as server:
        assert main([str(folder), "--endpoint", server.address, "--model", "fake"]) == 1
        assert {head["Authorization"] for _, head, _ in server.requests} == {f"Bearer {key}"}
        assert key not in json.dumps([body for *_, body in server.requests])
    endpoint = open_endpoint(server.address, "fake", key=key)
    said = "".join(capfd.readouterr()) + repr(endpoint) + "".join(map(str, tifaku.find(tifaku.open_corpus(folder)).refused))
    files = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert key not in said and key.encode() not in files and "(key)" in said


def test_an_answer_beyond_the_limit_is_not_read(folder):
    with serving(lambda question: lambda handler: handler.send(200, b"x" * (MOST_BYTES + 1))) as server:
        assert "1,000,000 bytes" in ask(folder, server).failures[0].reason


# The command -----------------------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_did(folder, capsys):
    with serving(good) as server:
        assert tifaku_command(["propose", str(folder), "--endpoint", server.address, "--model", "fake"]) == 0
    assert capsys.readouterr().out == f"{folder / 'proposals.jsonl'}: 3 names asked about, 0 known from before\n"
    with serving(lambda question: "?") as server:
        assert main([str(folder), "--endpoint", server.address, "--model", "other", "--timeout", "5"]) == 1
    out = capsys.readouterr().out
    assert "3 without an answer" in out and "b, 四个一批: the answer holds no JSON" in out
    assert main([str(folder / "none"), "--endpoint", "http://127.0.0.1:9/v1", "--model", "fake"]) == 2
    assert "No folder" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([str(folder), "--endpoint", "http://127.0.0.1:9/v1", "--model", "fake", "--timeout", "-1"])


def test_a_text_without_a_folder_has_no_place_for_proposals():
    with pytest.raises(ValueError, match="read from a folder"):
        tifaku.propose(replace(tifaku.open_corpus("seeds"), folder=None), "http://127.0.0.1:9/v1", "fake")
