import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import FigureKind, Status
from service.question.cues import Kind, find_directions
from service.question.question import asks, asks_about_report, content_of, understand

WORDS = [
    "2020年",
    "今年",
    "长治市",
    "GDP",
    "财政收入",
    "多少",
    "增长",
    "目标",
    "哪些",
    "为什么",
    "吗",
    "？",
    " ",
    "the",
    "how",
]
sentences = st.lists(st.sampled_from(WORDS), max_size=12).map("".join) | st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2020年GDP是多少？", Kind.FIGURE),
        ("What was the GDP in 2020?", Kind.FIGURE),
        ("2020年のGDPはいくらですか？", Kind.FIGURE),
        ("2020년 GDP는 얼마입니까?", Kind.FIGURE),
        ("GDP排全省第几？", Kind.FIGURE),
        ("今年要办哪些实事？", Kind.LIST),
        ("Which nine tasks are planned?", Kind.LIST),
        ("2020年GDP比2015年多多少？", Kind.COMPUTATION),
        ("What is the difference between GDP in 2015 and 2020?", Kind.COMPUTATION),
        ("为什么要治理污染？", Kind.EXPLANATION),
        ("Why is pollution to be reduced?", Kind.EXPLANATION),
        ("“三零”是什么意思？", Kind.DEFINITION),
        ("“只征不转”怎么理解？", Kind.DEFINITION),
        ("示范村名单能全部列一下吗？", Kind.LIST),
        ("主要目标一共几项？逐项说一下数字", Kind.LIST),
        ("高铁通车了吗？", Kind.YES_NO),
        ("Did the bridge open?", Kind.YES_NO),
        ("今年有没有定GDP目标？", Kind.FIGURE),
        ("我是什么星座", Kind.CHAT),
        ("“丝路卫星”星座已经上天的是哪颗星？", Kind.STATEMENT),
        ("Was there a GDP target for 2021?", Kind.FIGURE),
        ("GDP目标完成了吗？", Kind.YES_NO),
        ("Did Changzhi reach its GDP target?", Kind.YES_NO),
        ("谁作的报告？", Kind.WHO),
        ("大桥什么时候通车？", Kind.WHEN),
        ("你好", Kind.CHAT),
        ("tell me a joke", Kind.CHAT),
        ("帮我写一首诗", Kind.CHAT),
        ("今天天气怎么样", Kind.CHAT),
        ("乡村振兴", Kind.STATEMENT),
    ],
)
def test_the_kind_follows_how_it_is_asked(text, kind):
    assert understand(text, 2021).kind is kind


@pytest.mark.parametrize(
    ("text", "periods", "status"),
    [
        ("2020年GDP是多少？", ("2020",), Status.ACHIEVED),
        ("去年GDP是多少？", ("2020",), Status.ACHIEVED),
        ("今年GDP目标是多少？", ("2021",), Status.TARGET),
        ("2025年GDP要达到多少？", ("2025",), Status.TARGET),
        ("What is the GDP target for 2021?", ("2021",), Status.TARGET),
        ("GDP是多少？", (), None),
    ],
)
def test_period_and_status_are_told_by_the_reports_year(text, periods, status):
    question = understand(text, 2021)
    assert question.periods == periods
    assert question.status is status


