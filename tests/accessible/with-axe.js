// The page with axe-core in it, which writes what it finds into the page.
const { readFileSync } = require("node:fs");
const [axe, page] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const run = `axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
  .then((found) => {
    const told = document.createElement("pre");
    told.id = "axe-told";
    const nodes = (nodes) => nodes.slice(0, 5).map((node) => node.html.slice(0, 160) + " | " + node.any.concat(node.all, node.none).map((one) => one.message).join("; "));
    told.textContent = JSON.stringify({ passes: found.passes.length, violations: found.violations.map((one) => ({ id: one.id, help: one.help, count: one.nodes.length, nodes: nodes(one.nodes) })) });
    document.body.append(told);
  });`;
process.stdout.write(page.replace("</body>", () => `<script>${axe}</script><script>${run}</script></body>`));
