// Suggestions below the search box while somebody types. Without this script the page /search/suggest gives the same.
(() => {
  const box = document.getElementById("what");
  const list = document.getElementById("suggestions");
  if (!box || !list || !window.fetch) return;
  let waiting;
  let newest = 0;

  const show = async () => {
    const asked = ++newest;
    const typed = box.value.trim();
    const answer = typed ? await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } }) : null;
    const found = answer && answer.ok ? (await answer.json()).suggestions : [];
    if (asked !== newest) return;
    list.replaceChildren(...found.map((each) => {
      const option = document.createElement("option");
      option.value = each.text;
      option.label = each.kind;
      return option;
    }));
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show().catch(() => list.replaceChildren()), 200);
  });
})();
