"""What reports not seen before got wrong, class by class: each case is a wording that many reports share."""

from decimal import Decimal
from importlib import resources

import pytest

from corpus.figures import extract_figures
from corpus.outline import outline_report
from corpus.types import Figure, FigureKind, Report, Status


def extract(text: str) -> tuple[Figure, ...]:
    report = Report("r", "", "长治市", 2021, text, "")
    return extract_figures(report, outline_report(text))


def review(text: str) -> tuple[Figure, ...]:
    return extract("一、2020年工作回顾\n\n" + text)


def five_years(text: str) -> tuple[Figure, ...]:
    return extract("一、“十三五”时期工作回顾\n\n" + text)


def plan(text: str) -> tuple[Figure, ...]:
    return extract("一、2020年工作回顾\n\n一年来，成绩很大。\n\n二、2021年工作安排\n\n" + text)


def test_indicator_of_a_clause_without_a_number_holds_for_the_next():
    growth, level, change, _ = review(
        "规模以上工业增加值增长4.5%；一般公共预算收入实现正增长，完成111.05亿元，同比增长0.4%；"
        "社会消费品零售总额增长3.6%。"
    )
    assert growth.indicator == "规模以上工业增加值"
    assert level.indicator == change.indicator == "一般公共预算收入"


def test_unit_of_points_is_shared_and_the_yardstick_is_no_subject():
    share, over, above = review("农业科技进步贡献率达71.3%，分别高于全省、全国1个和8.3个百分点。")
    assert {f.words for f in (share, over, above)} == {"农业科技进步贡献率"}
    assert (over.value, over.unit, over.kind) == (1, "个百分点", FigureKind.CHANGE)
    first, second = plan("高技术制造业、战略性新兴产业产值增速分别快于规上工业总产值1个、1.5个百分点。")
    assert (first.words, second.words) == ("高技术制造业产值增速", "战略性新兴产业产值增速")


@pytest.mark.parametrize(
    ("text", "value", "words", "scope"),
    [
        ("研发投入强度稳居全省首位。", 1, "研发投入强度", "全省"),
        ("国家创新型城市排名全国第37位，较上年前进4位。", 37, "国家创新型城市", "全国"),
        ("福布斯最佳商业城市排名由第72位前移到第68位。", 72, "福布斯最佳商业城市", None),
        ("入围全国制造业城市40强，居第36位。", 36, "入围全国制造业城市40强", None),
    ],
)
def test_ranks(text: str, value: int, words: str, scope: str | None):
    rank = review(text)[0]
    assert (rank.kind, rank.value, rank.words, rank.scope) == (FigureKind.RANK, value, words, scope)


def test_first_place_in_the_order_of_work_is_no_rank():
    assert review("把稳增长放在首位，就业优先摆在首位。") == ()


def test_rank_that_another_started_from():
    _, *ranks = five_years("经济总量在全国30个少数民族自治州中从第6位跃居第3位，从全省第5位跃居第4位。")
    assert {r.indicator for r in ranks} == {"地区生产总值"}
    assert [(r.value, r.status, r.period) for r in ranks] == [
        (6, Status.BASE, "2015"),
        (3, Status.ACHIEVED, "2020"),
        (5, Status.BASE, "2015"),
        (4, Status.ACHIEVED, "2020"),
    ]
    assert [r.scope for r in ranks[2:]] == ["全省", "全省"]
    base, now = five_years("地区生产总值从2015年的全省第十一位跃升至第七位。")
    assert (base.status, base.period, now.status, now.period) == (Status.BASE, "2015", Status.ACHIEVED, "2020")


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            "国家高新技术企业达到112家，是“十二五”末的3.4倍，科技型中小企业达到353家。",
            ["2020", "2016-2020", "2020"],
        ),
        (
            "普通高校由2012年的88所增加到100所，在校生由87.6万人增加到106.9万人。",
            ["2012", "2020", "2015", "2020"],
        ),
        ("去产能任务已完成“十二五”的71.6%，平均去化时间下降到5.8个月。", ["2016-2020", "2020"]),
        ("农业商品产值率由1992年的78.04%提高到2019年的84.75%。", ["1992", "2019"]),
        ("铁路营运里程突破4000公里，其中高铁里程913公里。", ["2020", "2020"]),
    ],
)
def test_a_time_that_measures_dates_nothing_else(text: str, periods: list[str]):
    assert [f.period for f in five_years(text)] == periods


