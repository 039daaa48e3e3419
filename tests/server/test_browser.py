"""The pages in a real browser: accessible, without inline script, usable on a phone, renewing themselves."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.server.kit import AYU, SECRET_NAMES, Desk, Kiosk, World, application, code_in, last_message, survey

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}

pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed (Debian package chromium)"),
    pytest.mark.parametrize("running", ["sqlite"], indirect=True),  # the pages do not know the database
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ends with this module: Playwright keeps an event loop running, beside which no other may start."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(world: World, chromium: Browser) -> Iterator[Page]:
    """A page that fails the test on a script error or a breach of the content security policy."""
    context = chromium.new_context(base_url=str(world.client.base_url), viewport=DESKTOP)
    made = context.new_page()
    trouble: list[str] = []
    made.on("pageerror", lambda error: trouble.append(str(error)))
    made.on(
        "console",
        lambda said: trouble.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield made
    context.close()
    assert trouble == []


@pytest.fixture
def signed_in(page: Page, desks: Any) -> Any:
    """The page with the cookie of an officer who signed in."""

    def go(role: str = "supervisor") -> Page:
        desk: Desk = desks(role, counter="1")
        cookie = {"name": "mpp_officer", "value": desk.client.cookies["mpp_officer"]}
        page.context.add_cookies([cookie | {"url": str(desk.client.base_url)}])  # type: ignore[list-item]
        return page

    return go


def axe() -> str:
    """axe-core's script, out of its package."""
    spec = find_spec("axe_playwright_python")
    assert spec
    assert spec.origin
    return next(Path(spec.origin).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA."""
    page.evaluate(axe())
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


def checked(page: Page) -> None:
    assert faults(page) == []
    page.set_viewport_size(PHONE)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than a phone"
    page.set_viewport_size(DESKTOP)


_numbers = iter(range(200, 300))


def submitted(kiosk: Kiosk, **changes: Any) -> dict[str, Any]:
    values = {"queue_number": f"A-{next(_numbers)}", "bring": ["kk_lama"]} | changes
    body = application(kiosk.verified_visit(), **values)
    assert kiosk.put("applications", body).status_code == 200
    return body


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_officers_pages_are_accessible(kiosk: Kiosk, signed_in: Any, language: str) -> None:
    body = submitted(kiosk, corrections=[{"field": "alamat"}])
    kiosk.put("surveys", survey())
    page: Page = signed_in()
    page.goto(f"/language/{language}?back=/counter")
    assert page.locator("html").get_attribute("lang") == language
    for path in ("/counter", f"/counter/cases/{body['id']}", "/skm", "/fleet", "/display/mpp-3217"):
        page.goto(path)
        checked(page)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_citizens_pages_are_accessible(world: World, kiosk: Kiosk, page: Page, language: str) -> None:
    body = submitted(kiosk)
    page.goto(f"/t/{body['number']}?lang={language}")
    checked(page)
    page.get_by_role("button").click()
    checked(page)
    page.get_by_role("textbox").fill(code_in(last_message(world)))
    page.get_by_role("button").click()
    page.get_by_text(SECRET_NAMES[AYU]).first.wait_for()
    checked(page)
    page.goto("/t/MPP-3217-261124-AAAAAAA-0")
    checked(page)
    page.goto("/sign-in")
    checked(page)


def test_a_new_visitor_and_a_new_call_appear_by_themselves(
    world: World, kiosk: Kiosk, signed_in: Any
) -> None:
    counter: Page = signed_in("officer")
    counter.goto("/counter")
    display = counter.context.new_page()
    display.goto("/display/mpp-3217")
    body = submitted(kiosk)
    number = body["queue_number"]
    counter.get_by_role("rowheader", name=number).wait_for()
    while not counter.locator(".number", has_text=number).count():
        with counter.expect_navigation():
            counter.get_by_role("button", name="Panggil berikutnya").click()
        if not counter.locator(".number", has_text=number).count():
            with counter.expect_navigation():
                counter.get_by_role("button", name="Selesai").click()
    display.locator(f"[data-number='{number}']").wait_for()
    counter.get_by_role("button", name="Mulai layani").click()
    counter.get_by_role("button", name="Setujui").click()
    counter.get_by_text("Disetujui").first.wait_for()
    counter.goto("/counter")
    counter.get_by_role("button", name="Selesai").click()
    display.locator(f"[data-number='{number}']").wait_for(state="detached")


def test_an_officer_works_with_the_keyboard_alone(signed_in: Any) -> None:
    page: Page = signed_in()
    page.goto("/counter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
