"""What an address of SMS, WhatsApp or RCS tells."""

import pytest

from engine.texting.addresses import kind_of, phone_in, region_of

NUMBER = "+14155550123"
USER_ID = "whatsapp:US.13491208655302741918"


@pytest.mark.parametrize(
    ("address", "kind", "phone", "region"),
    [
        (NUMBER, "sms", NUMBER, "US"),
        (f"whatsapp:{NUMBER}", "whatsapp", NUMBER, "US"),
        (f"rcs:{NUMBER}", "rcs", NUMBER, "US"),
        ("rcs:+34612345678", "rcs", "+34612345678", "ES"),
        (USER_ID, "whatsapp", "", "US"),
        ("whatsapp:ES.ENT.11815799212886844830", "whatsapp", "", "ES"),
        ("rcs:my_library_agent", "rcs", "", None),
        ("22395", "sms", "", None),
        ("whatsapp:", "whatsapp", "", None),
        (f"whatsapp:whatsapp:{NUMBER}", "whatsapp", "", None),
        (f"whatsapp:call {NUMBER} now", "whatsapp", "", None),
        ("whatsapp:us.1", "whatsapp", "", None),
        ("whatsapp:US.\0", "whatsapp", "", None),
        ("\0", "sms", "", None),
        ("", "sms", "", None),
    ],
)
def test_an_address_tells_its_kind_and_what_number_and_country_it_shows(
    address: str, kind: str, phone: str, region: str | None
) -> None:
    assert (kind_of(address), phone_in(address), region_of(address)) == (kind, phone, region)
