import type { BundledPackage } from "./bundle";

/** src/THIRD-PARTY.md: what in `build/index.js` is other people's, and on which terms. Of all pages only those in src are shipped. */
export function thirdParty(packages: BundledPackage[]): string {
  const rows = packages.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`);
  const notices = packages.map(({ name, notice }) => `## ${name}\n\n\`\`\`text\n${notice}\n\`\`\``);
  return `# Third-party code

\`build/index.js\` contains code from these packages. \`npm run generate\` generates this page from what is bundled.

| Package | Version | License |
|---|---|---|
${rows.join("\n")}

${notices.join("\n\n")}
`;
}
