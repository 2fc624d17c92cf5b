from eval.datasets import Half
from eval.tuning import read_tuning


def test_without_a_file_only_the_built_in_report_has_tuning_questions():
    ((report, questions),) = read_tuning(None)
    assert report.id == "changzhi-2021" and len(questions) > 400
    assert all(q.half is Half.TUNE and q.report == report.id and not q.history for q in questions)
