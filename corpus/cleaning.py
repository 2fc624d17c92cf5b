"""Which lines of a page are the report and which the page added.

A report opens with its title, date and speaker and the salutation 各位代表 and ends with its last full sentence; what
stands before and after that is page furniture: breadcrumbs, 来源, font-size buttons, 责任编辑, related articles, the title
once more. Nothing is deleted: lines get a role, and the canonical text stays as it was read.
"""

import re
from collections.abc import Sequence

from corpus.types import Role

_SALUTATION = re.compile(r"^\W*(?:(?:尊敬的)?各位(?:代表|委员)|同志们)[^。]{0,30}[:：!！]?\W*$")
_TITLE = re.compile(r"政\s*府\s*工\s*作\s*(?:的\s*)?报\s*告|Report on the Work of the Government", re.IGNORECASE)
_SPEAKER = re.compile(
    r"^\W*(?:代\s*)?(?:省长|市长|县长|区长|主席|州长|盟长|总理|国务院总理|.{0,12}人民政府.{0,4}长)\s*[\u4e00-\u9fff\s·]{2,8}\W*$"
)
_SESSION = re.compile(r"\d{4}年\s*\d{1,2}月\s*\d{1,2}日.{0,4}在.{0,40}会议上")
_GLOSSARY = re.compile(
    r"^\W*(?:附[件:：]?.{0,6})?(?:有关|部分|相关)?(?:名词|术语|用语|词语|缩略语)(?:解释|注释|说明)\W*$|^\W*注\s*释\W*$"
)
_FURNITURE = re.compile(
    r"来源\s*[:：]|作者\s*[:：]|责任编辑|责编|编辑\s*[:：]|发布(?:时间|日期)|阅读(?:次数|量)?\s*[:：]|浏览(?:次数|量)?\s*[:：]|点击(?:查阅|查看|数)|字体\s*[:：]"
    r"|字号\s*[:：]|打印|关闭窗口|【.{1,4}】|精彩图片|相关(?:报道|阅读|新闻|链接|文章)|推荐阅读|查看(?:余下)?全文|余下全文|分享(?:到|至)|当前位置|您(?:现在)?的位置"
    r"|首页\s*[>＞»]|ICP备|版权所有|上一篇|下一篇|扫一扫|返回顶部|Copyright|更多>>|热点|标签\s*[:：]|网站地图"
)
_SENTENCE_END = re.compile(r"[。！？!?；;][”’」』）)》\"]*$")


def assign_roles(lines: Sequence[str]) -> list[Role]:
    """Return a role for each non-empty line, in order: TITLE, FURNITURE, SALUTATION, GLOSSARY or BODY.

    Headings are BODY here; the outline finds them. Pure; linear in the length of the lines.
    """
    opening = _find_opening(lines)
    closing = _find_closing(lines, opening)
    roles = [_head_role(line) for line in lines[:opening]]
    title = next((line.strip() for line, role in zip(lines, roles, strict=False) if role is Role.TITLE), None)
    glossary = False
    for index in range(opening, len(lines)):
        line = lines[index]
        glossary = glossary or (index > len(lines) // 2 and bool(_GLOSSARY.match(line)))
        if index >= closing or line.strip() == title:
            roles.append(Role.FURNITURE)
        elif glossary:
            roles.append(Role.GLOSSARY)
        elif _SALUTATION.match(line) and index - opening < 3:
            roles.append(Role.SALUTATION)
        else:
            roles.append(Role.BODY)
    return roles


def _find_opening(lines: Sequence[str]) -> int:
    """Return the index of the first line that belongs to the speech itself."""
    head = lines[: max(12, min(60, len(lines) // 3))]
    for index, line in enumerate(head):
        if _SALUTATION.match(line):
            return index
    for index, line in enumerate(head):
        long = len(line) > 60 and _SENTENCE_END.search(line)
        if long or re.match(r"^\W*(?:各位代表|一、)", line):
            return index
    return 0


def _find_closing(lines: Sequence[str], opening: int) -> int:
    """Return the index after the last line of the report: its last full sentence, or its glossary's."""
    for index in range(len(lines) - 1, opening, -1):
        line = lines[index]
        furniture = _FURNITURE.search(line) and len(line) < 80
        if _SENTENCE_END.search(line.rstrip()) and not furniture:
            return index + 1
    return len(lines)


def _head_role(line: str) -> Role:
    if _FURNITURE.search(line):
        return Role.FURNITURE
    if _TITLE.search(line) or _SPEAKER.match(line) or _SESSION.search(line):
        return Role.TITLE
    return Role.FURNITURE
