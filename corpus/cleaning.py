"""Which lines of a page are the report and which the page added.

A report opens with its title, date and speaker and the salutation 各位代表 and ends with its last full sentence, its
annex or its glossary; what stands before and after that is page furniture: front matter, breadcrumbs, 来源, font-size
buttons, 责任编辑, related articles, the title once more. Nothing is deleted: lines get a role, and the canonical text
stays as it was read.
"""

import re
from collections.abc import Sequence

from corpus.types import Role

_SALUTATION = re.compile(
    r"^\W*(?:(?:尊敬的)?各位(?:代表|委员|同志)|(?:女士们|同志们))[^。]{0,30}[:：!！,，]?\W*$|^\W*(?:Fellow|Esteemed|Dear)\s+Deputies\W*$"
)
_TITLE = re.compile(
    r"政\W*府\W*工\W*作\W*(?:的\s*)?报\W*告|(?:人民政府|国务院)[^。]{0,8}工作报告|Report\s+on\s+the\s+Work\s+of\s+the\s+Government"
    r"|^\W*工\s*作\s*报\s*告\W*$",
    re.IGNORECASE,
)
_OFFICE = r"(?:省长|市长|县长|区长|旗长|主席|州长|盟长|专员|总理|主任)"
_SPEAKER = re.compile(
    rf"^\W*(?:报告人\W*)?[\u4e00-\u9fff]{{0,16}}?(?:代理?|副)?{_OFFICE}[\s:：*?]*[\u4e00-\u9fff\s·•]{{2,14}}\W*$|^\W*Premier\b.{{0,40}}$"
)
_SESSION = re.compile(
    r"(?:人民代表大[会會]|人大|政协).{0,24}(?:会[议議]|大[会會])|\d{4}年\s*\d{1,2}月\s*\d{1,2}日.{0,4}在.{0,40}会[议議]上|\bCongress\b.{0,60}\d{4}"
)
_DATE_LINE = re.compile(
    r"^\W*[\d○〇零一二三四五六七八九十]{2,4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月.{0,8}日?\W*$"
)
_GLOSSARY = re.compile(
    r"(?:名词|术语|用语|词语|词汇|缩略语|概念)[^。，]{0,8}(?:解释|注释|说明|释义|解读|注解)|^\W*(?:注\s*释|解释|说明|Notes|Glossary)\W*$",
    re.IGNORECASE,
)
_GLOSSARY_HEAD = re.compile(
    r"^\W*(?:附(?:件|录)?\W{0,3}[\d一二三]{0,2}\W{0,3})?(?:《?政府工作报告》?)?(?:有关|部分|相关|内容)*"
    r"(?:名词|用语|术语|词语)(?:术语)?(?:解释|注释|释义|说明|注解)\W*$"
)
_NOTE = re.compile(r"^\W{0,3}(?:\[\^?\d{1,3}\]|［\d{1,3}］|〔\d{1,3}〕|【\d{1,3}】|[①-⑳])\s*[:：]?\s*\S")
_ANNEX = re.compile(
    r"^\W*附(?:件|表|录|\s*[:：])|(?:实事|项目|指标|任务)[^。，；]{0,12}(?:清单|目录|一览表|表|安排)\W*$|民生实事\W*$"
)
_FURNITURE = re.compile(
    r"来源\s*(?:URL)?\s*[:：]|作者\s*[:：]|责任编辑|责编|编辑\s*[:：]|发[布文](?:时间|日期|单位)|阅读(?:次数|量|排行)?\s*[:：]|浏览(?:次数|量)?\s*[:：]"
    r"|点击(?:查阅|查看|数)|字体\s*[:：]|字号|打印|关闭窗口|【.{1,4}】|精彩图片|相关(?:报道|阅读|新闻|链接|文章)|推荐阅读|查看(?:余下)?全文|余下全文"
    r"|分享(?:到|至)|当前位置|您(?:现在)?的位置|首页\s*[>＞»]|ICP备|版权所有|上一篇|下一篇|扫一扫|返回顶部|Copyright|更多>>|热点|标签(?:云|\s*[:：])"
    r"|网站地图|^\W*(?:时间|日期|评论|内容摘要|下载|全屏|收藏|加大|还原|减小|附件下载)\s*[:：]?\W*$|^\W*时间\s*[:：]|新华社.{0,12}电|删减|《人民日报》\d"
    r"|^!\[|^<!--|网站\W*$|记者.{0,12}摄|\.(?:docx?|pdf|wps)\W*$"
)
_TAIL = re.compile(
    r"^\W*(?:相关(?:报道|阅读|新闻|链接|文章)|推荐阅读|延伸阅读|本栏推荐|阅读排行|标签云|精彩图片|上一篇|下一篇|热门(?:文章|推荐))"
    r"|^\W*本作品[在是为]|Public domain|维基文库"
)
_GARBLED = re.compile(r"[\ufffd\ue000-\uf8ff锛銆鐨鈥鏄鍦]")
_PAGE_NUMBER = re.compile(r"^[-—–─\s]*(?:第\s*)?\d{1,3}\s*(?:页)?[-—–─\s]*$")
_TABLE_RULE = re.compile(r"^[|\s:\-—]+$")
_SENTENCE_END = re.compile(r"[。！？!?；;][”’」』）)》\"*_\s]*$|[a-z)\d][.!?][\"”)]*$")
_LISTED = re.compile(
    r"^\W{0,4}(?:\d{1,3}[.．、]|[（(]\d{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\|)|^[^。，]{1,30}[：:]\S|^【"
)
_ENTRY_WIDTH = 80


