"""What goes wrong on a page while a test looks at it."""

from playwright.sync_api import ConsoleMessage, Page, Response

WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", event =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
ANSWERS = ("document", "fetch", "xhr")  # may answer 404 or 422 on purpose


class Faults:
    """Collects script errors, violations of the content security policy, failed files and calls to other hosts."""

    def __init__(self, page: Page, home: str) -> None:
        self.seen: list[str] = []
        self.home = home
        page.add_init_script(WATCH_POLICY)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"script error: {error}"))
        page.on("response", self._response)
        page.on("request", lambda request: self._address(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.seen.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        kind = response.request.resource_type
        if response.status >= 500 or (response.status >= 400 and kind not in ANSWERS):
            self.seen.append(f"{response.status} for a {kind}: {response.url}")

    def _address(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "blob:", "about:")):
            self.seen.append(f"call to another host: {url}")
