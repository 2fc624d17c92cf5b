# ruff: noqa: E501 - prompts stand as the front ends send them
import json

import pytest

from service.chat_tasks import Task, answer_task, find_task, make_tags, make_title, split_turns
from service.schemas import Turn

CHAT = """<chat_history>
USER: What was the regional GDP of Changzhi in 2020?
ASSISTANT: Regional GDP: 171.16 billion yuan[1]
USER: And in 2015?
ASSISTANT: 119.51 billion yuan[1]
</chat_history>"""

OPEN_WEBUI = {
    Task.TITLE: '### Task:\nGenerate a concise title summarizing the chat history.\n### Output:\nJSON format: { "title": "your concise title here" }\n',
    Task.TAGS: '### Task:\nGenerate 1-3 broad tags categorizing the main themes of the chat history, along with 1-3 more specific subtopic tags.\n### Output:\nJSON format: { "tags": ["tag1", "tag2", "tag3"] }\n',
    Task.FOLLOW_UPS: '### Task:\nPredict 3-5 useful messages this user might naturally send next to advance their current objective.\n- Response must be a JSON object with a "follow_ups" key\n### Output:\nJSON format: { "follow_ups": ["Suggested next message 1"] }\n',
    Task.QUERIES: '### Task:\nAnalyze the chat history to determine the necessity of generating search queries, in the given language.\n### Output:\n{\n  "queries": ["query1", "query2"]\n}\n',
    Task.IMAGE: '### Task:\nGenerate a detailed prompt for am image generation task based on the given language and context.\n### Output:\n{\n    "prompt": "Your detailed description here."\n}\n',
    Task.AUTOCOMPLETE: '### Task:\nYou are an autocompletion system. Continue the text in `<text>`\n### **Output Rules**:\n- Respond only in JSON format: `{ "text": "<your_completion>" }`.\n',
}


@pytest.mark.parametrize("task", list(OPEN_WEBUI))
def test_the_calls_of_open_webui_are_told_apart(task: Task) -> None:
    call = find_task("", [Turn(role="user", content=OPEN_WEBUI[task] + CHAT)])
    assert call is not None
    assert call.task is task
    assert call.questions == ["What was the regional GDP of Changzhi in 2020?", "And in 2015?"]
    answer = json.loads(answer_task(call, lambda asked: ["More?"]))
    assert len(answer) == 1
    if task is Task.FOLLOW_UPS:
        assert answer == {"follow_ups": ["More?"]}


def test_a_template_of_ones_own_is_told_by_the_key_it_wants() -> None:
    text = '### Task:\nName this talk in a few words.\n### Output:\n{"title": "..."}\n' + CHAT
    call = find_task("", [Turn(role="user", content=text)])
    assert call is not None
    assert call.task is Task.TITLE


OTHERS = [
    # NextChat: the instruction follows the conversation.
    (
        "",
        "使用四到五个字直接返回这句话的简要主题，不要解释、不要标点、不要语气词、不要多余文本，不要加粗，如果没有主题，请直接返回“闲聊”",
    ),
    (
        "",
        "Please generate a four to five word title summarizing our conversation without any lead-in, punctuation, quotation marks, periods, symbols, bold text, or additional text.",
    ),
    # LibreChat
    (
        "",
        "Provide a concise, 5-word-or-less title for the conversation, using title case conventions. Only return the title itself.",
    ),
    # Cherry Studio: the instruction is the system message.
    (
        "你是一名擅长会话的助理，你需要将用户的会话总结为 10 个字以内的标题，标题语言与用户的首要语言一致",
        "user: 2020年GDP是多少？",
    ),
    # LobeChat
    (
        "You are a professional conversation summarizer. Generate a concise title that captures the essence",
        "user: 2020年GDP是多少？",
    ),
]


@pytest.mark.parametrize(("system", "last"), OTHERS)
def test_titles_wanted_by_other_front_ends_are_plain_text(system: str, last: str) -> None:
    turns = [Turn(role="user", content="2020年GDP是多少？"), Turn(role="assistant", content="1711.6亿元[1]")]
    call = find_task(system, [*turns, Turn(role="user", content=last)])
    assert call is not None
    assert call.task is Task.TITLE
    assert answer_task(call, lambda asked: []) == "2020年GDP"


@pytest.mark.parametrize(
    "question",
    [
        "2020年GDP是多少？",
        "报告的标题是什么？",
        "总结一下2020年的工作",
        "What is the title of the report?",
        "Which tags does the city use?",
        "八个方面的任务是什么？请列出标题",
        "Summarize the main goals of 2021",
        "What follow-up measures were taken?",
    ],
)
def test_questions_are_no_tasks(question: str) -> None:
    assert find_task("You are a helpful assistant.", [Turn(role="user", content=question)]) is None


def test_titles_are_short() -> None:
    assert make_title(["请问2020年长治市一般公共预算收入是多少？"]) == "2020年长治市一般公共预算收入"
    assert len(make_title(["很" * 300])) <= 24
    assert make_title([]) == "政府工作报告"


def test_tags_name_place_year_and_indicator() -> None:
    assert make_tags(["2020年长治GDP是多少？"]) == ["政府工作报告", "长治市", "2020年", "地区生产总值"]


def test_a_written_out_conversation_without_marks_is_one_turn() -> None:
    assert split_turns("随便说说") == [Turn(role="user", content="随便说说")]
