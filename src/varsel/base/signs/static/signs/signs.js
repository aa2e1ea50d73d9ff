// Everything works without this file: it counts ticked signs as they are ticked, and shows the print button.
(function () {
  "use strict";

  const form = document.querySelector("[data-signs]");
  const count = document.querySelector(".signs-count");
  function show() {
    const ticked = form.querySelectorAll('input[name="signs"]:checked').length;
    const words = ticked === 0 ? count.dataset.none : ticked === 1 ? count.dataset.one : count.dataset.many;
    count.textContent = words.replace("#", String(ticked));
  }
  if (form && count) {
    form.addEventListener("change", show);
    show();
  }

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
