// What axe-core wrote into the page, in lines; fails where it found something, or did not run.
const page = require("node:fs").readFileSync(0, "utf8");
const found = page.match(/<pre id="axe-told">([^]*?)<\/pre>/);
if (!found) {
  console.log("axe-core did not run");
  process.exit(1);
}
const text = found[1].replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&nbsp;/g, "\u00a0").replace(/&amp;/g, "&");
const { passes, violations } = JSON.parse(text);
console.log(`${passes} rules hold, ${violations.length} do not`);
for (const { id, help, count, nodes } of violations) {
  console.log(`  ${id} (${count}): ${help}`);
  for (const node of nodes) console.log(`    ${node}`);
}
process.exit(violations.length ? 1 : 0);
