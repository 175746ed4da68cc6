// Lists of rows can be searched and sorted; without script they are plain tables.
"use strict";
const order = new Intl.Collator("zh-u-co-pinyin", { numeric: true });
const number = (s) => Number(s.replace(/[,%<\s]/g, ""));

function compare(x, y) {
  if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);
  const numeric = !isNaN(number(x)) && !isNaN(number(y));
  return numeric ? number(x) - number(y) : order.compare(x, y);
}

// What was typed is lit up where the browser can do so without touching the text.
const found = window.Highlight ? new Highlight() : null;
if (found) CSS.highlights.set("found", found);

function ranges(element, words) {
  const out = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.toLowerCase();
    for (const w of words)
      for (let k = at.indexOf(w); k >= 0; k = at.indexOf(w, k + w.length)) {
        const range = new Range();
        range.setStart(walker.currentNode, Math.min(k, walker.currentNode.length));
        range.setEnd(walker.currentNode, Math.min(k + w.length, walker.currentNode.length));
        out.push(range);
      }
  }
  return out;
}

// Rows, those written and those that are only data, of which as many are in the page as are wanted. An item has cell(k), nodes().
function listing(body, items, keeps, more, say, lights = (it) => it.nodes()) {
  const step = 300;
  let ordered = items, words = [], room = items.length ? body.rows.length / items[0].nodes().length : 0, lit = [];
  const told = (left) => more.dataset.form.replace("{n}", Math.min(step, left).toLocaleString("en"));
  function draw() {
    const got = ordered.filter((it) => keeps(it, words)), shown = got.slice(0, room);
    body.replaceChildren(...shown.flatMap((it) => it.nodes()));
    if (more) {
      more.hidden = got.length <= room;
      more.textContent = told(got.length - room);
    }
    say(got, words);
    if (!found) return;
    lit.forEach((range) => found.delete(range));
    lit = words.length ? shown.flatMap((it) => lights(it).flatMap((e) => ranges(e, words))) : [];
    lit.forEach((range) => found.add(range));
  }
  if (more) {
    more.hidden = items.length <= room;
    more.textContent = told(items.length - room);
    more.addEventListener("click", () => { room += step; draw(); });
  }
  return {
    find(typed) { words = typed.map((w) => w.toLowerCase()).filter(Boolean); room = step; draw(); },
    sort(k, down) { ordered = [...items].sort((a, b) => compare(a.cell(k), b.cell(k)) * (down ? -1 : 1)); draw(); },
  };
}

function sortable(table, sort) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, k) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(k, down);
    });
    head.append(button);
  });
}