def assign_roles(lines: Sequence[str]) -> list[Role]:
    """Return a role for each non-empty line, in order: TITLE, FURNITURE, SALUTATION, GLOSSARY or BODY.

    Headings are BODY here; the outline finds them. The head of a glossary is HEADING, so that the outline need not
    know it. Pure; linear in the length of the lines.
    """
    opening = _find_opening(lines)
    closing = _find_closing(lines, opening)
    matter = _front_matter(lines)
    roles = [Role.FURNITURE if index < matter else _head_role(line) for index, line in enumerate(lines[:opening])]
    title = next((line.strip() for line, role in zip(lines, roles, strict=False) if role is Role.TITLE), None)
    glossary = False
    notes = _trailing_notes(lines, opening, closing)
    for index in range(opening, len(lines)):
        line = lines[index]
        late = index > opening + (closing - opening) // 2
        opens_glossary = late and len(line) <= 45 and bool(_GLOSSARY.search(line)) and not line.endswith("。")
        opens_glossary = opens_glossary or bool(index > opening + 10 and _GLOSSARY_HEAD.match(line))
        glossary = (glossary or opens_glossary or index in notes) and not _leaves_glossary(line, opens_glossary)
        if index >= closing or line.strip() == title or _is_furniture(line) or _is_garbled(line):
            roles.append(Role.FURNITURE)
        elif opens_glossary:
            roles.append(Role.HEADING)
        elif glossary:
            roles.append(Role.GLOSSARY)
        elif _SALUTATION.match(line) and index - opening < 3:
            roles.append(Role.SALUTATION)
        elif _is_annex_label(line):
            roles.append(Role.FURNITURE)
        else:
            roles.append(Role.BODY)
    return roles


def _find_opening(lines: Sequence[str]) -> int:
    """Return the index of the first line that belongs to the speech itself."""
    head = lines[: max(12, min(60, len(lines) // 3))]
    matter = _front_matter(lines)
    for index, line in enumerate(head):
        if index >= matter and _SALUTATION.match(line):
            return index
    for index, line in enumerate(head):
        if index < matter or (_FURNITURE.search(line) and len(line) < _ENTRY_WIDTH):
            continue
        long = len(line) > 60 and _SENTENCE_END.search(line)
        if long or re.match(r"^\W*(?:各位代表|一、|I\. )|^\W*(?:现在，?)?(?:我|受).{0,12}代表", line):
            return index
        if index + 1 < len(head) and _opens_with_head(line, head[index + 1]):
            return index
    return matter


def _opens_with_head(line: str, following: str) -> bool:
    """Return whether a short line heads the report's first paragraph: 2017年工作回顾."""
    return bool(re.search(r"回顾|总结|成就", line)) and len(line) < 40 and len(following) > 60


def _front_matter(lines: Sequence[str]) -> int:
    """Return the number of lines that the front matter takes."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((i + 1 for i, line in enumerate(lines[1:30], start=1) if line.strip() == "---"), 0)


def _find_closing(lines: Sequence[str], opening: int) -> int:
    """Return the index after the last line of the report: its last full sentence, or its glossary's or annex's."""
    first_tail = opening + int(0.4 * (len(lines) - opening))
    end = next((i for i in range(first_tail, len(lines)) if i > opening and _TAIL.search(lines[i])), len(lines))
    if end < len(lines) and any(len(line) > 200 and _SENTENCE_END.search(line) for line in lines[end + 3 :]):
        end = len(lines)
    for index in range(end - 1, opening, -1):
        line = lines[index].rstrip()
        furniture = _FURNITURE.search(line) and len(line) < _ENTRY_WIDTH
        runs_on = len(line) > _ENTRY_WIDTH and "。" in line
        if not furniture and (runs_on or _SENTENCE_END.search(line) or (_LISTED.search(line) and len(line) > 8)):
            return index + 1
    return end


def _trailing_notes(lines: Sequence[str], opening: int, closing: int) -> set[int]:
    """Return the indices of the notes [1]… or ①… after the report, where at least two stand together."""
    marked = [i for i in range(opening + (closing - opening) // 2, closing) if _NOTE.match(lines[i])]
    return {i for i in marked if i + 1 in marked or i - 1 in marked}


def _leaves_glossary(line: str, opens_glossary: bool) -> bool:
    return not opens_glossary and len(line) <= 45 and bool(_ANNEX.search(line)) and not _SENTENCE_END.search(line)


def _is_annex_label(line: str) -> bool:
    """Return whether the line says only 附件2, and leaves it to the next one what that is."""
    return bool(re.match(r"^\W*附\s*(?:件|表|录)?\s*[\d一二三四五]{0,2}\s*[:：]?\W*$", line))


def _is_garbled(line: str) -> bool:
    """Return whether a line is UTF-8 that was read as GBK: 锛 for a comma, 銆 for a full stop, lost characters."""
    return len(_GARBLED.findall(line)) > max(2, len(line) // 40)


def _is_furniture(line: str) -> bool:
    if _PAGE_NUMBER.match(line) or _TABLE_RULE.match(line):
        return True
    return len(line) < _ENTRY_WIDTH and bool(_FURNITURE.search(line)) and not _SENTENCE_END.search(line)


def _head_role(line: str) -> Role:
    if _FURNITURE.search(line):
        return Role.FURNITURE
    if len(line) > _ENTRY_WIDTH:
        return Role.FURNITURE
    if _TITLE.search(line) or _SPEAKER.match(line) or _SESSION.search(line) or _DATE_LINE.match(line):
        return Role.TITLE
    return Role.FURNITURE
