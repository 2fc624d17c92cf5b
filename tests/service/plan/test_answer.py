from decimal import Decimal

import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.schemas import AskRequest
from service.settings import Settings

TEXT = (
    "临水市政府工作报告\n"
    "——2021年2月1日在临水市第五届人民代表大会第六次会议上\n"
    "各位代表：\n"
    "一、2020年工作回顾\n"
    "2020年，全市生产总值完成500亿元，增长4%。固定资产投资增长9%。一般公共预算收入完成60.5亿元。"
    "进出口总额90亿元，其中出口60亿元。\n"
    "城镇新增就业3.2万人。改造老旧小区58个。金融机构存贷款余额达到738亿元、580亿元。\n"
    "龙头企业、农民合作社和家庭农场分别达到104家、1023家和50家。行政审批事项由485项削减到97项。\n"
    "全市17个国考断面中15个达到优良水质。新建电站222座，151座并网发电。\n"
    "居民医保、基本公共卫生人均补助标准分别由420元、45元提高到450元、50元。棚户区改造新开工1.1万户。\n"
    "五年来，累计新增市场主体5万户。20个康养项目完成投资130亿元。"
    "国家高新技术企业由2015年的30家增加到2020年的178家。\n"
    "推进总投资106亿元的曹坪抽水蓄能电站、总投资96亿元的色河抽水蓄能电站、总投资88亿元的月河抽水蓄能电站建设。\n"
    "还有800多名村民没有脱贫，117名村民脱贫。服务业增加值200亿元。\n"
    "工业投资增长6%，居全省第2位；工业投资、民间投资年均分别增长10.7%、7.8%，高于全省4.2、2.5个百分点。\n"
    "PM2.5平均浓度降到44微克/立方米、较2015年下降20%，新能源占比由7.3%提高到24.2%。\n"
    "二、2021年工作安排\n"
    "今年经济社会发展的主要预期目标是：生产总值增长7%，固定资产投资增长8%，城镇新增就业3万人。\n"
    "改造老旧小区70个。棚户区改造新开工3.3万套。西高铁完成投资85亿元，洛卢高速完成投资20亿元。\n"
)


@pytest.fixture(scope="module")
def service():
    return assemble(Settings(_env_file=None), [make_report(TEXT, "linshui-2021")])


def ask(service, text):
    return service.ask(AskRequest(question=text))


@pytest.mark.parametrize(
    ("text", "expression", "result", "unit"),
    [
        ("今年城镇新增就业目标比去年实际少多少？", "3万人 − 3.2万人", "-0.2", "万人"),
        ("今年要改造的老旧小区比去年多几个", "70个 − 58个", "12", "个"),
        ("存款余额比贷款余额多多少亿元", "738亿元 − 580亿元", "158", "亿元"),
        ("生产总值增长目标比去年实际高几个百分点", "7% − 4%", "3", "个百分点"),
        ("龙头企业、合作社和家庭农场合计有多少家", "104家 + 1023家 + 50家", "1177", "家"),
        ("曹坪、色河、月河三个抽水蓄能电站总投资加起来多少", "106亿元 + 96亿元 + 88亿元", "290", "亿元"),
        ("行政审批事项削减了多少项", "97项 − 485项", "-388", "项"),
        ("行政审批事项减少的比例是多少", "(97项 − 485项) ÷ 485项", "-80", "%"),
        ("国考断面优良的占比算下来是多少", "15个 ÷ 17个", "88.24", "%"),
        ("一般公共预算收入占生产总值的百分之几", "60.5亿元 ÷ 500亿元", "12.1", "%"),
        ("服务业在2020年生产总值里占百分之多少", "200亿元 ÷ 500亿元", "40", "%"),
        ("20个康养项目平均每个投资多少", "130亿元 ÷ 20个", "6.5", "亿元"),
        ("五年来平均每年新增市场主体多少户", "5万户 ÷ 5", "1", "万户"),
        ("2019年生产总值按增速推算是多少", "500亿元 ÷ (1 + 4%)", "480.77", "亿元"),
        ("按增长目标，今年生产总值会达到多少亿？", "500亿元 × (1 + 7%)", "535", "亿元"),
        ("2020年进口总额是多少亿元？", "90亿元 − 60亿元", "30", "亿元"),
        ("高新技术企业从2015年到2020年增长了百分之几", "(178家 − 30家) ÷ 30家", "493.33", "%"),
        ("高新技术企业从2015年到2020年增加了多少家", "178家 − 30家", "148", "家"),
        ("存款是贷款的几倍", "738亿元 ÷ 580亿元", "1.27", ""),
        ("2020年出口比进出口总额少多少亿元", "60亿元 − 90亿元", "-30", "亿元"),
        ("222座电站里还没并网的有几座", "222座 − 151座", "71", "座"),
        ("20个康养项目平均投资多少", "130亿元 ÷ 20个", "6.5", "亿元"),
        ("出口以外的进出口额有多少亿元", "90亿元 − 60亿元", "30", "亿元"),
        ("居民医保人均补助标准涨了多少元", "450元 − 420元", "30", "元"),
        ("今年棚户区改造新开工目标是去年的几倍", "3.3万套 ÷ 1.1万户", "3", ""),
        ("What is the gap between deposits and loans?", "738亿元 − 580亿元", "158", "亿元"),
    ],
)
def test_the_result_is_exact_and_shown_with_its_operands(service, text, expression, result, unit):
    answer = ask(service, text)
    assert answer.answered, answer.answer
    assert answer.computation.expression.startswith(f"{expression} = "), answer.answer
    assert (answer.computation.result, answer.computation.unit) == (Decimal(result), unit)
    assert expression in answer.answer


