"""What a question says it does not ask for, or says of its asker: "GDP目标，不是实绩", "我在写论文，…"."""

import re

from corpus.places import find_places

_PIECE = re.compile(r"[^,，。;；:：?？!！()（）]+|[,，。;；:：?？!！()（）]")
_MARK = re.compile(r"[,，。;；:：?？!！()（）]")
_DENIES = re.compile(
    r"^\s*(?:我|而|但|可|注意|也|并)*(?:不是|不要|不问|没问|不想知道|不算|不含|不包括|不包含|不计|不用|不需要|非|别(?:给|算|把|拿|说|报|要|提|扯))"
    r"|(?:就|都|的|那[个些块部分]*|也)?(?:别|不用|不要|不必|不)(?:给|算|说|报|提|管|计|算在内|算进[来去])(?:我|了)*\s*$"
    r"|^\s*(?:报告|文件|材料)(?:里|中|上)?(?:只|仅|光)(?:给|说|写|提|讲)了?"
)
_DENIES_ELSEWHERE = re.compile(
    r"^\s*(?:and |but |i do )?(?:not(?! only\b)|excluding|rather than|as opposed to|as distinct from|as against"
    r"|distinct from|not to be confused with|instead of|leaving out|leaving aside|never mind|ignor\w+)\b"
    r"|^\s*(?:und |aber )?nicht\b|^\s*(?:et |mais )?(?:pas|non)\b|^\s*(?:y |pero )?no\b(?!\.)|^\s*(?:а |но )?не\b"
    r"|(?:ではなく|じゃなくて|ではありません)て?\s*$|(?:말고|아니라|아닌|제외하고)\s*$",
    re.IGNORECASE,
)
_OF_SELF = re.compile(
    r"^\s*(?:我|本人|俺|咱们?|我们)(?:是|正?在|现在|最近|刚|家|妈|爸|[要想]写|打算写|准备写|一直|从小|老家)"
    r"|^\s*(?:我|给|帮)?(?:写|做|备)(?:材料|论文|稿子?|作业|课题|简报|汇报|报道)(?:用|需要|呢)?\s*$"
)
_ASKS = re.compile(
    r"多少|几(?!乎|年来)|什么|啥|哪|谁|怎么|如何|吗\s*$|\b(?:what|how|which|when|where|who|why)\b", re.IGNORECASE
)
_INLINE = re.compile(
    r"(?<!是)(?<!要)(?:而)?不是(?!吗|么)[^,，。?？)）]{1,12}$"
    r"|,? ?\bnot the (?:target|actual|plan)\w*\b"
    r"|\b(?:rather than|instead of|as (?:distinct from|opposed to|against)) (?:the |its )?[\w\s-]{3,30}$",
    re.IGNORECASE,
)


_EXCEPT = re.compile(
    r"(?:^|(?<=[,，。;；:：]))\s*(?:除了?|除开|除去|抛开)(?!以)[^,，。?？]{1,40}[,，](?=[^,，?？]{0,6}(?:还|也|又|另|其他|其它|别的|[省市县区州]里)?"
    r"[^?？]{0,30}(?:哪[些几个]|什么|啥))(?![^?？]*(?:多少|几(?!个|家|项|条|处|座|种|类|样)))"
)
"""What is known already where the rest of something is asked for: 除了A和B，还要发展哪些?"""


def drop_denied(text: str) -> str:
    """Return a question without the parts that say what is not asked for; the whole where nothing else is left."""
    text = _EXCEPT.sub("", text)
    pieces = _PIECE.findall(text)
    pieces[:-1] = [_drop_self(piece) for piece in pieces[:-1]]
    kept = [piece for piece in pieces if _MARK.fullmatch(piece) or not _denies(piece)]
    asked = [_INLINE.sub("", piece) for piece in kept]
    if "".join(asked) == text or not any(piece.strip() and not _MARK.fullmatch(piece) for piece in asked):
        return text
    rest = re.sub(r"[(（]\s*[)）]", "", "".join(asked))
    return re.sub(r"[,，;；:：]\s*(?=[,，;；。?？!！)）]|$)|^\s*[,，;；:：]|(?<=[?？])[,，;；]", "", rest).strip()


def _drop_self(piece: str) -> str:
    """Return a piece that only tells of the asker as the places that it names, any other as it is."""
    if not _OF_SELF.match(piece) or _ASKS.search(piece):
        return piece
    return "".join(piece[place.start : place.end] for place in find_places(piece))


def _denies(piece: str) -> bool:
    if _DENIES_ELSEWHERE.search(piece):
        # "not what it got in 2013" asks nothing, for all its "what".
        return "?" not in piece
    return bool(_DENIES.search(piece)) and not _ASKS.search(piece)