def test_last_year_in_a_review_is_the_year_before_it():
    assert review("恩格尔系数由上年的35.1%下降到34.2%。")[0].period == "2019"


def test_shares_of_the_three_sectors():
    figures = five_years("三次产业结构由2012年的11.7∶53.8∶34.5调整为9.4∶47.9∶42.7，千亿产业达11个。")
    assert [(f.indicator, f.value, f.unit, f.period) for f in figures[:6]] == [
        ("第一产业占比", Decimal("11.7"), "%", "2012"),
        ("第二产业占比", Decimal("53.8"), "%", "2012"),
        ("服务业占比", Decimal("34.5"), "%", "2012"),
        ("第一产业占比", Decimal("9.4"), "%", "2020"),
        ("第二产业占比", Decimal("47.9"), "%", "2020"),
        ("服务业占比", Decimal("42.7"), "%", "2020"),
    ]
    assert {f.kind for f in figures[:6]} == {FigureKind.SHARE}
    assert figures[6].period == "2020"


def test_share_of_the_third_sector_by_its_long_name():
    third, first, second = review("第三产业增加值占GDP比重达到51.2%，第一产业增加值占GDP比重8%，二产占比40.8%。")
    assert [f.indicator for f in (third, first, second)] == ["服务业占比", "第一产业占比", "第二产业占比"]


def test_sums_that_describe_are_not_what_is_counted():
    figures = review("新签约注册超5亿元内资项目429个、超3000万美元外资项目128个，较上年分别增加40个、31个。")
    assert [f.words for f in figures] == [
        "内资项目",
        "新签约注册超5亿元内资项目",
        "外资项目",
        "超3000万美元外资项目",
        "新签约注册超5亿元内资项目",
        "超3000万美元外资项目",
    ]


def test_verbs_with_new_before_them_share_the_noun():
    figures = plan("5亿元以上工业项目新开工254个、新竣工达产301个。")
    assert [f.words for f in figures] == ["工业项目", "新开工工业项目", "新竣工达产工业项目"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("力争三年内培育3个超三千亿产业集群。", "超三千亿产业集群"),
        ("组建7个市县联动工作专班。", "市县联动工作专班"),
        ("10个省级宜居宜业和美乡村精品村巩固提升。", "省级宜居宜业和美乡村精品村"),
        ("6942名未脱贫人口全部脱贫。", "未脱贫人口"),
        ("新增省级非遗保护单位39家。", "新增省级非遗保护单位"),
        ("稳定就业岗位10万个。", "就业岗位"),
        ("入选国家、省示范案例5个。", "入选国家、省示范案例"),
        ("92个县（市、区）通过国家认定。", "县(市、区)"),
        ("50万人摆脱贫困。", "摆脱贫困"),
        ("847个重点项目开工率100%。", "重点项目"),
        ("13条新兴产业链产值突破6000亿元。", "新兴产业链"),
        ("为全市1584个项目配备管家。", "项目"),
    ],
)
def test_words_of_counted_things(text: str, words: str):
    assert review(text)[0].words == words


def test_counted_place_is_not_its_own_scope():
    assert review("建成省级特色田园乡村15个。")[0].scope is None
    assert review("市辖区常住人口120万人。")[0].scope == "市辖区"


