"""The text of a PDF page as the tools that people use take it out."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable

import pymupdf
import pypdfium2
from pdfminer.high_level import extract_text

Tool = Callable[[bytes], str]


def pdftotext(*options: str) -> Tool:
    """Poppler's pdftotext with the given options."""

    def take(pdf: bytes) -> str:
        command = ["pdftotext", "-enc", "UTF-8", "-nopgbrk", *options, "-", "-"]
        return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode("utf-8")

    return take


def by_pymupdf(pdf: bytes) -> str:
    """PyMuPDF's plain text, in drawing order."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return str(document[0].get_text("text"))


def by_pymupdf_sorted(pdf: bytes) -> str:
    """PyMuPDF's text sorted by position, several columns on a line."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return str(document[0].get_text("text", sort=True))


def by_pymupdf_blocks(pdf: bytes) -> str:
    """PyMuPDF's blocks with a blank line between them."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        blocks = document[0].get_text("blocks")
    return "\n\n".join(str(block[4]).rstrip("\n") for block in blocks if block[6] == 0) + "\n"


def by_pdfium(pdf: bytes) -> str:
    """Pdfium's text, in drawing order."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[0].get_textpage().get_text_range()).replace("\r\n", "\n")
    finally:
        document.close()


def by_pdfminer(pdf: bytes) -> str:
    """pdfminer.six's text, laid out by its own analysis."""
    return extract_text(io.BytesIO(pdf)).replace("\f", "")


ONE_COLUMN_A_LINE: dict[str, Tool] = {
    "pdftotext": pdftotext(),
    "pdftotext -raw": pdftotext("-raw"),
    "pymupdf": by_pymupdf,
    "pymupdf blocks": by_pymupdf_blocks,
    "pdfium": by_pdfium,
    "pdfminer": by_pdfminer,
}
SEVERAL_COLUMNS_A_LINE: dict[str, Tool] = {
    "pdftotext -layout": pdftotext("-layout"),
    "pymupdf sort": by_pymupdf_sorted,
}
