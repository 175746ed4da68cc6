"""notebook.lab: it opens at the workbook's root with the notebooks in view, and leaves a user's own choice alone."""

import json
import os
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from conftest import ROOT
from tifaku.notebook import lab

labapp = pytest.importorskip("jupyterlab.labapp", reason="jupyterlab is not installed")


def arguments(monkeypatch, *given):
    said = []
    monkeypatch.setattr(labapp, "main", said.extend)
    lab.main(list(given))
    return said


def test_a_folder_of_ones_own_is_not_overruled(monkeypatch):
    assert f"--ServerApp.root_dir={ROOT}" in arguments(monkeypatch, "--no-browser")
    for own in ("mine", "--notebook-dir=mine", "--ServerApp.root_dir=mine"):
        assert not [a for a in arguments(monkeypatch, own) if "default_url" in a]


def test_the_server_shows_articles_and_notebooks(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token="]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "HOME": str(tmp_path), "JUPYTER_RUNTIME_DIR": str(tmp_path / "run")}
    env |= {"JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "spaces")}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([sys.executable, "-m", "tifaku", "lab", *own], env=env, **quiet)
    try:
        names = {entry["name"] for entry in json.loads(asked(f"http://127.0.0.1:{port}/api/contents/"))["content"]}
        assert {"notebooks", "seeds"} <= names
        assert "/lab/tree/notebooks" in asked(f"http://127.0.0.1:{port}/", address=True)
    finally:
        server.terminate()
        server.wait(20)


def asked(url, address=False):
    for _ in range(240):
        try:
            with urlopen(url, timeout=5) as page:
                return page.url if address else page.read().decode()
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    pytest.fail("JupyterLab did not start")
