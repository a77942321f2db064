import { parseAst } from 'vite';

/** The typed readers of src/base/at.ts: each is `array[index]` and no more. */
const READERS = new Set(['at', 'f64', 'f32', 'i32', 'u32', 'u16', 'u8']);
const HOME = /(?:^|\/)at\.ts$/;

/** Visits every node of a syntax tree, parents first. */
function visit(node, look) {
  if (Array.isArray(node)) for (const one of node) visit(one, look);
  else if (node !== null && typeof node === 'object') {
    if (typeof node.type === 'string') look(node);
    for (const key of Object.keys(node)) if (typeof node[key] === 'object') visit(node[key], look);
  }
}

/** Local names under which a module imports readers, less those it declares anew somewhere inside. */
function readersIn(program) {
  const names = new Set();
  visit(program, (node) => {
    if (node.type !== 'ImportDeclaration' || !HOME.test(node.source.value)) return;
    for (const one of node.specifiers) if (READERS.has(one.imported?.name)) names.add(one.local.name);
  });
  visit(program, (node) => {
    const declared = node.type === 'VariableDeclarator' ? [node.id] : (node.params ?? []);
    visit(declared, (part) => {
      if (part.type === 'Identifier') names.delete(part.name);
    });
  });
  return names;
}

/** JavaScript in, JavaScript out: `f64(array, index)` becomes `(array)[index]`, also inside each other. */
export function inlineReads(code) {
  const program = parseAst(code);
  const readers = readersIn(program);
  const edits = [];
  visit(program, (node) => {
    if (node.type !== 'CallExpression' || !readers.has(node.callee.name) || node.arguments.length !== 2) return;
    const [array, index] = node.arguments;
    edits.push([node.start, array.start, '('], [array.end, index.start, ')['], [index.end, node.end, ']']);
  });
  edits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let out = '';
  let read = 0;
  for (const [from, to, text] of edits) {
    out += code.slice(read, from) + text;
    read = to;
  }
  return out + code.slice(read);
}

/** For the built page: reads of typed arrays cost no call, not even before the engine has learnt to inline it (docs/adr). */
export const inlineReadsPlugin = () => ({
  name: 'whystall:inline-reads',
  apply: 'build',
  transform(code, id) {
    if (!/\/src\/.*\.tsx?$/.test(id) || !code.includes('at.ts')) return undefined;
    return { code: inlineReads(code), map: null };
  },
});
