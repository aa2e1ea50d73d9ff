// Builds the front end into the folder that git ignores: one style sheet, one icon sprite, two font weights.
// What is taken from the design system is listed in taken.json; what was built is written to manifest.json.
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as sass from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dkfds = join(root, "node_modules/dkfds");
const target = join(root, "src/varsel/base/design/static/vendor");
const taken = JSON.parse(readFileSync(join(root, "frontend/taken.json"), "utf8"));
const built = [];

function write(name, content) {
  const path = join(target, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  // Beside each text file its compressed form, which whitenoise serves when the browser takes it.
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  built.push({ file: name, bytes: Buffer.byteLength(content), gzip: statSync(`${path}.gz`).size });
}

function copy(name, source) {
  const path = join(target, name);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(source, path);
  built.push({ file: name, bytes: statSync(path).size });
}

function style() {
  const { css } = sass.compile(join(root, "frontend/styles/varsel.scss"), {
    loadPaths: [join(dkfds, "src/stylesheets")],
    style: "compressed",
    quietDeps: true,
    logger: { warn: (message, { deprecation }) => deprecation || console.warn(message) },
  });
  return css;
}

// One symbol an icon: <svg><use href="icons.svg#name"></svg>.
function symbol(name) {
  const svg = readFileSync(join(dkfds, "src/img/svg-icons", `${name}.svg`), "utf8");
  const viewBox = svg.match(/viewBox="([^"]+)"/)[1];
  const body = svg.match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].trim();
  return `<symbol id="${name}" viewBox="${viewBox}">${body}</symbol>`;
}

rmSync(target, { recursive: true, force: true });
const css = style();
write("varsel.css", css);
const pictures = new Set([...css.matchAll(/url\(["']?icons\/([^"')]+)/g)].map((match) => match[1]));
for (const name of pictures) {
  copy(`icons/${name}`, join(dkfds, "src/img/svg-icons", name));
}
write("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${taken.icons.map(symbol).join("")}</svg>`);
for (const name of taken.fonts) copy(`fonts/${name}`, join(dkfds, "src/fonts/IBMPlexSans/split/woff2", name));
copy("dkfds-LICENSE.md", join(dkfds, "LICENSE.md"));
const version = (name) => JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"))).version;
writeFileSync(
  join(target, "manifest.json"),
  JSON.stringify({ dkfds: version("dkfds"), sass: version("sass"), files: built }, null, 2),
);
console.log(`${built.length} files in ${basename(target)}, style sheet ${Math.round(built[0].gzip / 1024)} kB compressed`);