def test_this_year_is_the_reports_and_means_nothing_without_one():
    assert understand("今年GDP目标是多少？", 2015).periods == ("2015",)
    assert "2021" not in understand("今年GDP目标是多少？", None).periods


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("2020年GDP是多少？", "地区生产总值"),
        ("What was the GDP in 2020?", "地区生产总值"),
        ("财政收入是多少？", "一般公共预算收入"),
        ("CPI涨了多少？", "居民消费价格"),
    ],
)
def test_an_indicator_is_known_by_its_other_names_and_searched_under_its_own(text, indicator):
    question = understand(text, 2021)
    assert indicator in question.indicators
    assert indicator in question.expanded
    assert indicator in question.canonical


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("GDP增速是多少？", FigureKind.GROWTH),
        ("GDP排全省第几？", FigureKind.RANK),
        ("服务业占比是多少？", FigureKind.SHARE),
        ("What was the growth rate of GDP?", FigureKind.GROWTH),
        ("GDP是多少？", None),
        ("2020年GDP比2015年多多少？", None),
    ],
)
def test_what_is_measured(text, measure):
    assert understand(text, 2021).measure is measure


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("新增就业多少人？", "人"),
        ("投资多少亿元？", "元"),
        ("修了多少公里路？", "公里"),
        ("改造了多少个小区？", "个"),
        ("失业率是多少？", "%"),
        ("How many kilometers of road were built?", "公里"),
        ("GDP是多少？", None),
    ],
)
def test_the_unit_that_the_number_must_have(text, unit):
    assert understand(text, 2021).unit == unit


@pytest.mark.parametrize(
    ("text", "count"), [("九个方面的工作是哪些？", 9), ("10件实事是哪些？", 10), ("哪些实事？", None)]
)
def test_how_long_the_list_is_to_be(text, count):
    assert understand(text, 2021).count == count


def test_fact_beside_plan_is_noticed():
    assert understand("新增就业去年实际完成多少，今年计划多少？", 2021).both
    assert not understand("去年新增就业多少？", 2021).both


def test_a_place_that_every_sentence_is_about_is_no_content():
    own = understand("长治市乡村振兴怎么做？", 2021, frozenset({"长治市"}))
    assert "长治" not in own.content
    assert [place.name for place in own.places] == ["长治市"]
    assert "长治" in understand("长治市乡村振兴怎么做？", 2021).content


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("谁作的报告？", ["speaker"]),
        ("报告是什么时候作的？", ["session"]),
        ("Who delivered the report?", ["speaker"]),
        ("2020年GDP是多少？", []),
    ],
)
def test_questions_about_the_report_itself(text, subjects):
    assert asks_about_report(understand(text, 2021)) == subjects


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("收入增长", {"up"}),
        ("浓度下降", {"down"}),
        ("大桥建成通车", {"finished"}),
        ("正在推进", {"unfinished"}),
        ("天空", set()),
    ],
)
def test_which_way_something_went(text, directions):
    assert directions <= find_directions(text)
    assert not ({"up", "down"} - directions) & find_directions(text)


@pytest.mark.parametrize(
    ("text", "asking"), [("涨幅呢", True), ("多少", True), ("what is it", True), ("财政收入", False)]
)
def test_words_that_ask(text, asking):
    assert asks(text) is asking


@given(text=sentences, year=st.none() | st.integers(1980, 2030))
def test_any_text_is_understood_the_same_way_each_time(text, year):
    question = understand(text, year)
    assert question == understand(text, year)
    assert 0 <= question.named <= 1
    assert question.content == " ".join(question.content.split())
    assert question.text in question.expanded
    assert len(set(question.indicators)) == len(question.indicators)
    assert question.count is None or question.count > 0


@given(text=sentences)
def test_content_holds_no_more_than_the_text(text):
    assert len(content_of(text).replace(" ", "")) <= 4 * len(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("How many people found work?", "人"),
        ("How many rural migrant workers came back?", "人"),
        ("How many proposals from people's congress deputies were handled?", "个"),
        ("How many farmers' cooperatives are there?", "个"),
        ("How many schools for children were built?", "个"),
    ],
)
def test_people_are_counted_only_where_they_are_what_is_counted(text: str, unit: str):
    assert understand(text, 2021).unit == unit


def test_what_was_cut_in_english_asks_for_a_change():
    assert understand("How much coal capacity is to be eliminated?", 2021).changes


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Name the five counties", 5),
        ("Which targets does it set for the coming five years?", None),
        ("What did the three-year plan bring?", None),
    ],
)
def test_a_number_of_years_is_no_number_of_members(text: str, count: int | None):
    assert understand(text, 2021).count == count


