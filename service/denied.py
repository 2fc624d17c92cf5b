"""What a question says it does not ask for: "GDP目标，不是实绩", "今年新建的（去年弄好的别算）"."""

import re

_PIECE = re.compile(r"[^,，。;；:：?？!！()（）]+|[,，。;；:：?？!！()（）]")
_MARK = re.compile(r"[,，。;；:：?？!！()（）]")
_DENIES = re.compile(
    r"^\s*(?:我|而|但|可|注意|也|并)*(?:不是|不要|不问|没问|不想知道|不算|不含|不包括|不包含|不计|不用|不需要|非|别(?:给|算|把|拿|说|报|要|提|扯))"
    r"|(?:就|都|的|那[个些块部分]*|也)?(?:别|不用|不要|不必|不)(?:给|算|说|报|提|管|计|算在内|算进[来去])(?:我|了)?\s*$"
)
_DENIES_ELSEWHERE = re.compile(
    r"^\s*(?:and |but |i do )?(?:not(?! only\b)|excluding|rather than|as opposed to|instead of|leaving out|ignor\w+)\b"
    r"|^\s*(?:und |aber )?nicht\b|^\s*(?:et |mais )?(?:pas|non)\b|^\s*(?:y |pero )?no\b(?!\.)|^\s*(?:а |но )?не\b"
    r"|(?:ではなく|じゃなくて|ではありません)て?\s*$|(?:말고|아니라|아닌|제외하고)\s*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"多少|几(?!乎|年来)|什么|啥|哪|谁|怎么|如何|吗\s*$|\b(?:what|how|which|when|where|who|why)\b", re.IGNORECASE
)
_INLINE = re.compile(
    r"(?<!是)(?<!要)(?:而)?不是(?!吗|么)[^,，。?？)）]{1,12}$"
    r"|,? ?\bnot the (?:target|actual|plan)\w*\b|\b(?:rather than|instead of) (?:the )?[\w\s]{3,30}$",
    re.IGNORECASE,
)


def drop_denied(text: str) -> str:
    """Return a question without the parts that say what is not asked for; the whole where nothing else is left."""
    pieces = _PIECE.findall(text)
    kept = [piece for piece in pieces if _MARK.fullmatch(piece) or not _denies(piece)]
    asked = [_INLINE.sub("", piece) for piece in kept]
    if asked == pieces or not any(piece.strip() and not _MARK.fullmatch(piece) for piece in asked):
        return text
    rest = re.sub(r"[(（]\s*[)）]", "", "".join(asked))
    return re.sub(r"[,，;；:：]\s*(?=[,，;；。?？!！)）]|$)|^\s*[,，;；:：]|(?<=[?？])[,，;；]", "", rest).strip()


def _denies(piece: str) -> bool:
    if _DENIES_ELSEWHERE.search(piece):
        # "not what it got in 2013" asks nothing, for all its "what".
        return "?" not in piece
    return bool(_DENIES.search(piece)) and not _ASKS.search(piece)
