"""The library's version, a literal: a vendored copy knows it without any look-up."""

__version__ = "0.1.0"