@pytest.mark.parametrize(
    "text", ["How many cooperatives are there?", "What share of graduates found work?", "How many mines already run?"]
)
def test_what_is_there_is_no_plan(text: str):
    assert understand(text, 2021).status is Status.ACHIEVED


@pytest.mark.parametrize("text", ["Qual foi a taxa de urbanização?", "Tỷ lệ thất nghiệp là bao nhiêu?"])
def test_a_language_that_we_have_no_wording_of_is_read_and_answered_in_english(text: str):
    question = understand(text, 2021)
    assert question.language == "en" and question.kind is Kind.FIGURE and question.terms


def test_an_own_place_within_an_indicators_name_is_left_out():
    text = "What was the disposable income of Changzhi's town dwellers?"
    assert understand(text, 2021, frozenset({"长治市"})).indicators == ("城镇居民人均可支配收入",)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("왜 인구가 줄었습니까?", "down"),
        ("Pourquoi les exportations ont-elles baissé ?", "down"),
        ("Почему доходы выросли?", "up"),
        ("¿Por qué aumentó el empleo?", "up"),
    ],
)
def test_directions_are_told_in_other_languages(text: str, direction: str):
    assert direction in find_directions(text.lower())


def test_the_nation_is_no_place_asked_for_where_the_question_ranks_within_it():
    assert understand("Is Liling one of the top hundred counties of China?", 2021).places == ()
    assert understand("What was the GDP of China?", 2021).places[-1].kind == "national"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What has the local supply ratio of Benxi Steel risen to?", Kind.FIGURE),
        ("What is the ratio of urban to rural income?", Kind.COMPUTATION),
        ("How many more firms were added last year?", Kind.FIGURE),
        ("How many more firms are planned than last year?", Kind.COMPUTATION),
        ("How much is GDP short of the 2025 target?", Kind.COMPUTATION),
        ("By what factor did the number of firms rise?", Kind.COMPUTATION),
        ("Which local company went public?", Kind.WHO),
    ],
)
def test_what_is_worked_out_in_english_is_told_from_what_stands_there(text: str, kind: Kind):
    assert understand(text, 2021).kind is kind


@pytest.mark.parametrize(
    ("text", "unit"), [("给多少块水表装了", "个"), ("多少块钱", "元"), ("要花多少块", "元"), ("建了多少千瓦", "千瓦")]
)
def test_pieces_are_no_money(text, unit):
    assert understand(text, 2021).unit in (unit, None)
    assert (understand(text, 2021).unit == "元") == (unit == "元")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How many clinics were set up when the rules were relaxed?", Kind.FIGURE),
        ("When were the rules relaxed?", Kind.WHEN),
        ("High-standard farmland built last year?", Kind.STATEMENT),
        ("Which passenger jet did its cold weather tests there?", Kind.STATEMENT),
        ("How is the weather today?", Kind.CHAT),
        ("How much investment was attracted over the five years together?", Kind.FIGURE),
        ("How many firms have more than 100 employees?", Kind.FIGURE),
        ("How many cars of that standard or below are left?", Kind.FIGURE),
        ("Which county-level cities won the title?", Kind.LIST),
        ("Which cities saw their GDP break through 100 billion yuan?", Kind.LIST),
    ],
)
def test_kinds_of_english_questions(text: str, kind: Kind):
    assert understand(text, 2021).kind is kind


def test_a_plan_period_is_no_plan():
    assert understand("How much was spent over the 13th Five-Year Plan period?", 2021).status is Status.ACHIEVED


