import type { BundledPackage } from "./bundle";

/**
 * The source of src/THIRD-PARTY.md: the third-party code in `build/index.js` and its licenses. The page is in src so that it
 * is shipped.
 */
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