def test_a_total_after_new_ones_is_not_of_the_new_ones():
    new, total = review("新增国家级“小巨人”21家，总数达58家。")
    assert (new.words, total.words) == ("新增国家级“小巨人”", "国家级“小巨人”")


def test_two_things_counted_together_are_neither():
    assert review("新增上市公司、新三板挂牌企业10家。")[0].indicator is None


def test_members_that_share_an_end():
    first, second = review("普通患者和大病重病患者住院报销比例分别达到90%、95%。")
    assert (first.words, second.words) == ("普通患者住院报销比例", "大病重病患者住院报销比例")
    deposits, loans = review("金融机构本外币存、贷款余额分别达3.25万亿元、2.59万亿元。")
    assert (deposits.indicator, loans.indicator) == ("存款余额", "贷款余额")
    town, country = review("城镇、农村居民人均可支配收入分别达35634元、12876元。")
    assert (town.scope, country.scope) == ("城镇", "农村")


def test_doubling_of_several_indicators_is_each_ones():
    assert [f.indicator for f in five_years("固定资产投资、贷款余额比2012年翻一番。")] == ["固定资产投资", "贷款余额"]


@pytest.mark.parametrize("text", ["实现“2个翻番”“4个突破”。", "锚定“一突破、两进位、三覆盖、六倍增”目标。"])
def test_slogans_are_no_figures(text: str):
    assert five_years(text) == ()


@pytest.mark.parametrize("text", ["企业直接融资额3000亿元。", "对外出口额30亿元。", "按时足额发放养老金70.3亿元。"])
def test_words_that_narrow_nothing_are_no_scope(text: str):
    assert review(text)[0].scope is None


def test_a_way_of_working_is_not_whose_investment_it_is():
    assert plan("抢抓设备更新政策机遇，实施投资超1000万元工业技改项目1000个。")[0].scope is None


def test_more_harvested_is_a_change():
    level, more = review("粮食产量突破241亿斤，增产4.11亿斤。")
    assert (level.kind, more.kind, more.indicator) == (FigureKind.LEVEL, FigureKind.CHANGE, "粮食产量")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("聚集了150个创新主体。", "创新主体"),
        ("99个对口支援试点项目开工。", "对口支援试点项目"),
        ("10449名监测对象消除返贫风险。", "监测对象"),
        ("1362名援鄂医疗队员奔赴武汉。", "援鄂医疗队员"),
        ("设立10亿元市级上市企业纾困基金。", "市级上市企业纾困基金"),
        ("年产40万吨新型超微细粉体材料项目投产。", "新型超微细粉体材料项目"),
        ("邮件监管环节由17个整合为6个。", "邮件监管环节"),
        ("邕江枯水期平均水位从62米抬升至67米。", "邕江枯水期平均水位"),
        ("全市粮食总产量仍达285亿斤。", "粮食总产量"),
        ("全省性会议减少27.3%。", "全省性会议"),
        ("民间投资日趋活跃，增长67%。", "民间投资"),
        ("主动调减玉米150万亩的情况下，稳住粮食。", "主动调减玉米"),
    ],
)
def test_words_in_more_reports(text: str, words: str):
    assert {f.words for f in review(text)} == {words}


@pytest.mark.parametrize(
    "text",
    [
        "有效抗击60年一遇极端高温。",
        "改革开放40年，成就斐然。",
        "迎接自治区成立60周年，王家坝13年后再次开闸。",
        "把人民生命安全摆在第一位。",
    ],
)
def test_spans_of_time_that_tell_no_figure(text: str):
    assert review(text) == ()


def test_flood_standards_are_figures():
    assert review("县城达到50年一遇防洪标准。")[0].unit == "年"


def test_what_is_reached_after_new_ones_is_not_of_the_new_ones():
    new, total = review("新增国家高新技术企业29家、达到63家。")
    assert (new.words, total.words) == ("新增国家高新技术企业", "国家高新技术企业")


