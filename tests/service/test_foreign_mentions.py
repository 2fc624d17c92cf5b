from service.question import understand


def test_what_only_tells_where_is_not_asked_for():
    assert understand("Number of new toilets built in the villages in 2020?", 2021).indicators == ()


def test_what_is_counted_is_asked_for():
    assert "行政村" in understand("How many villages are there?", 2021).indicators


def test_the_end_of_a_longer_name_is_no_indicator():
    assert "行政村" not in understand("How many urban villages were redeveloped?", 2021).indicators
