// Leads a term that the address names on to the pages of sentences that hold it.
"use strict";
{
  const where = JSON.parse(document.querySelector("script.rest").textContent), said = document.querySelector("#said");
  const links = [...document.querySelectorAll(".shelf a")];
  const follow = () => {
    const term = new URLSearchParams("typed=" + location.hash.slice(1)).get("typed");
    const pages = where[term];
    links.forEach((a, k) => {
      a.hash = term ? encodeURIComponent(term) : "";
      a.closest("li").hidden = Boolean(pages) && !pages.includes(k);
    });
    if (!term) return;
    said.textContent = (pages ? said.dataset.known : said.dataset.unknown).replace("{t}", term);
    if (pages && pages.length === 1) location.replace(links[pages[0]].href);
  };
  addEventListener("hashchange", follow);
  follow();
}
