import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ParseResult, parseSync, type PropertyKey, type Statement } from "oxc-parser";
import { root } from "./repository.ts";

/** An export that lacks the sentence a reader of the package would look for. */
export interface Undocumented {
  readonly file: string;
  readonly name: string;
}

type Declaration = Extract<Statement, { id?: unknown }>;

const parsed = new Map<string, ParseResult & { readonly source: string }>();

/** Every module that a file names in an import, a re-export or `import()`. */
export function importsOf(file: string): string[] {
  const { program, module, source } = parse(file);
  const reExports = program.body.flatMap((node) => ("source" in node && node.source ? [node.source.value] : []));
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => source.slice(start + 1, end - 1));
  return [...new Set([...reExports, ...dynamic])];
}

/** Whether a file has `export * from`. */
export function exportsEverything(file: string): boolean {
  return parse(file).program.body.some((node) => node.type === "ExportAllDeclaration");
}

/** The exports of an index file that have no doc comment with a full stop where they are declared. */
export function undocumentedExports(index: string): Undocumented[] {
  return parse(index)
    .module.staticExports.flatMap(({ entries }) => entries)
    .flatMap(({ exportName, importName, localName, moduleRequest }) => {
      const name = exportName.name ?? "default";
      if (!moduleRequest) return documents(index, localName.name ?? name) ? [] : [{ file: index, name }];
      // What another package declares is judged there.
      if (!moduleRequest.value.startsWith(".")) return [];
      return findUndocumented(resolve(index, moduleRequest.value), importName.name ?? name);
    });
}

/** The public methods of a file's exported classes that have no doc line; of overloads the first needs it. */
export function undocumentedMethods(file: string): string[] {
  return parse(file).program.body.flatMap((node) => {
    const declared = declaredBy(node);
    if (declared?.type !== "ClassDeclaration") return [];
    const methods = declared.body.body.flatMap((member) =>
      member.type === "MethodDefinition" && member.kind === "method" ? [member] : [],
    );
    const firsts = methods.filter(
      ({ key }, index) => methods.findIndex((other) => nameOf(other.key) === nameOf(key)) === index,
    );
    return firsts
      .filter(({ key, accessibility }) => nameOf(key) !== undefined && (accessibility ?? "public") === "public")
      .filter(({ override, start }) => !override && commentBefore(file, start) === "")
      .map(({ key }) => `${declared.id?.name}.${nameOf(key)}`);
  });
}

function findUndocumented(file: string, name: string): Undocumented[] {
  const passedOn = parse(file)
    .module.staticExports.flatMap(({ entries }) => entries)
    .find(({ exportName, moduleRequest }) => exportName.name === name && moduleRequest?.value.startsWith("."));
  if (passedOn?.moduleRequest)
    return findUndocumented(resolve(file, passedOn.moduleRequest.value), passedOn.importName.name ?? name);
  return documents(file, name) ? [] : [{ file, name }];
}

function documents(file: string, name: string): boolean {
  const found = parse(file).program.body.find((node) => namesOf(declaredBy(node)).includes(name));
  return found !== undefined && /\.(\s|$)/.test(commentBefore(file, found.start));
}

function declaredBy(node: Statement): Statement | undefined {
  if (node.type !== "ExportNamedDeclaration") return node;
  return (node.declaration as Statement | null) ?? undefined;
}

/** The plain name of a member; private (`#name`) and computed ones have none. */
function nameOf(key: PropertyKey): string | undefined {
  return key.type === "Identifier" ? key.name : undefined;
}

function namesOf(node: Statement | undefined): string[] {
  if (node?.type === "VariableDeclaration") return node.declarations.map(({ id }) => ("name" in id ? id.name : ""));
  const id = (node as Declaration | undefined)?.id;
  return id && "name" in id ? [id.name] : [];
}

/** The text of the doc comment that ends directly before a position, without its stars and tags. */
function commentBefore(file: string, position: number): string {
  const { comments, source } = parse(file);
  const comment = comments.findLast(({ end }) => end <= position && source.slice(end, position).trim() === "");
  if (!comment?.value.startsWith("*")) return "";
  const text = comment.value.replace(/^\s*\*+ ?/gm, "").trim();
  return text.split(/^@/m)[0] ?? "";
}

function resolve(from: string, specifier: string): string {
  return join(dirname(from), specifier).replaceAll("\\", "/");
}

function parse(file: string): ParseResult & { readonly source: string } {
  const known = parsed.get(file);
  if (known) return known;
  const source = readFileSync(join(root, file), "utf8");
  const { program, module, comments, errors } = parseSync(file, source);
  const result = { program, module, comments, errors, source };
  parsed.set(file, result);
  return result;
}
