from dataclasses import replace

from service.answer import Service
from service.evidence.in_chinese import choose_meanings, put_into_chinese
from service.languages.translation import Term
from service.question.question import understand
from service.reading.reading import Reading
from service.schemas import AskRequest


def test_a_meaning_beside_the_others_wins(built_in_reading: Reading):
    terms = (Term("private", (("私人", 1.0), ("民办园", 0.5))), Term("kindergarten", (("幼儿园", 1.0),)))
    assert choose_meanings(terms, built_in_reading) == ["民办园", "幼儿园"]


def test_without_a_meaning_in_the_report_the_likeliest_stays(built_in_reading: Reading):
    terms = (Term("whale", (("鲸鱼", 1.0), ("鲸", 0.4))),)
    assert choose_meanings(terms, built_in_reading) == ["鲸鱼"]


def test_names_in_latin_letters_are_found_in_the_report(built_in_reading: Reading):
    assert choose_meanings((Term("changbei", ()),), built_in_reading) == ["长北"]


def test_a_chinese_question_stays_as_it_is(built_in_reading: Reading):
    question = understand("新建公办幼儿园多少所？", 2021)
    assert put_into_chinese(question, built_in_reading) is question


def test_a_foreign_question_keeps_its_own_words_too(built_in_reading: Reading):
    question = put_into_chinese(understand("How many boilers were replaced?", 2021), built_in_reading)
    assert "锅炉" in question.canonical
    assert "boilers" in question.foreign and question.foreign in question.forms


def test_an_english_question_shares_no_word_with_the_report_and_is_answered(built_in: Service):
    answer = built_in.ask(AskRequest(question="When do the Changbei trunk line works have to be finished?"))
    assert answer.answered and "7月底建成通车" in answer.citations[0].quote


def test_a_word_that_nobody_knows_is_left_out(built_in_reading: Reading):
    assert choose_meanings((Term("zzyzx", ()), Term("boiler", (("锅炉", 1.0),))), built_in_reading) == ["锅炉"]


def test_words_make_the_name_of_an_indicator_of_the_report(built_in_reading: Reading):
    terms = (Term("toilets", (("卫生厕所", 1.0),)), Term("spread", (("普及", 1.0),)))
    question = put_into_chinese(replace(understand("Toilets, how far?", 2021), terms=terms), built_in_reading)
    assert question.indicators == ("卫生厕所普及率",)


def test_a_name_that_only_half_stands_there_is_no_indicator(built_in_reading: Reading):
    question = put_into_chinese(understand("Which forests burned?", 2021), built_in_reading)
    assert question.indicators == ()


def test_words_apart_make_no_name(built_in_reading: Reading):
    terms = tuple(Term(word, ((word, 1.0),)) for word in ("卫生厕所", "建设", "普及"))
    question = put_into_chinese(replace(understand("Toilets, how far?", 2021), terms=terms), built_in_reading)
    assert question.indicators == ()


def test_a_question_of_a_single_word_names_that_indicator(built_in_reading: Reading):
    question = put_into_chinese(understand("¿Cuántos hospitales hay?", 2021), built_in_reading)
    assert question.indicators == ("医院",) and question.only_names
