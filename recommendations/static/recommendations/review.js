// Keys on the review page: j/k move, the others press the current card's button that names them (data-key), x ticks.
// A decision is sent in the background and the next card becomes current. Without this file every button still works.
"use strict";

const cards = Array.from(document.querySelectorAll("[data-card]"));
const said = document.getElementById("said");
let current = -1;

function open(card) {
  return !card.hasAttribute("data-done");
}

function go(index, focus = true) {
  if (index < 0 || index >= cards.length) return;
  cards.forEach((card) => card.classList.remove("current"));
  document.querySelectorAll(".mark.current").forEach((mark) => mark.classList.remove("current"));
  current = index;
  const card = cards[current];
  card.classList.add("current");
  if (focus) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }
  const marks = document.querySelectorAll(`[data-mark="${card.dataset.mark}"].mark`);
  marks.forEach((mark) => mark.classList.add("current"));
  if (focus && marks.length) marks[0].scrollIntoView({ block: "center" });
}

function step(by) {
  let index = current + by;
  while (cards[index] && !open(cards[index])) index += by;
  go(index);
}

function tell(card, text, tone) {
  const outcome = card.querySelector(".outcome");
  outcome.hidden = false;
  outcome.textContent = text;
  outcome.className = `outcome notice tone-${tone}`;
  said.textContent = text;
}

async function send(form, button) {
  const card = form.closest("[data-card]");
  if (card.hasAttribute("data-busy")) return;
  card.setAttribute("data-busy", "");
  const data = new FormData(form);
  data.set(button.name, button.value);
  try {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      body: data,
      headers: { "X-Requested-With": "fetch" },
    });
    const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    if (!plain) {
      window.location.reload();
      return;
    }
    tell(card, await answer.text(), answer.ok ? "good" : "bad");
    if (answer.ok) {
      card.setAttribute("data-done", "");
      card.querySelectorAll("button, input, select").forEach((control) => (control.disabled = true));
      step(1);
    }
  } catch {
    tell(card, said.dataset.failed, "bad");
  } finally {
    card.removeAttribute("data-busy");
  }
}

document.querySelectorAll("form[data-decide]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    if (!event.submitter || !window.fetch) return;
    event.preventDefault();
    send(form, event.submitter);
  });
});

cards.forEach((card, index) => card.addEventListener("focusin", () => current !== index && go(index)));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const key = event.key.toLowerCase();
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (current >= 0 && open(cards[current])) {
    const card = cards[current];
    const tick = card.querySelector("input[type=checkbox]");
    const control = /^[a-z]$/.test(key) && card.querySelector(`[data-key="${key}"]:not([disabled])`);
    if (key === "x" && tick) tick.checked = !tick.checked;
    else if (control) control.click();
    else return;
  } else return;
  event.preventDefault();
});

const asked = cards.findIndex((card) => `#${card.dataset.mark}` === window.location.hash);
if (cards.length) go(Math.max(0, asked), asked >= 0);
