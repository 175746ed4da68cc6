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

function filterable(view, table) {
  const label = document.createElement("label"), box = document.createElement("input"), count = document.createElement("output");
  label.className = "filter";
  box.type = "search";
  box.addEventListener("input", () => {
    let n = 0;
    for (const row of table.tBodies[0].rows) n += !(row.hidden = !row.textContent.toLowerCase().includes(box.value.toLowerCase()));
    count.textContent = box.value ? ` ${n} of ${table.tBodies[0].rows.length}` : "";
  });
  label.append("Filter: ", box, count);
  view.prepend(label);
}

for (const view of document.querySelectorAll(".view")) {
  const table = view.querySelector("table");
  if (!table || !table.tHead || !table.tBodies.length) continue;
  sortable(table);
  if (table.tBodies[0].rows.length > 8) filterable(view, table);
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
