"""How people prove who they are: codes by mail, authenticator app, passkey, the agency's sign-on.

On a product of its own in the service shape, where officials need a second factor.
"""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.cast import DEMO_PASSWORD
from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, PASSWORD, identity_provider
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack, start_service_shape

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("sign-in")]

TOTP_SECONDS = 30
NEWCOMER, STRANGER = "newcomer@mfds.demo", "stranger@elsewhere.demo"


@pytest.fixture(scope="module")
def product() -> Iterator[Stack]:
    started = start_service_shape(STAFF_SECOND_FACTOR="true")
    yield started
    started.stop()


async def test_an_official_gets_in_with_an_authenticator_app_only(product: Stack) -> None:
    async with chromium() as browser:
        page = await _page(browser)
        await sign_in(page, product.url, "official@mfds.demo", DEMO_PASSWORD)
        await expect(page).to_have_url(f"{product.url}/welcome/second-factor/")
        await page.goto(f"{product.url}/desk/")
        await expect(page).to_have_url(f"{product.url}/welcome/second-factor/")

        secret = await _register_app(page)
        await page.goto(f"{product.url}/desk/")
        await expect(page).to_have_url(re.compile(r"/desk/"))

        # One that was used is not taken twice; the next one is, a little before its time.
        code = totp(secret, at=time.time() + TOTP_SECONDS)
        again = await _asked_for_a_code(browser, product.url)
        await _answer(again, code)
        await expect(again).to_have_url(re.compile(r"/desk/"))
        eavesdropper = await _asked_for_a_code(browser, product.url)
        await _answer(eavesdropper, code)
        await expect(eavesdropper).to_have_url(re.compile("/accounts/2fa/authenticate/"))


async def test_a_supervisor_gets_in_with_a_passkey(product: Stack) -> None:
    async with chromium() as browser:
        page = await _page(browser)
        await _add_authenticator(page)
        await sign_in(page, product.url, "supervisor@mfds.demo", DEMO_PASSWORD)
        await page.get_by_role("link", name="패스키 등록하기").click()
        await _confirm_password(page)
        await page.fill("input[name=name]", "제 컴퓨터")
        await page.locator("input[name=passwordless]").check(force=True)
        await page.locator("#mfa_webauthn_add").click()
        await page.wait_for_url(lambda address: "/webauthn/add" not in address)
        await page.goto(f"{product.url}/desk/")
        await expect(page).to_have_url(re.compile(r"/desk/"))

        await page.goto(f"{product.url}/accounts/logout/")
        await page.locator("main form button[type=submit]").click()
        await page.goto(f"{product.url}/accounts/login/")
        await page.get_by_role("button", name="패스키로 로그인").click()
        await expect(page).to_have_url(re.compile(r"/desk/"))


async def test_the_agencys_sign_on_lets_in_whom_it_invited_and_nobody_else(
    product: Stack, tmp_path: Path
) -> None:
    callback = f"{product.url}/accounts/oidc/mfds/login/callback/"
    people = [NEWCOMER, STRANGER]
    with identity_provider(tmp_path, emails=people, redirect_uri=callback) as issuer:
        async with chromium() as browser:
            operator = await _page(browser)
            await sign_in(operator, product.url, "operator@maju.demo", DEMO_PASSWORD)
            await _register_app(operator)
            await _set_up_sign_on(operator, product.url, issuer)
            await _invite(operator, product.url, NEWCOMER)

            newcomer = await _page(browser)
            await _sign_on(newcomer, product.url, NEWCOMER)
            await expect(newcomer).to_have_url(f"{product.url}/welcome/invitations/")
            await newcomer.get_by_role("button", name="초대 받아들이기").click()
            await expect(newcomer).to_have_url(f"{product.url}/welcome/second-factor/")
            await _register_app(newcomer)
            await newcomer.goto(f"{product.url}/desk/")
            await expect(newcomer).to_have_url(re.compile(r"/desk/"))

            stranger = await _page(browser)
            await _sign_on(stranger, product.url, STRANGER)
            await expect(stranger).to_have_url(f"{product.url}/accounts/login/")
            await expect(stranger.get_by_text("등록되지 않은 계정입니다")).to_be_visible()