def test_what_is_asked_apart_from_others_counts_no_members():
    assert understand("Apart from the three biggest, which cities grew?", 2021).count is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("How many square metres of housing were demolished?", "平方米"),
        ("¿Cuántas toneladas de mercancías?", "吨"),
        ("Сколько километров дорог построено?", "公里"),
    ],
)
def test_units_of_other_languages(text: str, unit: str):
    assert understand(text, 2021).unit == unit


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What considerations led the government to set this target?", Kind.EXPLANATION),
        ("What will the city do about it this year?", Kind.EXPLANATION),
        ("Were the pupils back in class when the report was given?", Kind.YES_NO),
        ("By the end of 2021, did every township have a signal?", Kind.YES_NO),
        ("L'inceneritore è già stato completato?", Kind.YES_NO),
        ("Come si chiama la prima azienda?", Kind.STATEMENT),
        ('Which "highlands" does the city want to build?', Kind.LIST),
        ("What power output does the province want to exceed?", Kind.FIGURE),
    ],
)
def test_kinds_of_questions_in_other_words(text: str, kind: Kind):
    assert understand(text, 2021).kind is kind


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("How long was approval of a project taking?", "时间"),
        ("How long is the tunnel?", "公里"),
        ("What is the total investment in the panel project?", "元"),
        ("How many buyers came from abroad?", "人"),
        ("常住人口は何万人ですか。", "人"),
        ("Combien d'habitants compte la ville ?", "人"),
    ],
)
def test_units_are_read_off_other_words(text: str, unit: str):
    assert understand(text, 2021).unit == unit


def test_a_year_that_is_compared_with_is_not_asked_of():
    assert understand("Um wie viel Prozent ist die Menge gegenüber 2010 gesunken?", 2016).periods == ()


def test_a_foreigner_has_no_rank():
    assert understand("Qual é a meta de investimento estrangeiro para 2025?", 2025).measure is None


def test_capitals_may_be_known_by_hand():
    terms = understand("How many AI firms are there?", 2021).terms
    assert any("人工智能" in dict(term.meanings) for term in terms)


def test_how_many_years_something_rose_is_no_growth():
    question = understand("养老金已经连着涨了几年了？", 2021)
    assert (question.measure, question.unit) == (None, "年")


def test_how_long_a_way_takes_is_a_time_and_no_plan():
    question = understand("坐船去岛上要多长时间？", 2021)
    assert (question.unit, question.status) == ("时间", None)


def test_an_indicator_with_actual_in_its_name_asks_for_no_fact():
    assert understand("实际利用外资多少美元？", 2021).status is None
    assert understand("实际利用外资实际完成多少？", 2021).status is Status.ACHIEVED


def test_things_of_every_kind_are_no_list():
    assert understand("新改扩建各级各类学校多少所？", 2021).kind is Kind.FIGURE
    assert understand("各县区投资多少？", 2021).kind is Kind.LIST


def test_what_is_worth_so_much_is_counted_and_a_mean_amount_is_no_growth():
    assert understand("谋划储备多少个亿元以上项目？", 2021).unit == "个"
    assert understand("粮食年均产量达多少吨？", 2021).measure is None
    assert understand("率先启动多少个示范项目？", 2021).unit == "个"


def test_a_name_of_another_language_is_no_difference():
    assert understand("By how much did funds from outside the province grow in 2013?", 2014).operation is None
    assert understand("How much foreign capital was actually used in 2014?", 2014).actual is False


def test_a_new_district_named_after_the_city_is_a_thing_of_its_own() -> None:
    own = frozenset({"兰州市"})
    assert "兰州新区" in understand("兰州新区经济增速定了多高", 2023, own).content
    assert "兰州" not in understand("兰州经济增速定了多高", 2023, own).content


def test_why_an_economy_is_under_pressure_asks_for_no_gdp():
    assert understand("What is behind the pressure on the economy?", 2021).indicators == ()
    assert understand("How large is the economy?", 2021).indicators == ("地区生产总值",)


def test_who_said_it_is_no_content():
    assert "mayor" not in understand("According to the mayor, how many parks were built?", 2021).content


def test_explanations_are_asked_for():
    text = "Growth came in below target. What explanations are offered?"
    assert understand(text, 2021).kind is Kind.EXPLANATION
