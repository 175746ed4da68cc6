"""Notebook: how results are shown in JupyterLab, in shared pages and as files."""