async def test_a_citizen_gets_in_with_a_code_by_mail(product: Stack) -> None:
    async with chromium() as browser:
        page = await _page(browser)
        await page.goto(f"{product.url}/accounts/login/")
        await page.get_by_role("link", name="이메일로 로그인 번호 받기").click()
        await page.fill("input[name=email]", "citizen@maju.demo")
        await page.locator("main form button[type=submit]").first.click()
        await page.fill("input[name=code]", _mailed_code(product, "citizen@maju.demo"))
        await page.locator("main form button[type=submit]").first.click()

        await expect(page).to_have_url(f"{product.url}/my/")


def totp(secret: str, *, at: float | None = None) -> str:
    """Return the 6 digits of an authenticator app (RFC 6238) at a moment, in Unix seconds."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // TOTP_SECONDS))
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    start = digest[-1] & 0xF
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


async def _asked_for_a_code(browser: Browser, url: str) -> Page:
    page = await _page(browser)
    await sign_in(page, url, "official@mfds.demo", DEMO_PASSWORD)
    await expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    return page


async def _answer(page: Page, code: str) -> None:
    await page.fill("input[name=code]", code)
    await page.locator("main form button[type=submit]").first.click()


async def _page(browser: Browser) -> Page:
    return await (await person(browser)).new_page()


async def _confirm_password(page: Page) -> None:
    """Registering a second factor, and other acts of weight, ask for the password once more."""
    await page.fill("input[name=password]", DEMO_PASSWORD)
    await page.locator("main form button[type=submit]").first.click()


async def _register_app(page: Page) -> str:
    """Register an authenticator app and return its secret."""
    await page.get_by_role("link", name="인증 앱 등록하기").click()
    if await page.locator("input[name=password]").count():
        await _confirm_password(page)
    secret = await page.locator("#authenticator_secret").input_value()
    await page.fill("input[name=code]", totp(secret))
    await page.locator("main form button[type=submit]").last.click()
    await page.wait_for_url(lambda address: "/totp/activate" not in address)
    return secret


async def _add_authenticator(page: Page) -> None:
    """Give the browser a key of its own, as a telephone with a finger on it would be."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    options |= {"automaticPresenceSimulation": True}
    await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


async def _set_up_sign_on(page: Page, url: str, issuer: str) -> None:
    await page.goto(f"{url}/office/units/")
    await page.get_by_role("link", name="식품의약품안전처").first.click()
    await page.get_by_role("link", name="직원", exact=True).click()
    await page.get_by_role("link", name="기관 로그인 설정").click()
    await page.fill("input[name=server_url]", issuer)
    await page.fill("input[name=client_id]", CLIENT_ID)
    await page.fill("input[name=secret]", CLIENT_SECRET)
    await page.get_by_role("button", name="저장하기").click()
    await expect(page.get_by_text("로그인 화면에 기관 로그인이 보입니다")).to_be_visible()


async def _invite(page: Page, url: str, email: str) -> None:
    await page.get_by_role("link", name="직원", exact=True).click()
    await page.get_by_role("link", name="직원 초대하기").click()
    await page.fill("input[name=name]", "신입")
    await page.fill("input[name=email]", email)
    await page.select_option("select[name=role]", "official")
    await page.get_by_role("button", name="초대하기").click()
    await expect(page.get_by_text("신입님을 초대했습니다")).to_be_visible()


async def _sign_on(page: Page, url: str, email: str) -> None:
    """Sign in at the agency's own account system, beginning on our sign-in page."""
    await page.goto(f"{url}/accounts/login/")
    await page.get_by_role("link", name="식품의약품안전처").click()
    await page.fill("input[name=login]", email)
    await page.fill("input[name=password]", PASSWORD)
    await page.press("input[name=password]", "Enter")
    await page.wait_for_url(f"{url}/**")


def _mailed_code(product: Stack, email: str) -> str:
    """Return the sign-in code of the newest letter to the address, waiting for it."""
    for _try in range(100):
        for letter in reversed(product.outside.letters):
            code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", letter.get_content())
            if email in str(letter["To"]) and code:
                return code[0]
        time.sleep(0.1)
    raise TimeoutError(f"no letter with a code to {email}")
