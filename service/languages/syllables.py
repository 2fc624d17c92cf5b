"""Syllables of pinyin as Korean and Russian write them: chang is 창 and чан."""


def _read_table(rows: str) -> dict[str, str]:
    pairs = (item.partition(":") for item in rows.split())
    return {pinyin: written for pinyin, _, written in pairs}


_INITIALS = "zh ch sh b p m f d t n l g k h j q x r z c s".split()
_HISSING = ("zh", "ch", "sh", "r", "z", "c", "s")
_PALATAL = ("j", "q", "x")

_KOREAN_INITIALS = dict(zip(_INITIALS, "ㅈㅊㅅㅂㅍㅁㅍㄷㅌㄴㄹㄱㅋㅎㅈㅊㅅㄹㅉㅊㅆ", strict=True))
_KOREAN_FINALS = _read_table(
    """
a:ㅏ o:ㅗ e:ㅓ i:ㅣ u:ㅜ v:ㅟ ai:ㅏ이 ei:ㅔ이 ao:ㅏ오 ou:ㅓ우 an:ㅏㄴ
en:ㅓㄴ ang:ㅏㅇ eng:ㅓㅇ ong:ㅜㅇ er:ㅓㄹ ia:ㅑ ie:ㅖ iao:ㅑ오 iu:ㅠ ian:ㅖㄴ in:ㅣㄴ
iang:ㅑㅇ ing:ㅣㅇ iong:ㅠㅇ ua:ㅘ uo:ㅝ uai:ㅘ이 ui:ㅜ이 uan:ㅘㄴ un:ㅜㄴ uang:ㅘㅇ ve:ㅞ
van:ㅟ안 vn:ㅟㄴ
"""
)
_KOREAN_BARE = _read_table(
    """
yi:이 ya:야 ye:예 yao:야오 you:유 yan:옌 yin:인 yang:양 ying:잉 yong:융 yu:위
yue:웨 yuan:위안 yun:윈 wu:우 wa:와 wo:워 wai:와이 wei:웨이 wan:완 wen:원 wang:왕
weng:웡
"""
)
_HARDENED = str.maketrans("ㅑㅖㅠ", "ㅏㅔㅜ")
"""Vowels that lose their glide after ㅈ and ㅊ."""
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = {"": 0, "ㄴ": 4, "ㄹ": 8, "ㅇ": 21}

_RUSSIAN_INITIALS = dict(zip(_INITIALS, "чж ч ш б п м ф д т н л г к х цз ц с ж цз ц с".split(), strict=True))
_RUSSIAN_FINALS = _read_table(
    """
a:а o:о e:э i:и u:у v:юй ai:ай ei:эй ao:ао ou:оу an:ань
en:энь ang:ан eng:эн ong:ун er:эр ia:я ie:е iao:яо iu:ю ian:янь in:инь
iang:ян ing:ин iong:юн ua:уа uo:о uai:уай ui:уй uan:уань un:унь uang:уан ve:юэ
van:юань vn:юнь
"""
)
_RUSSIAN_BARE = _read_table(
    """
yi:и ya:я ye:е yao:яо you:ю yan:янь yin:инь yang:ян ying:ин yong:юн yu:юй
yue:юэ yuan:юань yun:юнь wu:у wa:ва wo:во wai:вай wei:вэй wan:вань wen:вэнь wang:ван
weng:вэн hui:хуэй
"""
)


def to_korean(syllable: str) -> str:
    """Return a syllable of pinyin as Korean writes it: chang -> 창; empty for no syllable."""
    if syllable in _KOREAN_BARE:
        return _KOREAN_BARE[syllable]
    initial, final = _split(syllable)
    sounds = "ㅡ" if final == "i" and initial in _HISSING else _KOREAN_FINALS.get(final, "")
    if not sounds:
        return ""
    lead = _KOREAN_INITIALS.get(initial, "ㅇ")
    if lead in "ㅈㅊㅉ":
        sounds = sounds.translate(_HARDENED)
    elif initial == "sh" and final == "uang":
        return "솽"
    tail = sounds[1:2] if sounds[1:2] in _TAILS else ""
    code = (_LEADS.index(lead) * 21 + _VOWELS.index(sounds[0])) * 28 + _TAILS[tail]
    return chr(0xAC00 + code) + sounds[1 + len(tail) :]


def to_russian(syllable: str) -> str:
    """Return a syllable of pinyin as Russian writes it: chang -> чан; empty for no syllable."""
    if syllable in _RUSSIAN_BARE:
        return _RUSSIAN_BARE[syllable]
    initial, final = _split(syllable)
    if final == "i" and initial in ("z", "c", "s"):
        return f"{_RUSSIAN_INITIALS[initial]}ы"
    sounds = _RUSSIAN_FINALS.get(final, "")
    return f"{_RUSSIAN_INITIALS.get(initial, '')}{sounds}" if sounds else ""


def _split(syllable: str) -> tuple[str, str]:
    """Return the initial and the final of a syllable; ü is v, which pinyin writes as u after j, q and x."""
    initial = next((initial for initial in _INITIALS if syllable.startswith(initial)), "")
    final = syllable[len(initial) :]
    return initial, f"v{final[1:]}" if initial in _PALATAL and final.startswith("u") else final
