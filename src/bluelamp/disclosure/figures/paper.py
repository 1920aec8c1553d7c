"""The ready answer as a document: PDF/UA-1, set by Typst with the typefaces that come with it."""

import json
from datetime import datetime
from importlib.resources import files
from typing import Final

import typst
from django.utils import timezone

from bluelamp.disclosure.figures.answer import Answer
from bluelamp.disclosure.figures.tables import MARK, Table
from bluelamp.disclosure.figures.withholding import SMALL

WITHHELD: Final = f"Numbers from 1 to {SMALL - 1} are written “{MARK}”, so that nobody can be told from them, and so is any other number from which one of these could be worked out."
_PAPER: Final = files("bluelamp.disclosure.figures") / "papers" / "answer.typ"


def as_pdf(found: Answer) -> bytes:
    """The answer as tagged PDF; equal bytes for equal answers of one day."""
    made = timezone.localtime(found.made_at)
    content = {
        "title": found.question,
        "force": found.force,
        "words": found.words,
        "made": [made.year, made.month, made.day],
        "made_words": f"{made:%-d %B %Y}",
        "method": found.method,
        "withheld": WITHHELD if found.has_withheld else "",
        "tables": [_table(table) for table in found.tables],
    }
    midnight = datetime(made.year, made.month, made.day)  # noqa: DTZ001  Typst takes a day as it is
    pdf: bytes = typst.compile(
        _PAPER.read_bytes(),
        sys_inputs={"answer": json.dumps(content)},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        timestamp=int((midnight - datetime(1970, 1, 1)).total_seconds()),  # noqa: DTZ001  as above
    )
    return pdf


def _table(table: Table) -> dict[str, object]:
    """A table for Typst; `texts` is how many of its columns hold words."""
    texts = 1 + sum(column not in table.series for column in table.columns) if table.series else 3
    return {
        "title": table.title,
        "notes": table.notes,
        "columns": [table.of, *table.columns],
        "texts": texts,
        "rows": [{"cells": [row.words, *row.cells], "total": row.is_total} for row in table.rows],
    }
