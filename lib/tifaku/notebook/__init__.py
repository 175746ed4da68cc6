"""Notebook: how results are shown, in Lab, in a shared page and as files."""
