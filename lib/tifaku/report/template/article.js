// Notes stand level with their marks where the page is wide enough, pushed down where two would touch; without script they follow their paragraphs.
"use strict";
{
  const notes = [...document.querySelectorAll(".mn .note")], wide = matchMedia("screen and (min-width: 62.01rem)");
  const top = (e) => e.getBoundingClientRect().top + scrollY;
  const align = () => {
    let floor = 0;
    notes.forEach((note) => (note.style.marginTop = ""));
    for (const note of wide.matches ? notes : []) {
      const mark = note.dataset.at && document.getElementById(note.dataset.at), here = top(note), own = parseFloat(getComputedStyle(note).marginTop);
      const beside = mark && note.closest(".row").contains(mark) ? top(mark) - 6 : here;
      note.style.marginTop = Math.max(beside, floor) - here + own + "px";
      floor = note.getBoundingClientRect().bottom + scrollY + 10;
    }
    const text = document.querySelector(".text");
    if (text) text.style.minHeight = wide.matches && floor ? floor - top(text) + "px" : "";
  };
  document.documentElement.classList.add("js");
  align();
  addEventListener("resize", align);
  document.querySelectorAll(".switches input").forEach((x) => x.addEventListener("change", align));
  document.querySelectorAll("details").forEach((x) => x.addEventListener("toggle", align));
  addEventListener("load", align);
  if (document.fonts) { document.fonts.ready.then(align); document.fonts.addEventListener("loadingdone", align); }
  // A formula under the pointer or with the focus lights its components, and the other way round.
  for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
    addEventListener(type, (e) => {
      const it = e.target.closest && e.target.closest("main [data-n]");
      if (it) document.querySelectorAll(`.text mark[data-n="${it.dataset.n}"]`).forEach((x) => x.classList.toggle("lit", on));
    });
  // The source is left by a link into the text, and by the switch.
  const raw = document.querySelector("#raw-switch");
  raw.addEventListener("change", () => { if (!raw.checked && location.hash) history.replaceState(null, "", location.pathname); });
}
