from eval.comparison import compare_records


def swap(records, record_id, **changes):
    return tuple(record.model_copy(update=changes) if record.id == record_id else record for record in records)


def test_run_compared_with_itself_has_no_change(records):
    found = compare_records(records, records)
    assert (found.mended, found.broken) == ((), ())
    assert all(one.before == one.after for one in found.differences)
    assert all(one.change is None or one.change.value == 0 for one in found.differences)


def test_mended_and_broken_questions_are_named(records):
    after = swap(swap(records, "tune-1", right=True), "tune-0", right=False)
    found = compare_records(records, after)
    assert (found.mended, found.broken) == (("tune-1",), ("tune-0",))


def test_test_half_is_compared_but_never_named(records):
    test_ids = [record.id for record in records if record.half == "test"]
    after = swap(records, test_ids[1], right=True)
    found = compare_records(records, after)
    assert found.mended == ()
    (right,) = [one for one in found.differences if (one.metric, one.half) == ("right", "test")]
    assert right.after - right.before == right.change.value > 0


def test_questions_of_only_one_run_are_left_out(records):
    found = compare_records(records, [record for record in records if record.half == "test"])
    assert {one.half for one in found.differences} == {"test"}