def test_share_of_a_pronoun_is_of_what_was_named():
    level, share = review("财政收入达753.2亿元、总量占全区的26.99%。")
    assert share.words == level.words == "财政收入"


def test_ranks_after_an_assessment():
    rank, change = review("营商环境评价第9名、提升3个位次。")
    assert (rank.kind, rank.value, change.kind) == (FigureKind.RANK, 9, FigureKind.CHANGE)


def test_scope_of_one_member_is_not_the_others():
    town, farmers = review("城镇居民人均可支配收入和农民人均纯收入分别增长11%和12.7%。")
    assert (town.scope, farmers.scope) == ("城镇", None)


def test_scope_ends_at_a_semicolon():
    _, money, _ = review("增资3.5亿元开拓科技金融产品新途径；投入1.16亿元资助科技初创企业224户。")
    assert money.scope is None


@pytest.mark.parametrize("text", ["建成区域性养老服务中心5个。", "实施新农村建设项目40个。", "建成老城区街头公园6座。"])
def test_words_that_only_contain_a_scope(text: str):
    assert review(text)[0].scope is None


def test_name_with_a_space_inside():
    assert review("R&D 投入强度提高到 1.6%。")[0].indicator == "R&D经费投入强度"


def test_size_of_a_part_of_the_economy_is_not_gdp():
    assert review("民营经济总量突破2万亿元。")[0].indicator == "民营经济增加值"
    assert review("经济总量突破2万亿元。")[0].indicator == "地区生产总值"


TURNS = [
    "2020年是“十三五”规划收官之年。过去五年，我们克难奋进。",
    "各位代表！2020年主要目标任务的完成，标志着“十三五”规划顺利收官。回首过去五年，我们坚持发展。",
    "——这五年，是综合实力大幅提升的五年。",
    "这是坚持全面开放，发展争先进位的五年。",
    "五年奋斗，综合实力大幅提升。",
    "市五届人大一次会议以来，我们攻坚克难。",
]


@pytest.mark.parametrize("turn", TURNS)
def test_paragraphs_that_turn_to_the_whole_term(turn: str):
    figures = extract(
        f"一、工作回顾\n\n2020年，全市地区生产总值增长5%。\n\n{turn}地区生产总值年均增长6%，新建学校30所。\n\n"
        "二、2021年工作安排\n\n新建学校5所。"
    )
    assert [f.period for f in figures] == ["2020", "2016-2020", "2016-2020", "2021"]


def test_a_term_named_in_the_plan_stays_a_plan():
    figures = plan("五年奋斗，任务艰巨。新建学校5所。")
    assert [(f.period, f.status) for f in figures] == [("2021", Status.TARGET)]


def test_the_last_year_after_the_whole_term():
    figures = extract(
        "一、过去五年工作回顾\n\n新建学校30所。\n\n各位代表。星光不负赶路人。刚刚过去的2020年，是收官之年。"
        "地区生产总值增长5%。"
    )
    assert [f.period for f in figures] == ["2016-2020", "2020"]


@pytest.mark.parametrize("title", ["一、本届政府工作回顾", "一、五年工作的回顾", "一、第五届人民政府工作回顾"])
def test_heads_that_name_a_term(title: str):
    assert extract(f"{title}\n\n新建学校30所。")[0].period == "2016-2020"


def test_years_beside_a_mean():
    assert review("地区生产总值五年年均增长12.8%。")[0].period == "2016-2020"


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("对外贸易总额6400亿元，是五年前的2.2倍。", "进出口总额"),
        ("地区生产总值达到700亿元，可比增长9%。", "地区生产总值"),
        ("全省生产总值13340亿元，“十五”时期年均增长12.8%。", "地区生产总值"),
        ("城镇新增就业9.86万人，为年计划的118.8%。", "城镇新增就业"),
        ("人均GDP由3万元迈上4万元。", "人均地区生产总值"),
        ("研发投入强度仅0.33%，低全省平均水平0.71个百分点。", "R&D经费投入强度"),
        ("市场主体总量达53.09万户，均列全省第二。", "市场主体"),
    ],
)
def test_what_follows_is_still_of_the_same_indicator(text: str, indicator: str):
    assert {f.indicator for f in review(text)} == {indicator}


