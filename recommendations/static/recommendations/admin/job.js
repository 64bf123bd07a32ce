// Shows how far a job is without a reload, until it has ended.
"use strict";
{
  const PAUSE = 2000;

  async function refresh() {
    const shown = document.getElementById("job");
    if (!shown || !("open" in shown.dataset)) return;
    try {
      const answer = await fetch(location.href);
      if (answer.ok && !answer.redirected) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = page.getElementById("job");
        if (now && now.innerHTML !== shown.innerHTML) shown.replaceWith(now);
      }
    } catch {
      // The server is busy or gone for a moment: the next look finds out.
    }
    setTimeout(refresh, PAUSE);
  }

  setTimeout(refresh, PAUSE);
}
