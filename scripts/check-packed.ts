/** `node scripts/check-packed.ts FOLDER linux|win|mac [ARCH]`: says what is wrong with a packed app; the release stops at it. */
import { inspectPackedApp, nativesOf, problemsOf, type System } from './packed-app.ts';

const [folder = '', system = '', arch = process.arch] = process.argv.slice(2);
const app = await inspectPackedApp(folder, system as System);
const problems = problemsOf(app, nativesOf(system as System, arch));
for (const problem of problems) console.error(problem);
console.log(`${folder}: ${(app.size / 1e6).toFixed(1)} MB in ${app.archived.length} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