def test_growth_of_the_economy_is_growth_of_gdp():
    assert plan("主要预期目标是：经济增长7.5%以上。")[0].indicator == "地区生产总值"
    assert [f.indicator for f in review("地区生产总值400亿元，人均1.4万美元。")] == ["地区生产总值", "人均地区生产总值"]


def test_three_sectors_named_at_once():
    figures = review("三次产业分别增长3.7%、12.7%和11.7%。")
    assert [f.indicator for f in figures] == ["第一产业增加值", "第二产业增加值", "第三产业增加值"]


def test_last_member_begins_like_the_first():
    figures = review("专利申请量和授权量分别达到1.9万件、7200件。")
    assert [f.indicator for f in figures] == ["专利申请量", "专利授权量"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("打造1—2所具有示范性的托幼服务机构。", "具有示范性的托幼服务机构"),
        ("减少贫困人口40万人的目标如期实现。", "减少贫困人口"),
        ("向全市450万人民致敬。", "人民致敬"),
        ("引进1.2万人才。", "人才"),
        ("合同签约2.12亿美元。", "合同签约"),
    ],
)
def test_words_that_units_and_verbs_must_not_cut(text: str, words: str):
    assert review(text)[0].words == words


def test_citation_says_whose_investment_it_is():
    text = "一、2021年工作安排\n\n(1)投资9.1亿元,改造东环路高铁东站至太行东街段,7月底建成通车。"
    figure = extract(text)[0]
    assert text[figure.clause_start : figure.clause_end] == "投资9.1亿元,改造东环路高铁东站至太行东街段"
    text = "一、2020年工作回顾\n\n实施产业项目509个，加快建设，完成投资401亿元。"
    figure = extract(text)[1]
    assert text[figure.clause_start : figure.clause_end] == "实施产业项目509个，加快建设，完成投资401亿元"


@pytest.mark.parametrize(
    "text",
    [
        "国土空间总体规划（2021―2035年）获批实施，地区生产总值增长5.7%。",
        "2000年前建成老旧小区改造全面完成、惠及30万户。",
        "完成2019年纳入计划的城镇老旧小区改造任务，改造城镇棚户区13.2万套。",
    ],
)
def test_times_of_names_and_cut_offs_date_nothing(text: str):
    assert review(text)[0].period == "2020"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("森林面积2225.48万亩，超过规划目标77.93万亩。", "森林面积"),
        ("接待游客2625.1万人次，恢复到上年的48.6%。", "接待游客"),
        ("56宗低效用地再开发。", "低效用地再开发"),
        ("全面完成67个为民办实事项目。", "为民办实事项目"),
        ("制定25条实施意见。", "实施意见"),
        ("提供11项基本公共卫生服务。", "基本公共卫生服务"),
        ("都市现代农业产业集群营业收入增长7%。", "都市现代农业产业集群营业收入"),
        ("乡（镇）100%通油路。", "乡(镇)"),
        ("免除占用费5亿元。", "免除占用费"),
        ("连续5年获评中国年度最佳引才城市。", "获评中国年度最佳引才城市"),
    ],
)
def test_words_of_a_third_reading(text: str, words: str):
    assert {f.words for f in review(text)} == {words}


def test_rounds_are_no_ranks():
    assert review("入选全国第五、六批电信普遍服务试点。") == ()


def test_town_and_country_share_what_follows():
    town, country = review("城镇、农村低保月标准分别提高到390元和300元。")
    assert (town.words, country.words) == ("城镇低保月标准", "农村低保月标准")


