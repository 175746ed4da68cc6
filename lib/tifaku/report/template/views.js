// The tables of notebooks, articles and sentences: a box that searches all their rows, those too that are only data in the page.
{
  const said = document.body.dataset;
  // On a phone a table of texts is a list: each row a block, in which the head of its column stands before each cell.
  const headed = (row, heads) => { [...row.cells].forEach((td, k) => (td.dataset.head = heads[k])); return row; };
  const cell = (value, kind) => {
    const td = document.createElement("td"), [text, href, way] = Array.isArray(value) ? value : [value];
    td.className = kind.class || "";
    if (kind.lang && /[\u2e80-\u9fff]/.test(text)) td.lang = kind.lang;
    if (href) {
      const a = document.createElement("a");
      a.href = href;
      a.className = way || "passage";
      a.append(text);
      td.append(a);
    } else if (text.length > 200) {
      td.append(document.createElement("div"));
      td.firstChild.className = "clamp";
      td.firstChild.append(text);
    } else td.append(text);
    return td;
  };
  const written = (row) => ({ cell: (k) => row.cells[k].textContent.trim(), cells: () => [...row.cells], nodes: () => [row] });
  const data = (values, columns, heads) => {
    let row;
    const texts = values.map((value) => (Array.isArray(value) ? value[0] : value));
    const nodes = () => {
      if (!row) { row = document.createElement("tr"); row.append(...values.map((value, k) => cell(value, columns[k]))); headed(row, heads); }
      return [row];
    };
    return { cell: (k) => texts[k], cells: () => [...nodes()[0].cells], nodes };
  };
  function searchable(view, table, items, byAddress) {
    const of = Number(view.dataset.of || items.length), more = view.querySelector("button.rest"), texts = new Map();
    const text = (it, k) => texts.get(it) ?? texts.set(it, (byAddress ? it.cell(0) : columns.map(it.cell).join(" ")).toLowerCase()).get(it);
    const columns = [...table.tHead.rows[0].cells].map((_, k) => k), count = document.createElement("output");
    const tell = (got, words) => {
      const form = of > items.length ? said.part : said.count, n = (x) => x.toLocaleString("en");
      count.textContent = words.length ? " " + form.replace("{f}", n(got.length)).replace("{n}", n(items.length)).replace("{of}", n(of)) : "";
    };
    const list = listing(table.tBodies[0], items, (it, words) => words.every((w) => text(it).includes(w)), more, tell, (it) => (byAddress ? it.cells().slice(0, 1) : it.nodes()));
    sortable(table, list.sort);
    if (!byAddress && items.length <= 8) return;
    const label = document.createElement("label"), box = document.createElement("input");
    label.className = "filter";
    box.type = "search";
    box.addEventListener("input", () => list.find(byAddress ? [box.value] : box.value.split(/\s+/)));
    label.append(said.filter + " ", box, count);
    view.insertBefore(label, view.querySelector(".scroll"));
    return box;
  }
  for (const view of document.querySelectorAll(".view")) {
    const table = view.querySelector("table"), rest = view.querySelector("script.rest");
    if (!table || !table.tHead || !table.tBodies.length) continue;
    const more = rest ? JSON.parse(rest.textContent) : { rows: [], columns: [] };
    const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
    const items = [...[...table.tBodies[0].rows].map((row) => written(headed(row, heads))), ...more.rows.map((row) => data(row, more.columns, heads))];
    view.classList.toggle("texts", !!table.querySelector("td:is(.long, .pre)"));
    const byAddress = view.classList.contains("by-address"), box = searchable(view, table, items, byAddress);
    if (!byAddress) continue;
    const follow = () => {
      box.value = new URLSearchParams("typed=" + location.hash.slice(1)).get("typed");
      box.dispatchEvent(new Event("input"));
    };
    addEventListener("hashchange", follow);
    if (location.hash) follow();
  }
  const blocks = document.querySelectorAll("details.code");
  if (blocks.length) {
    const all = document.createElement("button");
    all.type = "button";
    all.className = "all-code link";
    all.textContent = said.show;
    all.addEventListener("click", () => {
      const open = all.textContent === said.show;
      blocks.forEach((block) => (block.open = open));
      all.textContent = open ? said.hide : said.show;
    });
    document.querySelector("main").prepend(all);
  }
}
