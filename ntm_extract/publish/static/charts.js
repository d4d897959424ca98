"use strict";
// Draws the charts whose specifications stand in the page; "ast" runs Vega's expressions without eval.
(() => {
  const words = JSON.parse(document.getElementById("page-words").textContent);
  for (const holder of document.querySelectorAll("script.chart-spec")) {
    const drawing = holder.parentElement.querySelector(".drawing");
    const options = { mode: "vega-lite", renderer: "svg", actions: false, ast: true, formatLocale: words.locale };
    vegaEmbed(drawing, JSON.parse(holder.textContent), options).catch((error) => {
      drawing.textContent = String(error);
    });
  }
})();
