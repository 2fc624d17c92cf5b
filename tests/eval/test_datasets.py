import json

import pytest

from eval.datasets import GOLD, Half, load_gold, select_questions
from eval.errors import GoldError

TURN = {
    "question": "那就业呢？",
    "standalone": "去年就业多少？",
    "kind": "fact",
    "answerable": True,
    "answer": "5.3万人",
    "keys": [["5.3万"]],
    "evidence": ["新增城镇就业5.3万人"],
}
REFUSED = {"question": "前年呢？", "kind": "refusal", "answerable": False, "reason": "other_year", "answer": "没有。"}
DIALOGUE = {"id": "d-1", "report": "changzhi-2021", "half": "test", "language": "zh", "turns": [TURN, REFUSED, TURN]}


@pytest.fixture
def write(tmp_path):
    def to_file(*lines, name="gold.jsonl"):
        path = tmp_path / name
        path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
        return path

    return to_file


def as_line(question):
    return question.model_dump(mode="json", exclude_none=True)


def test_question_is_read_as_it_was_written(write, make_question):
    question = make_question()
    assert load_gold([write(as_line(question))]) == (question,)


def test_folder_stands_for_its_files_in_order(write, tmp_path, make_question):
    write(as_line(make_question(id="second")), name="b.jsonl")
    write(as_line(make_question(id="first")), name="a.jsonl")
    assert [question.id for question in load_gold([tmp_path])] == ["first", "second"]


def test_unknown_field_is_refused_with_its_place(write, make_question):
    path = write(as_line(make_question()), {**as_line(make_question()), "keyz": []})
    with pytest.raises(GoldError, match=r"(?s)gold\.jsonl, line 2:.*keyz"):
        load_gold([path])


@pytest.mark.parametrize(
    "change",
    [
        {"keys": []},
        {"evidence": []},
        {"half": "dev"},
        {"kind": "riddle"},
        {"question": ""},
        {"reason": "not_given"},
        {"answerable": False},
        {"answerable": False, "keys": [], "evidence": []},
        {"keys": [[]]},
        {"keys": [[""]]},
    ],
)
def test_question_that_does_not_fit_together_is_refused(change, write, make_question):
    with pytest.raises(GoldError):
        load_gold([write({**as_line(make_question()), **change})])


def test_broken_json_and_missing_file_are_told(tmp_path):
    path = tmp_path / "broken.jsonl"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match="line 1"):
        load_gold([path])
    with pytest.raises(GoldError, match="no gold file"):
        load_gold([tmp_path / "none.jsonl"])


def test_dialogue_becomes_questions_with_their_history(write):
    first, second, third = load_gold([write(DIALOGUE)])
    assert (first.id, first.half, first.history, first.standalone) == ("d-1-1", Half.TEST, (), None)
    assert [turn.content for turn in second.history] == ["那就业呢？", "5.3万人"]
    assert not second.answerable
    assert third.standalone == "去年就业多少？"
    assert [turn["role"] for turn in third.request()["history"]] == ["user", "assistant"] * 2


def test_evidence_may_have_alternatives(write, make_question):
    (question,) = load_gold([write({**as_line(make_question()), "evidence": ["甲", ["乙", "丙"]]})])
    assert question.evidence == (("甲",), ("乙", "丙"))


def test_filters_narrow(make_question):
    questions = [make_question(id="a"), make_question(id="b", half="test"), make_question(id="c", language="en")]
    assert [question.id for question in select_questions(questions, halves=["tune"])] == ["a", "c"]
    assert [question.id for question in select_questions(questions, halves=["tune"], languages=["en"])] == ["c"]
    assert select_questions(questions, kinds=["list"], reports=["x"]) == ()
    assert len(select_questions(questions)) == 3


def test_request_holds_nothing_that_was_not_given(make_question):
    assert make_question("问").request() == {"question": "问"}
    scoped = make_question("问", scope={"places": ["长治"], "years": [2021]}).request()
    assert scoped["scope"] == {"places": ["长治"], "years": [2021], "reports": []}


def test_built_in_gold_has_both_halves_and_refusals():
    questions = load_gold()
    assert list(GOLD.glob("*.jsonl"))
    assert {question.half for question in questions} == set(Half)
    assert any(not question.answerable for question in questions)