def test_improving_is_a_work_not_a_change():
    built, improved = plan("新增建设高标准农田150万亩、改造提升110万亩。")
    assert (improved.indicator, improved.kind) == ("高标准农田", FigureKind.LEVEL)


def test_year_of_a_report_is_told_by_the_head_of_its_review():
    # The collection dates this report by the year it reviews.
    figures = extract("一、2021年和过去五年工作回顾\n\n2021年，新建学校3所。\n\n二、今后五年工作安排\n\n新建学校9所。")
    assert (figures[0].period, figures[0].status) == ("2021", Status.ACHIEVED)


def test_a_clause_without_a_number_ends_with_the_next_subject():
    _, total = review("高中阶段毛入学率持续提高，新增普通高校7所、达126所。")
    assert total.words == "普通高校"


def test_economy_of_a_whole_place_is_gdp():
    assert review("天府新区经济总量突破2200亿元。")[0].indicator == "地区生产总值"
    assert review("会展经济总量增长50%。")[0].indicator is None


def test_sum_that_an_indicator_has_or_that_a_project_costs():
    of_indicator, _ = review("地区生产总值超200亿元的县（区）达6个。")
    assert of_indicator.indicator == "地区生产总值"
    assert review("实施计划总投资22亿元的乳业项目。")[0].words == "乳业项目"


def test_a_quoted_doubling_is_a_figure():
    assert [f.unit for f in plan("力争实现科技投入“翻番”。")] == ["番"]


def test_mean_for_each_person_is_not_part_of_the_name():
    assert review("企业退休人员养老金人均提高159元。")[0].indicator == "养老金"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("379个贫困村开展对口帮扶。", "贫困村"),
        ("7家企业上榜全球承包商250强。", "企业"),
        ("40个项目尽快投产达效。", "项目"),
        ("9家总部进驻。", "总部"),
        ("5家银行签订战略合作协议。", "银行"),
        ("9个城区推行零差率改革。", "城区"),
        ("1.2万人受益。", "受益"),
        ("47.5万人参加社会养老保险。", "参加社会养老保险"),
        ("PM2.5平均浓度保持在每立方米23微克。", "PM2.5平均浓度"),
        ("住房租赁补贴标准从每平方米20元提高到25元。", "住房租赁补贴标准"),
    ],
)
def test_verbs_end_a_counted_noun(text: str, words: str):
    assert {f.words for f in review(text)} == {words}


def test_rise_named_by_a_noun_is_a_growth():
    assert review("旅游总收入280亿元，增幅为20%。")[1].kind is FigureKind.GROWTH


def test_share_inside_a_sector_is_not_the_sectors():
    assert review("现代服务业占服务业比重超过50%。")[0].indicator is None


def test_one_rate_for_two_clauses_is_each_ones():
    figures = plan("旅游人数力争突破370万人次，旅游收入达到38亿元，分别增长20%。")
    assert [(f.indicator, f.kind) for f in figures[2:]] == [
        ("游客人数", FigureKind.GROWTH),
        ("旅游总收入", FigureKind.GROWTH),
    ]


def test_the_built_in_report_keeps_its_figures():
    text = resources.files("corpus").joinpath("reports", "changzhi-2021.txt").read_text(encoding="utf-8")
    assert len(extract(text)) == len(set(extract(text)))


@pytest.mark.parametrize(
    "remark", ["（预计数）", "（预计数，下同）", "(快报数)", "（绝对值按当年价，增长率按可比价计，下同）"]
)
@pytest.mark.parametrize("mark", ["、", "，"])
def test_a_remark_on_a_number_parts_it_from_nothing(remark: str, mark: str):
    _, growth = review(f"实现地区生产总值2650亿元{remark}{mark}增长5.5%。")
    assert (growth.indicator, growth.kind, growth.value) == ("地区生产总值", FigureKind.GROWTH, Decimal("5.5"))


