// Runs the program in Node.js as a page would in a browser.
import { dotnet } from './_framework/dotnet.js';

await dotnet.withApplicationArguments(...process.argv.slice(2)).run();
