import threading

import pytest

from corpus.errors import OverloadedError
from service.routes.needs import Limit


def test_one_more_than_there_are_places_is_turned_away():
    limit = Limit(concurrency=1, queue=0)
    with limit.hold(), pytest.raises(OverloadedError, match="1 questions"), limit.hold():
        pass


def test_a_place_is_given_back_after_an_error():
    limit = Limit(concurrency=1, queue=0)
    with pytest.raises(ZeroDivisionError), limit.hold():
        1 / 0  # noqa: B018
    with limit.hold():
        pass


def test_who_waits_gets_a_turn_and_no_two_have_the_same():
    limit = Limit(concurrency=2, queue=50)
    lock = threading.Lock()
    now = most = done = 0

    def work():
        nonlocal now, most, done
        with limit.hold():
            with lock:
                now += 1
                most = max(most, now)
            with lock:
                now -= 1
                done += 1

    threads = [threading.Thread(target=work) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == 50
    assert most <= 2
