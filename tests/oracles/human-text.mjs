// Reads {language, source} objects from a file and prints, for each, what its official parser calls text between
// elements, the strings in its code, and the names that no visitor sees: classes, addresses, modules.
import { readFileSync } from "node:fs";
import { parse as parseAstro } from "@astrojs/compiler";
import { createProcessor } from "@mdx-js/mdx";
import { parse as parseVueFile } from "@vue/compiler-sfc";
import remarkGfm from "remark-gfm";
import { parse as parseSvelte } from "svelte/compiler";
import ts from "typescript";

const HIDDEN = new Set(["class", "classname", "id", "href", "src", "to", "key", "slug", "style"]);
const CODE = new Set(["script", "style", "code", "kbd", "samp", "var", "pre"]);

function add(result, kind, text) {
  if (text && text.trim()) result[kind].push(text);
}

function typescript(source, result, jsx = true) {
  const file = ts.createSourceFile(jsx ? "a.tsx" : "a.ts", source, ts.ScriptTarget.Latest, true, jsx ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const visit = (node, hidden) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier) add(result, "hidden", node.moduleSpecifier.text);
      return;
    }
    if (ts.isJsxAttribute(node)) hidden = hidden || HIDDEN.has(node.name.getText().toLowerCase());
    if (ts.isJsxText(node)) add(result, "text", node.text);
    else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      add(result, hidden ? "hidden" : "strings", node.text);
    ts.forEachChild(node, (child) => visit(child, hidden));
  };
  visit(file, false);
}

// Every tree but TypeScript's: nodes with a type, whose children stand in some of their fields.
function walk(node, visit, inside) {
  if (!node || typeof node !== "object") return;
  if (Array.isArray(node)) return node.forEach((child) => walk(child, visit, inside));
  if (typeof node.type === "string" || typeof node.type === "number") {
    inside = visit(node, inside);
    if (inside === null) return;
  }
  for (const [name, value] of Object.entries(node)) {
    if (!["position", "loc", "data", "metadata", "parent", "codegenNode"].includes(name) && typeof value === "object") walk(value, visit, inside);
  }
}

const READERS = {
  tsx: (source, result) => typescript(source, result),
  ts: (source, result) => typescript(source, result, false),
  svelte(source, result) {
    const tree = parseSvelte(source, { modern: true });
    walk(tree.fragment, (node, inside) => {
      if (node.type === "RegularElement" && CODE.has(node.name)) return null;
      if (node.type === "Attribute") inside = HIDDEN.has(node.name) ? "hidden" : "strings";
      if (["ClassDirective", "StyleDirective", "OnDirective"].includes(node.type)) inside = "hidden";
      if (node.type === "Text") add(result, inside, node.data);
      if (node.type === "Literal" && typeof node.value === "string") add(result, inside === "text" ? "strings" : inside, node.value);
      if (node.type === "TemplateElement") add(result, inside === "text" ? "strings" : inside, node.value.cooked);
      return inside;
    }, "text");
    if (tree.instance) typescript(source.slice(tree.instance.content.start, tree.instance.content.end), result, false);
  },
  async astro(source, result) {
    const { ast } = await parseAstro(source, { position: false });
    const visit = (node, inside) => {
      if (node.type === "element" && CODE.has(node.name)) return null;
      if (node.type === "comment" || node.type === "doctype") return null;
      if (node.type === "frontmatter") {
        typescript(node.value, result, false);
        return null;
      }
      if (node.type === "attribute") {
        add(result, HIDDEN.has(node.name.split(":")[0]) ? "hidden" : "strings", node.value);
        return null;
      }
      if (node.type === "expression") {
        // Its code comes as text, in pieces between its elements.
        for (const child of node.children) if (child.type === "text") add(result, "strings", child.value);
        walk(node.children.filter((child) => child.type !== "text"), visit, "text");
        return null;
      }
      if (node.type === "text") add(result, "text", node.value);
      return inside;
    };
    walk(ast, visit, "text");
  },
  vue(source, result) {
    const { descriptor } = parseVueFile(source, { sourceMap: false });
    const visit = (node, inside) => {
      if (node.type === 1 && CODE.has(node.tag)) return null;
      if (node.type === 2) add(result, inside, node.content);
      if (node.type === 3) return null;
      if (node.type === 5) { add(result, "strings", node.content.loc?.source); return null; }
      if (node.type === 6) { add(result, HIDDEN.has(node.name) ? "hidden" : "strings", node.value?.content); return null; }
      if (node.type === 7) { add(result, HIDDEN.has(node.arg?.content) || node.name === "on" || node.name === "if" ? "hidden" : "strings", node.exp?.loc?.source); return null; }
      return inside;
    };
    if (descriptor.template) walk(descriptor.template.ast.children, visit, "text");
    for (const script of [descriptor.script, descriptor.scriptSetup]) if (script) typescript(script.content, result, false);
  },
  mdx(source, result) {
    const body = source.replace(/^---\n[^]*?\n---\n/, "");
    const tree = createProcessor({ remarkPlugins: [remarkGfm], format: "mdx" }).parse(body);
    walk(tree, (node, inside) => {
      if (["code", "inlineCode", "yaml"].includes(node.type)) return null;
      if (node.type === "mdxjsEsm") { typescript(node.value, result); return null; }
      if (node.type === "mdxFlowExpression" || node.type === "mdxTextExpression") { typescript(`(${node.value}\n)`, result); return null; }
      if (node.type === "mdxJsxAttribute") {
        const value = typeof node.value === "string" ? node.value : node.value?.value;
        if (typeof node.value === "string") add(result, HIDDEN.has(node.name.toLowerCase()) ? "hidden" : "strings", value);
        else if (value && !HIDDEN.has(node.name.toLowerCase())) typescript(`(${value}\n)`, result);
        return null;
      }
      if (node.type === "image") { add(result, "text", node.alt); add(result, "hidden", node.url); return null; }
      if ((node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement") && CODE.has(node.name)) return null;
      if (node.type === "text") add(result, "text", node.value);
      if (node.type === "link") add(result, "hidden", node.url);
      return inside;
    }, "text");
  },
};

const results = [];
for (const { language, source } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const result = { text: [], strings: [], hidden: [], error: null };
  try {
    await READERS[language](source, result);
  } catch (error) {
    result.error = String(error.message ?? error);
  }
  results.push(result);
}
process.stdout.write(JSON.stringify(results));
process.exit(0);
