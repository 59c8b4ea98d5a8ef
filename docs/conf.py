"""Sphinx configuration: Markdown pages and an API reference made from the docstrings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
sys.path.insert(0, str(Path(__file__).parent))

import signatures

import restructure

project = "restructure"
author = "The restructure developers"
version = release = restructure.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = f"restructure {version}"
exclude_patterns = ["_build"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"  # as `signatures` words them
maximum_signature_line_length = 88
python_use_unqualified_type_names = True
default_role = "code"
suppress_warnings = ["myst.xref_missing"]


def setup(app: Any) -> None:
    """Let signatures say what a caller may pass."""
    app.connect("autodoc-process-signature", signatures.shown)
