from hypothesis import given
from hypothesis import strategies as st

from corpus.library import make_report, read_library
from corpus.outline import outline_report
from corpus.types import Role
from index.passages import LONG_PARAGRAPH, RUN, chunk_report

PARTS = st.sampled_from(
    [
        "一、工作回顾\n",
        "（一）转型发展。",
        "全市生产总值增长8%，",
        "完成投资12.5亿元。",
        "\n",
        " ",
        "各位代表：\n",
        "a. ",
    ]
)


def check_cover(report):
    outline = outline_report(report.text)
    passages = chunk_report(report, outline)
    indexed = [p for p in outline.paragraphs if p.role in (Role.TITLE, Role.BODY, Role.GLOSSARY)]
    for paragraph in indexed:
        runs = [p for p in passages if paragraph.start <= p.start < paragraph.end]
        assert runs[0].start == paragraph.start
        assert runs[-1].end == paragraph.end
        pieces = []
        for run, following in zip(runs, [*runs[1:], None], strict=True):
            pieces.append(report.text[run.start : following.start if following else run.end])
            assert (run.paragraph_start, run.paragraph_end) == (paragraph.start, paragraph.end)
        assert "".join(pieces) == report.text[paragraph.start : paragraph.end]
    assert [p.start for p in passages] == sorted({p.start for p in passages})
    return passages


def test_passages_of_the_built_in_report_cover_every_paragraph_once():
    report = read_library().get("changzhi-2021")
    passages = check_cover(report)
    assert max(p.end - p.start for p in passages) < LONG_PARAGRAPH + RUN
    assert passages[0].header == "长治市 · 2021"
    assert not any("责任编辑" in report.text[p.start : p.end] for p in passages)


@given(st.lists(PARTS, max_size=120).map("".join))
def test_passages_concatenate_back_to_their_paragraphs(text):
    if text.strip():
        check_cover(make_report(text, "any"))
