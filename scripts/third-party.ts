import type { BundledPackage } from "./bundle";

/** THIRD-PARTY.md: what in `build/index.js` is other people's, and on which terms. */
export function thirdParty(packages: BundledPackage[]): string {
  const rows = packages.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`);
  const notices = packages.map(({ name, notice }) => `## ${name}\n\n\`\`\`text\n${notice}\n\`\`\``);
  return `# Third-party code

\`build/index.js\` has code of these packages in it, and their licences at its end. \`npm run readme\` writes this page from what
esbuild puts there.

| Package | Version | Licence |
|---|---|---|
${rows.join("\n")}

${notices.join("\n\n")}
`;
}
