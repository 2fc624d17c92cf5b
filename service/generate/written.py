"""The events of an answer that a language model writes, with the extractive answer to fall back on."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from service.draft import Draft
from service.events import Added, Event, Finished, Found, Waiting, split_text
from service.evidence.evidence import Evidence
from service.generate.writer import Writer, Written
from service.question.question import Question
from service.reading.reading import Reading
from service.schemas import AskResponse, Citation

Cite = Callable[[list[tuple[Reading, int, int]]], list[Citation]]
"""Citations of spans, numbered from 1; those that do not stand in their report are left out."""


def stream_written(
    writer: Writer,
    question: Question,
    evidence: Sequence[Evidence],
    response: AskResponse,
    spans: Sequence[tuple[Reading, int, int]],
    cite: Cite,
) -> Iterator[Event]:
    """Yield a written answer in pieces, or the ready one when the writing fails.

    Nothing is sent of a writing that may still fail, so the pieces are always those of the last event.
    """
    began = time.perf_counter()
    yield Found(tuple(response.citations))
    draft = Draft(text=response.answer, spans=list(spans))
    exact = bool(response.figures or response.computation)
    cited = len(spans)
    writing = writer.write(question, evidence, draft, exact)
    while True:
        try:
            progress = next(writing)
        except StopIteration as end:
            written: Written = end.value
            break
        text = progress.text
        if len(progress.draft.spans) > cited and text:
            cited = len(progress.draft.spans)
            yield Found(tuple(cite(progress.draft.spans)))
        yield Added(text) if text else Waiting()
    timings = {**response.timings_ms, "generate": round((time.perf_counter() - began) * 1000, 3)}
    debug = None if response.debug is None else {**response.debug, "generation": written.notes}
    changes: dict[str, Any] = {"timings_ms": timings, "debug": debug}
    if written.draft is None:
        yield from (Added(piece) for piece in split_text(response.answer))
    else:
        changes |= {"answer": written.draft.text, "citations": cite(written.draft.spans), "mode": "generative"}
    yield Finished(response.model_copy(update=changes))
