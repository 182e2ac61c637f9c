// Asks with the unchanged clients of the GrünstromIndex (corrently-api) and Tibber (tibber-api) and says, as JSON, what they made of the answers.
// node energy.mjs URL TOKEN ZIP HOME
import CorrentlyClient from 'corrently-api';
import { TibberQuery } from 'tibber-api';

const [, , baseUrl, token, zip, home] = process.argv;
const told = promise => promise.then(v => v, e => ({ failed: e.message ?? e.responseMessage, status: e.status ?? e.statusCode ?? null, errors: e.errors ?? null }));

// the client asks for a token of its own with what it has as appid
const gsi = new CorrentlyClient({ baseUrl, appid: token });
const prediction = await told(gsi.gsi.getPrediction(zip));
const best = await told(gsi.gsi.findBestGreenPeriod(zip));
const prices = await told(gsi.marketdata.analyzePrices(zip));
const advice = await told(gsi.co2advisor.analyzeConsumptionPeriods(zip));
const mix = await told(gsi.dispatch.analyzeEnergyMix(zip));
const nowhere = await told(gsi.gsi.getPrediction('00000'));
const stranger = await told(new CorrentlyClient({ baseUrl, appid: 'wst_wrong' }).gsi.getPrediction(zip));

const tibber = key => new TibberQuery({ active: true, apiEndpoint: { apiKey: key, queryUrl: `${baseUrl}/v1-beta/gql`, feedUrl: '' } });
const homes = await told(tibber(token).getHomes());
const hours = await told(tibber(token).getTodaysEnergyPrices(home));
const quarters = await told(tibber(token).getTodaysEnergyPrices(home, 'QUARTER_HOURLY'));
const tomorrow = await told(tibber(token).getTomorrowsEnergyPrices(home, 'QUARTER_HOURLY'));
const current = await told(tibber(token).getCurrentEnergyPrice(home));
const all = await told(tibber(token).getCurrentEnergyPrices('QUARTER_HOURLY'));
const noHome = await told(tibber(token).getTodaysEnergyPrices('nowhere'));
const noToken = await told(tibber('wst_wrong').getTodaysEnergyPrices(home));

console.log(JSON.stringify({ prediction, best, prices, advice, mix, nowhere, stranger, payload: gsi.getTokenPayload(), homes, hours, quarters, tomorrow, current, all, noHome, noToken }));
