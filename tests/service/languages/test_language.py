import pytest

from service.languages.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2020年GDP是多少？", "zh"),
        ("GDP 2020 多少", "zh"),
        ("What was the GDP of 长治 in 2020?", "en"),
        ("CPI target for 2021?", "en"),
        ("2020年のGDPはいくらでしたか。", "ja"),
        ("2020년 GDP는 얼마입니까?", "ko"),
        ("Quel était le PIB en 2020 ?", "fr"),
        ("Wie hoch war das BIP 2020?", "de"),
        ("¿Cuál fue el PIB en 2020?", "es"),
        ("Каким был ВВП в 2020 году?", "ru"),
        ("Combien de places de garde d'enfants y a-t-il à Xingtai ?", "fr"),
        ("Quanti cereali ha prodotto il Liaoning nel 2011?", "it"),
        ("Quantos hospitais foram construídos em 2020?", "pt"),
        ("Qual foi a taxa de urbanização?", "pt"),
        ("Có bao nhiêu trạm xăng trái phép bị đóng cửa?", "vi"),
        ("Changzhi a-t-elle conservé son titre de « ville civilisée nationale » ?", "fr"),
        ("Pourquoi Weifang estime-t-elle bénéficier d'une excellente situation ?", "fr"),
        ("Warum sinkt die Zahl?", "de"),
        ("Wann hat Changzhi das Ziel erreicht?", "de"),
        ("¿Por qué?", "es"),
        ("12345", "en"),
    ],
)
def test_the_language_is_told_by_script_and_common_words(text, language):
    assert detect_language(text) == language
