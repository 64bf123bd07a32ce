// Document page, for editors: what is selected in the text becomes the passage of the form beside it, and the
// recommendations are searched without leaving the page. Without this file the form works with pasted words.
"use strict";

const text = document.querySelector("[data-text]");
const form = document.querySelector("form[data-weigh]");
const offer = document.getElementById("selected");
const characters = (string) => Array.from(string).length;
let span = null;

// A hidden character is one character of the text, shown as its name; blanks between tags do not occur in a line.
function nodes(line) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.classList.contains("hidden-char") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  });
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType !== Node.TEXT_NODE || !node.parentNode.classList.contains("hidden-char")) found.push(node);
  }
  return found;
}

// Where a point of a selection lies in the document's text, in code points; null outside of it.
function place(node, offset) {
  const from = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const line = from.closest("[id^='o']");
  if (!line || line.parentElement !== text) return null;
  const until = document.createRange();
  until.setStart(line, 0);
  until.setEnd(node, offset);
  let count = 0;
  for (const each of nodes(line)) {
    if (each === node) return Number(line.id.slice(1)) + count + characters(each.data.slice(0, offset));
    if (!until.intersectsNode(each) || until.comparePoint(each, 0) > 0) break;
    count += each.nodeType === Node.TEXT_NODE ? characters(each.data) : 1;
  }
  return Number(line.id.slice(1)) + count;
}

function length(line) {
  return nodes(line).reduce((sum, each) => sum + (each.nodeType === Node.TEXT_NODE ? characters(each.data) : 1), 0);
}

// A selection that ends between lines, as a triple click does, ends with the line before.
function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer)) return null;
  const lines = Array.from(text.children).filter((line) => line.id && range.intersectsNode(line));
  if (!lines.length) return null;
  const last = lines[lines.length - 1];
  const start = place(range.startContainer, range.startOffset) ?? Number(lines[0].id.slice(1));
  let end = place(range.endContainer, range.endOffset) ?? Number(last.id.slice(1)) + length(last);
  if (lines.length > 1 && end === Number(last.id.slice(1))) {
    const before = lines[lines.length - 2];
    end = Number(before.id.slice(1)) + length(before);
  }
  return start < end ? { start, end, line: lines[0].id, words: words(range) } : null;
}

function words(range) {
  const copy = range.cloneContents();
  copy.querySelectorAll(".hidden-char").forEach((each) => each.remove());
  const whole = Array.from(copy.children).filter((each) => each.id.startsWith("o"));
  return whole.length ? whole.map((each) => each.textContent).join("\n") : copy.textContent;
}

function use(found) {
  if (!form) {
    window.location.assign(`${text.dataset.text}&at=${found.start}&start=${found.start}&end=${found.end}#${found.line}`);
    return;
  }
  form.elements.start.value = found.start;
  form.elements.end.value = found.end;
  form.elements.passage.value = found.words;
  refresh();
}

async function refresh() {
  const query = new URLSearchParams();
  for (const name of ["q", "start", "end"]) query.set(name, form.elements[name].value);
  const answer = await fetch(`${form.getAttribute("action")}?${query}`, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) return;
  const rows = document.getElementById("weigh-rows");
  const kept = Array.from(rows.querySelectorAll(".weigh-row")).filter((row) => row.querySelector(":checked[name=recommendation]"));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const refs = kept.map((row) => row.dataset.ref);
  page.querySelectorAll(".weigh-row").forEach((row) => refs.includes(row.dataset.ref) && row.remove());
  rows.replaceChildren(...page.body.childNodes);
  rows.querySelector("ul").prepend(...kept);
}

if (text) {
  text.querySelectorAll("a").forEach((link) => link.setAttribute("draggable", "false"));
  document.addEventListener("selectionchange", () => {
    span = selected();
    offer.hidden = !span;
  });
  offer.querySelector("button").addEventListener("mousedown", (event) => event.preventDefault());
  offer.querySelector("button").addEventListener("click", () => span && use(span));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.key !== "e" || !span) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    use(span);
  });
}

if (form) {
  form.addEventListener("submit", (event) => {
    if (!event.submitter || event.submitter.value !== "search") return;
    event.preventDefault();
    refresh();
  });
}
