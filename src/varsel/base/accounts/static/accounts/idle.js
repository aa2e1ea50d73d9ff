// Warns before the session ends. Without this file the session ends just the same and what was written is kept.
(function () {
  "use strict";
  const warning = document.querySelector("[data-idle]");
  if (!warning) return;
  let seen = Date.now();

  function show() {
    const idle = (Date.now() - seen) / 1000;
    const over = idle >= Number(warning.dataset.ends);
    warning.hidden = idle < Number(warning.dataset.warns);
    warning.querySelector("[data-soon]").hidden = over;
    warning.querySelector("[data-over]").hidden = !over;
    warning.querySelector("[data-stays]").hidden = over;
  }

  warning.querySelector("[data-stays]").addEventListener("click", function () {
    fetch(warning.dataset.stay, { redirect: "manual" }).then(function (answer) {
      if (answer.status === 204) seen = Date.now();
      show();
    });
  });
  window.setInterval(show, 5000);
})();
