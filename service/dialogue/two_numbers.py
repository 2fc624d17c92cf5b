"""What else is asked of the two numbers told last: 涨了百分之几, 平均每年增加多少, 今年是去年的几成, 还剩几个."""

import re
from enum import StrEnum


class Joint(StrEnum):
    """What is worked out of two numbers, or of more."""

    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    SHARE = "share"
    EACH = "each"
    GROWTH = "growth"
    YEARLY = "yearly"
    PERCENT = "percent"
    AVERAGE = "average"
    REST = "rest"


_OPEN = (
    r"(?:那么?|这|这样|就是|相当于|等于|也就是说?|说明|所以|一共|总共|累计|算下来|算起来|大概|大约|到底|究竟"
    r"|(?:这)?[两三四五六七八九十\d]+年(?:间|来|里|下来)?)*"
)
_RISE = r"(?:增长|增加|增|上涨|上升|涨|提高|提升|升|下降|降低|降|减少|减|少|多)(?:加|了|出)?(?:大概|大约|约)?"
_SOONER = r"(?:19|20)\d\d年|前者|前面(?:那个|那年)?|原来|以前|当年|之前|当时"
_TIME = rf"(?:今年|去年|前年|明年|后者|后面(?:那个|那年)?|它|这|{_SOONER})"
_LAST = rf"(?:今年|去年|前年|{_SOONER})"
_MANY = r"(?:多少|几)[一-龥]{0,3}"
_ENGLISH_RISE = r"(?:increases?|rise|growth|grow|jump|drop|fall|decline|decrease|change)"
_THAT = r"(?:that|it|this)"
_SO = "(?:so |and |but )?"
_ONE_THING: tuple[tuple[Joint, tuple[str, ...]], ...] = (
    (
        Joint.GROWTH,
        (
            rf"{_OPEN}{_RISE}(?:百分之(?:几|多少)|几成|百分比是?多少|几分之几)",
            rf"{_OPEN}(?:[增涨降]幅|增长率|增速)(?:是|有|为)?(?:多少|多大|百分之几)",
            rf"{_SO}(?:{_THAT} ?(?:.s|is) |what (?:is {_THAT}|.s {_THAT}) )?(?:an? )?(?:what )?"
            rf"(?:percentage|percent|per cent) {_ENGLISH_RISE}(?: is {_THAT}| was {_THAT})?",
            rf"{_SO}{_THAT} ?(?:.s|is) an? {_ENGLISH_RISE} of (?:what|how many) (?:percent|per cent)",
            rf"{_SO}(?:what|how much) (?:is {_THAT} |.s {_THAT} )?(?:in )?(?:percent|per cent|percentage terms)",
            rf"{_SO}by (?:what|how many) (?:percent|per cent|percentage)"
            rf"(?: (?:did|has|does|will) {_THAT} {_ENGLISH_RISE}| {_ENGLISH_RISE})?",
        ),
    ),
    (
        Joint.YEARLY,
        (
            rf"{_OPEN}(?:平均每年|每年平均|年均|平均一年|一年平均|每年)(?:要|得|约|大概)?{_RISE}{_MANY}",
            rf"{_SO}(?:what (?:is|was|.s) (?:the |that )?)?(?:average|mean|annual) {_ENGLISH_RISE} (?:per|a|each) year",
            rf"{_SO}how much (?:is|was) {_THAT} (?:per|a|each) year(?: on average)?",
        ),
    ),
    (Joint.RATIO, (rf"{_OPEN}(?:{_TIME}的?)?(?:是|为|相当于|达到)?了?{_LAST}的(?:几|多少)倍",)),
    (
        Joint.PERCENT,
        (
            rf"{_OPEN}(?:{_TIME}的?)?(?:是|占|相当于|为|完成了?)+{_LAST}的?(?:百分之(?:几|多少)|几成|几分之几|多少比例)",
            rf"{_SO}what (?:share|percentage|percent|proportion|fraction) of (?:the )?"
            r"(?:(?:19|20)\d\d|last year|first|former|earlier)(?:.s)?(?: figure| number| total| level| one)? "
            rf"(?:is|was) {_THAT}",
        ),
    ),
    (
        Joint.REST,
        (
            rf"{_OPEN}(?:还|还有)?(?:剩下?|余下|剩余)(?:的)?(?:还?有|是)?{_MANY}",
            rf"{_OPEN}还有{_MANY}(?:没|未)[一-龥]{{0,5}}",
        ),
    ),
)
_TWO_THINGS: tuple[tuple[Joint, tuple[str, ...]], ...] = (
    (Joint.AVERAGE, (rf"{_OPEN}(?:两个|两者|两边)?平均(?:下来)?(?:是|为|有|[一-龥]了)?{_MANY}",)),
    (Joint.REST, (rf"{_OPEN}(?:还|还有)?(?:剩下?|余下|剩余)(?:的)?(?:还?有|是)?{_MANY}",)),
)
_ALIKE = [(joint, re.compile("|".join(patterns))) for joint, patterns in _ONE_THING]
_UNLIKE = [(joint, re.compile("|".join(patterns))) for joint, patterns in _TWO_THINGS]


def read_two(normal: str, alike: bool) -> Joint | None:
    """Return what a follow-up asks of the two numbers before it; `alike` says that they are of one thing."""
    asked = normal.strip("?？ 。.!！呢啊吧")
    return next((joint for joint, pattern in (_ALIKE if alike else _UNLIKE) if pattern.fullmatch(asked)), None)
