// Everything works without this file; it only makes some things quicker.
(function () {
  "use strict";

  // Leave the page at once: nothing stays on the screen while the next page loads, and "back" does not return here.
  document.addEventListener("click", function (event) {
    const link = event.target.closest("[data-quick-exit]");
    if (!link) return;
    event.preventDefault();
    document.body.hidden = true;
    document.title = " ";
    window.location.replace(link.href);
  });

  // How many characters are left in a text with a limit.
  function count(group) {
    const field = group.querySelector("textarea");
    const words = group.querySelector(".character-limit");
    const left = Number(group.dataset.maxlength) - field.value.length;
    words.textContent = (left < 0 ? words.dataset.over : words.dataset.left).replace("#", String(Math.abs(left)));
    words.classList.toggle("limit-exceeded", left < 0);
  }
  document.querySelectorAll(".form-limit").forEach(function (group) {
    group.querySelector("textarea").addEventListener("input", function () { count(group); });
  });

  // After an error the keyboard stands at the summary.
  const summary = document.getElementById("error-summary");
  if (summary) summary.focus();

  // A form whose answer takes a moment says so on its button. Nothing is disabled: a second click is the same act.
  document.querySelectorAll("form[data-busy]").forEach(function (form) {
    form.addEventListener("submit", function () {
      const button = form.querySelector('button[type="submit"]');
      button.textContent = form.dataset.busy;
      button.classList.add("button-busy");
      button.setAttribute("aria-live", "polite");
    });
  });

  // The menu and the path are open without script and on wide screens; on a telephone they start closed.
  if (window.matchMedia("(max-width: 991px)").matches) {
    document.querySelectorAll("[data-fold]").forEach(function (part) { part.removeAttribute("open"); });
  }

  // A table wider than its place says so in words, also one that unfolds later; its edge is shaded by itself.
  const wide = new ResizeObserver(function (seen) {
    seen.forEach(function (one) {
      one.target.previousElementSibling.hidden = one.target.scrollWidth <= one.target.clientWidth;
    });
  });
  document.querySelectorAll(".scroll-hint + *").forEach(function (part) { wide.observe(part); });

  // Lists: j and k move, Enter opens (it is a link), "?" shows the keys; a letter presses the button that names it.
  const typing = "input, select, textarea, [contenteditable]";
  function rows() { return Array.from(document.querySelectorAll('[data-keys="list"] .work-row-link')); }
  function move(step) {
    const links = rows();
    const next = links[Math.min(Math.max(links.indexOf(document.activeElement) + step, 0), links.length - 1)];
    if (next) next.focus();
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(typing)) return;
    const list = document.querySelector("[data-keys-list]");
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "?" && list) list.showModal();
    else {
      const button = document.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
      if (!button || (list && list.open)) return;
      button.click();
    }
    event.preventDefault();
  });
})();
