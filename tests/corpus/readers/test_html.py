import pytest

from corpus.errors import UnreadableFileError
from corpus.outline import outline_report
from corpus.readers import read_bytes
from corpus.readers.html import read_html
from corpus.types import Role

BODY = "全市上下坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，地区生产总值完成1711.6亿元，增长4.7%。"
ARTICLE = "".join(
    f"<p>　　{line}</p>"
    for line in [
        "——2021年2月23日在长治市第十四届人民代表大会第六次会议上",
        "长治市市长　杨勤荣",
        "各位代表：",
        "现在，我代表长治市人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见。",
        "<strong>一、“十三五”时期工作回顾</strong>",
        *[f"{BODY}第{n}段。" for n in range(8)],
        "二、2021年工作安排",
        *[f"{BODY}安排{n}。" for n in range(8)],
        "各位代表，让我们团结起来，为实现目标而<font>努力</font>奋斗！",
    ]
)
RELATED = "".join(f"<li><a href='/{n}'>某市{n}年政府工作报告解读</a></li>" for n in range(9))
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府工作报告_长治市人民政府门户网站</title>
<meta name="ArticleTitle" content="2021年长治市政府工作报告"><link rel="canonical" href="https://www.changzhi.gov.cn/a.html">
<script>var a = "各位代表";</script><style>p {{ color: red }}</style></head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/z">政务公开</a></li></ul></div>
<div class="nav">当前位置：<a href="/">首页</a> &gt; <a href="/z">政府工作报告</a></div>
<div class="wrap"><div class="article"><h1>2021年长治市政府工作报告</h1>
<div class="info">来源：市政府办公室 发布时间：2021-03-10 字体：<a>大</a> <a>中</a> <a>小</a> 打印</div>
<div class="TRS_Editor">{ARTICLE}</div><div>责任编辑：石某某</div></div>
<div class="related"><h3>相关阅读</h3><ul>{RELATED}</ul></div>
</div><div class="footer">版权所有：长治市人民政府 ICP备14001234号</div></body></html>"""


def body(text: str) -> str:
    outline = outline_report(text)
    kept = {Role.BODY, Role.HEADING}
    return "\n".join(text[p.start : p.end] for p in outline.paragraphs if p.role in kept)


def test_the_article_is_read_and_the_page_around_it_is_not() -> None:
    reading = read_bytes(PAGE.encode(), "a.html")
    assert reading.facts == {"url": "https://www.changzhi.gov.cn/a.html"}
    assert reading.text.startswith("2021年长治市政府工作报告\n")
    for words in ("首页", "ICP备", "某市3年", "var a", "color"):
        assert words not in reading.text
    text = body(reading.text)
    assert text.count(BODY) == 16
    assert text.endswith("让我们团结起来，为实现目标而努力奋斗！")
    for words in ("责任编辑", "来源", "打印"):
        assert words not in text


def test_the_article_that_stands_twice_is_read_once() -> None:
    twice = PAGE.replace(f'<div class="TRS_Editor">{ARTICLE}</div>', f"<div>{ARTICLE}</div><div hidden>{ARTICLE}</div>")
    assert body(read_html(twice, "a.html").text).count(BODY) == 16
    flat = PAGE.replace(f'<div class="TRS_Editor">{ARTICLE}</div>', ARTICLE * 2)
    assert body(read_html(flat, "a.html").text).count(BODY) == 16


def test_breaks_and_tables_part_lines() -> None:
    table = "<table><tr><td>指标</td><td>2021年</td></tr><tr><td>生产总值</td><td>7%</td></tr></table>"
    text = read_html(f"<html><body><div>{BODY}<br/>　　{BODY}乙<br>{table}</div></body></html>", "a.html").text
    assert [line.strip() for line in text.split("\n")] == [
        BODY,
        BODY + "乙",
        "| 指标 | 2021年 |",
        "| 生产总值 | 7% |",
    ]


def test_pages_in_gb18030_are_read() -> None:
    assert BODY in read_bytes(PAGE.replace("utf-8", "gb2312").encode("gb18030"), "a.htm").text


def test_html_is_known_by_its_content() -> None:
    assert read_bytes(PAGE.encode(), "upload").text == read_html(PAGE, "a.html").text


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="running text"):
        read_html("<html><body><div id='app'></div><script>load()</script></body></html>", "a.html")
