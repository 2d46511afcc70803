"""How an account is set up at Twilio, in the shapes of its REST API, for the stub of it.

Written from Twilio's references of IncomingPhoneNumber, ShortCode, Account, Service, UsAppToPerson,
TollfreeVerification, Messaging Geo Permissions and Channels Senders, not from our reading of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.twilio_stub import ACCOUNT, HOOK_URL, OUR_NUMBER

RIGHT = f"{HOOK_URL}#rc=5&rp=5xx,ct,rt&ct=2000&rt=5000"
NUMBER_SID, SERVICE_SID = "PN" + "1" * 32, "MG" + "2" * 32
_ACCOUNT = f"/2010-04-01/Accounts/{ACCOUNT}"
_OF_SERVICE = re.compile(
    r"/v1/Services/(MG[0-9a-f]{32})/(PhoneNumbers|ShortCodes|Compliance/Usa2p)"
)
SHORT_CODE_SID = "SC" + "7" * 32
_DATES = {"date_created": "2026-01-02T03:04:05Z", "date_updated": "2026-01-02T03:04:05Z"}
Thing = dict[str, Any]


def number(phone: str = OUR_NUMBER, **more: Any) -> Thing:
    """Give an IncomingPhoneNumber."""
    return {
        "account_sid": ACCOUNT, "address_requirements": "none", "address_sid": None,
        "api_version": "2010-04-01", "beta": False, "bundle_sid": None,
        "capabilities": {"fax": False, "mms": True, "sms": True, "voice": True},
        "date_created": "Fri, 02 Jan 2026 03:04:05 +0000",
        "date_updated": "Fri, 02 Jan 2026 03:04:05 +0000",
        "emergency_address_sid": None, "emergency_address_status": "unregistered",
        "emergency_status": "Active", "friendly_name": phone, "identity_sid": None,
        "origin": "twilio", "phone_number": phone, "sid": NUMBER_SID, "sms_application_sid": "",
        "sms_fallback_method": "POST", "sms_fallback_url": RIGHT, "sms_method": "POST",
        "sms_url": RIGHT, "status": "in-use", "status_callback": "",
        "status_callback_method": "POST", "trunk_sid": None, "type": "local",
        "uri": f"{_ACCOUNT}/IncomingPhoneNumbers/{NUMBER_SID}.json", "voice_application_sid": None,
        "voice_caller_id_lookup": False, "voice_fallback_method": "POST",
        "voice_fallback_url": None, "voice_method": "POST", "voice_receive_mode": "voice",
        "voice_url": "", **more,
    }  # fmt: skip


def short_code(code: str, **more: Any) -> Thing:
    """Give a ShortCode."""
    return {
        "account_sid": ACCOUNT, "api_version": "2010-04-01",
        "date_created": "Fri, 02 Jan 2026 03:04:05 +0000",
        "date_updated": "Fri, 02 Jan 2026 03:04:05 +0000", "friendly_name": code,
        "short_code": code, "sid": SHORT_CODE_SID, "sms_fallback_method": "POST",
        "sms_fallback_url": RIGHT, "sms_method": "POST", "sms_url": RIGHT,
        "uri": f"{_ACCOUNT}/SMS/ShortCodes/{SHORT_CODE_SID}.json", **more,
    }  # fmt: skip


def service(**more: Any) -> Thing:
    """Give a messaging service."""
    return {
        "account_sid": ACCOUNT, "area_code_geomatch": True, **_DATES,
        "fallback_method": "POST", "fallback_url": RIGHT, "fallback_to_long_code": True,
        "friendly_name": "Library", "inbound_method": "POST", "inbound_request_url": RIGHT,
        "links": {}, "mms_converter": True, "scan_message_content": "inherit", "sid": SERVICE_SID,
        "smart_encoding": True, "status_callback": None, "sticky_sender": True,
        "synchronous_validation": False, "url": f"https://messaging.twilio.com/v1/Services/{SERVICE_SID}",
        "us_app_to_person_registered": True, "use_inbound_webhook_on_number": False,
        "usecase": "undeclared", "validity_period": 36000, **more,
    }  # fmt: skip


def campaign(status: str, **more: Any) -> Thing:
    """Give a UsAppToPerson."""
    return {
        "account_sid": ACCOUNT, "brand_registration_sid": "BN" + "3" * 32, "campaign_id": "C1",
        "campaign_status": status, **_DATES, "description": "Stories by text", "errors": [],
        "has_embedded_links": True, "has_embedded_phone": False, "message_flow": "",
        "message_samples": [], "messaging_service_sid": SERVICE_SID, "mock": False,
        "sid": "QE" + "4" * 32, "us_app_to_person_usecase": "PUBLIC_SERVICE_ANNOUNCEMENT", **more,
    }  # fmt: skip


def verification(status: str, **more: Any) -> Thing:
    """Give a TollfreeVerification."""
    return {
        "account_sid": ACCOUNT, **_DATES, "edit_allowed": True, "edit_expiration": None,
        "error_code": None, "rejection_reason": None, "rejection_reasons": None,
        "sid": "HH" + "5" * 32, "status": status, "tollfree_phone_number_sid": NUMBER_SID, **more,
    }  # fmt: skip


def sender(sender_id: str, **webhook: Any) -> Thing:
    """Give a sender of WhatsApp or RCS."""
    return {
        "compliance": None, "configuration": {"waba_id": "1"}, "offline_reasons": None,
        "profile": {"name": "Library"}, "properties": {"quality_rating": "HIGH"},
        "sender_id": sender_id, "sid": "XE" + "6" * 32, "status": "ONLINE",
        "url": f"https://messaging.twilio.com/v2/Channels/Senders/XE{'6' * 32}",
        "webhook": {
            "callback_method": "POST", "callback_url": RIGHT, "fallback_method": "POST",
            "fallback_url": None, "status_callback_method": "POST", "status_callback_url": None,
            **webhook,
        },
    }  # fmt: skip


@dataclass
class Setup:
    """An account with one number in a registered messaging service; all is right.

    `senders` are by channel, `countries` tell whether one may be texted, None where Twilio tells
    none. `broken` gives the status with which a path is answered instead.
    """

    account: Thing = field(
        default_factory=lambda: {
            "auth_token": "canary-of-the-account", "date_created": "", "date_updated": "",
            "friendly_name": "Library", "owner_account_sid": ACCOUNT, "sid": ACCOUNT,
            "status": "active", "subresource_uris": {}, "type": "Full", "uri": f"{_ACCOUNT}.json",
        }
    )  # fmt: skip
    numbers: list[Thing] = field(default_factory=lambda: [number()])
    short_codes: list[Thing] = field(default_factory=list)
    short_codes_can: tuple[str, ...] = ("SMS", "MMS")
    services: list[Thing] = field(default_factory=lambda: [service()])
    campaigns: list[Thing] = field(default_factory=lambda: [campaign("VERIFIED")])
    verifications: list[Thing] = field(default_factory=list)
    senders: dict[str, list[Thing]] = field(default_factory=dict)
    countries: dict[str, bool] | None = field(default_factory=lambda: {"US": True})
    broken: dict[str, int] = field(default_factory=dict)
    page_size: int = 100
    asked: list[str] = field(default_factory=list)

    def found(self, url: str, path: str, query: Mapping[str, str]) -> tuple[int, Thing] | None:
        """Answer a question; None where the path is not of these resources."""
        answer = self._found(url, path, query)
        if answer is None:
            return None
        self.asked.append(path)
        if status := self.broken.get(path):
            return status, {"code": 20000 + status, "message": "On purpose", "status": status}
        return answer

    def _found(self, url: str, path: str, query: Mapping[str, str]) -> tuple[int, Thing] | None:
        if path == f"{_ACCOUNT}.json":
            return 200, self.account
        if path == f"{_ACCOUNT}/IncomingPhoneNumbers.json":
            wanted = query.get("PhoneNumber", "").strip("+")
            numbers = [each for each in self.numbers if wanted in each["phone_number"]]
            return 200, self._page_of_2010(path, query, "incoming_phone_numbers", numbers)
        if path == f"{_ACCOUNT}/SMS/ShortCodes.json":
            wanted = query.get("ShortCode", "")
            codes = [each for each in self.short_codes if wanted in each["short_code"]]
            return 200, self._page_of_2010(path, query, "short_codes", codes)
        if path == "/v1/Messaging/GeoPermissions":
            return self._geo(query)
        key, entries = self._list(path, query)
        return (200, self._page(url, path, query, key, entries)) if key else None

    def _list(self, path: str, query: Mapping[str, str]) -> tuple[str, list[Thing]]:
        if path == "/v1/Services":
            return "services", self.services
        if path == "/v1/Tollfree/Verifications":
            wanted = query.get("TollfreePhoneNumberSid")
            every = self.verifications
            return "verifications", [v for v in every if v["tollfree_phone_number_sid"] == wanted]
        if path == "/v2/Channels/Senders":
            return "senders", self.senders.get(query.get("Channel", ""), [])
        if (match := _OF_SERVICE.fullmatch(path)) is None:
            return "", []
        if match[2] == "PhoneNumbers":
            held = self.numbers if match[1] == SERVICE_SID else []
            return "phone_numbers", [
                {"sid": n["sid"], "phone_number": n["phone_number"]} for n in held
            ]
        if match[2] == "ShortCodes":
            held = self.short_codes if match[1] == SERVICE_SID else []
            return "short_codes", [
                {
                    "account_sid": ACCOUNT, "capabilities": list(self.short_codes_can),
                    "country_code": "US", **_DATES, "service_sid": SERVICE_SID,
                    "short_code": code["short_code"], "sid": code["sid"], "url": "",
                }
                for code in held
            ]  # fmt: skip
        return "compliance", self.campaigns

    def _geo(self, query: Mapping[str, str]) -> tuple[int, Thing]:
        if self.countries is None:
            return 404, {"code": 20404, "message": "Not found", "status": 404}
        wanted = query.get("CountryCode", "").split(",")
        return 200, {
            "permissions": [
                {
                    "country_code": code, "type": "country", "enabled": on, "error_code": 0,
                    "error_messages": [],
                }
                for code, on in self.countries.items()
                if code in wanted
            ]
        }  # fmt: skip

    def _page(
        self, url: str, path: str, query: Mapping[str, str], key: str, entries: list[Thing]
    ) -> Thing:
        number_ = int(query.get("Page", "0"))
        more = f"{url}{path}?{urlencode({**query, 'Page': number_ + 1, 'PageToken': 'PT1'})}"
        rest = entries[self.page_size * (number_ + 1) :]
        return {
            key: entries[self.page_size * number_ : self.page_size * (number_ + 1)],
            "meta": {
                "key": key, "page": number_, "page_size": self.page_size, "url": f"{url}{path}",
                "first_page_url": f"{url}{path}", "previous_page_url": None,
                "next_page_url": more if rest else None,
            },
        }  # fmt: skip

    def _page_of_2010(
        self, path: str, query: Mapping[str, str], key: str, numbers: list[Thing]
    ) -> Thing:
        number_ = int(query.get("Page", "0"))
        more = f"{path}?{urlencode({**query, 'Page': number_ + 1})}"
        rest = numbers[self.page_size * (number_ + 1) :]
        return {
            key: numbers[self.page_size * number_ : self.page_size * (number_ + 1)],
            "page": number_, "page_size": self.page_size, "uri": path, "start": 0, "end": 0,
            "first_page_uri": path, "previous_page_uri": None,
            "next_page_uri": more if rest else None,
        }  # fmt: skip
