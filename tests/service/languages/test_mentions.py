from service.question.question import understand


def test_what_only_tells_where_is_not_asked_for():
    assert understand("Number of new toilets built in the villages in 2020?", 2021).indicators == ()


def test_what_is_counted_is_asked_for():
    assert "行政村" in understand("How many villages are there?", 2021).indicators


def test_the_end_of_a_longer_name_is_no_indicator():
    assert "行政村" not in understand("How many urban villages were redeveloped?", 2021).indicators


def test_those_who_live_somehow_are_not_all_who_live_there():
    assert "常住人口" not in understand("How many old people living alone were visited?", 2021).indicators
    assert "常住人口" in understand("How many people live in the city?", 2021).indicators


def test_the_start_of_a_longer_name_is_no_indicator():
    assert "行政村" not in understand("How many village doctors are there?", 2021).indicators


def test_the_economy_of_something_is_not_the_economy():
    assert "地区生产总值" not in understand("How many night economy sites are planned?", 2021).indicators


def test_put_into_service_is_no_service():
    assert understand("Combien de bus ont été mis en service ?", 2021).indicators == ()


def test_trade_offices_are_no_trade():
    assert understand("How many overseas trade offices were set up?", 2021).indicators == ()
    assert "进出口总额" in understand("How fast did foreign trade grow?", 2021).indicators