def test_what_stands_in_brackets_behind_a_counted_noun_is_no_part_of_the_next():
    first, second = review("疏浚县级河道7条（段）、乡级河道121条（段）。")
    assert (first.words, second.words) == ("疏浚县级河道", "乡级河道")


def test_a_five_year_plan_that_is_only_mentioned_turns_no_year():
    text = (
        "政府工作报告\n一、2021年工作回顾\n地区生产总值增长7%。\n二、2022年工作安排\n"
        "经济增长目标6.5%以上，体现稳中求进工作要求，衔接“十四五”发展目标，有一定基础。\n（一）促进就业。实现城镇新增就业30万人。\n"
    )
    jobs = next(figure for figure in extract(text) if figure.indicator == "城镇新增就业")
    assert (jobs.period, jobs.status) == ("2022", Status.TARGET)


def test_a_five_year_plan_that_is_set_out_turns_the_years():
    text = (
        "政府工作报告\n一、2021年工作回顾\n地区生产总值增长7%。\n二、2022年工作安排\n"
        "根据规划，“十四五”时期的主要目标是：城镇新增就业30万人。\n"
    )
    jobs = next(figure for figure in extract(text) if figure.indicator == "城镇新增就业")
    assert jobs.period == "2021-2025"


@pytest.mark.parametrize(
    "text",
    [
        "全社会研发经费投入15亿元，占生产总值比重达1.4%。",
        "研发投入占全省生产总值的比例达到1.4%。",
        "全社会研发经费支出占地区生产总值的比重提高到1.4%。",
    ],
)
def test_research_as_a_share_of_output_is_its_intensity(text: str):
    share = review(text)[-1]
    assert (share.indicator, share.kind) == ("R&D经费投入强度", FigureKind.SHARE)


def test_the_steps_that_a_level_passed_are_no_part_of_its_name():
    level, _ = review("地区生产总值跨过两个千亿台阶、达到8712亿元，增长8%。")
    assert (level.indicator, level.base_value) == ("地区生产总值", Decimal("871200000000"))


def test_what_something_is_built_on_is_no_time_of_it():
    cut = plan("一般性支出在上年基础上再压减10%。")[-1]
    assert (cut.words, cut.period, cut.status) == ("一般性支出", "2021", Status.TARGET)
    cut = plan("坚决压缩“三公”经费支出，确保在去年预算基础上缩减30%。")[-1]
    assert (cut.indicator, cut.period, cut.status) == ("三公经费", "2021", Status.TARGET)


@pytest.mark.parametrize("run", ["十二连调", "“十二连调”、月人均"])
def test_a_run_of_rises_is_no_part_of_a_name(run: str):
    (pension,) = review(f"企业退休人员基本养老金{run}达到2447.95元。")
    assert pension.indicator == "养老金"


def test_this_year_of_a_review_written_in_its_own_year():
    text = (
        "政府工作报告\n一、2021年工作回顾\n今年是极不平凡的一年。进出口总额29.2亿元。今年以来，接待游客890万人。\n"
        "二、2022年主要目标\n2022年是关键之年。进出口总额增长20%以上。\n"
    )
    report = Report("r", "", "长治市", 2022, text, "")
    figures = extract_figures(report, outline_report(text))
    assert [(f.period, f.status) for f in figures] == [
        ("2021", Status.ACHIEVED),
        ("2021", Status.ACHIEVED),
        ("2022", Status.TARGET),
    ]


def test_a_report_kept_under_the_year_it_reviews_plans_the_year_it_was_given_in():
    text = "一、2020年工作回顾\n\n森林覆盖率达47.8%。\n\n二、下一步工作安排\n\n森林覆盖率提高到48.3%。"
    report = Report("r", "", "长治市", 2020, text, "", date="2021-01-25")
    told = [(figure.period, figure.status) for figure in extract_figures(report, outline_report(text))]
    assert told == [("2020", Status.ACHIEVED), ("2021", Status.TARGET)]
