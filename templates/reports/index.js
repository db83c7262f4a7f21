// Finds by name as one types, with or without diacritics; without a script the whole table is simply there.
const bare = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").trim();
const search = document.getElementById("search");
const rows = [...document.querySelectorAll("#entries tbody tr")];
search.addEventListener("input", () => {
  const words = bare(search.value).split(/\s+/);
  for (const row of rows) row.hidden = !words.every(word => row.dataset.name.includes(word));
  document.getElementById("found").value = `${rows.filter(row => !row.hidden).length}/${rows.length}`;
});
