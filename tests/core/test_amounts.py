from streams.core.amounts import amount


def test_one_has_no_plural_and_all_others_have() -> None:
    said = [amount(number, "incident") for number in (0, 1, 2, 1204)]
    assert said == ["0 incidents", "1 incident", "2 incidents", "1,204 incidents"]
    assert [amount(number, "delivery", "deliveries") for number in (1, 2)] == ["1 delivery", "2 deliveries"]
