import pytest

from engine.texting.mms import receives, usually_sends


@pytest.mark.parametrize(
    ("number", "sends"),
    [
        ("+12025550100", True), ("+14165550100", True), ("+18005550100", True), ("22395", True),
        ("+442071838750", False), ("+5215512345678", False), ("", False), ("LIBRARY", False),
        ("+18765550100", False), ("whatsapp:+12025550100", False),
    ],
)  # fmt: skip
def test_numbers_of_two_countries_send_pictures(number: str, sends: bool) -> None:
    assert usually_sends(number) is sends


def test_pictures_arrive_in_two_countries() -> None:
    assert receives("+12125550123")
    assert receives("+16045550123")
    for elsewhere in ("+447400123456", "+4915112345678", "whatsapp:+12125550123", "22395", ""):
        assert not receives(elsewhere)
