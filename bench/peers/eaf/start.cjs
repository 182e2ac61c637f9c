// node start.cjs FOLDER API-PORT METERING-PORT PWA-PORT: the package as it is, with its data in memory and without its limit of one reading a quarter-hour
const [, , folder, api, metering, pwa] = process.argv;
process.chdir(folder);
const root = require.resolve("stromdao-eaf/package.json", { paths: [folder] }).replace("/package.json", "");
process.env.EAF_WORK = folder;
require(`${root}/runtime.settings.js`)({
  DYNAMIC_SIGNAL: `${__dirname}/signal.cjs`, READING_RATE_LIMIT: 0, PORT_API: api, PORT_METERING: metering, PORT_PWA: pwa, LOGLEVEL: "error",
});
process.argv.length = 2;
require(root).node().catch((error) => { console.error(error); process.exit(1); });
