// Tables can be filtered and sorted; without script they are plain tables.
"use strict";
const order = new Intl.Collator("zh-u-co-pinyin", { numeric: true });
const text = (row, k) => row.cells[k].textContent.trim();
const number = (s) => Number(s.replace(/[,%]/g, ""));

function compare(a, b, k) {
  const x = text(a, k), y = text(b, k);
  if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);
  const numeric = !isNaN(number(x)) && !isNaN(number(y));
  return numeric ? number(x) - number(y) : order.compare(x, y);
}

function sort(table, head, k) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = [...table.tBodies[0].rows].sort((a, b) => (down ? compare(b, a, k) : compare(a, b, k)));
  table.tBodies[0].append(...rows);
}

function sortable(table) {
  [...table.tHead.rows[0].cells].forEach((head, k) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head, k));
    head.append(button);
  });
}

// What was typed is lit up where the browser can do so without touching the text.
const found = window.Highlight ? new Highlight() : null;
if (found) CSS.highlights.set("found", found);

function ranges(element, typed) {
  const out = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.toLowerCase();
    for (let k = at.indexOf(typed); k >= 0; k = at.indexOf(typed, k + typed.length)) {
      const range = new Range();
      range.setStart(walker.currentNode, Math.min(k, walker.currentNode.length));
      range.setEnd(walker.currentNode, Math.min(k + typed.length, walker.currentNode.length));
      out.push(range);
    }
  }
  return out;
}

// `searched` is the part of a row in which what is typed is looked for.
function filterable(view, table, searched) {
  const label = document.createElement("label"), box = document.createElement("input"), count = document.createElement("output");
  const rows = [...table.tBodies[0].rows];
  let lit = [];
  label.className = "filter";
  box.type = "search";
  box.addEventListener("input", () => {
    const typed = box.value.toLowerCase();
    for (const row of rows) row.hidden = !searched(row).textContent.toLowerCase().includes(typed);
    const shown = rows.filter((row) => !row.hidden);
    count.textContent = typed ? ` ${shown.length} of ${rows.length}` : "";
    if (!found) return;
    lit.forEach((range) => found.delete(range));
    lit = typed ? shown.flatMap((row) => ranges(searched(row), typed)) : [];
    lit.forEach((range) => found.add(range));
  });
  label.append("Filter: ", box, count);
  view.insertBefore(label, view.querySelector(".scroll"));
  return box;
}

// A table may be filtered by the page's address: sentences.html#党建
function follow(box) {
  box.value = new URLSearchParams("typed=" + location.hash.slice(1)).get("typed");
  box.dispatchEvent(new Event("input"));
}

for (const view of document.querySelectorAll(".view")) {
  const table = view.querySelector("table");
  if (!table || !table.tHead || !table.tBodies.length) continue;
  sortable(table);
  const byAddress = view.classList.contains("by-address");
  if (!byAddress && table.tBodies[0].rows.length <= 8) continue;
  const box = filterable(view, table, (row) => (byAddress ? row.cells[0] : row));
  if (!byAddress) continue;
  addEventListener("hashchange", () => follow(box));
  if (location.hash) follow(box);
}

const blocks = document.querySelectorAll("details.code");
if (blocks.length) {
  const all = document.createElement("button");
  all.type = "button";
  all.className = "all-code";
  all.textContent = "show all code";
  all.addEventListener("click", () => {
    const open = all.textContent === "show all code";
    blocks.forEach((block) => (block.open = open));
    all.textContent = open ? "hide all code" : "show all code";
  });
  document.querySelector("header nav").append(all);
}