def test_each_operand_is_cited(service):
    answer = ask(service, "今年要改造的老旧小区比去年多几个")
    quotes = [citation.quote for citation in answer.citations]
    assert any("58个" in quote for quote in quotes)
    assert any("70个" in quote for quote in quotes)
    assert {str(figure.value) for figure in answer.figures} == {"58", "70"}


def test_the_larger_of_two_is_named(service):
    assert "固定资产投资" in ask(service, "2020年生产总值和固定资产投资哪个增得快").answer.split("：")[0]


@pytest.mark.parametrize("text", ["2020年生产总值是多少？", "今年要改造多少个老旧小区？", "固定资产投资增长多少？"])
def test_what_the_report_says_itself_is_not_worked_out(service, text):
    answer = ask(service, text)
    assert answer.answered
    assert answer.computation is None


@pytest.mark.parametrize(
    "text",
    ["城镇居民人均可支配收入是多少元？", "2020年森林覆盖率比2019年高几个百分点？", "养老床位今年目标比去年多多少张？"],
)
def test_what_is_not_told_is_not_worked_out(service, text):
    assert not ask(service, text).answered


def test_two_indicators_are_never_one_at_two_times(service):
    response = ask(service, "2020年生产总值比2015年多多少亿元？")
    assert response.computation is None


@pytest.mark.parametrize("text", ["PM2.5比2015年降了多少", "PM2.5浓度较2015年下降多少"])
def test_the_change_since_a_year_is_the_one_that_the_report_tells(service, text):
    answer = ask(service, text)
    assert answer.answer.startswith("20%")
    assert answer.computation is None


def test_by_how_many_percent_is_the_growth_and_no_gap_beside_it(service):
    assert ask(service, "2020年工业投资比上年增长百分之几？").answer.startswith("6%")


@pytest.mark.parametrize("text", ["还有多少村民没有脱贫？", "村民里还剩多少没脱贫？"])
def test_what_is_left_is_the_number_that_the_report_tells(service, text):
    answer = ask(service, text)
    assert answer.answer.startswith("800多名")
    assert answer.computation is None


@pytest.mark.parametrize("text", ["固定资产投资到底涨了还是跌了多少个点？", "人的平均寿命五年里长了多少岁"])
def test_what_only_looks_like_a_sum_is_not_worked_out(service, text):
    assert ask(service, text).computation is None
