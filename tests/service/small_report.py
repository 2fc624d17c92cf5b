"""A report of a made-up city, written for tests, and the way to its evidence."""

from collections.abc import Callable

from corpus.library import make_report
from index.types import Hit
from service.answer import Service
from service.assemble import assemble
from service.evidence.evidence import Evidence, select_evidence
from service.question.question import Question, understand
from service.schemas import AskRequest, AskResponse
from service.settings import Settings

TEXT = (
    "晋城市政府工作报告\n"
    "——2021年2月1日在晋城市第五届人民代表大会第六次会议上\n"
    "市长 王小明\n"
    "各位代表：\n"
    "一、2020年工作回顾\n"
    "2020年，全市地区生产总值完成500.5亿元，增长4.5%，总量居全省第三。一般公共预算收入完成60.5亿元，"
    "社会消费品零售总额完成210亿元。城镇新增就业3.2万人。\n"
    "安平大桥建成通车。全市空气质量持续改善，PM2.5平均浓度下降。\n"
    "二、2021年工作安排\n"
    "今年经济社会发展的主要预期目标是：地区生产总值增长7%以上，一般公共预算收入增长5%，城镇新增就业3万人。\n"
    "重点办好四件民生实事：一是新建公办幼儿园12所。二是改造老旧小区58个。三是建设城市公园三座。四是新增停车位5000个。\n"
    "“安心办”是指企业和群众办事一窗受理、一次办成的服务。\n"
)
REPORT = make_report(TEXT, "jincheng-2021")


def look(service: Service, text: str, year: int = 2021, place: str = "晋城市") -> tuple[Question, list[Evidence]]:
    """Return a question about the report understood, and its evidence."""
    question = understand(text, year, frozenset({place}))
    hits: list[Hit] = service.retriever.retrieve(question.expanded, 12)
    return question, select_evidence(question, hits, service.readings)


def ask_report(text: str) -> Callable[[str], AskResponse]:
    """Return what asks a report of the made-up city with the given text; nothing is too unsure to be told."""
    service = assemble(Settings(_env_file=None, min_confidence=0.0), [make_report(text, "jincheng-2021")])
    return lambda question: service.ask(AskRequest(question=question))
