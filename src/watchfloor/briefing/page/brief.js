"use strict";
(() => {
  // Without this script every article stands open at the end and a citation jumps there.
  const reader = document.getElementById("reader");
  const body = reader.querySelector(".reader-body");
  const close = document.getElementById("close");
  let opener = null;

  const articleOf = (hash) => {
    const anchor = /^#w\d+$/.test(hash) ? document.getElementById(hash.slice(1)) : null;
    return anchor ? anchor.closest("details.article") : null;
  };

  const show = (link) => {
    const article = articleOf(link.hash);
    if (!article) return false;
    const copy = article.cloneNode(true);
    copy.open = true;
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    body.replaceChildren(copy);
    const marked = body.querySelectorAll(`[data-c~="${link.hash.slice(2)}"]`);
    for (const part of marked) part.classList.add("on");
    if (opener) opener.removeAttribute("aria-current");
    opener = link;
    opener.setAttribute("aria-current", "true");
    reader.hidden = false;
    document.documentElement.classList.add("reading");
    if (marked.length) {
      body.scrollTop += marked[0].getBoundingClientRect().top - body.getBoundingClientRect().top - body.clientHeight / 3;
    }
    reader.focus({ preventScroll: true });
    return true;
  };

  const hide = () => {
    reader.hidden = true;
    document.documentElement.classList.remove("reading");
    if (opener) {
      opener.removeAttribute("aria-current");
      opener.focus({ preventScroll: true });
    }
    opener = null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (show(link)) event.preventDefault();
  });
  close.addEventListener("click", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !reader.hidden) hide();
  });

  for (const article of document.querySelectorAll("details.article")) article.open = false;
  const wanted = articleOf(location.hash);
  if (wanted) {
    wanted.open = true;
    document.getElementById(location.hash.slice(1)).scrollIntoView({ block: "center" });
  }
})();
